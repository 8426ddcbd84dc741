package io.github.jeio;

import io.github.jeio.requests.DirectoryRequests;
import java.util.List;

/**
 * What {@link DirectoryRequests#aioReaddirx(String, int) aioReaddirx} gives: a directory's entries, without {@code .}
 * and {@code ..}.
 *
 * @param entries the entries in the order that was asked for, unmodifiable
 * @param flags those that were asked for, and {@link AioConstants#READDIR_FOUND_UNKNOWN READDIR_FOUND_UNKNOWN} if the
 *     file system did not tell the type of some entry; without it, all types are known, and directories really first
 *     where that was asked for
 */
public record AioDirents(List<AioDirent> entries, int flags) {

    /** What a caller can ask for. */
    public static final int ASKABLE =
            AioConstants.READDIR_DENTS | AioConstants.READDIR_DIRS_FIRST | AioConstants.READDIR_STAT_ORDER;

    /** A flag that libeio leaves to its users, and hands back: types and inodes were not asked for. */
    private static final int NAMES_ONLY = 0x100;

    /**
     * A value of the same kind, for instance for a test.
     *
     * @param entries the entries; they are copied
     * @param flags the flags
     */
    public AioDirents {
        entries = List.copyOf(entries);
    }

    /** The flags that go down: libeio sorts only what it has read with types, so it always does. */
    public static int wire(int asked) {
        int dents = AioConstants.READDIR_DENTS;
        return (asked & dents) != 0 ? asked : asked | dents | NAMES_ONLY;
    }

    public static boolean namesOnly(int wire) {
        return (wire & NAMES_ONLY) != 0;
    }

    /** The flags as the caller knows them, from those that came up. */
    public static int asked(int wire) {
        return namesOnly(wire) ? wire & ~(NAMES_ONLY | AioConstants.READDIR_DENTS) : wire;
    }
}
