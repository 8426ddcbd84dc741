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
        boolean links = entry.st.isSymbolicLink() || entry.there.isSymbolicLink();
        if (!links && !SameFile.same(entry.st, entry.there)) {
            decideOther(entry, copy); // nearly always
            return;
        }
        SameFile.Rules rules = new SameFile.Rules(!tree.follows(entry), false, options.instead == CopyOptions.Instead.LINK,
                options.instead == CopyOptions.Instead.SYMLINK, options.removeDestination);
        new SameFile(tree.io, rules, new SameFile.Name(entry.source(tree.io), entry.srcName),
                new SameFile.Name(entry.target(tree.io), entry.dstName), entry.st, entry.there, answer -> {
                    switch (answer) {
                        case GO_ON -> decideOther(entry, copy);
                        case NOTHING_TO_DO -> entry.done.run();
                        case REFUSED -> tree.fail(entry, Names.quote(entry.srcPath()) + " and " + Names.quote(entry.dstPath()) + " are the same file");
                    }
                }).decide();
    }

    private void decideOther(CopyEntry entry, Runnable copy) {
        AioStat there = entry.there;
        boolean directory = isDirectory(there);
        if (options.noClobber && entry.type() != S_IFDIR) {
            entry.done.run();
        } else if (entry.type() == S_IFDIR) {
            if (directory) {
                copy.run();
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
        if (isDirectory(entry.there)) {
            tree.fail(entry, "cannot overwrite directory " + Names.quote(entry.dstPath()) + " with non-directory");
            return;
        }
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
