package io.github.jeio;

import java.util.List;

/**
 * What {@link IoAio#aioReaddirx(String, int) aioReaddirx} gives: a directory's entries, without {@code .}
 * and {@code ..}.
 *
 * @param entries the entries in the order that was asked for, unmodifiable
 * @param flags those that were asked for, and {@link AioConstants#READDIR_FOUND_UNKNOWN READDIR_FOUND_UNKNOWN} if the
 *     file system did not tell the type of some entry; without it, all types are known, and directories really first
 *     where that was asked for
 */
public record AioDirents(List<AioDirent> entries, int flags) {

    /**
     * A value of the same kind, for instance for a test.
     *
     * @param entries the entries; they are copied
     * @param flags the flags
     */
    public AioDirents {
        entries = List.copyOf(entries);
    }
}
