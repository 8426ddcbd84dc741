package io.github.jeio.internal.pool;

/**
 * What paths are relative to, and the pool that their requests go to.
 *
 * @param directory null: the process's directory
 */
public record Scope(Pool pool, Directory directory) {

    /** The directory for a second path that is given without one: the same as for the first path. */
    public Directory directoryOrCurrent() {
        return directory == null ? Directory.CURRENT : directory;
    }
}
