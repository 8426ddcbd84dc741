package io.github.jeio.advanced;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test does with a descriptor. */
final class Fds {

    private Fds() { }

    static int open(Path file, int flags) throws IOException {
        return IoAio.shared().aioOpen(file.toString(), flags | AioConstants.O_CLOEXEC, 0600).await();
    }

    static void close(int... fds) throws IOException {
        for (int fd : fds) {
            IoAio.shared().aioClose(fd).await();
        }
    }

    /** A number of the same file that nobody else gets once it is closed: others get the lowest that is free. */
    static int high(int fd) throws IOException {
        return IoAio.shared().aioFcntl(fd, AioConstants.F_DUPFD_CLOEXEC, 900).await().intValue();
    }

    static void write(int fd, String text) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (data.hasRemaining()) {
            IoAio.shared().aioWrite(fd, -1, data).await();
        }
    }

    /** One read from the descriptor's own offset. */
    static String read(int fd, int length) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(length);
        IoAio.shared().aioRead(fd, -1, data).await();
        return new String(data.array(), 0, data.position(), StandardCharsets.UTF_8);
    }

    /** The number that an eventfd or a timerfd gives. */
    static long readLong(int fd) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        IoAio.shared().aioRead(fd, -1, data).await();
        return data.getLong(0);
    }

    /** What stands behind a descriptor, such as {@code "pipe:[123]"}. */
    static String target(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(fd))).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isClosedOnExec(int fd) throws IOException {
        String flags = Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd))).stream()
                .filter(line -> line.startsWith("flags:")).findFirst().orElseThrow().substring(6).strip();
        return (Integer.parseInt(flags, 8) & AioConstants.O_CLOEXEC) != 0;
    }
}
