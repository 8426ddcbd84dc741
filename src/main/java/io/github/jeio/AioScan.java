package io.github.jeio;

import java.util.List;

/**
 * What aioScandir gives: the names in a directory, divided.
 *
 * @param dirs the directories, unmodifiable
 * @param nondirs everything else, symbolic links to directories included, unmodifiable
 */
public record AioScan(List<String> dirs, List<String> nondirs) {

    /**
     * A value of the same kind, for instance for a test.
     *
     * @param dirs the directories; they are copied
     * @param nondirs everything else; they are copied
     */
    public AioScan {
        dirs = List.copyOf(dirs);
        nondirs = List.copyOf(nondirs);
    }
}
