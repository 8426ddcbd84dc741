package io.github.jeio.internal.file;

import io.github.jeio.internal.natives.FileNatives;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A lock on a range of a file, from when a thread begins to wait for it until it is released. It is an OFD lock of fcntl(2),
 * which belongs to the open file. (A traditional fcntl lock belongs to the process, and is lost when any descriptor of the
 * file is closed.)
 *
 * <p>Each attempt to lock, and the release, is made under this object's monitor: so no attempt takes the lock after it has
 * been given up, when nobody would release it. The descriptor's monitor may be taken while this one is held, but not the
 * other way round.
 */
public final class RangeLock {

    private static final int FIRST_PAUSE_MILLIS = 1;
    private static final int LONGEST_PAUSE_MILLIS = 32;

    private final Descriptor file;
    private final long position;
    private final long size;
    private final long length;
    private final boolean shared;
    private final CompletableFuture<RangeLock> acquired = new CompletableFuture<>();

    /** Guarded by this object's monitor, like {@code ended}. */
    private boolean locked;
    private boolean ended;

    RangeLock(Descriptor file, long position, long size, boolean shared) {
        if (position < 0) {
            throw new IllegalArgumentException("Negative position: " + position);
        }
        if (size < 0) {
            throw new IllegalArgumentException("Negative size: " + size);
        }
        if (position + size < 0) {
            throw new IllegalArgumentException("Negative position + size: " + position + " + " + size);
        }
        this.file = file;
        this.position = position;
        this.size = size == 0 ? Long.MAX_VALUE - position : size;
        this.length = this.size == Long.MAX_VALUE - position ? 0 : size;
        this.shared = shared;
    }

    public long position() {
        return position;
    }

    /** The size in bytes, 1 or more. A lock to the end of the file, wherever that will be, has the largest possible size. */
    public long size() {
        return size;
    }

    public boolean isShared() {
        return shared;
    }

    boolean overlaps(RangeLock other) {
        return position < other.position + other.size && other.position < position + size;
    }

    private synchronized boolean tryAcquire() throws IOException {
        if (ended || !file.hold()) {
            throw new AsynchronousCloseException();
        }
        try {
            locked = file.check("fcntl", FileNatives.natives().lock(file.fd(), kind(), position, length)) == 1;
            return locked;
        } finally {
            file.release();
        }
    }

    /**
     * Tries once, in the calling thread. If the lock can't be had, it ends.
     *
     * @return false if another process, or a traditional fcntl lock of this one, holds the range
     * @throws AsynchronousCloseException the file was closed
     */
    public boolean tryOnce() throws IOException {
        try {
            return tryAcquire();
        } finally {
            if (!isValid()) {
                end();
            }
        }
    }

    /**
     * Tries again and again, at growing intervals, without keeping a thread, until {@link #giveUp}.
     *
     * @return completes with this lock, or exceptionally if the file is closed
     */
    public CompletableFuture<RangeLock> acquire() {
        FileThreads.execute(() -> attempt(FIRST_PAUSE_MILLIS));
        return acquired;
    }

    private void attempt(int pauseMillis) {
        try {
            if (tryAcquire()) {
                acquired.complete(this);
            } else {
                int next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS, FileThreads::execute).execute(() -> attempt(next));
            }
        } catch (Throwable e) {
            end();
            acquired.completeExceptionally(e);
        }
    }

    /** Releases the lock, or stops waiting for it, and ignores errors, as no caller could get them. */
    public void giveUp() {
        try {
            release();
        } catch (IOException e) {
            end();
        }
    }

    private int kind() {
        return shared ? FileNatives.LOCK_SHARED : FileNatives.LOCK_EXCLUSIVE;
    }

    /** Whether the lock is held. */
    public synchronized boolean isValid() {
        return locked && !ended;
    }

    /** Releases the lock, or gives up waiting for it. A second call does nothing. */
    public synchronized void release() throws IOException {
        if (!ended && file.hold()) {
            try {
                if (locked) {
                    file.check("fcntl", FileNatives.natives().lock(file.fd(), FileNatives.UNLOCK, position, length));
                }
                end();
            } finally {
                file.release();
            }
        }
    }

    /**
     * Called by the file when it closes; it holds the descriptor. The kernel would keep the lock, since other processes may
     * have the open file by an inherited descriptor.
     */
    void closed() {
        synchronized (this) {
            if (locked && !ended) {
                FileNatives.natives().lock(file.fd(), FileNatives.UNLOCK, position, length);
            }
            end();
        }
        acquired.completeExceptionally(new AsynchronousCloseException());
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            file.forget(this);
        }
    }
}
