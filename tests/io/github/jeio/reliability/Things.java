package io.github.jeio.reliability;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECTORY;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.Advanced;
import io.github.jeio.AioDir;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a round of fuzzing works on, all of it its own: a directory, descriptors, buffers. Whatever requests do with these numbers,
 * no descriptor of the JVM is among them: none of these is closed before all requests are over.
 */
final class Things implements AutoCloseable {

    private static final AtomicInteger MEMFDS = new AtomicInteger();

    /** Makes and closes what the round's own pool may be in no state to make and close. */
    private final IoAio keeper = IoAio.builder().name("keeper").maxParallel(1).create();
    private final List<Integer> opened = new ArrayList<>();
    private final Queue<String> toBeClosed = new ConcurrentLinkedQueue<>();

    final Path dir;
    final int[] descriptors;
    /** The last one is of the round's own pool. */
    final AioWd[] directories;
    final AioDir stream;
    final ByteBuffer[] buffers;

    Things(Path dir) throws Exception {
        this.dir = Files.createDirectories(dir);
        Files.createDirectories(dir.resolve("d/e"));
        Files.write(dir.resolve("a"), new byte[10_000]);
        Files.write(dir.resolve("d/b"), new byte[100]);
        Files.createSymbolicLink(dir.resolve("link"), Path.of("a"));
        Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
        int[] pipe = Advanced.pipe2(O_NONBLOCK);
        descriptors = new int[] {open("a", O_RDWR), open("new", O_RDWR | O_CREAT), open("a", O_RDONLY), open("d/b", O_WRONLY),
            open(".", O_RDONLY | O_DIRECTORY), pipe[0], pipe[1], Advanced.eventfd(3, O_NONBLOCK), Advanced.memfdCreate("things", 0)};
        for (int fd : descriptors) {
            opened.add(fd);
        }
        AioWd closed = keeper.aioWd(dir.toString()).await();
        closed.close();
        directories = new AioWd[] {closed, IoAio.CWD, IoAio.INVALID_WD, closed};
        stream = keeper.aioOpendir(dir.toString()).await();
        buffers = buffers();
    }

    private int open(String name, int flags) throws Exception {
        return keeper.aioOpen(dir + "/" + name, flags, 0600).await();
    }

    private ByteBuffer[] buffers() throws IOException {
        try (FileChannel channel = FileChannel.open(dir.resolve("a"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer sliced = ByteBuffer.allocateDirect(300);
            return new ByteBuffer[] {ByteBuffer.allocate(5000), ByteBuffer.allocateDirect(9000), sliced.position(7).slice(),
                ByteBuffer.allocate(0), ByteBuffer.allocateDirect(0), ByteBuffer.allocate(100).asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(100).asReadOnlyBuffer(), channel.map(FileChannel.MapMode.READ_WRITE, 0, 8192)};
        }
    }

    /** A descriptor for a request that closes it: nobody else knows the number. */
    int descriptorToClose() {
        String name = "fuzz-" + MEMFDS.incrementAndGet();
        int fd = Advanced.memfdCreate(name, 0);
        toBeClosed.add(fd + " " + name);
        return fd;
    }

    /** Closes a descriptor that a request gave. */
    void closeLater(int fd) {
        opened.add(fd);
    }

    /** Once all requests are over. Those to be closed are looked at first: what a cancelled request left open is closed here. */
    @Override
    public void close() throws Exception {
        Map<String, String> open = Leaks.openDescriptors();
        for (String known : toBeClosed) {
            String[] fdAndName = known.split(" ");
            if (open.getOrDefault(fdAndName[0], "").startsWith("/memfd:" + fdAndName[1] + " ")) {
                keeper.aioClose(Integer.parseInt(fdAndName[0])).await();
            }
        }
        for (int fd : opened) {
            keeper.aioClose(fd).await();
        }
        stream.close();
        keeper.aioRemove(dir.toString()); // if it still has that name
        keeper.flush();
        keeper.close();
    }
}
