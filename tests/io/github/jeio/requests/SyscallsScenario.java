package io.github.jeio.requests;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioGroup;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A program to be traced: each request once, and then a mixed load, polled by the thread that submits it. */
final class SyscallsScenario {

    private static final int FILES = 50;

    private SyscallsScenario() { }

    /** Prints the poll descriptor. */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]);
        try (IoAio io = IoAio.create()) {
            io.inlineCached(false);
            eachRequest(io, dir.toString());
        }
        try (IoAio io = IoAio.create()) {
            System.out.println(io.pollFileno());
            for (boolean inline : new boolean[] {false, true}) {
                io.inlineCached(inline);
                load(io, dir); // so that the JVM has all classes
                Files.exists(dir.resolve("begin-" + inline));
                load(io, dir);
                Files.exists(dir.resolve("end-" + inline));
            }
        }
    }

    private static void eachRequest(IoAio io, String dir) throws Exception {
        String file = dir + "/file";
        FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));
        int fd = io.aioOpen(file, AioConstants.O_RDWR | AioConstants.O_CREAT, 0640).await();
        ByteBuffer data = ByteBuffer.allocateDirect(8192);
        io.aioWrite(fd, 4096, 4096, data, 0).await();
        io.aioWrite(fd, -1, 10, data, 0).await();
        io.aioRead(fd, 4096, 11, data, 0).await();
        io.aioRead(fd, -1, 12, data, 0).await();
        io.aioSeek(fd, 13, AioConstants.SEEK_SET).await();
        io.aioReadahead(fd, 0, 8192).await();
        io.aioAllocate(fd, AioConstants.FALLOC_FL_KEEP_SIZE, 0, 65536).await();
        io.aioSyncFileRange(fd, 0, 4096, AioConstants.SYNC_FILE_RANGE_WRITE).await();
        io.aioFsync(fd).await();
        io.aioFdatasync(fd).await();
        io.aioSyncfs(fd).await();
        io.aioSync().await();
        int out = io.aioOpen(dir + "/out", AioConstants.O_WRONLY | AioConstants.O_CREAT | AioConstants.O_TRUNC, 0600).await();
        io.aioSendfile(out, fd, 0, 7777).await();
        io.aioClose(out).await();
        io.aioStat(file).await();
        io.aioLstat(file).await();
        io.aioStat(fd).await();
        io.aioStatvfs(file).await();
        io.aioStatvfs(fd).await();
        io.aioUtime(file, time, null).await();
        io.aioUtime(fd, null, time).await();
        io.aioChown(file, -1, -1).await();
        io.aioChown(fd, -1, -1).await();
        io.aioChmod(file, 0641).await();
        io.aioChmod(fd, 0642).await();
        io.aioTruncate(file, 8193).await();
        io.aioTruncate(fd, 8194).await();
        io.aioFcntl(fd, AioConstants.F_GETFL, 0).await();
        io.aioIoctl(fd, 0x541B, ByteBuffer.allocate(4)).await();
        io.aioSlurp(file, 1, 100).await();
        io.aioClose(fd).await();
        io.aioMkdir(dir + "/sub", 0750).await();
        io.aioMknod(dir + "/fifo", AioConstants.S_IFIFO | 0600, 0).await();
        io.aioSymlink("target", dir + "/link").await();
        io.aioReadlink(dir + "/link").await();
        io.aioLink(file, dir + "/hard").await();
        io.aioRename(dir + "/hard", dir + "/plain").await();
        io.aioRename2(dir + "/plain", dir + "/flags", AioConstants.RENAME_NOREPLACE).await();
        io.aioUnlink(dir + "/flags").await();
        io.aioReaddir(dir).await();
        try (AioWd wd = io.aioWd(dir + "/sub").await()) {
            io.aioClose(wd.aioOpen("in-wd", AioConstants.O_WRONLY | AioConstants.O_CREAT, 0600).await()).await();
            wd.aioLstat("in-wd").await();
            wd.aioRename("in-wd", IoAio.CWD, dir + "/out-of-wd").await();
        }
        io.aioRmdir(dir + "/sub").await();
        ByteBuffer map = Advanced.mmap(4096, AioConstants.PROT_READ | AioConstants.PROT_WRITE,
                AioConstants.MAP_SHARED | AioConstants.MAP_ANONYMOUS);
        io.aioMsync(map, 0, 4096, AioConstants.MS_SYNC).await();
        io.aioMtouch(map, 0, 4096, AioConstants.MT_MODIFY).await();
        io.aioMlock(map, 0, 4096).await();
        Advanced.munmap(map);
    }

    /** Some files are made, written, read, looked at in all ways, renamed and removed, also from callbacks. */
    private static void load(IoAio io, Path dir) {
        int[] fds = new int[FILES];
        int[] next = {0};
        AioGroup group = io.aioGroup();
        group.limit(8);
        group.feed(g -> {
            if (next[0] < FILES) {
                int i = next[0]++;
                g.add(io.aioOpen(dir + "/load" + i, AioConstants.O_RDWR | AioConstants.O_CREAT, 0600, fd -> {
                    fds[i] = fd;
                    g.add(io.aioWrite(fd, 0, ByteBuffer.allocate(300)));
                }));
            }
        });
        pollUntilDone(io);
        for (int i = 0; i < FILES; i++) {
            String path = dir + "/load" + i;
            int fd = fds[i];
            io.aioRead(fd, 0, ByteBuffer.allocate(200), count -> io.aioRead(fd, 200, ByteBuffer.allocateDirect(200)));
            io.aioStat(path, st -> io.aioSlurp(path, 0, 0));
            io.aioLstat(path + ".none");
            io.aioOpen(path, AioConstants.O_RDONLY, 0, again -> io.aioClose(again));
        }
        io.aioReaddir(dir.toString()).cancel();
        pollUntilDone(io);
        for (int i = 0; i < FILES; i++) {
            String path = dir + "/load" + i;
            io.aioFsync(fds[i]);
            io.aioRename(path, path + ".new", status -> io.aioUnlink(path + ".new"));
        }
        pollUntilDone(io);
        for (int fd : fds) {
            io.aioClose(fd);
        }
        pollUntilDone(io);
    }

    private static void pollUntilDone(IoAio io) {
        while (io.nreqs() > 0) {
            io.poll();
        }
    }
}
