package bench.latency;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The systems, each with four threads: random blocks of one file. */
final class Targets {

    static final int THREADS = 4;
    private static final int BLOCK = 4096;
    private static final int BUFFERS = 4096;

    private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];
    private final Path file;
    private final long blocks;

    Targets(Path file) {
        this.file = file;
        blocks = file.toFile().length() / BLOCK;
        for (int i = 0; i < BUFFERS; i++) {
            buffers[i] = ByteBuffer.allocateDirect(BLOCK);
        }
    }

    Target byName(String name) throws Exception {
        return switch (name) {
            case "jeio" -> new Jeio();
            case "afc" -> new Channels(Executors.newFixedThreadPool(THREADS));
            case "executor" -> new Blocking(Executors.newFixedThreadPool(THREADS));
            case "virtual-loop" -> new Blocking((Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
            default -> throw new IllegalArgumentException("no system is called " + name);
        };
    }

    private long offset(long i) {
        return Math.floorMod(i * 0x9E3779B97F4A7C15L >>> 20, blocks) * BLOCK;
    }

    private ByteBuffer buffer(long i) {
        return buffers[(int) (i % BUFFERS)];
    }

    /** What a blocked thread of a JDK pool does: no other thread goes on when that returns. */
    private static void openFifo(String fifo) {
        try (FileInputStream in = new FileInputStream(fifo)) {
            in.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Jeio implements Target {

        private final IoAio io = IoAio.builder().maxParallel(THREADS).create();
        private final int fd;

        Jeio() throws Exception {
            fd = io.aioOpen(file.toString(), AioConstants.O_RDONLY).await();
            io.pollFileno(); // this thread polls
        }

        @Override
        public void read(long i, Runnable done) {
            io.aioRead(fd, offset(i), BLOCK, buffer(i), 0, count -> {
                check(count);
                done.run();
            });
        }

        @Override
        public void poll() {
            if (io.nreqs() > 0) {
                io.pollCb();
            }
        }

        @Override
        public void stick(String fifo) {
            io.aioOpen(fifo, AioConstants.O_RDONLY, opened -> io.aioClose(opened));
        }

        @Override
        public void close() {
            io.close();
        }
    }

    private final class Channels implements Target {

        private final ExecutorService threads;
        private final AsynchronousFileChannel channel;

        Channels(ExecutorService threads) throws IOException {
            this.threads = threads;
            channel = AsynchronousFileChannel.open(file, Set.of(StandardOpenOption.READ), threads);
        }

        @Override
        public void read(long i, Runnable done) {
            // of its own: a read that is overtaken by thousands shares its memory, but not its position
            channel.read(buffer(i).duplicate().clear(), offset(i), done, new CompletionHandler<Integer, Runnable>() {
                @Override
                public void completed(Integer count, Runnable told) {
                    check(count);
                    told.run();
                }

                @Override
                public void failed(Throwable exception, Runnable told) {
                    throw new IllegalStateException(exception);
                }
            });
        }

        @Override
        public void stick(String fifo) {
            threads.execute(() -> openFifo(fifo));
        }
    }

    private final class Blocking implements Target {

        private final Executor threads;
        private final FileChannel channel;

        Blocking(Executor threads) throws IOException {
            this.threads = threads;
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }

        @Override
        public void read(long i, Runnable done) {
            threads.execute(() -> {
                try {
                    check(channel.read(buffer(i).duplicate().clear(), offset(i)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                done.run();
            });
        }

        @Override
        public void stick(String fifo) {
            threads.execute(() -> openFifo(fifo));
        }
    }

    private static void check(long count) {
        if (count != BLOCK) {
            throw new IllegalStateException("got " + count + ", errno " + IoAio.errno());
        }
    }
}
