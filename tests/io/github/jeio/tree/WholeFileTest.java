package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** aioLoad, aioWriteFile and aioPathsync. That a replaced file is one or the other after a crash is {@link CrashTest}'s. */
class WholeFileTest extends TreeTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer data) {
        return StandardCharsets.UTF_8.decode(data).toString();
    }

    @Test
    void aFileIsLoaded() throws AioException, IOException {
        String big = path("big");
        sh("head -c 5000000 /dev/urandom > \"$1\"", big);

        assertThat(text(get(io.aioLoad(file("a", "content"))))).isEqualTo("content");
        assertThat(get(io.aioLoad(file("empty", ""))).remaining()).isZero();
        assertThat(get(io.aioLoad(big)).array()).isEqualTo(Files.readAllBytes(Path.of(big)));
    }

    @Test
    void aFileThatDoesNotTellItsSizeIsLoadedWhole() throws AioException {
        assertThat(text(get(io.aioLoad("/proc/version"))).strip()).isEqualTo(run("cat", "/proc/version"));
        assertThat(text(get(io.aioLoad("/proc/kallsyms"))).lines().count())
                .isEqualTo(Long.parseLong(sh("wc -l < /proc/kallsyms")));
    }

    @Test
    void whatCannotBeLoadedIsTold() throws IOException {
        sh("truncate -s 3G \"$1\"", path("huge"));

        assertFails(io.aioLoad(path("none")), Errno.ENOENT);
        assertFails(io.aioLoad(dir.toString()), Errno.EISDIR);
        assertFails(io.aioLoad(path("huge")), Errno.EFBIG);
    }

    @Test
    void aFileIsReplacedAsAWhole() throws Exception {
        String file = file("file", "old content");
        Files.createLink(dir.resolve("other-name"), Path.of(file));
        ByteBuffer direct = ByteBuffer.allocateDirect(20).put(bytes("..new content..")).flip().position(2).limit(13);

        assertThat(get(io.aioWriteFile(file, direct, 0640))).isZero();

        assertThat(Path.of(file)).hasContent("new content");
        assertThat(dir.resolve("other-name")).hasContent("old content");
        assertThat(run("stat", "-c", "%a", file)).isEqualTo("640");
        assertThat(direct.position()).isEqualTo(2);
        assertThat(run("ls", "-A", dir.toString())).isEqualTo("file\nother-name");
    }

    @Test
    void aFileIsMadeWhereThereIsNone() throws Exception {
        Files.createDirectory(dir.resolve("sub"));
        Files.createSymbolicLink(dir.resolve("link"), Path.of("nowhere"));
        byte[] large = new byte[10_000_000];
        large[9_999_999] = 1;

        get(io.aioWriteFile(path("sub/new"), bytes("made"), 0600));
        get(io.aioWriteFile(path("empty"), ByteBuffer.allocate(0), 0600));
        get(io.aioWriteFile(path("large"), ByteBuffer.wrap(large), 0600));
        get(io.aioWriteFile(path("link"), bytes("not by the link"), 0600));

        assertThat(dir.resolve("sub/new")).hasContent("made");
        assertThat(dir.resolve("empty")).isEmptyFile();
        assertThat(dir.resolve("large")).hasBinaryContent(large);
        assertThat(Files.isSymbolicLink(dir.resolve("link"))).isFalse();
        assertThat(dir.resolve("link")).hasContent("not by the link");
        assertThat(exists("nowhere")).isFalse();
    }

    @Test
    void aFileIsReplacedInAWorkingDirectory() throws Exception {
        try (AioWd wd = get(io.aioWd(dir.toString()))) {
            get(wd.aioWriteFile("file", bytes("content"), 0600));
            assertThat(text(get(wd.aioLoad("file")))).isEqualTo("content");
            assertThat(get(wd.aioPathsync("file"))).isZero();
            assertThat(get(wd.aioPathsync("."))).isZero();
        }
        assertThat(dir.resolve("file")).hasContent("content");
    }

    @Test
    void whatCannotBeReplacedStaysAndNothingIsLeft() throws Exception {
        Files.createDirectory(dir.resolve("folder"));

        assertFails(io.aioWriteFile(path("folder"), bytes("x"), 0600), Errno.EISDIR);
        assertFails(io.aioWriteFile(path("folder/"), bytes("x"), 0600), Errno.EISDIR);
        assertFails(io.aioWriteFile(path("none/file"), bytes("x"), 0600), Errno.ENOENT);
        assertFails(io.aioWriteFile("", bytes("x"), 0600), Errno.ENOENT);
        assertFails(io.aioWriteFile("/", bytes("x"), 0600), Errno.EISDIR);
        assertFails(io.aioWriteFile(path("n".repeat(300)), bytes("x"), 0600), Errno.ENAMETOOLONG);

        assertThat(run("ls", "-A", dir.toString())).isEqualTo("folder");
    }

    @Test
    void setIdBitsAreSetAndTheUmaskTakesFromTheOthers() throws AioException {
        get(io.aioWriteFile(path("plain"), bytes("x"), 0777));
        get(io.aioWriteFile(path("special"), bytes("x"), 05777));

        assertThat(run("stat", "-c", "%a", path("special"))).isEqualTo("5" + run("stat", "-c", "%a", path("plain")));
    }

    /** The program that has no privileges. */
    static final class Writer {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                io.aioWriteFile(args[0], bytes("new"), 02755).await();
                System.out.println("done");
            } catch (AioException e) {
                System.out.println(e.errnoName());
            }
        }
    }

    /** A file belongs to the group of such a directory; where its owner is not in that, the kernel drops the bit and says nothing. */
    @Test
    @Tag("unsanitized")
    void aSetIdBitThatIsNotKeptIsAnError() throws Exception {
        assumeRoot();
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        Path classes = Path.of(Writer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assumeTrue(sh(String.join(" ", nobody) + " test -r \"$1\" && echo yes || true", classes.toString()).equals("yes"), "needs classes that all may read");
        sh("""
                chmod 755 "$1"; cd "$1"; mkdir tmp d; printf old > d/file; chown 65534:65534 tmp; chown 65534:1234 d; chmod 2755 d
                """, dir.toString());

        assertThat(Child.output(Child.start(nobody, List.of("-Djava.io.tmpdir=" + path("tmp")), Map.of(), Writer.class, path("d/file"))))
                .containsExactly("EPERM");

        assertThat(dir.resolve("d/file")).hasContent("old");
        assertThat(run("ls", "-A", path("d"))).isEqualTo("file");
    }

    @Test
    void aCancelledReplacementLeavesOldOrNewAndNothingElse() {
        ByteBuffer data = ByteBuffer.allocateDirect(30_000_000);
        for (int spins = 0; spins < 3_000_000; spins += 250_000) {
            file("file", "old");
            AioRequest<Long> write = io.aioWriteFile(path("file"), data, 0600);
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            write.cancel();
            assertThat(openHere()).isEmpty();
            assertThat(run("ls", "-A", dir.toString())).isEqualTo("file");
            assertThat(run("stat", "-c", "%s", path("file"))).isIn("3", "30000000");
        }
    }

    @Test
    void aPathIsSynced() throws AioException {
        assertThat(get(io.aioPathsync(dir.toString()))).isZero();
        assertThat(get(io.aioPathsync(file("a", "x")))).isZero();
        assertFails(io.aioPathsync(path("none")), Errno.ENOENT);
        assertFails(io.aioPathsync("/proc/version"), Errno.EINVAL);
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioLoad(null)).withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioPathsync(null)).withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioWriteFile("a", null, 0)).withMessageContaining("data");
        assertThatNullPointerException().isThrownBy(() -> io.aioWriteFile(null, bytes("x"), 0))
                .withMessageContaining("pathname");
        assertThat(io.nreqs()).isZero();
    }
}
