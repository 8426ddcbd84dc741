package io.github.jeio.cli;

import static io.github.jeio.AioConstants.S_IFDIR;
import static io.github.jeio.AioConstants.S_IFLNK;
import static io.github.jeio.AioConstants.S_IFREG;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Copies what cp is given, as coreutils' cp would, with many entries under way at a time. Every name in a tree is looked up
 * in its open directory. What can't be copied is told, and the rest is copied.
 */
final class CopyTree {

    /** Decides about a copy whose target exists. */
    interface Over {

        /** Runs {@code copy}, or ends the entry, with a message or without. */
        void decide(CopyEntry entry, Runnable copy);
    }

    final Session session;
    final IoAio io;
    final CopyOptions options;
    final Work work;
    final CopyLinks links;
    final CopyAttributes attributes;
    final CopyFile files;
    private final CopyInstead instead;
    private final Over over;
    private final CopyDirectories directories;
    /** Targets that were made for operands: two operands must not have the same target. */
    private final Set<String> made = new HashSet<>();
    /** Operands by their identity: each is copied once. */
    private final Map<List<Long>, List<CopyEntry>> sources = new HashMap<>();
    private final List<Consumer<Runnable>> named = new ArrayList<>();
    private final Set<String> targets = new HashSet<>();
    /** Whether two operands have the same target: then the second is merged with what the first has made. */
    private boolean inTurn;

    /** @param over what becomes of targets that exist */
    CopyTree(Session session, CopyOptions options, Function<CopyTree, Over> over) {
        this.session = session;
        this.options = options;
        io = session.io;
        work = new Work(session.stop, options.interactive ? 1 : session.depth(), session.isNetwork());
        links = new CopyLinks(this);
        attributes = new CopyAttributes(session, options);
        files = new CopyFile(this);
        instead = new CopyInstead(this);
        directories = new CopyDirectories(this);
        this.over = over.apply(this);
    }

    /** Copies a source that the user has named. */
    void add(String src, String dst) {
        inTurn |= !targets.add(dst);
        named.add(done -> copy(new CopyEntry(null, src, dst, done)));
    }

    void run() {
        if (inTurn) {
            for (Consumer<Runnable> each : named) {
                work.push(each);
                work.run();
                session.flush();
            }
        }
        work.pushAll(inTurn ? List.of() : named);
        work.run();
        session.flush();
    }

    void copy(CopyEntry entry) {
        Consumer<AioStat> looked = st -> {
            if (st == null) {
                fail(entry, "cannot stat", entry.srcPath());
            } else {
                entry.st = st;
                lookAtTarget(entry);
            }
        };
        if (follows(entry)) {
            entry.source(io).aioStat(entry.srcName, looked);
        } else {
            entry.source(io).aioLstat(entry.srcName, looked);
        }
    }

    /** Something could not be done for the entry; errno says why. */
    void fail(CopyEntry entry, String what, String path) {
        session.failed(what, path, IoAio.errno());
        end(entry);
    }

    void fail(CopyEntry entry, String message) {
        session.failed(message);
        end(entry);
    }

    /** An entry is done that was not copied. */
    void end(CopyEntry entry) {
        links.failed(entry);
        entry.done.run();
    }

    private void lookAtTarget(CopyEntry entry) {
        if (entry.type() == S_IFDIR && !options.recursive) {
            fail(entry, "-r not specified; omitting directory " + Names.quote(entry.srcPath()));
            return;
        }
        if (!entry.named || named.size() == 1) {
            lookAtTargetOfOne(entry);
            return;
        }
        List<CopyEntry> others = sources.computeIfAbsent(List.of(entry.st.dev(), entry.st.ino()), file -> new ArrayList<>());
        refuseAnother(entry, List.copyOf(others).iterator(), () -> {
            others.add(entry);
            lookAtTargetOfOne(entry);
        });
    }

    /** Refuses an operand that is one of the others, however it is written; names of one file are not the same operand. */
    private void refuseAnother(CopyEntry entry, Iterator<CopyEntry> others, Runnable isNone) {
        if (!others.hasNext()) {
            isNone.run();
            return;
        }
        CopyEntry other = others.next();
        Consumer<Boolean> decide = same -> {
            if (same) {
                session.out.complain("warning: source " + (entry.type() == S_IFDIR ? "directory " : "file ") + Names.quote(entry.srcPath())
                        + " specified more than once");
                entry.done.run();
            } else {
                refuseAnother(entry, others, isNone);
            }
        };
        if (entry.type() == S_IFDIR) {
            decide.accept(entry.dstName.equals(other.dstName));
        } else {
            new SameFile.Name(io, entry.srcName).isSame(new SameFile.Name(io, other.srcName), decide);
        }
    }

