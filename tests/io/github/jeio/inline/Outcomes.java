package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CLOEXEC;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_DIRECTORY;
import static io.github.jeio.AioConstants.O_NOATIME;
import static io.github.jeio.AioConstants.O_NOCTTY;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_SYNC;
import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** What requests that may be answered at submission give, and do, for a list of paths and of descriptors: as text, to compare. */
final class Outcomes {

    /** What open takes for reading, alone and together, and what it takes beside. */
    private static final int[] FLAGS = {
        O_RDONLY, O_CLOEXEC, O_NOATIME, O_NOCTTY, O_NOFOLLOW, O_DIRECTORY, O_NOFOLLOW | O_DIRECTORY, O_NOATIME | O_NOFOLLOW,
        O_NONBLOCK, O_NONBLOCK | O_NOATIME | O_NOCTTY, O_APPEND, O_DIRECT, O_SYNC, O_PATH, O_PATH | O_NOFOLLOW, O_WRONLY, O_RDWR
    };
    private static final int PAGE = 4096;

    private final IoAio io;
    final Map<String, String> all = new LinkedHashMap<>();

    Outcomes(IoAio io) {
        this.io = io;
    }

    private <T> void add(String what, Supplier<AioRequest<T>> request, Text<T> text) {
        String outcome;
        AioRequest<T> made = request.get();
        io.flush();
        try {
            outcome = text.of(made.await());
        } catch (AioException e) {
            outcome = e.errnoName();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        all.put(what, outcome);
    }

    private interface Text<T> {
        String of(T value) throws IOException;
    }

    /** With times: nobody may read the file meanwhile. */
    void ofStat(PathRequests scope, String path, boolean times) {
        add("stat " + path, () -> scope.aioStat(path), stat -> text(stat, times));
        add("lstat " + path, () -> scope.aioLstat(path), stat -> text(stat, times));
    }

    /** {@code blocks}: an open may wait for somebody at the other end. */
    void ofContent(PathRequests scope, String path, boolean blocks) {
        for (int flags : FLAGS) {
            if (!blocks || (flags & (O_NONBLOCK | O_PATH | O_DIRECTORY)) != 0) {
                add("open " + path + " " + Integer.toOctalString(flags), () -> scope.aioOpen(path, flags, 0), this::descriptor);
            }
        }
        if (blocks) {
            return;
        }
        for (long[] part : new long[][] {{0, 0}, {0, 100_000}, {1, 10}, {8190, 10}, {8191, 0}, {8192, 0}, {1L << 40, 7}, {-10, 0}, {-10, 4}}) {
            add("slurp " + path + " " + part[0] + " " + part[1], () -> scope.aioSlurp(path, part[0], part[1]), Outcomes::text);
        }
        for (ByteBuffer data : List.of(ByteBuffer.allocateDirect(16), ByteBuffer.allocate(PAGE), ByteBuffer.allocateDirect(100_000),
                ByteBuffer.allocate(0), ByteBuffer.allocate(100).position(10).limit(50).slice())) {
            for (long offset : new long[] {0, 8190, -5}) {
                ByteBuffer into = ByteBuffer.allocate(0) == data ? data : data.duplicate().position(data.capacity() / 4);
                add("slurp " + path + " into " + into + " at " + offset, () -> scope.aioSlurp(path, offset, into),
                        count -> count + " " + into + text(into));
            }
        }
    }

    /** The descriptor's own position is 3 before each read. */
    void ofDescriptor(String name, int fd) {
        for (int length : new int[] {0, 1, 512, PAGE, 1 << 16, (1 << 16) + 1}) {
            for (long offset : new long[] {-1, 0, 1, PAGE, 8191, 8192, Long.MAX_VALUE - (1 << 17)}) {
                for (ByteBuffer data : List.of(aligned(0, length + 7), aligned(16, length + 7), ByteBuffer.allocate(length + 7))) {
                    io.aioSeek(fd, 3, 0);
                    io.flush();
                    String what = "read " + name + " " + length + " at " + offset + (data.isDirect() ? " direct" : " heap");
                    add(what + " " + all.size(), () -> io.aioRead(fd, offset, data.position(0).limit(length)),
                            count -> count + " " + data.position() + " " + text(data) + position(fd));
                    add(what + " and 5 " + all.size(), () -> io.aioRead(fd, offset, length, data.clear(), 5),
                            count -> count + " " + data.position() + " " + text(data) + position(fd));
                }
            }
        }
    }

    /** So many bytes behind the start of a page. */
    private static ByteBuffer aligned(int offset, int length) {
        return ByteBuffer.allocateDirect(length + 2 * PAGE).alignedSlice(PAGE).slice(offset, length);
    }

    private static String position(int fd) throws IOException {
        return " " + Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).get(0);
    }

    /** What was opened and how; and it is closed. */
    private String descriptor(int fd) throws IOException {
        String text = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)) + " "
                + Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).subList(0, 2);
        io.aioClose(fd);
        io.flush();
        return text;
    }

    private static String text(AioStat stat, boolean times) {
        return times ? stat.toString() : stat.toString().replaceAll("[amc]time=[^,]*", "");
    }

    private static String text(ByteBuffer data) {
        CRC32 crc = new CRC32();
        crc.update(data.duplicate().order(ByteOrder.BIG_ENDIAN).clear());
        return data + " " + Long.toHexString(crc.getValue());
    }
}
