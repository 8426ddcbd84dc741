package io.github.jeio.cli;

import static io.github.jeio.AioConstants.FICLONE;
import static io.github.jeio.AioConstants.SEEK_DATA;
import static io.github.jeio.AioConstants.SEEK_HOLE;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/**
 * Copies the bytes of a file: shared by the file system, copied by the kernel, or read and written; with or without its
 * holes.
 */
final class CopyData {

    private static final int PIECE = 1 << 24;
    private static final int BUFFER = 1 << 18;
    /** Bytes that are compared with zeros at a time. */
    private static final int BLOCK = 1 << 12;

    /**
     * The ways of copying that have not failed between the file systems of this command, and memory for reading and writing.
     */
    static final class Ways {
        private boolean clone = true;
        private boolean range = true;
        private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    }

    private final CopyTree tree;
    private final IoAio io;
    private final Ways ways;
    private final CopyEntry entry;
    private final int in;
    private final int out;
    private final LongConsumer done;
    private final boolean regular;
    /** The end of the piece that is being copied; Long.MAX_VALUE: the end of the file. */
    private long end;
    private ByteBuffer buffer;

    /** @param done gets the file's length, or -1: that has been told, or a stop was requested */
    CopyData(CopyTree tree, Ways ways, CopyEntry entry, int in, int out, LongConsumer done) {
        this.tree = tree;
        io = tree.io;
        this.ways = ways;
        this.entry = entry;
        this.in = in;
        this.out = out;
        this.done = done;
        regular = entry.st.isRegularFile() && (entry.there == null || entry.temporary != null || entry.there.isRegularFile());
    }

    void start() {
        boolean always = tree.options.reflink == CopyOptions.Reflink.ALWAYS;
        boolean wanted = always || tree.options.reflink == CopyOptions.Reflink.AUTO && ways.clone
                && tree.options.sparse == CopyOptions.Sparse.AUTO;
        if (!wanted || !regular || entry.st.size() == 0 && !always) {
            copy();
            return;
        }
        io.aioIoctl(out, FICLONE, in, status -> {
            int errno = IoAio.errno();
            if (status >= 0) {
                advance(entry.st.size());
                finish(entry.st.size());
            } else if (always) {
                tree.session.failed("failed to clone " + Names.quote(entry.dstPath()) + " from " + Names.quote(entry.srcPath())
                        + ": " + Errno.message(errno));
                finish(-1);
            } else {
                ways.clone = errno == Errno.EINVAL || errno == Errno.ETXTBSY;
                copy();
            }
        });
    }

    private void finish(long bytes) {
        if (buffer != null) {
            ways.buffers.push(buffer);
            buffer = null;
        }
        done.accept(bytes);
    }

    private void fail(String what, String path) {
        tree.session.failed(what, path, IoAio.errno());
        finish(-1);
    }

    private void copy() {
        boolean holes = regular && entry.st.blocks() * 512 < entry.st.size();
        if (holes && tree.options.sparse == CopyOptions.Sparse.AUTO) {
            copyPiece(0);
        } else {
            end = Long.MAX_VALUE;
            proceed(0, () -> { });
        }
    }

    /** Copies the data from {@code at} on, then goes on behind the hole that follows it. */
    private void copyPiece(long at) {
        io.aioSeek(in, at, SEEK_DATA, data -> {
            if (data < 0 && IoAio.errno() == Errno.ENXIO) {
                truncate(Math.max(at, entry.st.size()));
            } else if (data < 0) {
                end = Long.MAX_VALUE;
                proceed(at, () -> { });
            } else {
                io.aioSeek(in, data, SEEK_HOLE, hole -> {
                    end = hole < 0 ? Long.MAX_VALUE : hole;
                    proceed(data, () -> copyPiece(end));
                });
            }
        });
    }

    private void truncate(long length) {
        io.aioTruncate(out, length, status -> {
            if (status < 0) {
                fail("failed to extend", entry.dstPath());
            } else {
                finish(length);
            }
        });
    }

