package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;

/** Translates the flags of aioReaddirx between what callers pass and get and what libeio uses. */
public final class ReaddirFlags {

    /** The flags that a caller may pass. */
    public static final int ASKABLE = AioConstants.READDIR_DENTS | AioConstants.READDIR_DIRS_FIRST | AioConstants.READDIR_STAT_ORDER;

    /** A bit that libeio hands back without using it: the caller has asked for names only. */
    private static final int NAMES_ONLY = 0x100;

    private ReaddirFlags() { }

    /** The flags for libeio. It sorts only entries that it has read with types, so it always reads the types. */
    public static int down(int asked) {
        int dents = AioConstants.READDIR_DENTS;
        return (asked & dents) != 0 ? asked : asked | dents | NAMES_ONLY;
    }

    static boolean namesOnly(int up) {
        return (up & NAMES_ONLY) != 0;
    }

    /** The flags for the caller, from those that libeio has handed back. */
    static int asked(int up) {
        return namesOnly(up) ? up & ~(NAMES_ONLY | AioConstants.READDIR_DENTS) : up;
    }
}
