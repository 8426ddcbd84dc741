package bench.tuning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Where it is measured.
 *
 * @param bench the folder of the benchmark
 * @param directory for files
 * @param docs for the page and its pictures
 * @param rounds of each case
 * @param seconds how long a case is measured in one round
 */
record Place(Path bench, Path directory, Path docs, int rounds, double seconds) {

    private static final int MIB = 1 << 20;

    /** A file of 256 MiB, on the disk. */
    Path file() throws IOException {
        Path file = directory.resolve("file");
        byte[] content = new byte[MIB];
        if (!Files.exists(file) || Files.size(file) != 256L * MIB) {
            Random random = new Random(1);
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < 256; i++) {
                    random.nextBytes(content);
                    out.write(content);
                }
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        return file;
    }

    /** The same, and in the page cache. */
    Path warmFile() throws IOException {
        byte[] content = new byte[MIB];
        try (var in = Files.newInputStream(file())) {
            while (in.read(content) > 0) {
                // it is read, and nothing else
            }
        }
        return file();
    }
}
