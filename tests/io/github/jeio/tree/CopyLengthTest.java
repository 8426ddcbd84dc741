package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy ends where the data ends, whatever length the file tells. */
class CopyLengthTest extends TreeTest {

    @ParameterizedTest
    @ValueSource(strings = {"/sys/class/net/lo/mtu", "/sys/kernel/mm/transparent_hugepage/enabled", "/proc/version",
        "/proc/sys/kernel/ostype", "/proc/self/environ", "/sys/kernel/notes", "/proc/filesystems"})
    void aFileThatIsMadeUpAsItIsReadIsCopiedAsItReads(String src) throws Exception {
        assumeTrue(Files.isReadable(Path.of(src)), "needs " + src);
        byte[] expected = Files.readAllBytes(Path.of(src));

        get(io.aioCopy(src, path("copy")));
        get(io.aioCptree(src, path("entry")));

        assertThat(Files.readAllBytes(dir.resolve("copy"))).isEqualTo(expected);
        assertThat(Files.readAllBytes(dir.resolve("entry"))).isEqualTo(expected);
        if (expected.length == 0) {
            return;
        }
        String longer = file("longer", "x".repeat(10000));
        get(io.aioCopy(src, longer));
        assertThat(Files.readAllBytes(Path.of(longer))).isEqualTo(expected);
    }

    /** All that can be read, and is the same when it is read again, of a part of /sys. */
    @Test
    void soAreTheFilesOfSys() throws Exception {
        List<Path> files;
        try (var all = Files.walk(Path.of("/sys/kernel/mm"))) {
            files = all.filter(Files::isRegularFile).filter(Files::isReadable).limit(150).toList();
        }
        int compared = 0;
        for (Path src : files) {
            byte[] expected;
            try {
                expected = Files.readAllBytes(src);
            } catch (java.io.IOException e) {
                continue;
            }
            get(io.aioCopy(src.toString(), path("copy")));
            if (java.util.Arrays.equals(expected, Files.readAllBytes(src))) {
                assertThat(Files.readAllBytes(dir.resolve("copy"))).as("%s", src).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void aHoleAtTheEndIsPartOfTheFile() throws Exception {
        String src = path("src");
        sh("printf begin > \"$1\"; truncate -s 50M \"$1\"", src);

        get(io.aioCopy(src, file("dst", "y".repeat(100000))));

        run("cmp", src, path("dst"));
        assertThat(Long.parseLong(run("stat", "-c", "%b", path("dst")))).isLessThan(1000);
    }

    /** A file that is only a hole, one that ends with data, and one of a length of no whole block. */
    @ParameterizedTest
    @ValueSource(strings = {"truncate -s 12345678 f", "truncate -s 5M f; printf end >> f",
        "printf a > f; truncate -s 3M f; printf b >> f; truncate -s 6000001 f"})
    void holesAreWhereTheyWere(String make) throws Exception {
        sh("cd \"$1\"; " + make, dir.toString());

        get(io.aioCopy(path("f"), path("copy")));
        get(io.aioCptree(path("f"), path("entry")));

        run("cmp", path("f"), path("copy"));
        run("cmp", path("f"), path("entry"));
    }

    /** While it is copied, a file's length changes all the time: the copy has nothing that never was in the file. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatShrinksAndGrowsIsCopiedUpToAnEndThatItHad(boolean sparse) throws Exception {
        Path src = dir.resolve("src");
        int block = 1 << 20;
        AtomicBoolean stop = new AtomicBoolean();
        try (RandomAccessFile file = new RandomAccessFile(src.toFile(), "rw")) {
            Runnable fill = () -> {
                try {
                    byte[] data = "x".repeat(block).getBytes();
                    for (int i = sparse ? 1 : 0; i < 8; i++) {
                        file.seek((long) i * block);
                        file.write(data);
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            };
            fill.run();
            Thread changer = new Thread(() -> {
                try {
                    for (int i = 0; !stop.get(); i++) {
                        file.setLength((3L + i % 3) * block);
                        fill.run();
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            changer.start();
            try {
                for (int i = 0; i < 30; i++) {
                    AioRequest<Long> copy = io.aioCopy(src.toString(), path("dst"));
                    assertThat(get(copy)).isZero();
                    byte[] copied = Files.readAllBytes(dir.resolve("dst"));
                    assertThat(copied.length).isBetween(3 * block, 8 * block);
                    for (int at = sparse ? block : 0; at < copied.length; at++) {
                        if (copied[at] != 'x') {
                            throw new AssertionError("byte " + at + " of " + copied.length + " is " + copied[at]);
                        }
                    }
                }
            } finally {
                stop.set(true);
                changer.join();
            }
        }
    }
}
