package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.util.function.Consumer;

/** Whether a copy, a link or a move onto a name is of a file onto itself: coreutils' rules, of which cp and mv have the same. */
final class SameFile {

    /** What becomes of it. */
    enum Answer { GO_ON, NOTHING_TO_DO, REFUSED }

    /**
     * How the command works.
     *
     * @param never symbolic links are not followed
     * @param move the source's name goes away
     * @param hardLink hard links are made
     * @param symlink symbolic links are made
     * @param unlinkFirst the target is removed before
     */
    record Rules(boolean never, boolean move, boolean hardLink, boolean symlink, boolean unlinkFirst) { }

    /** A name, and what it is relative to. */
    record Name(PathRequests in, String name) {

        private String last() {
            return Targets.lastName(name);
        }

        /** Whether both are the same name in the same directory. */
        void isSame(Name other, Consumer<Boolean> then) {
            if (!last().equals(other.last())) {
                then.accept(false);
                return;
            }
            in.aioStat(Targets.parent(name), ours -> other.in.aioStat(Targets.parent(other.name), theirs ->
                    then.accept(ours != null && theirs != null && same(ours, theirs))));
        }
    }

    private final IoAio io;
    private final Rules rules;
    private final Name src;
    private final Name dst;
    private final AioStat st;
    private final AioStat there;
    private final Consumer<Answer> then;
    /** The two names themselves, even where they are symbolic links that are followed. */
    private AioStat srcName;
    private AioStat dstName;

    SameFile(IoAio io, Rules rules, Name src, Name dst, AioStat st, AioStat there, Consumer<Answer> then) {
        this.io = io;
        this.rules = rules;
        this.src = src;
        this.dst = dst;
        this.st = st;
        this.there = there;
        this.then = then;
    }

    static boolean same(AioStat one, AioStat other) {
        return one.dev() == other.dev() && one.ino() == other.ino();
    }

    void decide() {
        boolean same = same(st, there);
        if (same && rules.hardLink) {
            then.accept(Answer.NOTHING_TO_DO);
        } else if (rules.never && st.isSymbolicLink() && there.isSymbolicLink()) {
            src.isSame(dst, is -> then.accept(is || same && rules.move ? Answer.REFUSED : same ? Answer.NOTHING_TO_DO : Answer.GO_ON));
        } else if (rules.never) {
            srcName = st;
            dstName = there;
            decideByNames(same);
        } else if (!same) {
            then.accept(Answer.GO_ON);
        } else {
            lookAtNames();
        }
    }

    private void lookAtNames() {
        src.in.aioLstat(src.name, ours -> dst.in.aioLstat(dst.name, theirs -> {
            srcName = ours;
            dstName = theirs;
            if (ours == null || theirs == null || ours.isSymbolicLink() && theirs.isSymbolicLink() && rules.unlinkFirst) {
                then.accept(Answer.GO_ON);
            } else {
                decideByNames(same(ours, theirs));
            }
        }));
    }

    private void decideByNames(boolean same) {
        if ((rules.move || rules.unlinkFirst) && dstName.isSymbolicLink()) {
            then.accept(Answer.GO_ON);
        } else if ((rules.move || rules.unlinkFirst) && same && dstName.nlink() > 1) {
            src.isSame(dst, is -> {
                if (is) {
                    decideByKind(true);
                } else {
                    then.accept(rules.move ? Answer.REFUSED : Answer.GO_ON);
                }
            });
        } else {
            decideByKind(same);
        }
    }

    private void decideByKind(boolean same) {
        if (!srcName.isSymbolicLink() && !dstName.isSymbolicLink() && (!same || rules.hardLink)) {
            then.accept(same ? Answer.NOTHING_TO_DO : Answer.GO_ON);
        } else if (rules.move && st.isSymbolicLink() && dstName.nlink() > 1) {
            // what the link leads to has another name: it stays
            src.in.aioRealpath(src.name, path -> {
                if (path == null) {
                    decideByTargets();
                } else {
                    new Name(io, path).isSame(dst, is -> then.accept(is ? Answer.REFUSED : Answer.GO_ON));
                }
            });
        } else if (rules.symlink && dstName.isSymbolicLink()) {
            then.accept(Answer.GO_ON);
        } else if (rules.never) {
            decideByTargets();
        } else {
            then.accept(Answer.REFUSED);
        }
    }

    /** A link must not replace what it leads to. */
    private void decideByTargets() {
        src.in.aioStat(src.name, ours -> dst.in.aioStat(dst.name, theirs -> {
            if (ours == null || theirs == null || !same(ours, theirs)) {
                then.accept(Answer.GO_ON);
            } else if (rules.hardLink) {
                then.accept(dstName.isSymbolicLink() ? Answer.GO_ON : Answer.NOTHING_TO_DO);
            } else {
                then.accept(Answer.REFUSED);
            }
        }));
    }
}
