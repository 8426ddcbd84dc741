package io.github.jeio.requests;

import static io.github.jeio.AioConstants.DT_BLK;
import static io.github.jeio.AioConstants.DT_CHR;
import static io.github.jeio.AioConstants.DT_DIR;
import static io.github.jeio.AioConstants.DT_FIFO;
import static io.github.jeio.AioConstants.DT_LNK;
import static io.github.jeio.AioConstants.DT_REG;
import static io.github.jeio.AioConstants.DT_SOCK;
import static io.github.jeio.AioConstants.DT_UNKNOWN;
import static io.github.jeio.AioConstants.READDIR_DENTS;
import static io.github.jeio.AioConstants.READDIR_DIRS_FIRST;
import static io.github.jeio.AioConstants.READDIR_FOUND_UNKNOWN;
import static io.github.jeio.AioConstants.READDIR_STAT_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioDirent;
import io.github.jeio.AioDirents;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** readdir and readdirx against the program find. */
class DirectoryTest extends RequestTest {

    private static final Map<String, Integer> TYPES = Map.of("f", DT_REG, "d", DT_DIR, "l", DT_LNK, "p", DT_FIFO,
            "s", DT_SOCK, "c", DT_CHR, "b", DT_BLK);

    /** 900 entries: more than libeio sorts in one way, in an order that is neither theirs nor their inodes'. */
    @TempDir
    static Path full;

    @BeforeAll
    static void fill() {
        sh("""
                cd $1
                seq -f file%g 400 | shuf --random-source=/bin/sh | xargs touch
                seq -f dir%g 300 | shuf --random-source=/bin/sh | xargs mkdir
                seq -f .hidden%g 200 | shuf --random-source=/bin/sh | xargs touch
                ln -s dir1 link; mkfifo fifo; : > ...; : > ..x
                perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "socket", Listen => 1)'
                seq -f file%g 1 7 400 | xargs rm
                """, full.toString());
    }

    /** The entries as find tells them. */
    private static List<AioDirent> found() {
        return run("find", full.toString(), "-mindepth", "1", "-maxdepth", "1", "-printf", "%f %y %i\n").lines()
                .map(line -> line.split(" "))
                .map(field -> new AioDirent(field[0], TYPES.get(field[1]), Long.parseLong(field[2]))).toList();
    }

    private static List<String> names(List<AioDirent> entries) {
        return entries.stream().map(AioDirent::name).toList();
    }

