package io.github.jeio.cli;

import static io.github.jeio.AioConstants.S_IFLNK;
import static io.github.jeio.AioConstants.S_IFREG;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** sync's rules for targets that exist: what is the same stays, or gets its attributes; anything else is replaced. */
final class SyncOver implements CopyTree.Over {

    private final CopyTree tree;
    private final boolean contents;

    SyncOver(CopyTree tree, boolean contents) {
        this.tree = tree;
        this.contents = contents;
    }

    @Override
    public void decide(CopyEntry entry, Runnable copy) {
        AioStat there = entry.there;
        boolean sameType = entry.type() == (there.mode() & AioConstants.S_IFMT);
        boolean same = there.dev() == entry.st.dev() && there.ino() == entry.st.ino();
        if (same && (entry.named || there.isDirectory())) {
            tree.fail(entry, Names.quote(entry.srcPath()) + " and " + Names.quote(entry.dstPath()) + " are the same file");
        } else if (same) {
            keep(entry, copy);
        } else if (sameType && entry.st.isDirectory()) {
            copy.run();
        } else if (!sameType) {
            replace(entry, copy);
        } else if (entry.type() == S_IFREG) {
            decideFile(entry, copy);
        } else if (entry.type() == S_IFLNK) {
            compareLinks(entry, copy);
        } else if (entry.st.rdev() == there.rdev()) {
            keep(entry, copy);
        } else {
            copy.run();
        }
    }

    /**
     * The copy takes the target's name when it is complete. Where either is a directory, the target is removed first; if it is one,
     * only with --delete and in a tree: what is named is not what the source lacks, and may be what a link as the source leads to.
     */
    private void replace(CopyEntry entry, Runnable copy) {
        if (!entry.there.isDirectory() && !entry.st.isDirectory()) {
            copy.run();
        } else if (entry.there.isDirectory() && (entry.named || !tree.options.delete)) {
            tree.fail(entry, "cannot overwrite directory " + Names.quote(entry.dstPath()) + " with non-directory");
        } else if (tree.options.dryRun) {
            entry.there = null;
            copy.run();
        } else {
            entry.target(tree.io).aioRemove(entry.dstName, status -> {
                if (status < 0) {
                    tree.fail(entry, "cannot remove", entry.dstPath());
                } else {
                    entry.there = null;
                    copy.run();
                }
            });
        }
    }

    private void decideFile(CopyEntry entry, Runnable copy) {
        if (entry.st.size() != entry.there.size()) {
            copy.run();
        } else if (contents) {
            new Comparison(tree, entry).start(same -> {
                if (same) {
                    keep(entry, copy);
                } else {
                    copy.run();
                }
            });
        } else if (!sameTime(entry.st.mtime(), entry.there.mtime())) {
            copy.run();
        } else {
            keep(entry, copy);
        }
    }

    /** Whether the times are the same; some file systems store whole seconds only. */
    private static boolean sameTime(FileTime source, FileTime target) {
        Instant s = source.toInstant();
        Instant t = target.toInstant();
        return s.equals(t) || t.getNano() == 0 && s.getEpochSecond() == t.getEpochSecond();
    }

    private void compareLinks(CopyEntry entry, Runnable copy) {
        entry.source(tree.io).aioReadlink(entry.srcName, ours -> entry.target(tree.io).aioReadlink(entry.dstName, theirs -> {
            if (ours != null && ours.equals(theirs)) {
                keep(entry, copy);
            } else {
                copy.run();
            }
        }));
    }

    /** The content stays; owner, mode and times become the source's. */
    private void keep(CopyEntry entry, Runnable copy) {
        tree.links.keep(entry, () -> stay(entry), copy);
    }

    private void stay(CopyEntry entry) {
        AioStat st = entry.st;
        AioStat there = entry.there;
        boolean same = st.uid() == there.uid() && st.gid() == there.gid() && (st.mode() & 07777) == (there.mode() & 07777)
                && sameTime(st.mtime(), there.mtime());
        if (same || tree.options.dryRun) {
            tree.links.copied(entry);
            entry.done.run();
        } else {
            tree.attributes.copyToName(entry, () -> {
                tree.links.copied(entry);
                entry.done.run();
            });
        }
    }
}
