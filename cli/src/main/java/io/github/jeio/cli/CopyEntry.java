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
    /** Whether the user has named it; else it was found in a directory. */
    final boolean named;
    final Runnable done;
    /** The source's status. */
    AioStat st;
    /** The target's status; null if it does not exist. */
    AioStat there;

    /** The name that the copy has until it is complete; null: its own. */
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
