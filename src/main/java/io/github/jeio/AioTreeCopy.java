package io.github.jeio;

import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.tree.EntryFilter;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How {@link IoAio#aioCptree aioCptree} copies a tree, and {@link IoAio#aioMvtree aioMvtree} moves one.
 * Immutable: each method gives another one that differs in one respect.
 *
 * <pre>{@code
 * AioTreeCopy how = AioTreeCopy.WHOLE
 *         .filter(path -> !path.endsWith(".class"))
 *         .overwrite(false)
 *         .progress(done -> System.out.println(done.entries() + " " + done.path()));
 * io.aioCptree("src", "backup", how, status -> System.out.println(status == 0 ? "copied" : Errno.name(IoAio.errno())));
 * }</pre>
 */
public final class AioTreeCopy {

    private static final int DEFAULT_REQUESTS = 16;

    /** All of the tree, with what {@code cp -a} keeps, and up to 16 requests in flight. */
    public static final AioTreeCopy WHOLE = new AioTreeCopy();

    private int requests = DEFAULT_REQUESTS;
    private boolean overwrite = true;
    private boolean dereference;
    private boolean sameDevice;
    private boolean reflinkOnly;
    private Predicate<? super String> filter = EntryFilter.ALL;
    private Consumer<? super AioTreeProgress> progress = Callbacks.noObject();

    private AioTreeCopy() { }

    /** This with one change, in a new object. */
    private AioTreeCopy with(Consumer<AioTreeCopy> change) {
        AioTreeCopy copy = new AioTreeCopy();
        copy.requests = requests;
        copy.overwrite = overwrite;
        copy.dereference = dereference;
        copy.sameDevice = sameDevice;
        copy.reflinkOnly = reflinkOnly;
        copy.filter = filter;
        copy.progress = progress;
        change.accept(copy);
        return copy;
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
     * Whether what is in an entry's way is replaced.
     *
     * @return false if it stays
     */
    public boolean overwrite() {
        return overwrite;
    }

    /**
     * Whether symbolic links are followed.
     *
     * @return false if they are copied themselves
     */
    public boolean dereference() {
        return dereference;
    }

    /**
     * Whether the copy stays on the root's device.
     *
     * @return true if it enters no directory of another one
     */
    public boolean sameDevice() {
        return sameDevice;
    }

    /**
     * Whether files must share their data with the copies.
     *
     * @return true if they must
     */
    public boolean reflinkOnly() {
        return reflinkOnly;
    }

    /**
     * What decides which entries are copied.
     *
     * @return a test of their paths, relative to the root
     */
    public Predicate<? super String> filter() {
        return filter;
    }

    /**
     * Tells whether there is a filter.
     *
     * @return false if all entries are copied
     */
    public boolean hasFilter() {
        return filter != EntryFilter.ALL;
    }

    /**
     * Who is told of each entry that is done.
     *
     * @return gets how far the copy has come
     */
    public Consumer<? super AioTreeProgress> progress() {
        return progress;
    }

    /**
     * Bounds the requests in flight. On a file system across a network more of them make up for its round trips; each needs
     * a thread of the pool's to be of use, {@link IoAio#maxParallel(int)}.
     *
     * @param requests 1 or more; 16 by default
     * @return such a copy
     * @throws IllegalArgumentException requests is less than 1
     */
    public AioTreeCopy requests(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests " + requests + " is less than 1");
        }
        return with(copy -> copy.requests = requests);
    }

    /**
     * Whether to replace what is in an entry's way. If not, what is there stays, as by {@code cp -n}: that is no error, and the
     * entry is told with EEXIST. Directories are merged with in any case. A move to a name that exists fails with EEXIST.
     *
     * @param overwrite true by default
     * @return such a copy
     */
    public AioTreeCopy overwrite(boolean overwrite) {
        return with(copy -> copy.overwrite = overwrite);
    }

    /**
     * Whether to copy what symbolic links lead to in place of them, wherever that is, as {@code cp -L} does. A link that leads
     * nowhere is ENOENT; one to a directory that it is in is ELOOP.
     *
     * @param dereference false by default
     * @return such a copy
     */
    public AioTreeCopy dereference(boolean dereference) {
        return with(copy -> copy.dereference = dereference);
    }

    /**
     * Whether to stay on the root's file system: directories that something is mounted on are left out.
     *
     * @param sameDevice false by default
     * @return such a copy
     */
    public AioTreeCopy sameDevice(boolean sameDevice) {
        return with(copy -> copy.sameDevice = sameDevice);
    }

    /**
     * Whether files' data must be shared with the copies by the file system (btrfs, xfs …), as by
     * {@code cp --reflink=always}: EOPNOTSUPP, EINVAL or EXDEV where that can't be. Without it data is shared where the kernel
     * does so by itself, and else copied.
     *
     * @param reflinkOnly false by default
     * @return such a copy
     */
    public AioTreeCopy reflinkOnly(boolean reflinkOnly) {
        return with(copy -> copy.reflinkOnly = reflinkOnly);
    }

    /**
     * Chooses the entries to copy. What the filter throws comes out of {@link IoAio#pollCb()}, and cancels the request.
     *
     * @param filter gets an entry's path, relative to the root; where it says false, neither the entry is copied nor what is
     *     in it. It is called in the thread that polls, not for the root
     * @return such a copy
     */
    public AioTreeCopy filter(Predicate<? super String> filter) {
        Objects.requireNonNull(filter, "filter");
        return with(copy -> copy.filter = filter);
    }

    /**
     * Has somebody told how far the copy has come.
     *
     * @param progress told after each entry, in the thread that polls; where a move renames, never
     * @return such a copy
     */
    public AioTreeCopy progress(Consumer<? super AioTreeProgress> progress) {
        Objects.requireNonNull(progress, "progress");
        return with(copy -> copy.progress = progress);
    }
}
