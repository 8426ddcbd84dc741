package io.github.jeio.lifecycle;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import io.github.jeio.nio.AioSelectable;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Uses jeio in every way that makes a thread, a hook, a cleaner, a thread-local or a static. */
public final class Application implements Runnable {

    private final boolean closes;

    public Application(boolean closes) {
        this.closes = closes;
    }

    @Override
    public void run() {
        try {
            work();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (closes) {
                IoAio.closeShared();
            }
        }
    }

    private void work() throws Exception {
        IoAio shared = IoAio.shared();
        shared.aioStat("/").await();
        shared.aioRmdir("/nowhere").future().handle((done, failure) -> failure.getMessage()).join();
        IoAio.aioreqPri(2);
        IoAio.CWD.aioStat(".").await();
        try (AioWd wd = shared.aioWd("/").await()) {
            wd.aioStat("etc").await();
        }
        shared.aioWd("/").await(); // is never closed
        if (closes) {
            LinuxAio.aioStat("/", stat -> { });
            LinuxAio.pollWait();
            LinuxAio.pollCb();
            LinuxAio.aioStat("/nowhere", stat -> { }); // is called when the pool is closed
        } else {
            LinuxAio.aioStat("/").await();
        }
        ByteBuffer map = Advanced.mmap(4096, AioConstants.PROT_READ | AioConstants.PROT_WRITE,
                AioConstants.MAP_PRIVATE | AioConstants.MAP_ANONYMOUS, -1, 0);
        map.put(0, (byte) 1);
        Advanced.getFdlimit();
        try (IoAio io = IoAio.create(); Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ);
            io.aioStat("/", stat -> { });
            selector.select();
            io.flush();
        }
        try (IoAio io = IoAio.create()) {
            ExecutorService executor = executor();
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                futures.add(executor.submit(() -> io.aioStat("/").await()));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            executor.shutdown();
            io.reinit();
        }
    }

    /** Of virtual threads, where there are any. */
    private static ExecutorService executor() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newFixedThreadPool(4);
        }
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
