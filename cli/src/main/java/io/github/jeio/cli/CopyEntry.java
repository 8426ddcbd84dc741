package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;

/** One entry that is being copied, and what is at its target. */
final class CopyEntry {

    final CopyPair in;
    final String srcName;
    final String dstName;
    /** By the user, not found in a directory. */
    final boolean named;
    final Runnable done;
    /** Of the source. */
    AioStat st;
    /** Of what is at the target, or null: nothing is. */
    AioStat there;

    /** What it has for a name until it is complete, or null: its own. */
    String temporary;

    CopyEntry(CopyPair in, String srcName, String dstName, Runnable done) {
        this.in = in;
        this.srcName = srcName;
        this.dstName = dstName;
        this.done = done;
        named = in == null;
    }

    String writtenName() {
        return temporary == null ? dstName : temporary;
    }

    PathRequests source(IoAio io) {
        return CopyPair.source(in, io);
    }

    PathRequests target(IoAio io) {
        return CopyPair.target(in, io);
    }

    String srcPath() {
        return CopyPair.srcPath(in, srcName);
    }

    String dstPath() {
        return CopyPair.dstPath(in, dstName);
    }

    int type() {
        return st.mode() & AioConstants.S_IFMT;
    }
}
