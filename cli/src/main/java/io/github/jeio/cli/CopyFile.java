package io.github.jeio.cli;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_EXCL;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_TRUNC;
import static io.github.jeio.AioConstants.O_WRONLY;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;

/**
 * Copies a regular file, or what is copied as one. A copy that is not complete is removed: what could not be written, what a
 * signal has ended, and also what had another content before.
 */
final class CopyFile {

    /** The prefix of incomplete files' names, which differs between processes, also in containers where all have the same number. */
    static final String TEMPORARY = ".jeio-" + Long.toHexString(ProcessHandle.current().pid()) + "-" + Long.toHexString(System.nanoTime()) + "-";

    private final CopyTree tree;
    private final IoAio io;
    private final CopyOptions options;
    private int temporaries;
    private final CopyData.Ways ways = new CopyData.Ways();

    CopyFile(CopyTree tree) {
        this.tree = tree;
        io = tree.io;
        options = tree.options;
    }

    void copy(CopyEntry entry) {
        boolean follow = options.follow == CopyOptions.Follow.ALWAYS || entry.named && options.follow == CopyOptions.Follow.NAMED;
        entry.source(io).aioOpen(entry.srcName, follow ? O_RDONLY : O_RDONLY | O_NOFOLLOW, 0, in -> {
            if (in < 0) {
                tree.fail(entry, "cannot open " + Names.quote(entry.srcPath()) + " for reading: " + Errno.message(IoAio.errno()));
            } else {
                opened(entry, in);
            }
        });
    }

    /**
     * Copies what its directory lists as a regular file, without looking at it before it is open: across a network, that is a
     * question less.
     *
     * @param otherwise it is no regular file any more, or can't be opened
     */
    void copyUnseen(CopyEntry entry, Runnable otherwise) {
        entry.source(io).aioOpen(entry.srcName, O_RDONLY | O_NOFOLLOW, 0, in -> {
            if (in < 0) {
                otherwise.run();
                return;
            }
            io.aioStat(in, st -> {
                if (st != null && st.isRegularFile()) {
                    entry.st = st;
                    tree.tell(entry);
                    openTarget(entry, in);
                } else {
                    io.aioClose(in);
                    otherwise.run();
                }
            });
        });
    }

    private void opened(CopyEntry entry, int in) {
        io.aioStat(in, st -> {
            if (st == null) {
                int errno = IoAio.errno();
                io.aioClose(in);
                tree.session.failed("cannot fstat", entry.srcPath(), errno);
                tree.end(entry);
            } else if (st.ino() != entry.st.ino() || st.dev() != entry.st.dev()) {
                io.aioClose(in);
                tree.fail(entry, "skipping file " + Names.quote(entry.srcPath()) + ", as it was replaced while being copied");
            } else {
                entry.st = st;
                openTarget(entry, in);
            }
        });
    }

    private void openTarget(CopyEntry entry, int in) {
        if (options.atomic) {
            nameTemporarily(entry);
        }
        if (entry.there == null || options.atomic) {
            create(entry, in);
            return;
        }
        entry.target(io).aioOpen(entry.dstName, O_WRONLY | O_TRUNC, 0, out -> {
            if (out >= 0) {
                fill(entry, in, out);
            } else if (options.force) {
                entry.target(io).aioUnlink(entry.dstName, status -> {
                    if (status < 0 && IoAio.errno() != Errno.ENOENT) {
                        unopened(entry, in, "cannot remove", entry.dstPath(), IoAio.errno());
                    } else {
                        tree.tellRemoved(entry);
                        entry.there = null;
                        create(entry, in);
                    }
                });
            } else {
                unopened(entry, in, "cannot create regular file", entry.dstPath(), IoAio.errno());
            }
        });
    }

    private void create(CopyEntry entry, int in) {
        int mode = tree.attributes.modeOfNew(entry.st);
        entry.target(io).aioOpen(entry.writtenName(), O_WRONLY | O_CREAT | O_EXCL, mode, out -> {
            if (out < 0) {
                boolean slash = IoAio.errno() == Errno.EISDIR && entry.dstName.endsWith("/");
                unopened(entry, in, "cannot create regular file", entry.dstPath(), slash ? Errno.ENOTDIR : IoAio.errno());
            } else {
                fill(entry, in, out);
            }
        });
    }

    private void unopened(CopyEntry entry, int in, String what, String path, int errno) {
        io.aioClose(in);
        tree.session.failed(what, path, errno);
        tree.end(entry);
    }

    private void fill(CopyEntry entry, int in, int out) {
        new CopyData(tree, ways, entry, in, out, bytes -> {
            if (bytes < 0) {
                discard(entry, in, out);
            } else {
                tree.attributes.copyToFile(entry, in, out, () -> close(entry, in, out));
            }
        }).start();
    }

    /** Closes the copy: some file systems report only now that there was no room. */
    private void close(CopyEntry entry, int in, int out) {
        io.aioClose(in);
        io.aioClose(out, status -> {
            if (status < 0) {
                tree.fail(entry, "failed to close", entry.dstPath());
            } else {
                complete(entry, "cannot create regular file");
            }
        });
    }

    /** The entry is made under a name of its own, and gets the target's by {@link #complete}. */
    void nameTemporarily(CopyEntry entry) {
        entry.temporary = TEMPORARY + Integer.toHexString(++temporaries);
    }

    /** What was made for the entry is complete. {@code failure} is told where it can't get its name. */
    void complete(CopyEntry entry, String failure) {
        if (entry.temporary == null) {
            tree.finished(entry);
            return;
        }
        entry.target(io).aioRename(entry.temporary, CopyPair.targetDirectory(entry.in), entry.dstName, status -> {
            if (status < 0) {
                int errno = IoAio.errno();
                entry.target(io).aioUnlink(entry.temporary);
                tree.session.failed(failure, entry.dstPath(), errno);
                tree.end(entry);
            } else {
                tree.finished(entry);
            }
        });
    }

    private void discard(CopyEntry entry, int in, int out) {
        io.aioClose(in);
        io.aioClose(out);
        boolean regular = entry.there == null || entry.temporary != null || entry.there.isRegularFile();
        if (!regular) {
            tree.end(entry);
            return;
        }
        entry.target(io).aioUnlink(entry.writtenName(), status -> tree.end(entry));
    }
}
