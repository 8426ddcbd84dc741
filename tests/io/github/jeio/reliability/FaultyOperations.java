package io.github.jeio.reliability;

import static io.github.jeio.AioConstants.FALLOC_FL_KEEP_SIZE;
import static io.github.jeio.AioConstants.F_GETLK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.RENAME_NOREPLACE;
import static io.github.jeio.AioConstants.S_IFIFO;

import io.github.jeio.AioDir;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.AioTree;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Each request by itself in a fresh directory, with what has to be true of the files if it says that it has succeeded. */
final class FaultyOperations {

    /** Makes the request. */
    interface Maker {
        AioRequest<?> make() throws Exception;
    }

    /** Whether it has done what it says, by the JDK's own means. */
    interface Check {
        boolean holds(Object value) throws Exception;
    }

    record Operation(String name, Maker maker, Check check) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Those that must not lose what they copy or move. */
    static final String COPIES = "copy|copy across|move.*|cptree.*|mvtree.*";
    static final byte[] CONTENT = new byte[200_003];

    static {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i * 31 + i / 256);
        }
    }

    private final IoAio io;
    private final Path dir;
    private final Path other;
    private final List<Operation> all = new ArrayList<>();
    /** Open on the file "file". */
    int fd;
    /** The directory. */
    AioWd wd;

    /** @param other is on another file system */
    FaultyOperations(IoAio io, Path dir, Path other) {
        this.io = io;
        this.dir = dir;
        this.other = other;
    }

    List<Operation> all() {
        looks();
        changes();
        names();
        transfers();
        trees();
        return all;
    }

    private void add(String name, Maker maker, Check check) {
        all.add(new Operation(name, maker, check));
    }

    private String path(String name) {
        return dir + "/" + name;
    }

    private boolean exists(String name) {
        return Files.exists(dir.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean same(Path file) throws Exception {
        return Arrays.equals(Files.readAllBytes(file), CONTENT);
    }

    private boolean sameHere(String name) throws Exception {
        return same(dir.resolve(name));
    }

    private void looks() {
        ByteBuffer content = ByteBuffer.wrap(CONTENT);
        add("stat", () -> io.aioStat(path("file")), value -> value != null);
        add("fstat", () -> io.aioStat(fd), value -> value != null);
        add("lstat", () -> io.aioLstat(path("link")), value -> value != null);
        add("statx", () -> io.aioStatx(path("file"), 0, 0x7ff), value -> value != null);
        add("statvfs", () -> io.aioStatvfs(path("file")), value -> value != null);
        add("statfs", () -> io.aioStatfs(path("file")), value -> value != null);
        add("access", () -> io.aioAccess(path("file"), 4), value -> true);
        add("exists", () -> io.aioExists(path("file")), Boolean.TRUE::equals);
        add("readlink", () -> io.aioReadlink(path("link")), "file"::equals);
        add("realpath", () -> io.aioRealpath(path("link")), value -> value.toString().endsWith("/file"));
        add("pathconf", () -> io.aioPathconf(path("file"), 3), value -> true);
        add("getxattr", () -> io.aioGetxattr(path("file"), "user.here"), value -> ((ByteBuffer) value).remaining() == 3);
        add("listxattr", () -> io.aioListxattr(path("file")), value -> ((List<?>) value).contains("user.here"));
        add("readdir", () -> io.aioReaddir(path("tree")), value -> ((List<?>) value).size() == 3);
        add("scandir", () -> io.aioScandir(path("tree"), 2), value -> value != null);
        add("fiemap", () -> io.aioFiemap(fd, 0, -1, 0, -1), value -> true);
        add("cachestat", () -> io.aioCachestat(fd, 0, 0), value -> true);
        add("fcntl", () -> io.aioFcntl(fd, F_GETLK, ByteBuffer.allocate(32)), value -> true);
        add("slurp", () -> io.aioSlurp(path("file"), 0, 0), content::equals);
        add("load", () -> io.aioLoad(path("file")), content::equals);
        add("load of what has no size", () -> io.aioLoad("/proc/self/limits"), value -> ((ByteBuffer) value).remaining() > 500);
        add("opendir", () -> io.aioOpendir(dir.toString()), value -> value != null);
        add("wd", () -> io.aioWd(dir.toString()), value -> value != null);
        add("stat in wd", () -> wd.aioStat("file"), value -> value != null);
        add("open", () -> io.aioOpen(path("file"), O_RDONLY), value -> value != null);
        add("openat2", () -> io.aioOpenat2(path("file"), O_RDONLY, 0, 0), value -> value != null);
    }

    private void changes() {
        FileTime time = FileTime.fromMillis(1_234_567);
        Path file = dir.resolve("file");
        add("chmod", () -> io.aioChmod(path("file"), 0612), value -> Files.getAttribute(file, "unix:mode").equals(0100612));
        add("fchmod", () -> io.aioChmod(fd, 0612), value -> Files.getAttribute(file, "unix:mode").equals(0100612));
        add("chown", () -> io.aioChown(path("file"), 12, 13), value -> Files.getAttribute(file, "unix:gid").equals(13));
        add("utime", () -> io.aioUtime(path("file"), time, time), value -> Files.getLastModifiedTime(file).equals(time));
        add("lutime", () -> io.aioLutime(path("file"), time, time), value -> Files.getLastModifiedTime(file).equals(time));
        add("truncate", () -> io.aioTruncate(path("file"), 5), value -> Files.size(file) == 5);
        add("ftruncate", () -> io.aioTruncate(fd, 5), value -> Files.size(file) == 5);
        add("allocate", () -> io.aioAllocate(fd, FALLOC_FL_KEEP_SIZE, 0, 1 << 20), value -> sameHere("file"));
        add("setxattr", () -> io.aioSetxattr(path("file"), "user.a", ByteBuffer.wrap(new byte[3]), 0), value -> true);
        add("removexattr", () -> io.aioRemovexattr(path("file"), "user.here"), value -> true);
        add("fsync", () -> io.aioFsync(fd), value -> true);
        add("fdatasync", () -> io.aioFdatasync(fd), value -> true);
        add("sync_file_range", () -> io.aioSyncFileRange(fd, 0, 4096, 2), value -> true);
        add("syncfs", () -> io.aioSyncfs(fd), value -> true);
        add("pathsync", () -> io.aioPathsync(path("file")), value -> true);
    }

    private void names() {
        add("mkdir", () -> io.aioMkdir(path("new"), 0700), value -> exists("new"));
        add("mkdirs", () -> io.aioMkdirs(path("x/y/z"), 0700), value -> exists("x/y/z"));
        add("rmdir", () -> io.aioRmdir(path("empty")), value -> !exists("empty"));
        add("mknod", () -> io.aioMknod(path("new"), S_IFIFO | 0600, 0), value -> exists("new"));
        add("link", () -> io.aioLink(path("file"), path("new")), value -> sameHere("new"));
        add("symlink", () -> io.aioSymlink("target", path("new")), value -> exists("new"));
        add("unlink", () -> io.aioUnlink(path("file")), value -> !exists("file"));
        add("rename", () -> io.aioRename(path("file"), path("new")), value -> sameHere("new") && !exists("file"));
        add("rename2", () -> io.aioRename2(path("file"), path("new"), RENAME_NOREPLACE), value -> sameHere("new") && !exists("file"));
        add("mkstemp", () -> io.aioMkstemp(path("temp")), value -> value != null);
        add("mkdtemp", () -> io.aioMkdtemp(path("temp")), value -> Files.isDirectory(Path.of(value.toString())));
    }

    private void transfers() {
        ByteBuffer direct = ByteBuffer.allocateDirect(CONTENT.length);
        add("read", () -> io.aioRead(fd, 0, direct.clear()), value -> value.equals((long) CONTENT.length) && direct.flip().equals(ByteBuffer.wrap(CONTENT)));
        add("read of a heap buffer", () -> io.aioRead(fd, 0, ByteBuffer.allocate(5000)), Long.valueOf(5000)::equals);
        add("preadv", () -> io.aioPreadv(fd, 0, new ByteBuffer[] {direct.clear()}, 0), Long.valueOf(CONTENT.length)::equals);
        add("readFully", () -> io.aioReadFully(fd, 0, direct.clear()), value -> direct.flip().equals(ByteBuffer.wrap(CONTENT)));
        add("write", () -> io.aioWrite(fd, 0, ByteBuffer.allocateDirect(5000)), value -> read(4999) == 0 && read(5000) == CONTENT[5000]);
        add("pwritev", () -> io.aioPwritev(fd, 0, new ByteBuffer[] {ByteBuffer.allocate(5000)}, 0), value -> read(4999) == 0);
        add("writeFully", () -> io.aioWriteFully(fd, 0, ByteBuffer.allocate(5000)), value -> read(4999) == 0);
        add("append", () -> io.aioAppend(path("file"), ByteBuffer.allocate(50), 0600), value -> Files.size(dir.resolve("file")) == CONTENT.length + 50);
        add("writeFile", () -> io.aioWriteFile(path("file"), ByteBuffer.wrap(CONTENT, 0, 100_000), 0600),
                value -> Files.size(dir.resolve("file")) == 100_000 && read(99_999) == CONTENT[99_999]);
        add("sendfile", () -> io.aioSendfile(fd, fd, 0, 1000), value -> true);
        add("copy_file_range", () -> io.aioCopyFileRange(fd, 0, fd, 1 << 20, 4096, 0), value -> true);
        add("readahead", () -> io.aioReadahead(fd, 0, CONTENT.length), value -> true);
        add("nop", io::aioNop, value -> true);
    }

    private byte read(int at) throws Exception {
        return Files.readAllBytes(dir.resolve("file"))[at];
    }

    private void trees() {
        Check copied = value -> sameHere("new") && sameHere("file");
        add("copy", () -> io.aioCopy(path("file"), path("new")), copied);
        add("copy over", () -> io.aioCopy(path("file"), path("tree/a/old")), value -> sameHere("tree/a/old") && sameHere("file"));
        add("copy across", () -> io.aioCopy(path("file"), other + "/new"), value -> same(other.resolve("new")) && sameHere("file"));
        add("move", () -> io.aioMove(path("file"), path("new")), value -> sameHere("new") && !exists("file"));
        add("move across", () -> io.aioMove(path("file"), other + "/new"), value -> same(other.resolve("new")) && !exists("file"));
        add("cptree", () -> io.aioCptree(path("tree"), path("new")), value -> isTree(dir.resolve("new")) && isTree(dir.resolve("tree")));
        add("cptree across", () -> io.aioCptree(path("tree"), other + "/new"), value -> isTree(other.resolve("new")) && isTree(dir.resolve("tree")));
        add("mvtree", () -> io.aioMvtree(path("tree"), path("new")), value -> isTree(dir.resolve("new")) && !exists("tree"));
        add("mvtree across", () -> io.aioMvtree(path("tree"), other + "/new"), value -> isTree(other.resolve("new")) && !exists("tree"));
        add("rmtree", () -> io.aioRmtree(path("tree")), value -> !exists("tree"));
        add("remove", () -> io.aioRemove(path("tree")), value -> !exists("tree"));
        add("tree", () -> io.aioTree(path("tree"), AioTree.WHOLE, batch -> { }), value -> true);
        add("readdirBatches", () -> io.aioReaddirBatches(path("tree"), 1, batch -> { }), value -> true);
    }

    private static boolean isTree(Path tree) throws Exception {
        return same(tree.resolve("a/b/file")) && Files.isSymbolicLink(tree.resolve("link")) && Files.exists(tree.resolve("a/old"))
                && Files.isDirectory(tree.resolve("empty"));
    }

    /** Whether nothing is lost: what is moved is in one of both places, whole; what is copied is still there. */
    boolean isNothingLost() throws Exception {
        return (isWhole("file", dir.resolve("file")) || isWhole("file", dir.resolve("new")) || isWhole("file", other.resolve("new")))
                && (isTreeHere(dir.resolve("tree")) || isTreeHere(dir.resolve("new")) || isTreeHere(other.resolve("new")));
    }

    private static boolean isWhole(String name, Path file) throws Exception {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && same(file);
    }

    private static boolean isTreeHere(Path tree) throws Exception {
        return Files.isDirectory(tree.resolve("a/b")) && Files.exists(tree.resolve("a/b/file")) && isTree(tree);
    }

    /** What every operation begins with. */
    void prepare() throws Exception {
        Files.createDirectories(dir.resolve("tree/a/b"));
        Files.createDirectories(dir.resolve("tree/empty"));
        Files.createDirectories(dir.resolve("empty"));
        Files.createDirectories(other);
        Files.write(dir.resolve("file"), CONTENT);
        Files.setAttribute(dir.resolve("file"), "user:here", ByteBuffer.wrap(new byte[3]));
        Files.write(dir.resolve("tree/a/b/file"), CONTENT);
        Files.write(dir.resolve("tree/a/old"), new byte[10]);
        Files.createSymbolicLink(dir.resolve("tree/link"), Path.of("a"));
        Files.createSymbolicLink(dir.resolve("link"), Path.of("file"));
    }

    /** Closes what a request has opened, if it has opened anything. */
    static void close(IoAio io, Object value) throws Exception {
        if (value instanceof Integer fd) {
            io.aioClose(fd).await();
        } else if (value instanceof AioTempFile file) {
            io.aioClose(file.fd()).await();
        } else if (value instanceof AioWd opened) {
            opened.close();
        } else if (value instanceof AioDir opened) {
            opened.close();
        }
    }
}
