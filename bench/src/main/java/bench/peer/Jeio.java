package bench.peer;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** jeio by callbacks: one thread polls, and the window is refilled from inside callbacks. */
final class Jeio implements Peer {

    private final Data data;
    private final IoAio io = IoAio.create();

    Jeio(Data data, int threads, boolean inline) {
        this.data = data;
        io.maxParallel(threads);
        io.minParallel(threads);
        io.inlineCached(inline);
    }

    @Override
    public Job job(String work) {
        return switch (work) {
            case "nop" -> window(Nop::new);
            case "read" -> reads(AioConstants.O_RDONLY);
            case "direct" -> reads(AioConstants.O_RDONLY | AioConstants.O_DIRECT);
            case "write" -> {
                int fd = open("out", AioConstants.O_WRONLY);
                yield window((window, slot) -> new Write(window, slot, fd));
            }
            case "stat" -> window(Stat::new);
            case "open" -> window(OpenReadClose::new);
            case "slurp" -> window(Slurp::new);
            default -> new JeioTrees(data, io).job(work);
        };
    }

    private Job reads(int flags) {
        int fd = open("big", flags);
        return window((window, slot) -> new Read(window, slot, fd));
    }

    private int open(String name, int flags) {
        int[] fd = {-1};
        io.aioOpen(data.name(name), flags, 0, opened -> fd[0] = opened);
        io.flush();
        if (fd[0] < 0) {
            throw new IllegalStateException(Path.of(name) + ": errno " + IoAio.errno());
        }
        return fd[0];
    }

    private Job window(Placer placer) {
        return (depth, ops) -> {
            Window window = new Window(ops);
            Place[] places = new Place[(int) Math.min(depth, ops)];
            for (int i = 0; i < places.length; i++) {
                places[i] = placer.place(window, i);
            }
            for (Place place : places) {
                window.inFlight++;
                place.next();
            }
            while (window.inFlight > 0) {
                io.poll();
            }
            if (window.failure != null) {
                throw window.failure;
            }
            return ops;
        };
    }

    @FunctionalInterface
    private interface Placer {
        Place place(Window window, int slot);
    }

    private static final class Window {
        private final long ops;
        private long started;
        private int inFlight;
        private Exception failure;

        Window(long ops) {
            this.ops = ops;
        }
    }

    /** A place in the window: its operation's callback, made once, and its buffer. */
    private abstract class Place {

        private final Window window;
        final ByteBuffer buffer;

        Place(Window window, int slot) {
            this.window = window;
            buffer = data.buffer(slot);
        }

        abstract void start(long i);

        final void next() {
            if (window.started < window.ops) {
                start(window.started++);
            } else {
                window.inFlight--;
            }
        }

        final void done(long got, long expected) {
            if (got != expected) {
                window.failure = new Exception("got " + got + ", not " + expected + ", errno " + IoAio.errno());
            }
            next();
        }
    }

    private final class Nop extends Place {

        private final Runnable done = this::next;

        Nop(Window window, int slot) {
            super(window, slot);
        }

        @Override
        void start(long i) {
            io.aioNop(done);
        }
    }

    private final class Read extends Place {

        private final int fd;
        private final LongConsumer done = count -> done(count, Data.BLOCK);

        Read(Window window, int slot, int fd) {
            super(window, slot);
            this.fd = fd;
        }

        @Override
        void start(long i) {
            io.aioRead(fd, data.readOffset(i), Data.BLOCK, buffer, 0, done);
        }
    }

    private final class Write extends Place {

        private final int fd;
        private final LongConsumer done = count -> done(count, Data.BLOCK);

        Write(Window window, int slot, int fd) {
            super(window, slot);
            this.fd = fd;
        }

        @Override
        void start(long i) {
            io.aioWrite(fd, data.writeOffset(i), Data.BLOCK, buffer, 0, done);
        }
    }

    private final class Stat extends Place {

        private final Consumer<AioStat> done = stat -> done(stat == null ? -1 : stat.size(), Data.SMALL);

        Stat(Window window, int slot) {
            super(window, slot);
        }

        @Override
        void start(long i) {
            io.aioStat(data.smallName(i), done);
        }
    }

    private final class OpenReadClose extends Place {

        private int fd;
        private final IntConsumer opened = this::read;
        private final LongConsumer read = this::close;
        private final LongConsumer closed = status -> done(status, 0);

        OpenReadClose(Window window, int slot) {
            super(window, slot);
        }

        @Override
        void start(long i) {
            io.aioOpen(data.smallName(i), AioConstants.O_RDONLY, 0, opened);
        }

        private void read(int descriptor) {
            fd = descriptor;
            if (fd < 0) {
                done(fd, 0);
            } else {
                io.aioRead(fd, 0, Data.SMALL, buffer, 0, read);
            }
        }

        private void close(long count) {
            if (count == Data.SMALL) {
                io.aioClose(fd, closed);
            } else {
                done(count, Data.SMALL);
            }
        }
    }

    private final class Slurp extends Place {

        private final LongConsumer done = count -> done(count, Data.SMALL);

        Slurp(Window window, int slot) {
            super(window, slot);
        }

        @Override
        void start(long i) {
            io.aioSlurp(data.smallName(i), 0, buffer.position(0).limit(Data.SMALL), done);
        }
    }
}
