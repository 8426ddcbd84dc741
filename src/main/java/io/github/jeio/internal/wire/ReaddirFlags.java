package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;

/** The flags of aioReaddirx, as the caller gives and gets them and as libeio does. */
public final class ReaddirFlags {

    /** What can be asked for. */
    public static final int ASKABLE = AioConstants.READDIR_DENTS | AioConstants.READDIR_DIRS_FIRST | AioConstants.READDIR_STAT_ORDER;

    /** A flag that libeio leaves to its users, and hands back: types and inodes were not asked for. */
    private static final int NAMES_ONLY = 0x100;

    private ReaddirFlags() { }

    /** The flags that go down: libeio sorts only what it has read with types, so it always does. */
    public static int down(int asked) {
        int dents = AioConstants.READDIR_DENTS;
        return (asked & dents) != 0 ? asked : asked | dents | NAMES_ONLY;
    }

    static boolean namesOnly(int up) {
        return (up & NAMES_ONLY) != 0;
    }

    /** The flags as the caller knows them, from those that came up. */
    static int asked(int up) {
        return namesOnly(up) ? up & ~(NAMES_ONLY | AioConstants.READDIR_DENTS) : up;
    }
}