    /** Copies from {@code at} to the end of the piece; calls {@code then} if the file goes on there. */
    private void proceed(long at, Runnable then) {
        if (tree.session.stop.requested()) {
            finish(-1);
        } else if (at >= end) {
            then.run();
        } else if (ways.range && regular && entry.st.size() > 0 && tree.options.sparse == CopyOptions.Sparse.AUTO) {
            copyByKernel(at, then);
        } else {
            read(at, then);
        }
    }

    private void copyByKernel(long at, Runnable then) {
        io.aioCopyFileRange(in, at, out, at, Math.min(PIECE, end - at), 0, count -> {
            if (count > 0) {
                advance(count);
                if (at + count == entry.st.size() && end == Long.MAX_VALUE) {
                    finish(at + count);
                } else {
                    proceed(at + count, then);
                }
            } else if (count == 0 && at > 0) {
                endOfFile(at);
            } else if (count < 0 && !isRefusal(IoAio.errno())) {
                tree.session.failed("error copying " + Names.quote(entry.srcPath()) + " to " + Names.quote(entry.dstPath())
                        + ": " + Errno.message(IoAio.errno()));
                finish(-1);
            } else {
                ways.range &= count == 0 || IoAio.errno() == Errno.EINVAL;
                read(at, then);
            }
        });
    }

    private static boolean isRefusal(int errno) {
        return errno == Errno.EXDEV || errno == Errno.EINVAL || errno == Errno.ENOSYS || errno == Errno.EOPNOTSUPP
                || errno == Errno.EPERM || errno == Errno.ETXTBSY || errno == Errno.EBADF;
    }

    private void advance(long count) {
        tree.session.progress.done(count, entry.srcName);
    }

    private void endOfFile(long at) {
        if (end == Long.MAX_VALUE && tree.options.sparse != CopyOptions.Sparse.ALWAYS) {
            finish(at);
        } else {
            truncate(at);
        }
    }

    private void read(long at, Runnable then) {
        if (buffer == null) {
            buffer = ways.buffers.isEmpty() ? ByteBuffer.allocateDirect(BUFFER) : ways.buffers.pop();
        }
        buffer.clear().limit((int) Math.min(BUFFER, end - at));
        io.aioRead(in, entry.st.isRegularFile() ? at : -1, buffer, count -> {
            if (count < 0) {
                fail("error reading", entry.srcPath());
            } else if (count == 0) {
                endOfFile(at);
            } else {
                buffer.flip();
                write(at, () -> {
                    advance(count);
                    if (at + count == entry.st.size() && end == Long.MAX_VALUE && regular) {
                        endOfFile(at + count); // as by the kernel: reading on would tell nothing but the end
                    } else {
                        proceed(at + count, then);
                    }
                });
            }
        });
    }

    /** Writes what was read at {@code at}; leaves out blocks of zeros if holes are wanted. */
    private void write(long at, Runnable then) {
        int length = buffer.limit();
        if (tree.options.sparse == CopyOptions.Sparse.ALWAYS && regular) {
            int from = skip(buffer.position(), length, true);
            buffer.position(from).limit(skip(from, length, false));
        }
        if (!buffer.hasRemaining()) {
            then.run();
            return;
        }
        int from = buffer.position();
        io.aioWriteFully(out, regular ? at + from : -1, buffer, count -> {
            if (count < 0) {
                fail("error writing", entry.dstPath());
            } else {
                int to = buffer.limit();
                buffer.limit(length).position(to);
                write(at, then);
            }
        });
    }

    /** The index of the next block that is not empty, or that is. */
    private int skip(int from, int length, boolean empty) {
        int at = from;
        while (at < length && isEmpty(at, Math.min(length, at + BLOCK)) == empty) {
            at += BLOCK;
        }
        return Math.min(at, length);
    }

    private boolean isEmpty(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
