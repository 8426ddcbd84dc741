package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes entry by entry, each relative to its open directory: so each can be asked for, told, and named where it can't be
 * removed.
 */
final class RemoveTree {

    private final Session session;
    private final IoAio io;
    private final Prompt prompt;
    private final boolean interactive;
    private final boolean ask;
    private final boolean force;
    private final boolean recursive;
    private final boolean dir;
    private final boolean verbose;
    private final boolean oneFileSystem;
    private final Work work;
    private final List<Consumer<Runnable>> named = new ArrayList<>();

    /**
     * @param interactive ask before everything
     * @param ask or, where that is false, before what is not writable
     */
    RemoveTree(Session session, Prompt prompt, boolean interactive, boolean ask, boolean force, boolean recursive, boolean dir,
            boolean verbose, boolean oneFileSystem) {
        this.session = session;
        this.prompt = prompt;
        this.interactive = interactive;
        this.ask = ask;
        this.force = force;
        this.recursive = recursive;
        this.dir = dir;
        this.verbose = verbose;
        this.oneFileSystem = oneFileSystem;
        io = session.io;
        work = new Work(session.stop, ask ? 1 : session.depth());
    }

    /** A directory that is being emptied. */
    private static final class Dir {
        private final Dir up;
        private final String name;
        private final AioStat st;
        private final Runnable done;
        private AioWd wd;
        private int left = 1;
        /** Whether an entry could not be removed, or a directory was not to be entered: then the user is not asked, either. */
        private boolean kept;

        Dir(Dir up, String name, AioStat st, Runnable done) {
            this.up = up;
            this.name = name;
            this.st = st;
            this.done = done;
        }

        String path() {
            return path(up, name);
        }

        static String path(Dir in, String name) {
            if (in == null) {
                return name;
            }
            String directory = in.path();
            return directory.endsWith("/") ? directory + name : directory + "/" + name;
        }

        void keep() {
            for (Dir each = this; each != null; each = each.up) {
                each.kept = true;
            }
        }
    }

    void add(String operand) {
        named.add(done -> look(null, operand, done));
    }

    void run() {
        work.pushAll(named);
        named.clear();
        work.run();
    }

    private PathRequests requests(Dir in) {
        return in == null ? io : in.wd;
    }

    private void look(Dir in, String name, Runnable done) {
        requests(in).aioLstat(name, st -> {
            if (st != null) {
                remove(in, name, st, done);
            } else if (ignored(IoAio.errno())) {
                done.run();
            } else {
                fail(in, name, IoAio.errno(), done);
            }
        });
    }

    /** Whether what is not there is none of rm's business. */
    private boolean ignored(int errno) {
        return force && (errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.EINVAL || errno == Errno.EILSEQ);
    }

    private void fail(Dir in, String name, int errno, Runnable done) {
        session.failed("cannot remove", Dir.path(in, name), errno);
        keep(in, done);
    }

    private static void keep(Dir in, Runnable done) {
        if (in != null) {
            in.keep();
        }
        done.run();
    }

    private void remove(Dir in, String name, AioStat st, Runnable done) {
        if (!st.isDirectory()) {
            confirm(in, name, st, "remove", Kinds.name(st), () -> unlink(in, name, done), done);
        } else if (oneFileSystem && in != null && st.dev() != in.st.dev()) {
            session.failed("skipping " + Names.quote(Dir.path(in, name)) + ", since it's on a different device");
            keep(in, done);
        } else if (recursive) {
            enter(in, name, st, done);
        } else if (dir) {
            removeIfEmpty(in, name, st, done);
        } else {
            fail(in, name, Errno.EISDIR, done);
        }
    }

    /** rm -d: what is not empty is not asked for, and . is not removed. */
    private void removeIfEmpty(Dir in, String name, AioStat st, Runnable done) {
        requests(in).aioReaddirx(name, AioConstants.READDIR_DENTS, list -> {
            String last = Targets.lastName(name);
            if (list == null || !list.entries().isEmpty()) {
                fail(in, name, Errno.ENOTEMPTY, done);
            } else if (last.equals(".") || last.equals("..")) {
                session.failed("refusing to remove '.' or '..' directory: skipping " + Names.quote(name));
                done.run();
            } else {
                confirm(in, name, st, "remove", "directory", () -> rmdir(in, name, done), done);
            }
        });
    }

