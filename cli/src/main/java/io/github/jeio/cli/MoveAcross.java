package io.github.jeio.cli;

import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.Set;

/** A move across file systems: a copy of the tree, entry by entry, and the removal of its source when all of it is there. */
final class MoveAcross {

    private static final Set<Integer> NO_ROOM = Set.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EFBIG);

    /** Gets the errno of the whole, 0 on success, and whether an entry was copied. */
    interface Done {
        void accept(int errno, boolean copied);
    }

    private final Session session;
    private final boolean verbose;
    private final String src;
    private final String dst;
    private boolean copied;
    /** Whether the entries that could not be copied were told, so that the whole has nothing to add. */
    private boolean told;

    MoveAcross(Session session, boolean verbose, String src, String dst) {
        this.session = session;
        this.verbose = verbose;
        this.src = src;
        this.dst = dst;
    }

    /**
     * @param replace whether what has the name meanwhile is replaced
     * @param failed is run instead of {@code done} where all that there is to tell was told
     */
    void start(boolean replace, Done done, Runnable failed) {
        AioTreeCopy how = AioTreeCopy.WHOLE.overwrite(replace).progress(progress -> {
            String name = progress.path().isEmpty() ? "" : "/" + progress.path();
            copied(src + name, dst + name, progress.errno(), name.isEmpty());
        });
        session.cancelOnStop(session.io.aioMvtree(src, dst, how, status -> {
            int errno = status < 0 ? IoAio.errno() : 0;
            if (errno != 0 && told) {
                session.fail();
                failed.run();
            } else {
                done.accept(errno, copied);
            }
        }));
    }

    private void copied(String path, String target, int errno, boolean root) {
        copied = true;
        if (errno != 0 && !root) {
            told = true;
            tellWhy(path, target, errno);
        } else if (errno == 0 && verbose) {
            say(session, "copied ", path, target);
        }
        session.progress.done(1, path);
    }

    private void tellWhy(String path, String target, int errno) {
        if (NO_ROOM.contains(errno)) {
            session.io.aioLstat(path, st -> session.failed(failure("copy", path, target, st != null && st.isRegularFile(), errno)));
        } else {
            session.failed(failure("copy", path, target, false, errno));
        }
    }

    /** The message, in coreutils' words. */
    static String failure(String what, String src, String dst, boolean file, int errno) {
        String done = file && NO_ROOM.contains(errno) ? "error writing " + Names.quote(dst)
                : "cannot " + what + " " + Names.quote(src) + " to " + Names.quote(dst);
        return done + ": " + Errno.message(errno);
    }

    static void say(Session session, String what, String src, String dst) {
        if (session.out.json()) {
            session.out.line(new Json().put("did", what.strip()).put("source", src).put("target", dst));
        } else {
            session.out.line(what + Names.quote(src) + " -> " + Names.quote(dst));
        }
    }
}
