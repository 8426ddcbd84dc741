package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.MAP_ANONYMOUS;
import static io.github.jeio.AioConstants.MAP_NORESERVE;
import static io.github.jeio.AioConstants.MAP_PRIVATE;
import static io.github.jeio.AioConstants.MAP_SHARED;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.PAGESIZE;
import static io.github.jeio.AioConstants.PROT_READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings of several buffers, in JVMs of their own, whose address space they use up or give back. */
class MmapAllTest {

    private static final int PIECE = 1 << 30;

    @TempDir
    Path dir;

    @Test
    void whatCannotBeMappedTakesNothing() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "short");
        assertThat(Child.jvmOutput(List.of("-Xmx64m"), TooMuch.class, file.toString()))
                .containsExactly("null ENOMEM", "null ENOMEM", "null ENOMEM", "room true", "end");
    }

    /** Far more than the address space, of a file and of no file. */
    static final class TooMuch {
        public static void main(String[] args) throws IOException {
            int fd = Fds.open(Path.of(args[0]), O_RDWR);
            long before = addressSpaceKiB();
            say(Advanced.mmapAll(1L << 60, PROT_READ, MAP_SHARED, fd, 0));
            say(Advanced.mmapAll(Long.MAX_VALUE - PAGESIZE, PROT_READ, MAP_SHARED, fd, PAGESIZE));
            say(Advanced.mmapAll(1L << 60, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
            System.out.println("room " + (addressSpaceKiB() - before < PIECE / 1024));
            System.out.println("end");
        }

        private static void say(List<ByteBuffer> pieces) {
            System.out.println(pieces + " " + Errno.name(IoAio.errno()));
        }
    }

    private static long addressSpaceKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmSize:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }

    @Test
    void eachPieceIsABufferOfItsOwn() throws Exception {
        Path file = dir.resolve("sparse");
        assertThat(Child.jvmOutput(List.of("-Xmx64m"), Pieces.class, file.toString())).containsExactly("end");
    }

    /** Unmapping, truncation and collection of one piece leave the others alone. */
    static final class Pieces {

        static volatile long sink;

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            use(file);
            while (!Maps.of(file).isEmpty()) { // nothing refers to them any more
                System.gc();
            }
            System.out.println("end");
        }

        private static void use(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
                channel.write(ByteBuffer.wrap(new byte[] {7}), 3L * PIECE - 1);
                List<ByteBuffer> pieces = map(file);
                assertThat(Maps.of(file)).as("one mapping for the kernel").hasSize(1);

                assertThat(Advanced.munmap(pieces.get(1))).isTrue();
                assertThat(pieces.get(1).get(5)).isZero();
                assertThat(pieces.get(2).get(PIECE - 1)).isEqualTo((byte) 7);

                ByteBuffer grown = Advanced.mremap(pieces.get(0), PIECE + 10L);
                assertThat(grown.capacity()).isEqualTo(PIECE + 10);
                assertThat(pieces.get(2).get(PIECE - 1)).isEqualTo((byte) 7);

                channel.truncate(0);
                CRC32 crc = new CRC32();
                crc.update(pieces.get(2).slice(5 * PAGESIZE, 100)); // where the JVM can't throw
                sink = crc.getValue();
            }
        }

        private static List<ByteBuffer> map(Path file) throws IOException {
            int fd = Fds.open(file, O_RDWR);
            try {
                return new ArrayList<>(Advanced.mmapAll(3L * PIECE, PROT_READ, MAP_SHARED, fd, 0));
            } finally {
                Fds.close(fd);
            }
        }
    }
}
