package io.github.jeio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one directory, as {@link IoAio#aioTree aioTree} gives them. A large directory gives several of these;
 * one that can't be read gives one that says why.
 *
 * @param directory the directory's path: the one that the walk was given, and what is below it
 * @param depth how far the entries are below the walk's root: 1 for those in the root itself
 * @param errno 0, or why the directory could not be read (any further): EACCES, ENOENT if it vanished, …
 * @param entries the entries with types and inode numbers, unmodifiable
 * @param stats what lstat(2) tells of each entry, in their order, unmodifiable; null for one that can't be looked at, as it
 *     has vanished, say. Empty unless the walk {@linkplain AioTree#stats(int) looks at entries}
 * @param last whether nothing more comes of this directory itself, of which a walk that gives
 *     {@linkplain AioTree#everyDirectory(boolean) every directory} tells each; what is in the directories in it comes
 *     before or after
 */
public record AioTreeBatch(String directory, int depth, int errno, List<AioDirent> entries, List<@Nullable AioStat> stats,
        boolean last) {

    /**
     * The path of an entry.
     *
     * @param entry one of the entries
     * @return the directory's path and the entry's name
     */
    public String path(AioDirent entry) {
        return directory.isEmpty() || directory.endsWith("/") ? directory + entry.name() : directory + '/' + entry.name();
    }
}