    @Test
    void readdirGivesEveryNameOnce() throws Exception {
        assertThat(get(io.aioReaddir(full.toString()))).containsExactlyInAnyOrderElementsOf(names(found()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void readdirxGivesEveryEntryWithEachSetOfFlags(int flags) throws Exception {
        List<AioDirent> expected = found();
        AioDirents seen = get(io.aioReaddirx(full.toString(), flags));
        assertThat(seen.flags()).isEqualTo(flags);
        assertThat(names(seen.entries())).containsExactlyInAnyOrderElementsOf(names(expected));
        if ((flags & READDIR_DENTS) != 0) {
            assertThat(seen.entries()).containsExactlyInAnyOrderElementsOf(expected);
        } else {
            assertThat(seen.entries()).allMatch(entry -> entry.type() == DT_UNKNOWN && entry.inode() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void directoriesComeFirstInTheOrderOfTheirInodes(boolean dents) throws Exception {
        List<String> expected = found().stream().filter(entry -> entry.type() == DT_DIR)
                .sorted((a, b) -> Long.compareUnsigned(a.inode(), b.inode())).map(AioDirent::name).toList();
        int flags = READDIR_DIRS_FIRST | (dents ? READDIR_DENTS : 0);
        List<String> seen = names(get(io.aioReaddirx(full.toString(), flags)).entries());
        assertThat(seen.subList(0, expected.size())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statOrderIsThatOfTheInodes(boolean dents) throws Exception {
        List<String> expected = names(found().stream()
                .sorted((a, b) -> Long.compareUnsigned(a.inode(), b.inode())).toList());
        int flags = READDIR_STAT_ORDER | (dents ? READDIR_DENTS : 0);
        assertThat(names(get(io.aioReaddirx(full.toString(), flags)).entries())).isEqualTo(expected);
    }

    @Test
    void bothOrdersTogetherAreDirectoriesThenTheRestEachByInode() throws Exception {
        List<AioDirent> expected = found().stream().sorted((a, b) -> a.type() == DT_DIR != (b.type() == DT_DIR)
                ? (a.type() == DT_DIR ? -1 : 1) : Long.compareUnsigned(a.inode(), b.inode())).toList();
        int flags = READDIR_STAT_ORDER | READDIR_DIRS_FIRST | READDIR_DENTS;
        assertThat(get(io.aioReaddirx(full.toString(), flags)).entries()).isEqualTo(expected);
    }

    @Test
    void anEmptyDirectoryHasNoEntries() throws Exception {
        assertThat(get(io.aioReaddir(dir.toString()))).isEmpty();
        assertThat(get(io.aioReaddirx(dir.toString(), READDIR_DENTS | READDIR_STAT_ORDER)).entries()).isEmpty();
    }

    @Test
    void longNamesAndManyEntriesFit() throws Exception {
        sh("cd $1; seq -f " + "n".repeat(248) + "%05g 3000 | xargs touch; : > " + "m".repeat(255), dir.toString());
        List<String> names = get(io.aioReaddir(dir.toString()));
        assertThat(names).hasSize(3_001).doesNotHaveDuplicates().contains("n".repeat(248) + "03000", "m".repeat(255));
        assertThat(names(get(io.aioReaddirx(dir.toString(), READDIR_DENTS)).entries())).hasSameElementsAs(names).hasSize(3_001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev", "/proc/self/task", "/sys/block"})
    void theSystemsOwnDirectoriesAreReadLikeOthers(String directory) throws Exception {
        assertThat(get(io.aioReaddir(directory))).isNotEmpty();
        assertThat(get(io.aioReaddirx(directory, READDIR_DENTS)).entries()).isNotEmpty()
                .noneMatch(entry -> entry.name().equals(".") || entry.name().equals(".."));
    }

    @Test
    void theResultCanNotBeChanged() throws Exception {
        file("file", "");
        assertThatThrownBy(() -> get(io.aioReaddir(dir.toString())).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> get(io.aioReaddirx(dir.toString(), 0)).entries().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    /** An ext2 file system without types in its directories. */
    @Test
    void typesThatTheFileSystemDoesNotTellAreUnknownAndSaidToBe() throws Exception {
        assumeRoot();
        String image = path("image");
        String mnt = path("mnt");
        sh("truncate -s 1M $1; /sbin/mke2fs -q -F -t ext2 -O ^filetype $1; mkdir $2", image, mnt);
        assumeTrue(succeeds("mount", "-o", "loop", image, mnt), "needs a loop device");
        try {
            sh("cd $1; mkdir a.dir deep; : > file.txt; : > README", mnt);
            AioDirents seen = get(io.aioReaddirx(mnt, READDIR_DENTS | READDIR_DIRS_FIRST));
            assertThat(seen.flags()).isEqualTo(READDIR_DENTS | READDIR_DIRS_FIRST | READDIR_FOUND_UNKNOWN);
            assertThat(seen.entries()).allMatch(entry -> entry.type() == DT_UNKNOWN);
            // likely directories first: a short name without a dot, then a longer one, then those with a dot
            assertThat(names(seen.entries()).subList(0, 2)).containsExactlyInAnyOrder("deep", "README");
            assertThat(names(seen.entries())).containsExactlyInAnyOrder("lost+found", "a.dir", "deep", "file.txt", "README");
        } finally {
            run("umount", mnt);
        }
    }

    @Test
    void whatIsNoDirectoryFails() {
        assertFails(io.aioReaddir(file("file", "")), Errno.ENOTDIR);
        assertFails(io.aioReaddir(path("nothing")), Errno.ENOENT);
        assertFails(io.aioReaddirx(path("nothing"), 0), Errno.ENOENT);
    }

    /** The leak check after the test sees what such a request leaves. */
    @Test
    void aReaddirThatIsCancelledLeavesNothing() {
        for (int i = 0; i < 200; i++) {
            AioRequest<List<String>> names = io.aioReaddir(full.toString());
            AioRequest<AioDirents> entries = io.aioReaddirx(full.toString(), i % 8);
            if (i % 2 == 0) {
                awaitExecution(entries);
            }
            names.cancel();
            entries.cancel();
        }
        io.flush();
        assertThat(io.nreqs()).isZero();
    }
}
