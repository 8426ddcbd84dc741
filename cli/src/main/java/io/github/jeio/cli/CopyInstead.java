package io.github.jeio.cli;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.function.LongConsumer;

/** Makes links instead of copies: cp -l and -s. */
final class CopyInstead {

    private final CopyTree tree;
    private final IoAio io;
    private final CopyOptions options;

    CopyInstead(CopyTree tree) {
        this.tree = tree;
        io = tree.io;
        options = tree.options;
    }

    void link(CopyEntry entry) {
        boolean hard = options.instead == CopyOptions.Instead.LINK;
        String src = entry.srcPath();
        if (!hard && !src.startsWith("/") && entry.dstPath().indexOf('/') >= 0) {
            tree.fail(entry, Names.quote(entry.dstPath()) + ": can make relative symbolic links only in current directory");
            return;
        }
        tree.tell(entry);
        LongConsumer made = status -> {
            if (status < 0) {
                tree.fail(entry, "cannot create " + (hard ? "hard" : "symbolic") + " link " + Names.quote(entry.dstPath()) + " to "
                        + Names.quote(src) + ": " + Errno.message(IoAio.errno()));
            } else {
                tree.finished(entry);
            }
        };
        Runnable link = () -> {
            if (hard) {
                hardLink(entry, made);
            } else {
                entry.target(io).aioSymlink(src, entry.dstName, made);
            }
        };
        if (options.force || options.interactive) {
            tree.replaceTarget(entry, link);
        } else {
            link.run();
        }
    }

    /** Where symbolic links are followed, what one leads to gets the new name. */
    private void hardLink(CopyEntry entry, LongConsumer made) {
        if (tree.follows(entry)) {
            entry.source(io).aioRealpath(entry.srcName, path -> io.aioLink(path == null ? entry.srcPath() : path,
                    CopyPair.targetDirectory(entry.in), entry.dstName, made));
        } else {
            entry.source(io).aioLink(entry.srcName, CopyPair.targetDirectory(entry.in), entry.dstName, made);
        }
    }
}
