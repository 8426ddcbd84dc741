package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads two files of the same length side by side. */
final class Comparison {

    private static final int PIECE = 1 << 17;

    private final CopyTree tree;
    private final CopyEntry entry;
    private final ByteBuffer ours = ByteBuffer.allocateDirect(PIECE);
    private final ByteBuffer theirs = ByteBuffer.allocateDirect(PIECE);
    private int in = -1;
    private int out = -1;
    private Consumer<Boolean> then;

    Comparison(CopyTree tree, CopyEntry entry) {
        this.tree = tree;
        this.entry = entry;
    }

    void start(Consumer<Boolean> answer) {
        then = answer;
        IoAio io = tree.io;
        int flags = AioConstants.O_RDONLY | AioConstants.O_NOFOLLOW;
        entry.source(io).aioOpen(entry.srcName, flags, 0, fd -> {
            in = fd;
            entry.target(io).aioOpen(entry.dstName, flags, 0, other -> {
                out = other;
                proceed(0);
            });
        });
    }

    /** What can't be read is not the same: the copy tells why. */
    private void proceed(long at) {
        if (in < 0 || out < 0 || tree.session.stop.requested()) {
            end(false);
            return;
        }
        tree.io.aioReadFully(in, at, ours.clear(), count -> tree.io.aioReadFully(out, at, theirs.clear(), other -> {
            boolean same = count >= 0 && count == other && ours.flip().equals(theirs.flip());
            if (same && count == PIECE) {
                proceed(at + count);
            } else {
                end(same);
            }
        }));
    }

    private void end(boolean same) {
        if (in >= 0) {
            tree.io.aioClose(in);
        }
        if (out >= 0) {
            tree.io.aioClose(out);
        }
        then.accept(same);
    }
}
