package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Threads;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a JVM of its own is needed for; each is named by the first argument. */
final class Scenarios {

    private Scenarios() { }

    public static void main(String[] args) throws Exception {
        String path = args.length > 1 ? args[1] : null;
        switch (args[0]) {
            case "descriptors" -> descriptors();
            case "threads" -> threads();
            case "writes" -> writes(path);
            case "chain" -> chain(IoAio.create(), 1000);
            case "group" -> IoAio.create().aioGroup(results -> System.out.println("group"));
            case "abandoned" -> abandoned();
            case "exception" -> exception();
            case "stuck" -> stuck(path);
            case "stuck beside others" -> stuckBesideOthers(path);
            case "paused" -> paused(path);
            case "exit in a callback" -> exitInACallback(path, false);
            case "exit in the daemon" -> exitInACallback(path, true);
            case "waiters" -> waiters(path);
            case "unwatched" -> sleeps(false);
            case "watched" -> sleeps(true);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Needs a limit on descriptors. */
    private static void descriptors() throws IOException {
        IoAio.shared().aioRmdir("/nowhere").future().exceptionally(e -> null).join(); // so that no class is loaded later on
        List<FileInputStream> files = new ArrayList<>();
        IllegalStateException refused = null;
        try {
            while (true) {
                files.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            try {
                IoAio.create();
            } catch (IllegalStateException noDescriptor) {
                refused = noDescriptor;
            }
        }
        for (FileInputStream file : files) {
            file.close();
        }
        System.out.println(refused.getMessage());
        IoAio.create().close();
    }

    /** Says a line whenever it is to have the limit on its threads changed, and waits for one. */
    private static void threads() throws Exception {
        IoAio io = IoAio.create();
        IoAio.errno();
        io.aioNop();
        io.flush();
        io.maxParallel(0);
        io.minParallel(4);
        ask("lower");
        for (int i = 0; i < 3; i++) {
            io.aioMkdir("/nowhere/at/all", 0755, status -> System.out.println(status + " " + Errno.name(IoAio.errno())));
        }
        io.flush();
        try {
            io.aioNop().await();
        } catch (OutOfMemoryError | AioException e) {
            System.out.println("await fails");
        }
        ask("raise");
        io.aioMkdir("/nowhere/at/all", 0755, status -> System.out.println(status + " " + Errno.name(IoAio.errno())));
        io.flush();
        io.aioNop().await();
        System.out.println("await works");
        io.close();
    }

    private static void ask(String what) throws IOException {
        System.out.println(what);
        System.in.read();
    }

    private static void writes(String path) throws AioException {
        IoAio io = IoAio.create();
        int fd = io.aioOpen(path, O_WRONLY | O_CREAT | O_APPEND, 0644).await();
        io.pollFileno(); // no daemon: what comes is the exit's to handle
        for (int i = 0; i < 100; i++) {
            io.aioWrite(fd, -1, ByteBuffer.wrap(new byte[1000]));
        }
        io.aioBusy(0.1, () -> System.out.println("called"));
    }

    private static void chain(IoAio io, int left) {
        if (left == 0) {
            System.out.println("the end");
        } else {
            io.aioNop(() -> chain(io, left - 1));
        }
    }

    /** Sleeps a hundred times for a request that takes longer than anybody looks on for it. */
    private static void sleeps(boolean watched) {
        try (IoAio io = IoAio.create()) {
            if (watched) {
                io.pollFileno();
            }
            for (int i = 0; i < 100; i++) {
                io.aioBusy(0.005);
                io.flush();
            }
        }
    }

    /** Nobody refers to the pool, nor to the buffer that a thread of it reads into. */
    private static void abandoned() throws Exception {
        IoAio shared = IoAio.shared();
        int[] pipe = Advanced.pipe2(0);
        readFrom(pipe[0]);
        List<ByteBuffer> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            System.gc();
            others.add(ByteBuffer.allocateDirect(1 << 16));
        }
        shared.aioWrite(pipe[1], -1, ByteBuffer.allocate(1 << 15).put(0, (byte) 1)).await();
        for (ByteBuffer other : others) {
            for (int i = 0; i < other.capacity(); i++) {
                if (other.get(i) != 0) {
                    System.out.println("another buffer was written to");
                }
            }
        }
    }

    private static void readFrom(int fd) {
        IoAio.create().aioRead(fd, -1, ByteBuffer.allocateDirect(1 << 16), count -> System.out.println("read " + count));
    }

    private static void exception() {
        for (int i = 0; i < 2; i++) {
            IoAio io = IoAio.create();
            io.aioNop(() -> {
                throw new UnsupportedOperationException("a callback's");
            });
            io.aioNop(() -> io.aioNop(() -> System.out.println("the next")));
        }
    }

    private static void stuck(String fifo) {
        IoAio.create().aioOpen(fifo, O_WRONLY, 0, fd -> System.out.println("opened"));
    }

    private static void stuckBesideOthers(String fifo) {
        for (int i = 0; i < 4; i++) {
            stuck(fifo);
            chain(IoAio.create(), 10);
        }
    }

    private static void paused(String path) {
        IoAio io = IoAio.create();
        io.maxParallel(0);
        io.aioMkdir(path, 0755, status -> System.out.println("made"));
    }

    private static void exitInACallback(String path, boolean daemon) {
        IoAio io = IoAio.create();
        io.aioNop(() -> {
            io.aioMkdir(path, 0755);
            System.exit(3);
        });
        io.aioBusy(0.05);
        if (daemon) {
            io.aioNop(() -> { }).future().join();
        } else {
            io.flush();
        }
    }

    /** Threads that wait do not keep the JVM from its end, if they are daemons. */
    private static void waiters(String fifo) throws InterruptedException {
        IoAio io = IoAio.create();
        Thread waiter = new Thread(() -> {
            try {
                io.aioOpen(fifo, O_WRONLY, 0).await();
            } catch (AioException e) {
                System.out.println(e);
            }
        });
        waiter.setDaemon(true);
        waiter.start();
        while (!Threads.waits(waiter)) {
            Thread.onSpinWait();
        }
    }
}
