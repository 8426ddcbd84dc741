package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;

/** Goes through trees by open directories, and has something done with each file, many at a time. */
final class FileWalk {

    /** What is done with a file. */
    interface Visitor {

        /**
         * Begins it.
         *
         * @param in what the name is relative to
         * @param done to be run when it is done
         */
        void visit(PathRequests in, String name, String path, Runnable done);
    }

    private final Session session;
    private final IoAio io;
    private final Work work;
    private final Visitor visitor;

    FileWalk(Session session, Visitor visitor) {
        this.session = session;
        this.visitor = visitor;
        io = session.io;
        work = new Work(session.stop, session.depth());
    }

    /** An open directory; it is closed when all that is in it is done. */
    private static final class Dir {
        private final Dir up;
        private final String path;
        private final AioWd wd;
        private int left = 1;

        Dir(Dir up, String path, AioWd wd) {
            this.up = up;
            this.path = path;
            this.wd = wd;
        }

        void leave() {
            for (Dir each = this; each != null && --each.left == 0; each = each.up) {
                each.wd.close();
            }
        }
    }

    /** A file, or a directory with all that is in it; a link is followed. */
    void add(String operand) {
        work.push(done -> io.aioStat(operand, st -> {
            if (st == null) {
                session.failed("cannot access", operand, IoAio.errno());
                done.run();
            } else if (st.isDirectory()) {
                enter(null, operand, operand, done);
            } else if (st.isRegularFile()) {
                visitor.visit(io, operand, operand, done);
            } else {
                done.run();
            }
        }));
    }

    void run() {
        work.run();
        session.flush();
    }

    private void enter(Dir up, String name, String path, Runnable done) {
        Directories.open(io, up == null ? io : up.wd, name, up == null, wd -> wd.aioReaddirx(".", AioConstants.READDIR_DENTS, list -> {
            Dir directory = new Dir(up, path, wd);
            if (up != null) {
                up.left++;
            }
            if (list == null) {
                session.failed("cannot read directory", path, IoAio.errno());
            } else {
                list.entries().forEach(entry -> push(directory, entry));
            }
            directory.leave();
            done.run();
        }), errno -> {
            session.failed("cannot read directory", path, errno);
            done.run();
        });
    }

    private void push(Dir in, AioDirent entry) {
        String name = entry.name();
        String path = in.path.endsWith("/") ? in.path + name : in.path + "/" + name;
        int type = entry.type();
        if (type != AioConstants.DT_DIR && type != AioConstants.DT_REG && type != AioConstants.DT_UNKNOWN) {
            return;
        }
        in.left++;
        work.push(done -> {
            Runnable ended = () -> {
                in.leave();
                done.run();
            };
            if (type == AioConstants.DT_DIR) {
                enter(in, name, path, ended);
            } else if (type == AioConstants.DT_REG) {
                visitor.visit(in.wd, name, path, ended);
            } else {
                look(in, name, path, ended);
            }
        });
    }

    /** Looks up the type of an entry, which the file system has not reported. */
    private void look(Dir in, String name, String path, Runnable ended) {
        in.wd.aioLstat(name, st -> {
            if (st != null && st.isDirectory()) {
                enter(in, name, path, ended);
            } else if (st != null && st.isRegularFile()) {
                visitor.visit(in.wd, name, path, ended);
            } else {
                ended.run();
            }
        });
    }
}
