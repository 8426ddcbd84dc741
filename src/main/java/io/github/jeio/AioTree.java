package io.github.jeio;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * How {@link IoAio#aioTree aioTree} walks a tree. Immutable: each method gives another one that differs in one
 * respect.
 *
 * <pre>{@code
 * AioRequest<Long> walk = io.aioTree("/usr", AioTree.WHOLE.sameDevice(true), batch -> {
 *     for (AioDirent entry : batch.entries()) {
 *         if (entry.type() == AioConstants.DT_REG) {
 *             found(batch.path(entry));
 *         }
 *     }
 * }, count -> System.out.println(count + " entries"));
 * }</pre>
 */
public final class AioTree {

    private static final int DEFAULT_REQUESTS = 32;

    /** The whole tree, with up to 32 requests in flight. */
    public static final AioTree WHOLE = new AioTree(DEFAULT_REQUESTS, Integer.MAX_VALUE, false, 0, false, false, path -> true);

    private final int requests;
    private final int maxDepth;
    private final boolean sameDevice;
    private final int stats;
    private final boolean asLookedUp;
    private final boolean everyDirectory;
    private final Predicate<? super String> descend;

    private AioTree(int requests, int maxDepth, boolean sameDevice, int stats, boolean asLookedUp,
            boolean everyDirectory, Predicate<? super String> descend) {
        this.requests = requests;
        this.maxDepth = maxDepth;
        this.sameDevice = sameDevice;
        this.stats = stats;
        this.asLookedUp = asLookedUp;
        this.everyDirectory = everyDirectory;
        this.descend = descend;
    }

    /**
     * The requests in flight at a time.
     *
     * @return their number, at most
     */
    public int requests() {
        return requests;
    }

    /**
     * How deep the walk goes.
     *
     * @return the depth of the deepest entries; {@code Integer.MAX_VALUE}: no bound
     */
    public int maxDepth() {
        return maxDepth;
    }

    /**
     * Whether the walk stays on the root's device.
     *
     * @return true if it enters no directory of another one
     */
    public boolean sameDevice() {
        return sameDevice;
    }

    /**
     * How many entries one request looks at.
     *
     * @return their number, at most; 0: the walk does not look at them
     */
    public int stats() {
        return stats;
    }

    /**
     * Whether the status of entries may be what their names' lookup has told.
     *
     * @return true if no server is asked again for it
     */
    public boolean asLookedUp() {
        return asLookedUp;
    }

    /**
     * Whether each directory that is entered gives a batch.
     *
     * @return true if an empty one does, too
     */
    public boolean everyDirectory() {
        return everyDirectory;
    }

    /**
     * What decides which directories are entered.
     *
     * @return a test of their paths
     */
    public Predicate<? super String> descend() {
        return descend;
    }

    /**
     * Bounds the requests in flight.
     *
     * @param requests 1 or more; 32 by default
     * @return such a walk
     */
    public AioTree requests(int requests) {
        return new AioTree(atLeastOne("requests", requests), maxDepth, sameDevice, stats, asLookedUp, everyDirectory, descend);
    }

    /**
     * Bounds the depth.
     *
     * @param maxDepth how far below the root an entry can be: 1 gives what is in the root itself; no limit by default
     * @return such a walk
     */
    public AioTree maxDepth(int maxDepth) {
        return new AioTree(requests, atLeastOne("maxDepth", maxDepth), sameDevice, stats, asLookedUp, everyDirectory, descend);
    }

    /**
     * Whether to stay on the root's file system: of what is mounted below it, the directory is given, and nothing in it.
     *
     * @param sameDevice false by default
     * @return such a walk
     */
    public AioTree sameDevice(boolean sameDevice) {
        return new AioTree(requests, maxDepth, sameDevice, stats, asLookedUp, everyDirectory, descend);
    }

    /**
     * Whether to look at each entry by lstat(2), relative to its directory: {@link AioTreeBatch#stats()} has what that tells.
     *
     * @param atATime how many entries one request looks at, one after the other, 1 or more: a few dozen where lstat is
     *     fast, few where each takes long, as on a network; 0, the default: no entry is looked at
     * @return such a walk
     * @throws IllegalArgumentException atATime is negative
     */
    public AioTree stats(int atATime) {
        if (atATime < 0) {
            throw new IllegalArgumentException("atATime " + atATime + " is negative");
        }
        return new AioTree(requests, maxDepth, sameDevice, atATime, asLookedUp, everyDirectory, descend);
    }

    /**
     * Whether the status that {@link #stats(int)} asks for may be what the kernel has been told with the entry's name
     * ({@link AioConstants#AT_STATX_DONT_SYNC AT_STATX_DONT_SYNC}), rather than what the file system's server says when it is
     * asked once more. On sshfs without caches that is one question for each entry instead of two. The status may be older
     * than lstat(2)'s, then: on FUSE as old as the mount's {@code entry_timeout}, on NFS as old as the file is in the cache.
     *
     * @param asLookedUp false by default: as fresh as lstat(2)'s
     * @return such a walk
     */
    public AioTree asLookedUp(boolean asLookedUp) {
        return new AioTree(requests, maxDepth, sameDevice, stats, asLookedUp, everyDirectory, descend);
    }

    /**
     * Whether each directory that is entered gives a batch that says {@link AioTreeBatch#last() last}, even if there is
     * nothing in the directory, or nothing that was not given before.
     *
     * @param everyDirectory false by default
     * @return such a walk
     */
    public AioTree everyDirectory(boolean everyDirectory) {
        return new AioTree(requests, maxDepth, sameDevice, stats, asLookedUp, everyDirectory, descend);
    }

    /**
     * Chooses the directories to go into.
     *
     * @param descend gets a directory's path; where it says false, nothing in that directory is given. It is called in
     *     the thread that polls
     * @return such a walk
     */
    public AioTree descend(Predicate<? super String> descend) {
        return new AioTree(requests, maxDepth, sameDevice, stats, asLookedUp, everyDirectory, Objects.requireNonNull(descend, "descend"));
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " is less than 1");
        }
        return value;
    }
}
