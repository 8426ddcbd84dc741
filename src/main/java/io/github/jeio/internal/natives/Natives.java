package io.github.jeio.internal.natives;

import io.github.jeio.internal.load.NativeLibrary;
import io.github.jeio.internal.wire.Op;
import java.nio.ByteBuffer;

/**
 * The native side of a pool ({@code natives.c}). A pool is its address: the caller sees to it that it is alive, and
 * that the library is loaded ({@link NativeLibrary#require}).
 * Results below zero are {@code -errno} where a function can fail.
 */
public final class Natives {

    /** {@link #setLimit}: the manual's tuning functions. */
    public static final int MIN_PARALLEL = 0, MAX_PARALLEL = 1, MAX_IDLE = 2, IDLE_TIMEOUT = 3, INLINE_CACHED = 4;

    /** {@link #count}: the manual's counters, but for nreqs, which Java keeps. */
    public static final int NREADY = 0, NPENDING = 1, NTHREADS = 2, NIDLE = 3, NWAKES = 4;

    /** {@link #look}: {@code enum jeio_stage}. */
    public static final int GONE = 0, QUEUED = 1, EXECUTING = 2, EXECUTED = 3;

    private Natives() { }

    /** {@code struct jeio_pool *jeio_pool_create (char *out, size_t out_size)}; the buffer has to outlive the pool. */
    public static native long create(ByteBuffer out);

    /** {@code void jeio_pool_name (struct jeio_pool *pool, const char *name)}; before the pool's first request. */
    public static native void name(long pool, byte[] name);

    /** {@code void jeio_pool_destroy (struct jeio_pool *pool)} */
    public static native void destroy(long pool);

    /** {@code int jeio_pool_fd (struct jeio_pool *pool)} */
    public static native int pollFd(long pool);

    /** {@code void jeio_pool_unwatch (struct jeio_pool *pool)} */
    public static native void unwatch(long pool);

    /** {@code int jeio_pool_slab (struct jeio_pool *pool, unsigned int index)} */
    public static native int slab(long pool, int index);

    /** {@code int jeio_pool_submit (struct jeio_pool *pool, const char *wires, int count, int outstanding)} */
    public static native int submit(long pool, long wires, int count, int outstanding);

    /** {@code int jeio_pool_submit_one (struct jeio_pool *pool, const char *wires, int outstanding)} */
    public static native int submitOne(long pool, long wires, int outstanding);

    /** {@code int jeio_pool_answer (struct jeio_pool *pool, char *wires, int outstanding)} */
    public static native int answer(long pool, long wires, int outstanding);

    /** {@code void jeio_pool_verdicts (struct jeio_pool *pool, int64_t *counts)} */
    public static native void verdicts(long pool, long[] counts);

    /**
     * {@code int jeio_pool_look (struct jeio_pool *pool, uint64_t token, struct jeio_look *look)}: the stage, and when it
     * was begun (as {@link System#nanoTime}), by which thread, and the descriptor or -1.
     */
    public static native int look(long pool, long token, long[] look);

    /** {@code int jeio_pool_drain (struct jeio_pool *pool, int max, bool held)} */
    public static native int drain(long pool, int max, boolean held);

    /** {@code void jeio_pool_rearm (struct jeio_pool *pool, bool held)} */
    public static native void rearm(long pool, boolean held);

    /** {@code uint32_t jeio_pool_events (struct jeio_pool *pool)} */
    public static native int events(long pool);

    /** {@code bool jeio_pool_wait (struct jeio_pool *pool, uint32_t seen, int timeout_ms)} */
    public static native boolean await(long pool, int seen, int timeoutMillis);

    /** {@code void jeio_pool_lead (struct jeio_pool *pool, uint32_t seen, int timeout_ms)} */
    public static native void lead(long pool, int seen, int timeoutMillis);

    /** {@code void jeio_pool_advance (struct jeio_pool *pool)} */
    public static native void advance(long pool);

    /** {@code void jeio_pool_cancel (struct jeio_pool *pool, uint64_t token)} */
    public static native void cancel(long pool, long token);

    /** {@code void jeio_pool_min_parallel (struct jeio_pool *pool, unsigned int threads)} and its like. */
    public static native void setLimit(long pool, int which, int value);

    /** {@code unsigned int jeio_pool_nready (struct jeio_pool *pool)} and its like. */
    public static native int count(long pool, int which);

    /**
     * {@code int dup3 (int oldfd, int newfd, int flags)}: the descriptor becomes another name of the pool's poll descriptor.
     */
    public static native int watch(long pool, int fd);

    /** {@code void *GetDirectBufferAddress (JNIEnv *env, jobject buffer)} */
    public static native long address(ByteBuffer buffer);

    /** Memory from malloc, with whatever it contains, that {@link #freeBlob} takes; null where there is none. */
    public static native ByteBuffer allocate(int size);

    /** {@code int jeio_copy (void *to, const void *from, size_t size)}; false where one of both is not there any more. */
    public static native boolean copy(long to, long from, long length);

    /** {@code int jeio_is_readable (const void *start, size_t size)} */
    public static native boolean isReadable(long start, long length);

    /** {@code void jeio_pool_exchange_wakeup (struct jeio_pool *a, struct jeio_pool *b)} */
    public static native void exchangeWakeup(long a, long b);

    /** {@code void eio_wd_close_sync (eio_wd wd)}, for when there is no pool any more that could do it. */
    public static native void closeWd(long wd);

    /** Like {@link #address}, for a direct buffer; 0 if an arena has made the buffer's memory. */
    public static native long plainAddress(ByteBuffer buffer);

    /** Copies and frees the memory that a record has handed over. */
    public static native byte[] takeBlob(long address, int length);

    /** Copies and frees memory that a record has handed over, and that holds so many numbers. */
    public static native long[] takeLongs(long address, int count);

    /** Frees memory that a record has handed over, or that {@link #allocate} has returned. */
    public static native void freeBlob(long address);

    /** Packs the names (and entries, or 0) that a readdir has handed over, and frees both. */
    public static native byte[] takeNames(long entries, long names, int count);

    /**
     * {@code unsigned int jeio_pool_workers (struct jeio_pool *pool, unsigned int from, int64_t (*notes)[2], int *count)}:
     * reads the notes on workers from the {@code from}th on. A note says when (as {@link System#nanoTime}) which thread has
     * started, or ended if its number is negative. Returns how many notes there ever were; only the last 64 are kept.
     */
    public static native int workers(long pool, int from, long[] notes);

    /**
     * The address at which the calling thread's stack ends now, or 0 if {@link #stackIsRoomy} was called by this thread at
     * this depth or deeper. Of a virtual thread, it is the carrier's stack.
     */
    public static native long stackEnd();

    /** There is enough room below an address that {@link #stackEnd} has given. */
    public static native void stackIsRoomy(long end);

    /** {@code void jeio_pool_age (struct jeio_pool *pool)} */
    public static native void age(long pool);

    /** {@code int64_t jeio_memory_in_use (void)}: bytes of native memory that jeio and libeio hold in this process. */
    public static long memoryInUse() {
        NativeLibrary.require();
        return bytesInUse();
    }

    private static native long bytesInUse();

    /** The names of {@code jeio_ops}, for a test that compares them with {@link Op}. */
    public static String[] ops() {
        NativeLibrary.require();
        return opNames();
    }

    private static native String[] opNames();
}
