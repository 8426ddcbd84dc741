package bench.tuning;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code Ticks await|channel <directory>}: prints how many reads were made, and then how often a hundred other virtual threads had their
 * turn in each step of 10 ms. The slow device is a set of pipes with a byte every 50 ms.
 */
final class Ticks {

    static final int STEP_MILLIS = 10;
    /** The steps within which is read. */
    static final int BEGIN = 50;
    static final int END = 150;

    private static final int STEPS = 200;
    private static final int TICKING = 100;
    private static final int READING = 16;
    private static final int DEVICE_MILLIS = 50;

    private static volatile boolean reads;
    private static final AtomicInteger READS = new AtomicInteger();

    private Ticks() { }

    /** Reads a byte. */
    private interface Read {

        void read() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        List<FileChannel> pipes = new ArrayList<>();
        IoAio io = IoAio.builder().maxParallel(READING).minParallel(READING).create();
        ExecutorService threads = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < READING; i++) {
            pipes.add(pipe(io, Path.of(args[1], "pipe-" + i)));
        }
        for (int i = 0; i < TICKING; i++) {
            threads.submit(() -> tick(ticks));
        }
        Thread.sleep(500); // warm
        List<Integer> steps = new ArrayList<>();
        long start = System.nanoTime();
        ticks.set(0);
        for (int step = 0; step < STEPS; step++) {
            if (step == BEGIN) {
                reads = true;
                for (int i = 0; i < READING; i++) {
                    Path path = Path.of(args[1], "pipe-" + i);
                    Read read = args[0].equals("channel") ? byChannel(path) : byAwait(io, path);
                    threads.submit(() -> read(read));
                }
            } else if (step == END) {
                reads = false;
            }
            if (step * STEP_MILLIS % DEVICE_MILLIS == 0 && step >= BEGIN) {
                for (FileChannel pipe : pipes) {
                    pipe.write(ByteBuffer.allocate(1));
                }
            }
            sleepUntil(start + (step + 1) * STEP_MILLIS * 1_000_000L);
            steps.add(ticks.getAndSet(0));
        }
        System.out.println(READS);
        steps.forEach(System.out::println);
        System.out.flush();
        Runtime.getRuntime().halt(0); // threads are in a read still
    }

    private static FileChannel pipe(IoAio io, Path path) throws Exception {
        Files.deleteIfExists(path);
        io.aioMknod(path.toString(), AioConstants.S_IFIFO | 0600, 0).await();
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** By a channel of its own: whoever reads keeps the lock of a channel's position. */
    private static Read byChannel(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        return () -> channel.read(buffer.clear());
    }

    private static Read byAwait(IoAio io, Path path) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1);
        int fd = io.aioOpen(path.toString(), AioConstants.O_RDWR).await();
        return () -> io.aioRead(fd, -1, 1, buffer, 0).await();
    }

    private static Void read(Read read) throws Exception {
        while (reads) {
            read.read();
            READS.incrementAndGet();
        }
        return null;
    }

    private static Void tick(AtomicInteger ticks) throws InterruptedException {
        for (;;) {
            Thread.sleep(1);
            ticks.incrementAndGet();
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        for (long now = System.nanoTime(); now < nanos; now = System.nanoTime()) {
            Thread.sleep(Math.max(1, (nanos - now) / 1_000_000));
        }
    }
}
