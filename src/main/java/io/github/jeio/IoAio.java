package io.github.jeio;

import io.github.jeio.internal.load.NativeLibrary;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Callbacks;
import io.github.jeio.internal.pool.CloseHooks;
import io.github.jeio.internal.pool.Directory;
import io.github.jeio.internal.pool.ExitFlush;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.pool.Priority;
import io.github.jeio.internal.pool.ProcessPool;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.pool.Settings;
import io.github.jeio.internal.watch.Dump;
import io.github.jeio.internal.watch.LeakWatch;
import io.github.jeio.internal.watch.Snapshot;
import io.github.jeio.internal.watch.Watches;
import io.github.jeio.internal.wire.Times;
import io.github.jeio.requests.DescriptorRequests;
import io.github.jeio.requests.ExtendedDescriptorRequests;
import io.github.jeio.requests.ExtentRequests;
import io.github.jeio.requests.GroupRequests;
import io.github.jeio.requests.MemoryRequests;
import io.github.jeio.requests.Polling;
import io.github.jeio.requests.PoolThreads;
import io.github.jeio.requests.SyncRequests;
import io.github.jeio.requests.TransferRequests;
import io.github.jeio.requests.VectorRequests;
import io.github.jeio.requests.WholeDescriptorRequests;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads that make system calls, and the requests it takes: what the package {@code IO::AIO} is in Perl.
 *
 * <p>{@link #shared()} is the pool of the process. {@link #create()} makes another one, with its own threads, queue and
 * poll descriptor: what is stuck in one does not hold up the other.
 *
 * <p>Any thread may submit. Callbacks, feeders and the completions of groups run only inside {@link #pollCb()}, and what
 * calls it, one at a time, in the thread that does. A pool belongs to the application once {@link #pollFileno()},
 * {@link #pollCb()} or {@link #poll()} was used; before that, {@link AioRequest#await()} and {@link AioRequest#future()}
 * start a daemon thread that polls.
 *
 * <p>A request on a path is one of {@link PathRequests}, where the rules for paths are. Descriptors are plain numbers that belong
 * to the caller; one that is not open fails with EBADF. Every request exists with a callback, which the thread that polls calls
 * once, and without: {@link AioRequest#await()} and {@link AioRequest#future()} tell the outcome. Where a callback gets -1 or
 * null, {@link #errno()} says why; a status that is none is 0. An argument that can't be right, a null callback or a closed pool
 * throws at the call, and nothing is submitted.
 *
 * <pre>{@code
 * IoAio io = IoAio.shared();
 * io.aioOpen("/etc/passwd", AioConstants.O_RDONLY, fd -> {
 *     if (fd < 0) {
 *         System.out.println(Errno.message(IoAio.errno()));
 *         return;
 *     }
 *     ByteBuffer data = ByteBuffer.allocateDirect(4096);
 *     io.aioRead(fd, 0, data, count -> {
 *         System.out.println(count < 0 ? Errno.message(IoAio.errno()) : count + " bytes");
 *         io.aioClose(fd);
 *     });
 * });
 * io.flush();
 * }</pre>
 *
 * <p><b>Exit.</b> When the JVM exits normally, that is by {@link System#exit}, by the end of its last thread that is no
 * daemon, or by a signal like SIGTERM, what is outstanding in every pool that is not closed is still executed and handled,
 * as by the manual's END block. A shutdown hook, the thread {@code jeio-exit}, waits for that, but for no longer than
 * the system property {@code jeio.exit.seconds} says (5 by default; with 0 it looks once): then the JVM ends, whatever
 * is stuck. Where a thread of the application that has polled a pool is alive and goes on to do so, callbacks run in it,
 * as ever; what it leaves lying for half a second, and what belongs to nobody, the hook handles itself, so that
 * callbacks run in the hook's thread. Nobody gets an exception for that: a {@link #pollCb()} that comes in between waits
 * until the hook's callback is over. What a callback throws goes to the thread's uncaught-exception handler. Requests can
 * be made all the time, by callbacks and by other shutdown hooks; those run at the same time, in no particular order. A pool
 * that is paused by {@code maxParallel(0)} gets a thread. A JVM that is killed by SIGKILL or ends by {@link Runtime#halt}
 * flushes nothing.
 */
public final class IoAio implements PathRequests, TransferRequests, VectorRequests, DescriptorRequests,
        ExtendedDescriptorRequests, WholeDescriptorRequests, ExtentRequests, SyncRequests, MemoryRequests, GroupRequests,
        Polling, PoolThreads, AutoCloseable {

    static final int DEFAULT_THREADS = 8;

    /**
     * The process's working directory, as an {@link AioWd}: a path relative to it is as one without a directory object.
     * Requests on it go to the shared pool. Manual: {@code IO::AIO::CWD}.
     */
    public static final AioWd CWD = new AioWd(Directory.CURRENT, false);

    /**
     * A directory that is none: every request relative to it fails with ENOENT. Requests on it go to the shared pool.
     * Manual: {@code IO::AIO::INVALID_WD}.
     */
    public static final AioWd INVALID_WD = new AioWd(Directory.INVALID, false);

    /**
     * In place of a time that is to stay as it is, for {@code aioUtime} and {@code aioLutime}: {@code UTIME_OMIT} of
     * utimensat(2). It is this very object that counts, not its value.
     */
    public static final FileTime OMIT = Times.OMIT;

    static {
        PoolAccess.set(new PoolAccess() {
            @Override
            protected Pool poolOf(Object io) {
                return ((IoAio) io).pool;
            }

            @Override
            protected Scope scopeOf(Object paths) {
                return paths instanceof AioWd wd ? wd.directory().scope() : new Scope(((IoAio) paths).pool, null);
            }

            @Override
            protected Directory directoryOf(Object wd) {
                return ((AioWd) wd).directory();
            }

            @Override
            protected Object wdOf(Directory directory) {
                return new AioWd(directory, true);
            }

            @Override
            protected Object dirOf(Directory directory) {
                return new AioDir(new AioWd(directory, true));
            }

            @Override
            protected Pool sharedPool() {
                return IoAio.shared().pool;
            }
        });
    }

    /**
     * A pool of the whole process, which is made when it is asked for: {@link #shared()}, and the pool of {@link LinuxAio}.
     */
    static final class Permanent extends ProcessPool<IoAio> {

        static final Permanent SHARED = new Permanent(DEFAULT_THREADS, true);

        /** One thread, so that it executes everything in order. */
        static final Permanent LINUX = new Permanent(1, false);

        private final int threads;
        private final boolean inlineCached;

        private Permanent(int threads, boolean inlineCached) {
            this.threads = threads;
            this.inlineCached = inlineCached;
        }

        @Override
        protected IoAio make() {
            IoAio made = new IoAio(null, threads, true);
            made.inlineCached(inlineCached);
            return made.configured();
        }

        @Override
        protected void close(IoAio io) {
            io.end();
        }
    }

    private final boolean permanent;
    private final CloseHooks closeHooks = new CloseHooks();
    private volatile Pool pool;

    IoAio(@Nullable String name, int threads, boolean permanent) {
        NativeLibrary.require();
        this.permanent = permanent;
        pool = new Pool(name, threads);
        pool.measuring.set(Boolean.getBoolean("jeio.measure"));
        ExitFlush.add(pool);
        LeakWatch.watchDescriptors(pool);
        LeakWatch.watch(this, pool);
    }

    /** The settings, for the builder, before any other thread knows this object. */
    Settings settings() {
        return pool.settings;
    }

    /** Called when the settings are complete. No lambda, since it is called before the first request. */
    IoAio configured() {
        pool.govern();
        Watches.start(pool);
        return this;
    }

    /**
     * The pool of the process, made at the first call. Its own {@link #close()} throws, so that no part of a program
     * takes it from the others; where all of a program that can end before the JVM does, {@link #closeShared()} is for it.
     *
     * @return the same pool at each call, until {@link #closeShared()}
     * @throws UnsatisfiedLinkError the native library can't be loaded: see {@link #unavailabilityCause()}
     * @throws IllegalStateException the pool's descriptor can't be made; a later call may succeed, here as above
     */
    public static IoAio shared() {
        return Permanent.SHARED.get();
    }

    /**
     * Closes {@link #shared()} and the pool of {@link LinuxAio}, as {@link #close()} does any other: for an application
     * that ends before its JVM does, a web application that is taken out of service, say. When these and every pool of
     * {@link #create()} are closed, jeio holds on to nothing: there is no thread and no exit hook left that would keep
     * its class loader, or the application's, from the garbage collector. Whoever uses the pools of the process after that
     * gets new ones, in a state as at the first use.
     *
     * <p>An exception of a callback comes out when both pools are closed.
     *
     * @throws IllegalStateException the caller is a callback of one of the pools
     */
    public static void closeShared() {
        Permanent.SHARED.checkNotInCallback();
        Permanent.LINUX.checkNotInCallback();
        @Nullable Throwable thrown = null;
        try {
            Permanent.SHARED.close();
        } catch (Throwable e) {
            thrown = e;
        }
        try {
            Permanent.LINUX.close();
        } catch (Throwable e) {
            thrown = Callbacks.and(thrown, e);
        }
        if (thrown != null) {
            throw Callbacks.unchecked(thrown);
        }
    }

    /**
     * Makes an independent pool. Its threads are started as requests call for them.
     *
     * @return a pool with the manual's defaults: 8 threads, 4 of which may idle for longer than 10 seconds
     * @throws UnsatisfiedLinkError the native library can't be loaded: see {@link #unavailabilityCause()}
     * @throws IllegalStateException the pool's descriptor can't be made
     */
    public static IoAio create() {
        return new IoAio(null, DEFAULT_THREADS, false).configured();
    }

    /**
     * Makes an independent pool with a name, or with limits other than the manual's.
     *
     * @return a builder that is at the manual's defaults
     */
    public static IoAioBuilder builder() {
        return new IoAioBuilder();
    }

    /**
     * What works here: jeio, libeio, the native library and the kernel, each with its version.
     *
     * @return the versions; its {@code toString} is one line for a log or a report
     * @throws UnsatisfiedLinkError the native library can't be loaded: see {@link #unavailabilityCause()}
     */
    public static AioVersion version() {
        NativeLibrary.require();
        return AioVersion.here();
    }

    /**
     * Tells whether jeio can work here, that is, whether its native library could be loaded.
     *
     * @return false if {@link #shared()} and {@link #create()} would throw
     */
    public static boolean isAvailable() {
        return NativeLibrary.isAvailable();
    }

    /**
     * Why jeio can't work here.
     *
     * @return null if it can; else an error whose message is one sentence with the reason and the remedy
     */
    public static @Nullable Throwable unavailabilityCause() {
        return NativeLibrary.unavailabilityCause();
    }

    /**
     * The calling thread's errno: what a callback finds is its request's, and each {@link Advanced} call sets it. The
     * manual's {@code $!}.
     *
     * @return an errno; 0 after success
     */
    public static int errno() {
        return ErrnoHolder.get();
    }

    /**
     * What the pool has done and is at.
     *
     * @return an immutable snapshot, of about this moment; its {@code toString} is a few lines for people
     */
    public AioStats stats() {
        return Snapshot.of(pool, AioHistogram::new);
    }

    /**
     * Switches the measuring of times on or off: how long requests wait for a thread, take to execute, and wait for their
     * callback, by type, as {@link #stats()} tells. While it is off, as it is unless the system property {@code jeio.measure} is
     * {@code true}, it costs nothing; while it is on, reading the clock a few times for each request does. Requests that are in
     * flight when it is switched on are not measured.
     *
     * @param on true: begins with empty histograms, where it was off; false: keeps what was measured, and measures no more
     */
    public void measure(boolean on) {
        pool.measuring.set(on);
    }

    /**
     * Has an action run once, in the thread that polls, when there is room for requests again in a pool whose number is
     * {@linkplain IoAioBuilder#maxRequests limited}: when no more than half of the limit are outstanding, which may be now.
     *
     * @param action called inside {@link #pollCb()}; never, where the pool is closed before
     * @throws IllegalStateException the pool is closed
     */
    public void onRoom(Runnable action) {
        pool.onRoom(Objects.requireNonNull(action, "action"));
    }

    /**
     * All pools of this process that are not closed, and what is in flight, as text for people: each request with its call, path
     * or descriptor, and whether it is queued or executing, for how long and in which of the kernel's threads; who polls, and
     * where that thread is. It waits for nothing, so it works while everything is stuck. Of a pool with many requests, it
     * lists some hundreds.
     *
     * @return lines, in a form that may change
     */
    public static String dump() {
        return Dump.of(ExitFlush.pools());
    }

    /**
     * The priority of the calling thread's next request, on whatever pool.
     *
     * <p>Manual: {@code aioreq_pri}.
     *
     * @return -4 to 4; 0 unless it was set
     */
    public static int aioreqPri() {
        return Priority.get();
    }

    /**
     * Sets the priority of the calling thread's next request, on whatever pool; the one after it has 0 again. Requests
     * of a higher priority are executed, and their results handled, strictly before those of a lower one.
     *
     * <p>Manual: {@code aioreq_pri $pri}.
     *
     * @param priority -4 (lowest) to 4 (highest); values beyond are brought into the range
     * @return what it was
     */
    public static int aioreqPri(int priority) {
        return Priority.set(priority);
    }

    /**
     * Subtracts from the priority of the calling thread's next request.
     *
     * <p>Manual: {@code aioreq_nice}.
     *
     * @param adjust added to how nice the request is
     */
    public static void aioreqNice(int adjust) {
        Priority.set((int) Math.max(Priority.MIN, Math.min(Priority.MAX, (long) Priority.get() - adjust)));
    }

    /**
     * Abandons every request and every thread, and begins anew with the default limits; the descriptor stays the same.
     * Abandoned requests are cancelled, and so are groups, and requests made of requests, such as a copy of a tree; one that is
     * executing keeps its thread until the system call returns, which this method does not wait for. No callback of theirs is
     * called any more. Working-directory objects of the pool are closed for good. A request that another thread makes at the
     * same moment may be refused, with {@code IllegalStateException}, as by a closed pool. Where the process may start no more
     * threads, the calling one waits for what is executing.
     *
     * <p>Manual: {@code IO::AIO::reinit}.
     *
     * @throws IllegalStateException the caller is a callback, or another thread polls
     */
    public void reinit() {
        pool.poller.checkNotInCallback("reinit"); // before the lock: another thread may have it and wait for this callback
        synchronized (this) {
            Pool old = pool;
            old.checkOpen();
            Pool fresh = new Pool(old.name, DEFAULT_THREADS);
            try {
                old.poller.whileNotPolled("reinit", () -> {
                    fresh.takeSettings(old);
                    fresh.adopt(old);
                    pool = fresh;
                    old.closing.abandonRequests();
                });
            } finally {
                if (pool == old) {
                    fresh.closing.close();
                } else {
                    replaced(old, fresh);
                }
            }
        }
    }

    /** Whatever is thrown on the way, the old pool ends. */
    private void replaced(Pool old, Pool fresh) {
        try {
            ExitFlush.remove(old);
            ExitFlush.add(fresh);
            LeakWatch.watchDescriptors(fresh);
            LeakWatch.watch(this, fresh);
            Watches.start(fresh);
        } finally {
            old.closing.endInBackground("jeio-reinit");
        }
    }

    /**
     * Handles what is outstanding, in this thread, ends the threads and closes the descriptor. From now on requests throw
     * {@code IllegalStateException}, but for those of callbacks that are still called. A second call does nothing.
     *
     * <p>What callbacks throw comes out when all this is done. An interrupt ends the waiting, behind a request that never ends
     * for one: the thread stays interrupted, and a daemon thread (where none can be started, the calling one, interrupted or not)
     * handles what is left as it ends, and then does the rest. A pool that is not closed has its threads, and is itself kept, until
     * the JVM ends.
     *
     * @throws IllegalStateException the caller is a callback
     * @throws UnsupportedOperationException this is the shared pool
     */
    @Override
    public void close() {
        if (permanent) {
            throw new UnsupportedOperationException("the shared pool is the whole process's: close one made by"
                    + " IoAio.create(), or where all of the program that uses jeio ends, call IoAio.closeShared()");
        }
        end();
    }

    /** Closes the pool, even a permanent one. */
    void end() {
        pool.poller.checkNotInCallback("close"); // before the lock: another thread may have it and wait for this callback
        closeHooks.run();
        synchronized (this) {
            pool.closing.close();
        }
    }

    /**
     * Has an action run when the pool is about to be closed: for what watches the pool's descriptor, which is to stop before
     * the descriptor is gone. The action runs once, in the thread that calls {@link #close()}, while the pool still takes
     * requests; no callback of the pool is running in that thread. What the action throws is reported as a thread's
     * uncaught exception is, and the pool is closed all the same. Actions run in no particular order. Those of the
     * shared pool run in {@link #closeShared()}.
     *
     * @param action what is to be done; it must not wait for a callback of this pool
     * @return takes the action back; does nothing once it has run
     * @throws IllegalStateException the pool is closed, or is being closed
     */
    public Runnable onClose(Runnable action) {
        Objects.requireNonNull(action, "action");
        return closeHooks.add(action);
    }

    /**
     * Tells which pool this is, for logs: its name, if it has one, its threads and the requests whose callback has not been
     * called, or that it is closed. Never waits.
     */
    @Override
    public String toString() {
        String name = permanent ? "shared" : "unnamed";
        Pool now = pool;
        return "IoAio[" + (now.name == null ? name : now.name) + ", " + now.describe() + "]";
    }
}
