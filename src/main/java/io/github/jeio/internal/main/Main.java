package io.github.jeio.internal.main;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code java -jar jeio.jar}: says what works here, and tries it. */
final class Main {

    private static final int SIZE = 4096;

    private Main() { }

    /**
     * Exits with 1 where something does not work.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Throwable cause = IoAio.unavailabilityCause();
        if (cause != null) {
            System.err.println("jeio does not work here: " + cause.getMessage());
            System.exit(1);
        }
        System.out.println(IoAio.version());
        Path file = Files.createTempFile("jeio", null);
        try (IoAio io = IoAio.builder().name("self-test").create()) {
            Files.write(file, new byte[SIZE]);
            int fd = io.aioOpen(file.toString(), AioConstants.O_RDONLY, 0).await();
            long count = io.aioRead(fd, 0, ByteBuffer.allocateDirect(SIZE)).await();
            io.aioClose(fd).await();
            if (count != SIZE) {
                throw new IllegalStateException("a read of " + SIZE + " bytes gave " + count);
            }
            System.out.println(io + " has read " + count + " bytes of " + file + ": it works");
        } finally {
            Files.delete(file);
        }
    }
}
