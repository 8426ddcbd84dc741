package io.github.jeio.requests;

import static io.github.jeio.AioConstants.RENAME_EXCHANGE;
import static io.github.jeio.AioConstants.RENAME_NOREPLACE;
import static io.github.jeio.AioConstants.RENAME_WHITEOUT;
import static io.github.jeio.AioConstants.S_IFBLK;
import static io.github.jeio.AioConstants.S_IFCHR;
import static io.github.jeio.AioConstants.S_IFIFO;
import static io.github.jeio.AioConstants.S_IFREG;
import static io.github.jeio.AioConstants.S_IFSOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** unlink, mkdir, rmdir, mknod, link, symlink, readlink, realpath, rename and rename2. */
class NamesTest extends RequestTest {

    /** What there is in the directory: type, name and, of a link, target. */
    private List<String> tree() {
        return run("find", dir.toString(), "-mindepth", "1", "-printf", "%y %P %l\n").lines().map(String::strip).sorted().toList();
    }

    // unlink, mkdir, rmdir

    @Test
    void unlinkRemovesTheNameAndOfALinkTheLinkItself() throws Exception {
        sh("cd $1; : > a; : > b; ln -s b link", dir.toString());
        assertThat(get(io.aioUnlink(path("a")))).isZero();
        assertThat(get(io.aioUnlink(path("link")))).isZero();
        assertThat(tree()).containsExactly("f b");
        assertFails(io.aioUnlink(path("a")), Errno.ENOENT);
        assertFails(io.aioUnlink(dir.toString()), Errno.EISDIR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0700, 0777, 01777})
    void mkdirUsesTheModeLessTheUmask(int mode) throws Exception {
        assertThat(get(io.aioMkdir(path("new"), mode))).isZero();
        int umask = Integer.parseInt(sh("umask"), 8);
        assertThat(stat("%F %a", path("new"))).isEqualTo("directory " + Integer.toOctalString(mode & ~umask));
        assertFails(io.aioMkdir(path("new"), mode), Errno.EEXIST);
        assertFails(io.aioMkdir(path("missing/new"), mode), Errno.ENOENT);
    }

    @Test
    void rmdirRemovesAnEmptyDirectoryOnly() throws Exception {
        sh("cd $1; mkdir empty full full/sub; : > file; ln -s empty link", dir.toString());
        assertFails(io.aioRmdir(path("full")), Errno.ENOTEMPTY);
        assertFails(io.aioRmdir(path("file")), Errno.ENOTDIR);
        assertFails(io.aioRmdir(path("link")), Errno.ENOTDIR);
        assertFails(io.aioRmdir(path("empty/.")), Errno.EINVAL);
        assertThat(get(io.aioRmdir(path("empty")))).isZero();
        assertThat(tree()).containsExactly("d full", "d full/sub", "f file", "l link empty");
    }

    // mknod