    /** Asks the user if necessary. */
    private void confirm(Dir in, String name, AioStat st, String what, String kind, Runnable yes, Runnable no) {
        if (!ask) {
            yes.run();
            return;
        }
        requests(in).aioAccess(name, AioConstants.W_OK, AioConstants.AT_EACCESS, status -> {
            boolean writable = status == 0 || st.isSymbolicLink();
            String question = what + (writable ? " " : " write-protected ") + kind + " " + Names.quote(Dir.path(in, name));
            if (writable && !interactive || prompt.yes(question)) {
                yes.run();
            } else {
                no.run();
            }
        });
    }

    private void unlink(Dir in, String name, Runnable done) {
        requests(in).aioUnlink(name, status -> removed(in, name, status, "removed ", done));
    }

    private void rmdir(Dir in, String name, Runnable done) {
        requests(in).aioRmdir(name, status -> removed(in, name, status, "removed directory ", done));
    }

    private void removed(Dir in, String name, long status, String what, Runnable done) {
        if (status < 0 && !ignored(IoAio.errno())) {
            fail(in, name, IoAio.errno(), done);
            return;
        }
        if (status == 0 && verbose) {
            if (session.out.json()) {
                session.out.line(new Json().put("removed", Dir.path(in, name)));
            } else {
                session.out.line(what + Names.quote(Dir.path(in, name)));
            }
        }
        session.progress.done(1, name);
        done.run();
    }

    /** The job ends when the directory has been read; {@code done} is run when it has been removed. */
    private void enter(Dir in, String name, AioStat st, Runnable done) {
        Directories.open(io, requests(in), name, false, wd -> wd.aioReaddirx(".", AioConstants.READDIR_DENTS, list -> {
            if (list == null) {
                int errno = IoAio.errno();
                wd.close();
                fail(in, name, errno, done);
            } else if (list.entries().isEmpty()) {
                wd.close();
                confirm(in, name, st, "remove", "directory", () -> rmdir(in, name, done), () -> keep(in, done));
            } else {
                confirm(in, name, st, "descend into", "directory", () -> empty(in, name, st, wd, list.entries(), done), () -> {
                    wd.close();
                    keep(in, done);
                });
            }
        }), errno -> unopened(in, name, errno, done));
    }

    /** The directory can't be entered, but can be removed if it is empty; its names may be known. */
    private void unopened(Dir in, String name, int errno, Runnable done) {
        requests(in).aioRmdir(name, status -> {
            if (status < 0) {
                requests(in).aioReaddirx(name, AioConstants.READDIR_DENTS, list -> {
                    for (AioDirent entry : list == null ? List.<AioDirent>of() : list.entries()) {
                        session.failed("cannot remove", Targets.join(Dir.path(in, name), entry.name()), errno);
                    }
                    if (list == null || list.entries().isEmpty()) {
                        fail(in, name, errno, done);
                    } else {
                        keep(in, done);
                    }
                });
            } else {
                removed(in, name, 0, "removed directory ", done);
            }
        });
    }

    private void empty(Dir in, String name, AioStat st, AioWd wd, List<AioDirent> entries, Runnable done) {
        Dir directory = new Dir(in, name, st, () -> leaveUp(in));
        directory.wd = wd;
        if (in != null) {
            in.left++;
        }
        for (int i = entries.size() - 1; i >= 0; i--) { // the first one is removed first, and asked for
            AioDirent entry = entries.get(i);
            directory.left++;
            work.push(ended -> look(directory, entry.name(), () -> {
                leave(directory);
                ended.run();
            }));
        }
        leave(directory);
        done.run();
    }

    private void leaveUp(Dir in) {
        if (in != null) {
            leave(in);
        }
    }

    private void leave(Dir directory) {
        directory.left--;
        if (directory.left > 0) {
            return;
        }
        directory.wd.close();
        if (directory.kept) {
            directory.done.run();
        } else {
            confirm(directory.up, directory.name, directory.st, "remove", "directory",
                    () -> rmdir(directory.up, directory.name, directory.done), directory.done);
        }
    }
}
