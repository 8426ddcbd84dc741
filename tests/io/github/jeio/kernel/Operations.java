package io.github.jeio.kernel;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.PAGESIZE;
import static io.github.jeio.AioConstants.RENAME_NOREPLACE;
import static io.github.jeio.AioConstants.S_IFIFO;

import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.files.AsyncFiles;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A program that makes each request once, below the directory that is its argument, and says of each that failed, by what
 * errno. It checks what the requests did by the JDK's own means.
 */
final class Operations {

    /** One request, or a few: throws where one of them fails. */
    private interface Operation {
        void run() throws Exception;
    }

    private static final int LARGE = (1 << 20) + 7;

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final IoAio io;
    private final Path dir;
    private final byte[] content = new byte[LARGE];

    private Operations(IoAio io, Path dir) {
        this.io = io;
        this.dir = dir;
        new Random(1).nextBytes(content);
    }

    public static void main(String[] args) throws Exception {
        try (IoAio io = IoAio.create()) {
            Operations all = new Operations(io, Path.of(args[0]));
            all.files();
            all.names();
            all.transfers();
            all.trees();
            all.run();
        }
        System.out.println("done");
    }

    private void run() throws Exception {
        Files.write(dir.resolve("large"), content);
        Files.createDirectories(dir.resolve("tree/a/b"));
        Files.write(dir.resolve("tree/a/b/file"), content);
        Files.createSymbolicLink(dir.resolve("tree/link"), Path.of("a"));
        for (var operation : operations.entrySet()) {
            try {
                operation.getValue().run();
            } catch (AioException e) {
                System.out.println(operation.getKey() + " " + Errno.name(e.errno()));
            } catch (Exception | AssertionError e) {
                System.out.println(operation.getKey() + " " + e);
            }
        }
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("wrong result");
        }
    }

    /** Opens a file for an operation on its descriptor. */
    private void onFile(String name, DescriptorOperation operation) throws Exception {
        int fd = io.aioOpen(path(name), O_RDWR | O_CREAT, 0600).await();
        try {
            operation.run(fd);
        } finally {
            io.aioClose(fd).await();
        }
    }

    private interface DescriptorOperation {
        void run(int fd) throws Exception;
    }

    private void files() {
        FileTime time = FileTime.fromMillis(1_234_567);
        operations.put("stat", () -> check(io.aioStat(path("large")).await().size() == LARGE));
        operations.put("stat of a descriptor", () -> onFile("large", fd -> check(io.aioStat(fd).await().size() == LARGE)));
        operations.put("stat of a device", () -> check(io.aioStat("/dev/null").await().rdev() == 0x103));
        operations.put("lstat", () -> check(io.aioLstat(path("tree/link")).await().isSymbolicLink()));
        operations.put("statx", () -> check(io.aioStatx(path("large"), 0, 0x7ff).await().size() == LARGE));
        operations.put("statvfs", () -> check(io.aioStatvfs(path("large")).await().bsize() > 0));
        operations.put("access", () -> check(io.aioAccess(path("large"), 4).await() == 0));
        operations.put("access with a flag", () -> check(io.aioAccess(path("large"), 4, 0x200).await() == 0));
        operations.put("exists", () -> check(io.aioExists(path("large")).await()));
        operations.put("chmod", () -> io.aioChmod(path("large"), 0640).await());
        operations.put("chown", () -> io.aioChown(path("large"), -1, -1).await());
        operations.put("utime", () -> {
            io.aioUtime(path("large"), time, time).await();
            check(Files.getLastModifiedTime(dir.resolve("large")).equals(time));
            check(io.aioStat(path("large")).await().mtime().equals(time));
        });
        operations.put("utime of a descriptor", () -> onFile("large", fd -> io.aioUtime(fd, time, time).await()));
        operations.put("truncate", () -> {
            io.aioTruncate(path("large"), 5).await();
            io.aioTruncate(path("large"), LARGE).await();
            Files.write(dir.resolve("large"), content);
        });
        operations.put("cachestat", () -> onFile("sparse", fd -> {
            io.aioTruncate(fd, 100 * PAGESIZE).await();
            for (int page : new int[] {2, 50}) {
                io.aioWrite(fd, page * PAGESIZE, ByteBuffer.allocate(1)).await();
            }
            check(io.aioCachestat(fd, 0, 0).await().cached() == 2);
            check(io.aioCachestat(fd, PAGESIZE, 10 * PAGESIZE).await().cached() == 1);
            check(!Files.readString(Path.of("/proc/self/maps")).contains("/sparse"));
        }));
        operations.put("setxattr", () -> io.aioSetxattr(path("large"), "user.a", ByteBuffer.wrap(new byte[3]), 0).await());
        operations.put("listxattr", () -> io.aioListxattr(path("large")).await());
        operations.put("readdir", () -> check(io.aioReaddir(path("tree")).await().size() == 2));
        operations.put("readdirx", () -> check(io.aioReaddirx(path("tree"), 0).await().entries().size() == 2));
        operations.put("scandir", () -> check(io.aioScandir(path("tree"), 4).await().dirs().size() == 1));
    }

    private void names() {
        operations.put("mkdir", () -> io.aioMkdir(path("dir"), 0700).await());
        operations.put("mkdirs", () -> io.aioMkdirs(path("x/y/z"), 0700).await());
        operations.put("rmdir", () -> io.aioRmdir(path("dir")).await());
        operations.put("mknod", () -> io.aioMknod(path("fifo"), S_IFIFO | 0600, 0).await());
        operations.put("link", () -> io.aioLink(path("large"), path("hard")).await());
        operations.put("symlink", () -> io.aioSymlink("large", path("soft")).await());
        operations.put("readlink", () -> check(io.aioReadlink(path("soft")).await().equals("large")));
        operations.put("realpath", () -> check(io.aioRealpath(path("soft")).await().endsWith("/large")));
        operations.put("realpath of a directory", () -> {
            int open = new File("/proc/self/fd").list().length;
            check(io.aioRealpath(path("tree/./")).await().equals(dir.toRealPath() + "/tree"));
            check(new File("/proc/self/fd").list().length == open);
        });
        operations.put("rename", () -> io.aioRename(path("hard"), path("hard2")).await());
        operations.put("rename2 without flags", () -> io.aioRename2(path("hard2"), path("hard3"), 0).await());
        operations.put("rename2 with a flag", () -> io.aioRename2(path("hard3"), path("hard4"), RENAME_NOREPLACE).await());
        operations.put("unlink", () -> io.aioUnlink(path("fifo")).await());
        operations.put("mkstemp", () -> io.aioClose(io.aioMkstemp(path("temp")).await().fd()).await());
        operations.put("mkdtemp", () -> io.aioMkdtemp(path("temp")).await());
        operations.put("openat2", () -> io.aioClose(io.aioOpenat2(path("large"), O_RDONLY, 0, 0).await()).await());
        operations.put("a working directory", () -> {
            try (AioWd wd = io.aioWd(path("tree")).await()) {
                AioStat stat = wd.aioStat("a/b/file").await();
                check(stat.size() == LARGE);
                wd.aioChmod("a/b/file", 0600).await();
                wd.aioUnlink(wd.aioMkstemp("t").await().path()).await();
            }
        });
    }

    private void transfers() {
        ByteBuffer data = ByteBuffer.allocateDirect(4096);
        operations.put("read", () -> onFile("large", fd -> {
            check(io.aioRead(fd, 0, data.clear()).await() == 4096);
            check(data.flip().get(17) == content[17]);
        }));
        operations.put("write", () -> onFile("new", fd -> check(io.aioWrite(fd, 0, data.clear()).await() == 4096)));
        operations.put("preadv without flags", () -> onFile("large",
                fd -> check(io.aioPreadv(fd, 0, new ByteBuffer[]{data.clear()}, 0).await() == 4096)));
        operations.put("pwritev without flags", () -> onFile("new",
                fd -> check(io.aioPwritev(fd, 0, new ByteBuffer[]{data.clear()}, 0).await() == 4096)));
        operations.put("sendfile", () -> onFile("large", in -> onFile("sent",
                out -> check(io.aioSendfile(out, in, 0, LARGE).await() > 0))));
        operations.put("copy_file_range", () -> onFile("large", in -> onFile("ranged",
                out -> check(io.aioCopyFileRange(in, 0, out, 0, LARGE, 0).await() > 0))));
        operations.put("readahead", () -> onFile("large", fd -> io.aioReadahead(fd, 0, LARGE).await()));
        operations.put("allocate", () -> onFile("new", fd -> io.aioAllocate(fd, 0, 0, 65536).await()));
        operations.put("fsync", () -> onFile("new", fd -> io.aioFsync(fd).await()));
        operations.put("fdatasync", () -> onFile("new", fd -> io.aioFdatasync(fd).await()));
        operations.put("syncfs", () -> onFile("new", fd -> io.aioSyncfs(fd).await()));
        operations.put("sync_file_range", () -> onFile("new", fd -> io.aioSyncFileRange(fd, 0, 4096, 2).await()));
        operations.put("slurp", () -> check(io.aioSlurp(path("large"), 0, 0).await().equals(ByteBuffer.wrap(content))));
        operations.put("load", () -> check(io.aioLoad(path("large")).await().equals(ByteBuffer.wrap(content))));
        operations.put("mlock", () -> io.aioMlock(data.clear()).await());
        operations.put("mlock2 without flags", () -> io.aioMlock2(data.clear(), 0, 4096, 0).await());
        operations.put("mlock2 with a flag", () -> io.aioMlock2(data.clear(), 0, 4096, 1).await());
    }

    private void trees() {
        operations.put("copy", () -> {
            io.aioCopy(path("large"), path("copied")).await();
            check(Files.mismatch(dir.resolve("large"), dir.resolve("copied")) < 0);
        });
        operations.put("move", () -> {
            io.aioMove(path("copied"), path("moved")).await();
            check(Files.mismatch(dir.resolve("large"), dir.resolve("moved")) < 0);
        });
        operations.put("cptree", () -> {
            io.aioCptree(path("tree"), path("tree2")).await();
            check(Files.mismatch(dir.resolve("large"), dir.resolve("tree2/a/b/file")) < 0);
            check(Files.isSymbolicLink(dir.resolve("tree2/link")));
        });
        operations.put("mvtree", () -> io.aioMvtree(path("tree2"), path("tree3")).await());
        operations.put("mvtree, replacing nothing", () ->
                io.aioMvtree(path("tree3"), path("tree4"), AioTreeCopy.WHOLE.overwrite(false)).await());
        operations.put("AsyncFiles.move", () -> AsyncFiles.await(AsyncFiles.on(io).move(dir.resolve("tree4"), dir.resolve("tree5"))));
        operations.put("rmtree", () -> {
            io.aioRmtree(path("tree5")).await();
            check(Files.notExists(dir.resolve("tree5")));
        });
        operations.put("remove", () -> io.aioRemove(path("x")).await());
        operations.put("pathsync", () -> io.aioPathsync(path("large")).await());
    }
}
