package io.github.jeio;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * aioCptree: directories are made, their entries copied, several at a time, and then they get their owner, mode and times.
 * What can't be copied is told and left out, and the rest is copied.
 */
final class CopyTree {

    private static final int IN_FLIGHT = 16;

    /** What a directory has until it is complete. */
    static final int PRIVATE = 0700;

    final Composite<Long> all;
    final WorkStack work;
    final CopyLinks links;
    private final Consumer<? super AioTreeProgress> progress;

    /** The target's inode number, if it is on the source's device, and so could be in the source. */
    private long targetInode;

    private long entries;
    private long errors;
    private long bytes;
    private int firstErrno;

    private CopyTree(Composite<Long> all, Consumer<? super AioTreeProgress> progress) {
        this.all = all;
        this.progress = progress;
        work = new WorkStack(all, IN_FLIGHT);
        links = new CopyLinks(all, work);
    }

    /** @param fresh the target must not exist, but as an empty directory */
    static AioRequest<Long> start(PathRequests scope, String src, AioWd dstDir, String dst, boolean fresh,
            Consumer<? super AioTreeProgress> progress, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        Objects.requireNonNull(progress, "progress");
        Steps.checkPath("src", src);
        Steps.checkPath("dst", dst);
        Composite<Long> all = new Composite<>(scope, "cptree", new String[] {src, dst}, Kind.COUNT, callback);
        CopyTree tree = new CopyTree(all, progress);
        return all.start(() -> {
            AioWd to = all.borrow(dstDir);
            all.add(() -> all.scope().aioLstat(src, all.orFail(st -> tree.begin(st, src, to, dst, fresh))));
        });
    }

    private void begin(AioStat st, String src, AioWd dstDir, String dst, boolean fresh) {
        if (st.isDirectory()) {
            all.add(() -> Steps.wdAt(all.scope(), src, AioConstants.O_NOFOLLOW, all.orFail(from ->
                    makeRoot(st, all.own(from), dstDir, dst, fresh))));
        } else {
            all.add(() -> Steps.copyEntry(all.scope(), src, dstDir, dst, count -> rootDone(errno(count), count)));
        }
    }

    private void makeRoot(AioStat st, AioWd from, AioWd dstDir, String dst, boolean fresh) {
        all.add(() -> dstDir.aioMkdir(dst, PRIVATE, status -> {
            if (status < 0 && IoAio.errno() != Errno.EEXIST) {
                all.fail();
            } else if (status < 0 && fresh) {
                all.add(() -> dstDir.aioRmdir(dst, all.orFail(() -> makeRoot(st, from, dstDir, dst, true))));
            } else {
                openRoot(st, from, dstDir, dst);
            }
        }));
    }

    private void openRoot(AioStat source, AioWd from, AioWd dstDir, String dst) {
        all.add(() -> Steps.wdAt(dstDir, dst, 0, all.orFail(to -> {
            all.own(to);
            all.add(() -> to.aioStat(".", all.orFail(target -> {
                boolean sameDevice = target.dev() == source.dev();
                if (sameDevice && target.ino() == source.ino()) {
                    all.fail(Errno.EINVAL);
                } else {
                    targetInode = sameDevice ? target.ino() : 0;
                    links.begin(to, source.dev());
                    new CopyDirectory(this, null, "", TreeBase.root(all, from, to)).scan();
                }
            })));
        })));
    }

    /** Whether a directory in the source is the target: copying that would have no end. */
    boolean isTarget(AioDirent entry) {
        return entry.inode() == targetInode && targetInode != 0;
    }

    /** Of the request that has just ended. */
    static int errno(long result) {
        return result < 0 ? IoAio.errno() : 0;
    }

    /** Counts an entry that is done. */
    AioTreeProgress count(String path, int errno, long copied) {
        entries++;
        if (errno == 0) {
            bytes += copied;
        } else {
            errors++;
            firstErrno = firstErrno == 0 ? errno : firstErrno;
        }
        return new AioTreeProgress(path, errno, entries, errors, bytes);
    }

    /** Last in a callback: who is told may throw. */
    void tell(AioTreeProgress done) {
        progress.accept(done);
    }

    void rootDone(int errno, long copied) {
        AioTreeProgress done = count("", errno, copied);
        if (errors == 0) {
            all.succeed(0);
        } else {
            all.fail(firstErrno);
        }
        tell(done);
    }
}
