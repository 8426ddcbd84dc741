package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.READDIR_DENTS;
import static io.github.jeio.AioConstants.READDIR_DIRS_FIRST;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.Natives;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Has each allocation of each request refused, one after the other, and prints what came of it: {@code realpath {ENOMEM=1}},
 * where the last attempt, which needed no more memory than it got, is not counted. Arguments: a directory, and the page that
 * it shares with failmalloc.c.
 */
final class NoMemory {

    private static final int MOST = 200;

    private final Path dir;
    private final MappedByteBuffer page;

    private NoMemory(Path dir, Path page) throws Exception {
        this.dir = dir;
        try (FileChannel channel = FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.page = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8);
        }
        this.page.order(ByteOrder.nativeOrder());
    }

    public static void main(String[] args) throws Exception {
        NoMemory test = new NoMemory(Path.of(args[0]), Path.of(args[1]));
        test.requests();
        test.starts();
        test.leaves();
    }

    private void refuse(int after, int often) {
        page.putInt(4, often);
        page.putInt(0, after);
    }

    private interface Request {
        AioRequest<?> make() throws Exception;
    }

    private void requests() throws Exception {
        String d = dir.toString();
        for (int i = 0; i < 300; i++) {
            Files.createFile(dir.resolve("a-name-that-needs-some-memory-" + i));
        }
        IoAio io = IoAio.create();
        io.maxParallel(1);
        io.inlineCached(false);
        int fd = io.aioOpen(d + "/f", O_RDWR | O_CREAT, 0600).await();
        ByteBuffer heap = ByteBuffer.allocate(1 << 18);
        io.aioWrite(fd, 0, heap.duplicate()).await();
        io.aioSetxattr(fd, "user.x", ByteBuffer.wrap(new byte[10]), 0).await();
        AioWd wd = io.aioWd(d).await();
        String copies = makeFifo(io);
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put("stat", () -> io.aioStat(d + "/f"));
        requests.put("long path", () -> io.aioStat(d + "/./".repeat(700) + "f"));
        requests.put("wd", () -> io.aioWd(d));
        requests.put("wd in wd", () -> wd.aioWd("."));
        requests.put("realpath", () -> io.aioRealpath(d + "/f"));
        requests.put("realpath in wd", () -> wd.aioRealpath("f"));
        requests.put("readlink", () -> io.aioReadlink("/proc/self/exe"));
        requests.put("readdir", () -> io.aioReaddir(d));
        requests.put("readdirx", () -> io.aioReaddirx(d, READDIR_DENTS | READDIR_DIRS_FIRST));
        requests.put("scandir", () -> io.aioScandir(d, 0));
        requests.put("statvfs", () -> io.aioStatvfs(d));
        requests.put("load", () -> io.aioLoad(d + "/f"));
        requests.put("slurp", () -> io.aioSlurp(d + "/f", 0, 100));
        requests.put("load of what has no size", () -> io.aioLoad("/proc/self/maps"));
        requests.put("heap read", () -> io.aioRead(fd, 0, heap.duplicate()));
        requests.put("heap write", () -> io.aioWrite(fd, 0, heap.duplicate()));
        requests.put("vectors", () -> io.aioPreadv(fd, 0, new ByteBuffer[] {heap.duplicate(), heap.duplicate()}, 0));
        requests.put("getxattr", () -> io.aioGetxattr(fd, "user.x"));
        requests.put("listxattr", () -> io.aioListxattr(d + "/f"));
        requests.put("fiemap", () -> io.aioFiemap(fd, 0, -1, 0, -1));
        requests.put("sendfile", () -> io.aioSendfile(fd, fd, 0, 10));
        requests.put("write file", () -> io.aioWriteFile(d + "/g", heap.duplicate(), 0600));
        requests.put("copy of a fifo", () -> io.aioCptree(d + "/fifo", copies + "/copy"));
        requests.put("fcntl", () -> io.aioFcntl(fd, 5, ByteBuffer.allocate(32)));
        for (Map.Entry<String, Request> request : requests.entrySet()) {
            request.getValue().make().await(); // what is kept for the next one is there
            System.out.println(request.getKey() + " " + outcomes(() -> request.getValue().make().await()));
        }
        io.aioClose(fd).await();
        wd.close();
        io.close();
        System.out.println("left " + Natives.memoryInUse());
        System.out.println("copies " + String.join(" ", new File(copies).list()));
    }

    /** With an attribute, which takes memory to copy when the new fifo is there already. The result is a directory for copies. */
    private String makeFifo(IoAio io) throws Exception {
        String fifo = dir.resolve("fifo").toString();
        new ProcessBuilder("mkfifo", fifo).start().waitFor();
        try {
            io.aioSetxattr(fifo, "trusted.x", ByteBuffer.wrap(new byte[10]), 0).await();
        } catch (AioException e) {
            // who is not root may not: the copy needs no memory then
        }
        return Files.createDirectory(dir.resolve("copies")).toString();
    }

    /** A new pool each time, whose first request needs a worker, and room for requests. */
    private void starts() throws Exception {
        System.out.println("start " + outcomes(() -> {
            try (IoAio io = IoAio.create()) {
                return io.aioNop().await();
            }
        }));
    }

    /** The outcomes with the first allocation refused, then the second, until there are no more. */
    private Map<String, Integer> outcomes(Callable<?> attempt) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        long descriptors = descriptors();
        for (int after = 1; after < MOST; after++) {
            String outcome = "success";
            refuse(after, 1);
            try {
                if (attempt.call() instanceof AioWd opened) {
                    opened.close();
                }
            } catch (AioException e) {
                outcome = e.errnoName();
            } catch (OutOfMemoryError | IllegalStateException e) {
                outcome = e.getClass().getSimpleName();
            }
            boolean refused = page.getInt(4) == 0;
            refuse(0, 0);
            if (!refused) {
                break;
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        while (descriptors() > descriptors) {
            Thread.onSpinWait(); // a directory's descriptor is closed by a worker; the test's timeout ends it
        }
        return outcomes;
    }

    private static long descriptors() throws Exception {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    /** With no memory at all from then on, workers leave as they are told to, and the pool closes. */
    private void leaves() throws Exception {
        IoAio io = IoAio.create();
        for (int i = 0; i < 8; i++) {
            io.aioBusy(0.01);
        }
        io.flush();
        int before = io.nthreads();
        refuse(1, Integer.MAX_VALUE);
        io.maxParallel(2);
        System.out.println("left of " + (before > 2) + " " + io.nthreads());
        io.close();
        refuse(0, 0);
        System.out.println("closed");
    }
}
