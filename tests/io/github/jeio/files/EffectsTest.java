package io.github.jeio.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioStat;
import io.github.jeio.support.PoolTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operation of AsyncFiles leaves, and what it leaves alone, as stat(1) tells. */
class EffectsTest extends PoolTest {

    private AsyncFiles files;

    @BeforeEach
    void makeFiles() {
        files = AsyncFiles.on(io);
    }

    private static String stat(String format, Path file) {
        return run("stat", "-c", format, file.toString());
    }

    /** Nobody else can read what was kept from others before. */
    @Test
    void whoReplacesAFileKeepsItsPermissionsAndNoLinks() throws Exception {
        Path secret = Path.of(file("secret", "old"));
        Path plain = Files.createFile(dir.resolve("plain"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), secret);
        run("chmod", "640", secret.toString());

        AsyncFiles.await(files.replace(link, "new".getBytes(StandardCharsets.UTF_8)));
        assertThat(stat("%F %a", link)).isEqualTo(stat("regular file %a", plain));
        assertThat(secret).hasContent("old");
        AsyncFiles.await(files.replaceString(secret, "new"));
        assertThat(stat("%a", secret)).isEqualTo("640");
        assertThat(secret).hasContent("new");
        AsyncFiles.await(files.replaceString(dir.resolve("none"), "new"));
        assertThat(stat("%a", dir.resolve("none"))).isEqualTo(stat("%a", plain));
    }

    @Test
    void theTimeOfTheLastAccessStays() throws Exception {
        Path file = Path.of(file("f", ""));
        run("touch", "-a", "-d", "@1000", file.toString());
        AsyncFiles.await(files.setLastModifiedTime(file, FileTime.fromMillis(2_000_500)));
        assertThat(stat("%X %Y", file)).isEqualTo("1000 2000");
    }

    @Test
    void aCopyHasTheTimesOfTheSource() throws Exception {
        Path file = Path.of(file("f", "content"));
        run("sh", "-c", "touch -a -d @1000 \"$1\" && touch -m -d @2000 \"$1\"", "sh", file.toString());
        assertThat(stat("%X %Y", AsyncFiles.await(files.copy(file, dir.resolve("copy"), COPY_ATTRIBUTES)))).isEqualTo("1000 2000");
    }

    @Test
    void aCopyOfALinkHasItsOwner() throws Exception {
        assumeTrue(run("id", "-u").equals("0"), "only root may give files away");
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("nowhere"));
        run("chown", "-h", "4321:4322", link.toString());
        Path copy = AsyncFiles.await(files.copy(link, dir.resolve("copy"), NOFOLLOW_LINKS, COPY_ATTRIBUTES));
        assertThat(stat("%F %u %g", copy)).isEqualTo("symbolic link 4321 4322");
    }

    /** Until it is complete, it has a name that nobody else has. */
    @Test
    void aCopyThatReplacesAFileTouchesNoOther() throws Exception {
        Path source = Path.of(file("source", "new"));
        Path target = Path.of(file("target", "old"));
        Path other = Path.of(file("target.tmp", "other"));
        AsyncFiles.await(files.copy(source, target, REPLACE_EXISTING));
        assertThat(target).hasContent("new");
        assertThat(other).hasContent("other");
        assertThat(AsyncFiles.await(files.list(dir))).containsExactlyInAnyOrder(source, target, other);
    }

    /** PoolTest counts the descriptors. */
    @Test
    void aTemporaryFileIsNotOpen() throws Exception {
        Path file = AsyncFiles.await(files.createTempFile(dir, "a", null));
        assertThat(stat("%F %a", file)).isEqualTo("regular empty file 600");
    }

    private static AioStat of(long dev, FileTime birth) {
        FileTime time = FileTime.fromMillis(1);
        return new AioStat(dev, 7, 0100644, 1, 0, 0, 0, 0, 4096, 0, time, FileTime.fromMillis(2), time, birth);
    }

    @Test
    void filesOfTwoDevicesAreNotTheSame() {
        assertThat(StatAttributes.key(of(1, null))).isEqualTo(StatAttributes.key(of(1, null))).isNotEqualTo(StatAttributes.key(of(2, null)));
    }

    @Test
    void aFileSystemMayNotKnowWhenAFileWasMade() {
        assertThat(new StatAttributes(of(1, null)).creationTime()).isEqualTo(FileTime.fromMillis(2));
        assertThat(new StatAttributes(of(1, FileTime.fromMillis(5))).creationTime()).isEqualTo(FileTime.fromMillis(5));
    }
}