    @Test
    void mknodMakesWhatTheModeSays() throws Exception {
        get(io.aioMknod(path("fifo"), S_IFIFO | 0640, 0));
        get(io.aioMknod(path("socket"), S_IFSOCK | 0600, 0));
        get(io.aioMknod(path("file"), S_IFREG | 0600, 0));
        assertThat(stat("%F %a", path("fifo"))).isEqualTo("fifo 640");
        assertThat(stat("%F %a", path("socket"))).isEqualTo("socket 600");
        assertThat(stat("%F %a", path("file"))).isEqualTo("regular empty file 600");
        assertFails(io.aioMknod(path("file"), S_IFREG | 0600, 0), Errno.EEXIST);
        assertFails(io.aioMknod(path("directory"), 0040755, 0), Errno.EPERM);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "259, 65537", "4095, 1048575"})
    void mknodMakesDeviceNodes(int major, int minor) throws Exception {
        assumeRoot();
        get(io.aioMknod(path("char"), S_IFCHR | 0600, Advanced.makedev(major, minor)));
        get(io.aioMknod(path("block"), S_IFBLK | 0600, Advanced.makedev(major, minor)));
        String numbers = String.format("%x %x", major, minor);
        assertThat(stat("%F %t %T", path("char"))).isEqualTo("character special file " + numbers);
        assertThat(stat("%F %t %T", path("block"))).isEqualTo("block special file " + numbers);
    }

    // link, symlink, readlink

    @Test
    void linkGivesASecondNameAlsoToALinkItself() throws Exception {
        String file = file("file", "text");
        sh("ln -s file $1/link", dir.toString());
        assertThat(get(io.aioLink(file, path("second")))).isZero();
        assertThat(stat("%h %i", path("second"))).isEqualTo(stat("2 %i", file));
        assertThat(get(io.aioLink(path("link"), path("link2")))).isZero();
        assertThat(tree()).containsExactly("f file", "f second", "l link file", "l link2 file");
        assertFails(io.aioLink(file, path("second")), Errno.EEXIST);
        assertFails(io.aioLink(path("nothing"), path("third")), Errno.ENOENT);
        assertFails(io.aioLink(dir.toString(), path("third")), Errno.EPERM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "../up", "/", "/abs/olute", "nowhere at all", "a//b/./c/", "é€𝄞"})
    void symlinkKeepsItsTargetAsItIsAndReadlinkGivesIt(String target) throws Exception {
        assertThat(get(io.aioSymlink(target, path("link")))).isZero();
        assertThat(run("readlink", path("link"))).isEqualTo(target);
        assertThat(get(io.aioReadlink(path("link")))).isEqualTo(target);
        assertFails(io.aioSymlink(target, path("link")), Errno.EEXIST);
    }

    @Test
    void readlinkGivesTheLongestTarget() throws Exception {
        String target = "x".repeat(4095);
        get(io.aioSymlink(target, path("link")));
        assertThat(get(io.aioReadlink(path("link")))).isEqualTo(target);
        assertFails(io.aioSymlink(target + "x", path("long")), Errno.ENAMETOOLONG);
        assertFails(io.aioSymlink("", path("empty")), Errno.ENOENT);
    }

    @Test
    void readlinkOfSomethingElseFails() {
        assertFails(io.aioReadlink(file("file", "")), Errno.EINVAL);
        assertFails(io.aioReadlink(dir.toString()), Errno.EINVAL);
        assertFails(io.aioReadlink(path("nothing")), Errno.ENOENT);
    }

    // realpath

    @ParameterizedTest
    @ValueSource(strings = {".", "./a/../a/b", "link", "link/c", "up/a", "abs", "a//b///", "a/b/c/.."})
    void realpathIsRealpaths(String name) throws Exception {
        sh("cd $1; mkdir -p a/b/c; ln -s a/b link; ln -s . up; ln -s $1/a abs", dir.toString());
        String path = dir + "/" + name;
        assertThat(get(io.aioRealpath(path))).isEqualTo(run("realpath", "-e", path));
    }

    @Test
    void realpathOfADotIsTheWorkingDirectory() throws Exception {
        assertThat(get(io.aioRealpath("."))).isEqualTo(run("pwd", "-P"));
        assertThat(get(io.aioRealpath("/"))).isEqualTo("/");
        assertThat(get(io.aioRealpath("/.."))).isEqualTo("/");
    }

    @Test
    void realpathFailsWhereThereIsNothing() throws Exception {
        sh("cd $1; ln -s loop loop; ln -s dangling dead; : > file", dir.toString());
        assertFails(io.aioRealpath(path("nothing")), Errno.ENOENT);
        assertFails(io.aioRealpath(path("dead")), Errno.ENOENT);
        assertFails(io.aioRealpath(path("loop")), Errno.ELOOP);
        assertFails(io.aioRealpath(path("file/below")), Errno.ENOTDIR);
        assertFails(io.aioRealpath(path("x".repeat(256))), Errno.ENAMETOOLONG);
        assertFails(io.aioRealpath("/x".repeat(2100)), Errno.ENOENT);
        assertFails(io.aioRealpath("/.".repeat(2100) + "/" + "x".repeat(5000)), Errno.ENAMETOOLONG);
    }

    @Test
    void realpathGivesPathsAlmostAsLongAsTheKernelTakes() throws Exception {
        StringBuilder deep = new StringBuilder(dir.toString());
        while (deep.length() < 3800) {
            deep.append('/').append("d".repeat(200));
        }
        run("mkdir", "-p", deep.toString());
        assertThat(get(io.aioRealpath(deep.toString()))).isEqualTo(deep.toString());
    }

    // rename

    @Test
    void renameReplacesWhatIsThere() throws Exception {
        file("a", "content");
        file("b", "old");
        assertThat(get(io.aioRename(path("a"), path("b")))).isZero();
        assertThat(tree()).containsExactly("f b");
        assertThat(run("cat", path("b"))).isEqualTo("content");
    }

    @Test
    void renameFailsAsTheKernelSays() throws Exception {
        sh("cd $1; mkdir -p full/sub other; : > file", dir.toString());
        assertFails(io.aioRename(path("nothing"), path("b")), Errno.ENOENT);
        assertFails(io.aioRename(path("other"), path("full")), Errno.ENOTEMPTY);
        assertFails(io.aioRename(path("file"), path("full")), Errno.EISDIR);
        assertFails(io.aioRename(path("full"), path("file")), Errno.ENOTDIR);
        assertFails(io.aioRename(path("full"), path("full/sub/x")), Errno.EINVAL);
        assumeTrue(!stat("%d", "/dev/shm").equals(stat("%d", dir.toString())), "needs two file systems");
        assertFails(io.aioRename(path("file"), "/dev/shm/jeio-rename"), Errno.EXDEV);
    }

    @Test
    void rename2DoesNotReplaceWhereToldSo() throws Exception {
        file("a", "A");
        file("b", "B");
        assertFails(io.aioRename2(path("a"), path("b"), RENAME_NOREPLACE), Errno.EEXIST);
        assertThat(run("cat", path("a"), path("b"))).isEqualTo("AB");
        assertThat(get(io.aioRename2(path("a"), path("c"), RENAME_NOREPLACE))).isZero();
        assertThat(tree()).containsExactly("f b", "f c");
        assertThat(get(io.aioRename2(path("c"), path("b"), 0))).isZero();
        assertThat(run("cat", path("b"))).isEqualTo("A");
    }

    @Test
    void rename2Exchanges() throws Exception {
        file("a", "A");
        sh("mkdir -p $1/b/sub", dir.toString());
        assertThat(get(io.aioRename2(path("a"), path("b"), RENAME_EXCHANGE))).isZero();
        assertThat(tree()).containsExactly("d a", "d a/sub", "f b");
        assertFails(io.aioRename2(path("a"), path("c"), RENAME_EXCHANGE), Errno.ENOENT);
    }

    @Test
    void rename2LeavesAWhiteout() throws Exception {
        assumeRoot();
        assumeFileSystem("ext2/ext3", dir);
        file("a", "A");
        assertThat(get(io.aioRename2(path("a"), path("b"), RENAME_WHITEOUT))).isZero();
        assertThat(stat("%F %t,%T", path("a"))).isEqualTo("character special file 0,0");
        assertThat(run("cat", path("b"))).isEqualTo("A");
    }

    @Test
    void rename2RefusesFlagsThatCanNotBe() {
        file("a", "A");
        assertFails(io.aioRename2(path("a"), path("b"), 0x4000_0000), Errno.EINVAL);
        assertFails(io.aioRename2(path("a"), path("b"), RENAME_EXCHANGE | RENAME_NOREPLACE), Errno.EINVAL);
    }
}
