package io.github.jeio;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * aioCptree: directories are made, their entries copied, several at a time, and then they get their attributes.
 * What can't be copied is told and left out, and the rest is copied.
 */
final class CopyTree {

    private static final int IN_FLIGHT = 16;

    final Composite<Long> all;
    final OpenTree tree;
    final CopyLinks links;
    private final Consumer<? super AioTreeProgress> progress;

    /** What the root is, and what has become of it where it is no directory: for who removes it when it is copied. */
    private AioStat source;
    private Copied copied;

    private long entries;
    private long errors;
    private long bytes;
    private int firstErrno;

    /**
     * Begins with what src is.
     *
     * @param fresh the target must not exist, but as an empty directory
     */
    CopyTree(PathRequests scope, String src, AioWd dstDir, String dst, boolean fresh,
            Consumer<? super AioTreeProgress> progress, LongConsumer callback) {
        Objects.requireNonNull(dstDir, "dstDir");
        this.progress = Objects.requireNonNull(progress, "progress");
        Steps.checkPath("src", src);
        Steps.checkPath("dst", dst);
        all = new Composite<>(scope, "cptree", new String[] {src, dst}, Kind.COUNT, callback);
        tree = new OpenTree(all, IN_FLIGHT, OpenTree.TARGET | OpenTree.READ);
        links = new CopyLinks(tree);
        all.start(() -> {
            AioWd to = all.borrow(dstDir);
            all.add(() -> all.scope().aioLstat(src, all.orFail(st -> begin(st, src, to, dst, fresh))));
        });
    }

    AioRequest<Long> request() {
        return all;
    }

    /** What was copied, once something was. */
    AioStat source() {
        return source;
    }

    /** How, if that was no directory. */
    Copied copied() {
        return copied;
    }

    private void begin(AioStat st, String src, AioWd dstDir, String dst, boolean fresh) {
        source = st;
        if (st.isDirectory()) {
            int flags = OpenTree.TARGET | OpenTree.READ | (fresh ? OpenTree.FRESH : OpenTree.FOLLOW);
            tree.openRoot(new CopyDirectory(this, null, ""), src, dstDir, dst, flags, all::fail);
        } else {
            all.add(() -> Steps.copyEntry(all.scope(), src, dstDir, dst, done -> {
                copied = done;
                rootDone(done == null ? IoAio.errno() : 0, done == null ? 0 : done.bytes());
            }));
        }
    }

    /** Of the request that has just ended. */
    static int errno(long result) {
        return result < 0 ? IoAio.errno() : 0;
    }

    /** Counts an entry that is done; null where nobody wants to know. */
    AioTreeProgress count(CopyDirectory directory, String name, int errno, long copied) {
        entries++;
        if (errno == 0) {
            bytes += copied;
        } else {
            errors++;
            firstErrno = firstErrno == 0 ? errno : firstErrno;
        }
        if (progress == Callbacks.NONE) {
            return null;
        }
        return new AioTreeProgress(directory == null ? name : directory.path(name), errno, entries, errors, bytes);
    }

    /** Last in a callback: who is told may throw. */
    void tell(AioTreeProgress done) {
        if (done != null) {
            progress.accept(done);
        }
    }

    void rootDone(int errno, long copied) {
        AioTreeProgress done = count(null, "", errno, copied);
        if (errors == 0) {
            all.succeed(0);
        } else {
            all.fail(firstErrno);
        }
        tree.close();
        tell(done);
    }
}
