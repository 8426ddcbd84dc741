package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** aioMove where a rename can't be: what mv(1) does with all that is no directory. */
class MoveAcrossTest extends TreeTest {

    private String state(Path where) {
        return sh("cd \"$1\"; find . -mindepth 1 -printf '%f %y %s %m %U %G %T@ %l\\n' | LC_ALL=C sort", where.toString());
    }

    @Test
    void aSymbolicLinkIsMovedAsOne() throws Exception {
        Path other = otherFileSystem();
        sh("cd \"$1\"; printf content > f; ln -s f l; ln -s nowhere dangling; touch -h -d 2001-02-03T04:05:06.123456789 l dangling",
                dir.toString());

        get(io.aioMove(path("l"), other + "/l"));
        get(io.aioMove(path("dangling"), other + "/dangling"));

        assertThat(exists("l")).isFalse();
        assertThat(exists("dangling")).isFalse();
        assertThat(dir.resolve("f")).hasContent("content");
        assertThat(run("stat", "-c", "%N %Y %y", other + "/l", other + "/dangling"))
                .contains("-> 'f'", "-> 'nowhere'", "2001-02-03").doesNotContain("'" + dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nowhere", "l"})
    void ontoASymbolicLinkTheLinkIsReplaced(String leadsTo) throws Exception {
        Path other = otherFileSystem();
        sh("printf precious > \"$1/victim\"; ln -s \"$2\" \"$1/l\"", other.toString(), leadsTo);

        get(io.aioMove(file("src", "content"), other + "/l"));

        assertThat(Files.isSymbolicLink(other.resolve("l"))).isFalse();
        assertThat(other.resolve("l")).hasContent("content");
        assertThat(other.resolve("victim")).hasContent("precious");
        assertThat(exists("src")).isFalse();
        assertThat(Files.exists(other.resolve("nowhere"))).isFalse();
    }

    @Test
    void otherNamesOfWhatIsReplacedKeepIt() throws Exception {
        Path other = otherFileSystem();
        sh("printf old > \"$1/a\"; ln \"$1/a\" \"$1/b\"", other.toString());

        get(io.aioMove(file("src", "new"), other + "/a"));

        assertThat(other.resolve("a")).hasContent("new");
        assertThat(other.resolve("b")).hasContent("old");
    }

    @Test
    void fifosSocketsAndDevicesAreMoved() throws Exception {
        assumeRoot();
        Path other = otherFileSystem();
        sh("""
                cd "$1"; mkfifo -m 620 p; mknod -m 600 c c 1 3; chown 1234:5678 p c
                perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new (Local => "s", Listen => 1) or die'
                touch -d 2001-02-03T04:05:06.123456789 p c s
                """, dir.toString());
        String before = state(dir);

        for (String name : new String[] {"p", "c", "s"}) {
            get(io.aioMove(path(name), other + "/" + name));
        }

        assertThat(state(other)).isEqualTo(before);
        assertThat(run("stat", "-c", "%t %T", other + "/c")).isEqualTo("1 3");
        assertThat(state(dir)).isEmpty();
    }

    @Test
    void aSourceThatCannotBeRemovedIsAnErrorAndNothingHasMoved() throws Exception {
        Path other = otherFileSystem();
        run("mkdir", path("a"));
        file("a/f", "content");
        run("ln", "-s", "f", path("a/l"));
        try (Mounted readOnly = Mounted.readOnly(dir.resolve("a"), dir.resolve("ro"))) {
            assertFails(io.aioMove(readOnly.path("f"), other + "/f"), Errno.EROFS);
            assertFails(io.aioMove(readOnly.path("l"), other + "/l"), Errno.EROFS);
        }
        assertThat(dir.resolve("a/f")).hasContent("content");
        assertThat(Files.isSymbolicLink(dir.resolve("a/l"))).isTrue();
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void theCopyStaysIfItHasReplacedSomethingAndItsSourceCannotBeRemoved() throws Exception {
        Path other = otherFileSystem();
        run("mkdir", path("a"));
        file("a/f", "content");
        Files.writeString(other.resolve("f"), "old");
        try (Mounted readOnly = Mounted.readOnly(dir.resolve("a"), dir.resolve("ro"))) {
            assertFails(io.aioMove(readOnly.path("f"), other + "/f"), Errno.EROFS);
        }
        assertThat(dir.resolve("a/f")).hasContent("content");
        assertThat(other.resolve("f")).hasContent("content");
    }

    @Test
    void aTargetThatCannotBeWrittenIsAnError() throws Exception {
        file("src", "content");
        run("mkdir", path("a"));
        try (Mounted readOnly = Mounted.readOnly(dir.resolve("a"), dir.resolve("ro"))) {
            assertFails(io.aioMove(path("src"), readOnly.path("f")), Errno.EROFS);
            assertFails(io.aioCopy(path("src"), readOnly.path("f")), Errno.EROFS);
        }
        assertThat(dir.resolve("src")).hasContent("content");
    }

    @Test
    void aDirectoryInTheWayStays() throws Exception {
        Path other = otherFileSystem();
        Files.createDirectory(other.resolve("d"));
        Files.writeString(other.resolve("d/f"), "inside");
        run("ln", "-s", "nowhere", path("l"));

        assertFails(io.aioMove(file("src", "x"), other + "/d"), Errno.EISDIR);
        assertFails(io.aioMove(path("l"), other + "/d"), Errno.EISDIR);

        assertThat(other.resolve("d/f")).hasContent("inside");
        assertThat(exists("src")).isTrue();
        assertThat(exists("l")).isTrue();
    }

    @Test
    void aLinkIsNotMovedOntoWhatItLeadsTo() throws Exception {
        Path other = otherFileSystem();
        Files.writeString(other.resolve("f"), "precious");
        Files.createSymbolicLink(dir.resolve("l"), other.resolve("f"));

        assertFails(io.aioMove(path("l"), other + "/f"), Errno.EINVAL);

        assertThat(other.resolve("f")).hasContent("precious");
        assertThat(exists("l")).isTrue();
    }

    /** As mv does: the file has the link's name then, and its own no more. */
    @Test
    void aFileIsMovedOntoALinkThatLeadsToIt() throws Exception {
        Path other = otherFileSystem();
        Path src = Path.of(file("f", "precious"));
        Files.createSymbolicLink(other.resolve("l"), src);

        get(io.aioMove(src.toString(), other + "/l"));

        assertThat(Files.isSymbolicLink(other.resolve("l"))).isFalse();
        assertThat(other.resolve("l")).hasContent("precious");
    }

    @Test
    void oneNameOfSeveralIsMoved() throws AioException, java.io.IOException {
        Path other = otherFileSystem();
        Files.createLink(dir.resolve("b"), Path.of(file("a", "content")));

        get(io.aioMove(path("a"), other + "/a"));

        assertThat(dir.resolve("b")).hasContent("content");
        assertThat(other.resolve("a")).hasContent("content");
        assertThat(exists("a")).isFalse();
    }

    /** The slash is part of the name of a directory. */
    @Test
    void aDirectoryIsNoFileWithASlashAtItsEndEither() throws Exception {
        Path other = otherFileSystem();
        run("mkdir", path("d"));
        assertFails(io.aioMove(path("d") + "/", other + "/d"), Errno.EISDIR);
        assertThat(other).isEmptyDirectory();
    }
}
