package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heap buffers are copied through memory that is none of the JVM's direct memory, and that goes back. */
class LargeHeapBufferTest {

    @Test
    void aLargeHeapBufferNeedsNoDirectMemory(@TempDir Path dir) throws Exception {
        List<String> said = new ChildJvm().options("-XX:MaxDirectMemorySize=1m").run(Scenario.class, dir.resolve("file").toString());
        assertThat(said).containsExactly("8388608", "8388608", "true", "8388608", "8388608", "true", "0");
    }

    /** Writes and reads 8 MiB, in one buffer and in two, and prints what of jeio's memory is left. */
    static final class Scenario {
        public static void main(String[] args) throws Exception {
            byte[] data = new byte[8 << 20];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (i * 31 + (i >> 8));
            }
            long before = Natives.memoryInUse();
            try (IoAio io = IoAio.create()) {
                int fd = io.aioOpen(args[0], O_RDWR | O_CREAT, 0600).await();
                byte[] read = new byte[data.length];
                System.out.println(io.aioWrite(fd, 0, ByteBuffer.wrap(data)).await());
                System.out.println(io.aioRead(fd, 0, ByteBuffer.wrap(read)).await());
                System.out.println(Arrays.equals(data, read));
                System.out.println(io.aioPwritev(fd, 0, halves(data), 0).await());
                read = new byte[data.length];
                System.out.println(io.aioPreadv(fd, 0, halves(read), 0).await());
                System.out.println(Arrays.equals(data, read));
                io.aioClose(fd).await();
            }
            System.out.println(Natives.memoryInUse() - before);
        }

        private static ByteBuffer[] halves(byte[] data) {
            return new ByteBuffer[] {ByteBuffer.wrap(data, 0, data.length / 2).slice(),
                ByteBuffer.wrap(data, data.length / 2, data.length / 2).slice()};
        }
    }
}
