package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;

/** A directory that is being copied, and its copy; both open. */
final class CopyPair {

    final CopyPair up;
    final String srcName;
    final String dstName;
    final AioStat st;
    /** Whether this command has made the target's directory, so that it contains nothing but copies. */
    final boolean fresh;
    /** Entries that are not done, plus one while it is being read. */
    int left = 1;

    private AioWd src;
    private AioWd dst;

    CopyPair(CopyPair up, String srcName, String dstName, AioStat st, boolean fresh) {
        this.up = up;
        this.srcName = srcName;
        this.dstName = dstName;
        this.st = st;
        this.fresh = fresh;
    }

    void opened(AioWd source, AioWd copy) {
        src = source;
        dst = copy;
    }

    AioWd dst() {
        return dst;
    }

    AioWd src() {
        return src;
    }

    void close() {
        if (src != null) {
            src.close();
        }
        if (dst != null) {
            dst.close();
        }
    }

    /** What the names in a directory are relative to; null: what the user has named. */
    static PathRequests source(CopyPair in, IoAio io) {
        return in == null ? io : in.src;
    }

    static PathRequests target(CopyPair in, IoAio io) {
        return in == null ? io : in.dst;
    }

    static AioWd targetDirectory(CopyPair in) {
        return in == null ? IoAio.CWD : in.dst;
    }

    static String srcPath(CopyPair in, String name) {
        return in == null ? name : Targets.join(srcPath(in.up, in.srcName), name);
    }

    static String dstPath(CopyPair in, String name) {
        return in == null ? name : Targets.join(dstPath(in.up, in.dstName), name);
    }
}
