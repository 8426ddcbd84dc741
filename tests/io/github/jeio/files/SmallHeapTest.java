package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Jvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the heap has no room for. */
class SmallHeapTest {

    @Test
    void isAnOutOfMemoryErrorAndTheNextFileIsRead(@TempDir Path dir) throws Exception {
        Path large = dir.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(200 << 20);
        }
        List<String> said = new Jvm().options("-Xmx32m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED")
                .run(Reader.class, large.toString(), Files.writeString(dir.resolve("small"), "small").toString());
        assertThat(said).containsExactly("java.lang.OutOfMemoryError", "java.lang.OutOfMemoryError", "java.lang.OutOfMemoryError", "small");
    }

    /** Reads a large file in three ways, and then a small one. */
    static final class Reader {

        private interface Reading {
            Object read() throws IOException;
        }

        public static void main(String[] args) throws IOException {
            AsyncFiles files = AsyncFiles.shared();
            Path large = Path.of(args[0]);
            say(() -> Files.readAllBytes(large));
            say(() -> AsyncFiles.await(files.readAllBytes(large)));
            say(() -> AsyncFiles.await(files.readString(large)));
            System.out.println(AsyncFiles.await(files.readString(Path.of(args[1]))));
        }

        private static void say(Reading reading) throws IOException {
            try {
                System.out.println(reading.read());
            } catch (OutOfMemoryError e) {
                System.out.println(e.getClass().getName());
            }
        }
    }
}
