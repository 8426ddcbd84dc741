package io.github.jeio;

import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.tree.EntryFilter;
import io.github.jeio.internal.tree.RemoveTree;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How {@link IoAio#aioRmtree aioRmtree} and {@link IoAio#aioRemove aioRemove} remove a tree. Immutable: each method gives another
 * one that differs in one respect.
 *
 * <pre>{@code
 * AioTreeRemove how = AioTreeRemove.WHOLE
 *         .sameDevice(true)
 *         .filter(path -> path.endsWith(".class"));
 * io.aioRmtree("build", how, status -> System.out.println(status == 0 ? "removed" : Errno.name(IoAio.errno())));
 * }</pre>
 */
public final class AioTreeRemove {

    /** All of the tree, and up to 16 requests in flight. */
    public static final AioTreeRemove WHOLE = new AioTreeRemove(RemoveTree.REQUESTS, false, EntryFilter.ALL, Callbacks.noObject());

    private final int requests;
    private final boolean sameDevice;
    private final Predicate<? super String> filter;
    private final Consumer<? super AioTreeProgress> progress;

    private AioTreeRemove(int requests, boolean sameDevice, Predicate<? super String> filter, Consumer<? super AioTreeProgress> progress) {
        this.requests = requests;
        this.sameDevice = sameDevice;
        this.filter = filter;
        this.progress = progress;
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
     * Whether what is on another device stays.
     *
     * @return true if no directory of another one is entered
     */
    public boolean sameDevice() {
        return sameDevice;
    }

    /**
     * What decides which entries are removed.
     *
     * @return a test of their paths, relative to the root
     */
    public Predicate<? super String> filter() {
        return filter;
    }

    /**
     * Who is told of each entry that is done.
     *
     * @return gets how far the removal has come
     */
    public Consumer<? super AioTreeProgress> progress() {
        return progress;
    }

    /**
     * Bounds the requests in flight. On a file system across a network more of them make up for its round trips; each needs
     * a thread of the pool's to be of use, {@link IoAio#maxParallel(int)}.
     *
     * @param requests 1 or more; 16 by default
     * @return such a removal
     * @throws IllegalArgumentException requests is less than 1
     */
    public AioTreeRemove requests(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests " + requests + " is less than 1");
        }
        return new AioTreeRemove(requests, sameDevice, filter, progress);
    }

    /**
     * Whether to stay on the root's file system, as {@code rm --one-file-system} does: a directory that something is mounted on
     * stays with all that is in it, and so do the directories that it is in. That is no error.
     *
     * @param sameDevice false by default
     * @return such a removal
     */
    public AioTreeRemove sameDevice(boolean sameDevice) {
        return new AioTreeRemove(requests, sameDevice, filter, progress);
    }

    /**
     * Chooses the entries to remove. What stays keeps the directories that it is in; that is no error. What the filter throws
     * comes out of {@link IoAio#pollCb()}, and cancels the request.
     *
     * @param filter gets an entry's path, relative to the root; where it says false, the entry stays, and all that is in it. It
     *     is called in the thread that polls, not for the root; for a directory before what is in it
     * @return such a removal
     */
    public AioTreeRemove filter(Predicate<? super String> filter) {
        return new AioTreeRemove(requests, sameDevice, Objects.requireNonNull(filter, "filter"), progress);
    }

    /**
     * Has somebody told how far the removal has come. What the filter keeps is not told.
     *
     * @param progress told after each entry, in the thread that polls, the root last; {@link AioTreeProgress#bytes()} is 0
     * @return such a removal
     */
    public AioTreeRemove progress(Consumer<? super AioTreeProgress> progress) {
        return new AioTreeRemove(requests, sameDevice, filter, Objects.requireNonNull(progress, "progress"));
    }
}
