package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** mv: jeio's own request renames, and copies and removes where that would cross file systems. */
final class Mv extends Command {

    /** What becomes of a target that exists: as the last of the options says. */
    private enum Existing { ASK_IF_READ_ONLY, ASK, REPLACE, KEEP }

    private Existing existing = Existing.ASK_IF_READ_ONLY;

    private boolean update;
    private boolean verbose;

    private final Targets targets = new Targets(true);

    private Session session;
    private IoAio io;
    private Prompt prompt;
    private final Set<String> made = new HashSet<>();

    @Override
    void define(Options o) {
        o.command("mv", "Renames files and trees, as coreutils' mv does; across file systems, many entries are copied at a time, and the"
                + " source is removed when all of it is.");
        update |= o.flag("-u --update", "leave what is not older than the source");
        verbose |= o.flag("-v --verbose", "tell what is moved");
        targets.define(o);
        if (o.flag("-n --no-clobber", "leave what exists; of -n, -i and -f the last one counts")) {
            existing = Existing.KEEP;
        }
        if (o.flag("-f --force", "do not ask before overwriting")) {
            existing = Existing.REPLACE;
        }
        if (o.flag("-i --interactive", "ask before overwriting")) {
            existing = Existing.ASK;
        }
    }

    @Override
    void check() {
        targets.check();
    }

    /** One after the other: the order of operands can matter. */
    @Override
    void run(Session session) {
        this.session = session;
        io = session.io;
        prompt = new Prompt(session, streams, "jeio mv");
        session.tuneFor(targets.first());
        session.tuneFor(targets.last());
        Work work = new Work(session.stop, 1);
        List<Consumer<Runnable>> moves = new ArrayList<>();
        targets.forEach(session, (src, dst) -> moves.add(done -> move(src, dst, false, done)));
        work.pushAll(moves);
        work.run();
        session.flush();
    }

    /** @param again whether somebody has made the target since it was looked at first */
    private void move(String src, String dst, boolean again, Runnable done) {
        io.aioLstat(src, st -> {
            if (st == null) {
                fail("cannot stat", src, done);
                return;
            }
            io.aioLstat(dst, there -> {
                if (there == null && IoAio.errno() != Errno.ENOENT) {
                    fail("cannot stat", dst, done);
                } else if (there == null && again) {
                    rename(src, dst, st, false, done);
                } else if (there == null) {
                    renameToFree(src, dst, st, done);
                } else if (st.isSymbolicLink() || there.isSymbolicLink() || SameFile.same(st, there)) {
                    overItself(src, dst, st, there, done);
                } else {
                    over(src, dst, st, there, done);
                }
            });
        });
    }

    private void fail(String what, String path, Runnable done) {
        session.failed(what, path, IoAio.errno());
        done.run();
    }

    private void fail(String message, Runnable done) {
        session.failed(message);
        done.run();
    }

    private void overItself(String src, String dst, AioStat st, AioStat there, Runnable done) {
        SameFile.Rules rules = new SameFile.Rules(true, true, false, false, true);
        new SameFile(io, rules, new SameFile.Name(io, src), new SameFile.Name(io, dst), st, there, answer -> {
            switch (answer) {
                case GO_ON -> over(src, dst, st, there, done);
                case NOTHING_TO_DO -> done.run();
                case REFUSED -> fail(Names.quote(src) + " and " + Names.quote(dst) + " are the same file", done);
            }
        }).decide();
    }

    private void over(String src, String dst, AioStat st, AioStat there, Runnable done) {
        if (existing == Existing.KEEP || update && !st.isDirectory() && there.mtime().compareTo(st.mtime()) >= 0) {
            done.run();
        } else {
            ask(dst, there, () -> replace(src, dst, st, there, done), done);
        }
    }

    private void replace(String src, String dst, AioStat st, AioStat there, Runnable done) {
        if (st.isDirectory() && !there.isDirectory()) {
            fail("cannot overwrite non-directory " + Names.quote(dst) + " with directory " + Names.quote(src), done);
        } else if (!st.isDirectory() && there.isDirectory()) {
            fail("cannot overwrite directory " + Names.quote(dst) + " with non-directory", done);
        } else if (!st.isDirectory() && made.contains(dst)) {
            fail("will not overwrite just-created " + Names.quote(dst) + " with " + Names.quote(src), done);
        } else {
            rename(src, dst, st, true, done);
        }
    }

    /** Asks if the user wants that, or if the target is not writable and a terminal is there to answer. */
    private void ask(String dst, AioStat there, Runnable yes, Runnable no) {
        if (existing == Existing.REPLACE) {
            yes.run();
            return;
        }
        io.aioAccess(dst, AioConstants.W_OK, AioConstants.AT_EACCESS, status -> {
            boolean writable = status == 0 || there.isSymbolicLink();
            int mode = there.mode() & 07777;
            String name = Names.quote(dst);
            String question = writable ? "overwrite " + name
                    : "replace " + name + String.format(", overriding mode %04o (%s)", mode, Modes.letters(mode));
            if (existing == Existing.ASK ? prompt.yes(question) : writable || !streams.inIsTerminal() || prompt.yes(question)) {
                yes.run();
            } else {
                no.run();
            }
        });
    }

    /**
     * To a name that was free: what has got it meanwhile stays, and counts as found there. If nothing is found there all the
     * same, the plain call tells why: a slash behind a link to nowhere, say.
     */
    private void renameToFree(String src, String dst, AioStat st, Runnable done) {
        io.aioRename2(src, dst, AioConstants.RENAME_NOREPLACE, status -> {
            int errno = status < 0 ? IoAio.errno() : 0;
            switch (errno) {
                case 0 -> moved(src, dst, st, 0, false, done);
                case Errno.EEXIST -> move(src, dst, true, done);
                default -> rename(src, dst, st, false, done); // the flag may be what the file system, or a filter, refuses
            }
        });
    }

    /** Of / and of what ends with . or .. nothing is copied, as its removal would be refused. */
    private void rename(String src, String dst, AioStat st, boolean replace, Runnable done) {
        String name = Targets.lastName(src);
        boolean movable = !name.isEmpty() && !name.equals(".") && !name.equals("..");
        io.aioRename(src, dst, status -> {
            int errno = status < 0 ? IoAio.errno() : 0;
            if (errno == Errno.EXDEV && movable) {
                new MoveAcross(session, verbose, src, dst).start(replace, (failure, copied) -> moved(src, dst, st, failure, copied, done), done);
            } else {
                moved(src, dst, st, errno, false, done);
            }
        });
    }

    private void moved(String src, String dst, AioStat st, int errno, boolean copied, Runnable done) {
        if (errno == Errno.EINVAL && st.isDirectory()) {
            session.failed("cannot move " + Names.quote(src) + " to a subdirectory of itself, " + Names.quote(dst));
        } else if (errno != 0) {
            session.failed(MoveAcross.failure("move", src, dst, st.isRegularFile(), errno));
        } else {
            made.add(dst);
            if (verbose && copied) {
                session.out.line("removed " + Names.quote(src));
            } else if (verbose) {
                MoveAcross.say(session, "renamed ", src, dst);
            }
        }
        done.run();
    }
}
