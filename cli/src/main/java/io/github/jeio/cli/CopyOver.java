package io.github.jeio.cli;

import static io.github.jeio.AioConstants.S_IFDIR;
import static io.github.jeio.AioConstants.S_IFLNK;
import static io.github.jeio.AioConstants.S_IFREG;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;

/** cp's rules for targets that exist. */
final class CopyOver implements CopyTree.Over {

    private final CopyTree tree;
    private final CopyOptions options;
    private final Prompt prompt;

    CopyOver(CopyTree tree, Prompt prompt) {
        this.tree = tree;
        this.prompt = prompt;
        options = tree.options;
    }

    @Override
    public void decide(CopyEntry entry, Runnable copy) {
        boolean linkOverFile = entry.type() == S_IFLNK && entry.there.isRegularFile();
        if (isSame(entry, entry.st)) {
            refuseSame(entry);
        } else if (linkOverFile) {
            entry.source(tree.io).aioStat(entry.srcName, st -> {
                if (st != null && isSame(entry, st)) {
                    refuseSame(entry); // else the file would be lost that the link leads to
                } else {
                    decideOther(entry, copy);
                }
            });
        } else {
            decideOther(entry, copy);
        }
    }

    private static boolean isSame(CopyEntry entry, AioStat st) {
        return st.dev() == entry.there.dev() && st.ino() == entry.there.ino();
    }

    private void refuseSame(CopyEntry entry) {
        if (options.instead == CopyOptions.Instead.LINK) {
            entry.done.run();
        } else {
            tree.fail(entry, Names.quote(entry.srcPath()) + " and " + Names.quote(entry.dstPath()) + " are the same file");
        }
    }

    private void decideOther(CopyEntry entry, Runnable copy) {
        AioStat there = entry.there;
        boolean directory = isDirectory(there);
        if (options.noClobber && entry.type() != S_IFDIR) {
            entry.done.run();
        } else if (entry.type() != S_IFDIR && directory) {
            tree.fail(entry, "cannot overwrite directory " + Names.quote(entry.dstPath()) + " with non-directory");
        } else if (entry.type() == S_IFDIR) {
            if (directory) {
                copy.run();
            } else if (options.noClobber) {
                entry.done.run();
            } else {
                tree.fail(entry, "cannot overwrite non-directory " + Names.quote(entry.dstPath()) + " with directory "
                        + Names.quote(entry.srcPath()));
            }
        } else if (options.update && there.mtime().compareTo(entry.st.mtime()) >= 0) {
            entry.done.run();
        } else if (options.interactive) {
            ask(entry, copy);
        } else {
            replace(entry, copy);
        }
    }

    private static boolean isDirectory(AioStat st) {
        return (st.mode() & AioConstants.S_IFMT) == S_IFDIR;
    }

    private void ask(CopyEntry entry, Runnable copy) {
        entry.target(tree.io).aioAccess(entry.dstName, AioConstants.W_OK, AioConstants.AT_EACCESS, status -> {
            String name = Names.quote(entry.dstPath());
            int mode = entry.there.mode() & 07777;
            boolean writable = status == 0 || (entry.there.mode() & AioConstants.S_IFMT) == S_IFLNK;
            String modes = String.format("%04o", mode);
            String question = writable ? "overwrite " + name
                    : options.force || options.removeDestination
                            ? "replace " + name + ", overriding mode " + modes + " (" + Modes.letters(mode) + ")"
                            : "unwritable " + name + " (mode " + modes + ", " + Modes.letters(mode) + "); try anyway";
            if (prompt.yes(question)) {
                replace(entry, copy);
            } else {
                entry.done.run();
            }
        });
    }

    /** A target with other names must not be written to when names of one file are kept: it is replaced. */
    private void replace(CopyEntry entry, Runnable copy) {
        boolean regular = entry.type() == S_IFREG;
        if (regular && (options.removeDestination || options.links && entry.there.nlink() > 1)) {
            tree.replaceTarget(entry, () -> {
                entry.there = null;
                copy.run();
            });
        } else {
            copy.run();
        }
    }
}
