import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.zip.CRC32;

/**
 * An event loop that ticks on while a tree is scanned and its files are read and checksummed, all through libeio: the
 * loop's thread makes no file-system call. Takes a directory, /usr/share by default.
 */
public final class Demo {

    private static final int IN_FLIGHT = 64;
    private static final int CHUNK = 1 << 16;
    private static final long TICK_NANOS = 10_000_000;

    private final IoAio io = IoAio.create();
    private final ArrayDeque<String> directories = new ArrayDeque<>();
    private final ArrayDeque<String> files = new ArrayDeque<>();
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();

    private int active;
    private long filesDone;
    private long unreadable;
    private long bytes;
    private long requests;
    private long checksum;
    private long ticks;
    private long longestHold;
    private int threads;

    public static void main(String[] args) throws IOException {
        new Demo().run(args.length > 0 ? args[0] : "/usr/share");
    }

    private void run(String root) throws IOException {
        System.out.println("jeio reads " + root + ", an event loop ticks on every 10 ms");
        directories.add(root);
        long start = System.nanoTime();
        long nextTick = start + TICK_NANOS;
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(io)) {
            results.register(selector, SelectionKey.OP_READ, io);
            io.maxPollTime(0.002);
            feed();
            while (active > 0) {
                selector.select(Math.max(1, (nextTick - System.nanoTime()) / 1_000_000));
                long woken = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.attachment() == io) { // and not a socket's
                        io.pollCb();
                    }
                }
                selector.selectedKeys().clear();
                feed();
                threads = Math.max(threads, io.nthreads());
                long now = System.nanoTime();
                longestHold = Math.max(longestHold, now - woken);
                if (now >= nextTick) {
                    nextTick = now + TICK_NANOS;
                    if (ticks++ % 10 == 0) {
                        progress(now - start);
                    }
                }
            }
            progress(System.nanoTime() - start);
        }
        io.close();
        summary((System.nanoTime() - start) / 1e9);
    }

    /** Keeps so many jobs going, and no more: the queue stays short, whatever the tree's size. */
    private void feed() {
        while (active < IN_FLIGHT && !(files.isEmpty() && directories.isEmpty())) {
            active++;
            if (!files.isEmpty()) {
                read(files.poll());
            } else {
                scan(directories.poll());
            }
        }
    }

    private void scan(String directory) {
        requests++;
        io.aioReaddirx(directory, AioConstants.READDIR_DENTS | AioConstants.READDIR_STAT_ORDER, entries -> {
            active--;
            if (entries == null) {
                unreadable++;
                return;
            }
            for (AioDirent entry : entries.entries()) {
                String path = directory + '/' + entry.name();
                if (entry.type() == AioConstants.DT_DIR) {
                    directories.add(path);
                } else if (entry.type() == AioConstants.DT_REG) {
                    files.add(path);
                }
            }
        });
    }

    private void read(String path) {
        requests++;
        io.aioOpen(path, AioConstants.O_RDONLY, 0, fd -> {
            if (fd < 0) {
                active--;
                unreadable++;
                return;
            }
            ByteBuffer buffer = buffers.isEmpty() ? ByteBuffer.allocateDirect(CHUNK) : buffers.poll();
            readOn(fd, 0, buffer, new CRC32());
        });
    }

    private void readOn(int fd, long offset, ByteBuffer buffer, CRC32 crc) {
        requests++;
        io.aioRead(fd, offset, buffer.clear(), count -> {
            if (count > 0) {
                crc.update(buffer.flip());
                bytes += count;
                readOn(fd, offset + count, buffer, crc);
                return;
            }
            if (count < 0) {
                System.err.println(Errno.message(IoAio.errno()));
                unreadable++;
            }
            filesDone++;
            checksum ^= crc.getValue();
            buffers.add(buffer);
            requests++;
            io.aioClose(fd, status -> active--);
        });
    }

    private void progress(long nanos) {
        System.out.printf("\r%6.1f s  %,d files  %,d MiB  %d in flight  %d ticks ", nanos / 1e9, filesDone, bytes >> 20, active, ticks);
        System.out.flush();
    }

    private void summary(double seconds) {
        System.out.printf("%n%n%-28s%,d%n", "files read", filesDone);
        System.out.printf("%-28s%,d%n", "bytes", bytes);
        System.out.printf("%-28s%d%n", "not readable", unreadable);
        System.out.printf("%-28s%08x%n", "checksum of all", checksum);
        System.out.printf("%-28s%,d%n", "requests", requests);
        System.out.printf("%-28s%,.0f%n", "requests per second", requests / seconds);
        System.out.printf("%-28s%d%n", "threads", threads);
        System.out.printf("%-28s%.2f ms%n", "loop held up, at longest", longestHold / 1e6);
        System.out.printf("%-28s%.2f s%n", "in all", seconds);
    }
}