    private void lookAtTargetOfOne(CopyEntry entry) {
        if (entry.in != null && entry.in.fresh) {
            begin(entry);
            return;
        }
        Consumer<AioStat> looked = st -> {
            entry.there = st;
            if (st != null) {
                over.decide(entry, () -> begin(entry));
            } else if (IoAio.errno() == Errno.ENOENT) {
                begin(entry);
            } else {
                fail(entry, "cannot stat", entry.dstPath());
            }
        };
        boolean asFile = entry.type() == S_IFREG || !options.recursive && entry.type() != S_IFLNK;
        if (asFile && entry.type() != S_IFDIR && !options.removeDestination && options.instead == CopyOptions.Instead.NOTHING) {
            entry.target(io).aioStat(entry.dstName, st -> {
                if (st == null && IoAio.errno() == Errno.ENOENT) {
                    refuseDangling(entry, looked);
                } else {
                    looked.accept(st);
                }
            });
        } else if (options.atomic && entry.named && entry.type() == S_IFDIR) {
            entry.target(io).aioStat(entry.dstName, looked); // a link to a directory is a directory's name, as it is to open(2)
        } else {
            entry.target(io).aioLstat(entry.dstName, looked);
        }
    }

    /** Refuses a target that is a symbolic link to nowhere: the data must not be written somewhere else. */
    private void refuseDangling(CopyEntry entry, Consumer<AioStat> nothing) {
        entry.target(io).aioLstat(entry.dstName, st -> {
            if (st != null) {
                fail(entry, "not writing through dangling symlink " + Names.quote(entry.dstPath()));
            } else {
                nothing.accept(null);
            }
        });
    }

    /** The target is free, or may be replaced or merged with. */
    private void begin(CopyEntry entry) {
        if (entry.named && named.size() > 1 && entry.type() != S_IFDIR && !made.add(entry.dstPath())) {
            fail(entry, "will not overwrite just-created " + Names.quote(entry.dstPath()) + " with " + Names.quote(entry.srcPath()));
            return;
        }
        if (entry.type() != S_IFDIR && links.linkInstead(entry, () -> copyByType(entry))) {
            return;
        }
        copyByType(entry);
    }

    private void copyByType(CopyEntry entry) {
        if (options.dryRun && entry.type() != S_IFDIR) {
            tell(entry);
            finished(entry);
        } else if (entry.type() == S_IFDIR) {
            directories.enter(entry);
        } else if (options.instead != CopyOptions.Instead.NOTHING) {
            instead.link(entry);
        } else if (entry.type() == S_IFREG || !options.recursive && entry.type() != S_IFLNK) {
            tell(entry);
            files.copy(entry);
        } else {
            tell(entry);
            replaceTarget(entry, () -> copySpecial(entry));
        }
    }

    void tell(CopyEntry entry) {
        if (options.verbose) {
            if (session.out.json()) {
                session.out.line(new Json().put("source", entry.srcPath()).put("target", entry.dstPath()));
            } else {
                session.out.line(Names.quote(entry.srcPath()) + " -> " + Names.quote(entry.dstPath()));
            }
        }
    }

    /** Removes a target that can't be written to; or has {@code then} make something under another name, which replaces the target. */
    void replaceTarget(CopyEntry entry, Runnable then) {
        if (entry.there == null) {
            then.run();
            return;
        }
        if (options.atomic) {
            files.nameTemporarily(entry);
            then.run();
            return;
        }
        entry.target(io).aioUnlink(entry.dstName, status -> {
            if (status < 0 && IoAio.errno() != Errno.ENOENT) {
                fail(entry, "cannot remove", entry.dstPath());
            } else {
                tellRemoved(entry);
                then.run();
            }
        });
    }

    /** As cp does where it makes no link instead. */
    void tellRemoved(CopyEntry entry) {
        if (options.verbose && options.instead == CopyOptions.Instead.NOTHING) {
            session.out.line(session.out.json() ? new Json().put("removed", entry.dstPath()).toString() : "removed " + Names.quote(entry.dstPath()));
        }
    }

    boolean follows(CopyEntry entry) {
        return options.follow == CopyOptions.Follow.ALWAYS || entry.named && options.follow == CopyOptions.Follow.NAMED;
    }

    private void copySpecial(CopyEntry entry) {
        if (entry.type() == S_IFLNK) {
            entry.source(io).aioReadlink(entry.srcName, target -> {
                if (target == null) {
                    fail(entry, "cannot read symbolic link", entry.srcPath());
                } else {
                    entry.target(io).aioSymlink(target, entry.writtenName(), madeSpecial(entry, "cannot create symbolic link"));
                }
            });
        } else {
            int mode = entry.st.mode() & (AioConstants.S_IFMT | (options.ownership ? 0700 : 0777));
            entry.target(io).aioMknod(entry.writtenName(), mode, entry.st.rdev(), madeSpecial(entry, "cannot create special file"));
        }
    }

    private LongConsumer madeSpecial(CopyEntry entry, String what) {
        return status -> {
            if (status < 0) {
                fail(entry, what, entry.dstPath());
            } else {
                attributes.copyToName(entry, () -> files.complete(entry, what));
            }
        };
    }

    /** An entry that is no directory has been copied. */
    void finished(CopyEntry entry) {
        links.copied(entry);
        session.progress.done(0, entry.srcName);
        entry.done.run();
    }
}
