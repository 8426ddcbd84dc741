package io.github.jeio.internal.pool;

/**
 * What paths are relative to, and the pool that their requests go to.
 *
 * @param directory null: the process's directory
 */
public record Scope(Pool pool, Directory directory) {

    /** The directory of a second path that has none of its own: the same as the first's. */
    public Directory directoryOrCurrent() {
        return directory == null ? Directory.CURRENT : directory;
    }
}
