package io.github.jeio.internal.file;

import io.github.jeio.AioException;
import io.github.jeio.internal.natives.FileNatives;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An open file, with a count of the threads and requests that use its descriptor. Whoever makes a system call with the
 * number, or submits a request that will, {@linkplain #hold() holds} the descriptor meanwhile. The kernel gets the number
 * back, and gives it to the next file that is opened, only when the last of them has {@linkplain #release() released} it.
 *
 * <p>Closing does not wait for that: the file is closed at once, and system calls that still come with the number fail.
 */
public final class Descriptor {

    private final int fd;
    private final String name;
    private final boolean readable;
    private final boolean writable;
    private final boolean append;

    /** Guarded by this object's monitor, like the next four fields. */
    private int users;
    private boolean closed;
    private boolean gone;
    private final Set<RangeLock> locks = new HashSet<>();
    private LockTable.Key key;

    /**
     * Takes over a descriptor.
     *
     * @param name the file's name in errors, or null
     */
    public Descriptor(int fd, String name, boolean readable, boolean writable, boolean append) {
        this.fd = fd;
        this.name = name;
        this.readable = readable;
        this.writable = writable;
        this.append = append;
    }

    /** The number, for callers that hold the descriptor. */
    public int fd() {
        return fd;
    }

    public boolean isReadable() {
        return readable;
    }

    public boolean isWritable() {
        return writable;
    }

    public boolean isAppend() {
        return append;
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /** Keeps the number from being given back; false if the file is closed. */
    public synchronized boolean hold() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    /** Ends a {@link #hold()}. */
    public void release() {
        dropUser();
    }

    /**
     * Counts one user off. Returns 0, or if this was the last user of a closed file, the result of close(2): 0 or -errno.
     */
    private int dropUser() {
        synchronized (this) {
            if (--users > 0 || !closed) {
                return 0;
            }
        }
        int error = FileNatives.natives().close(fd);
        synchronized (this) {
            gone = true;
            notifyAll();
        }
        return error;
    }

    /**
     * Closes the file, and ends its locks, held or waited for. A second call does nothing.
     *
     * @throws IOException what close(2) says; the file is closed nevertheless
     */
    public void close() throws IOException {
        List<RangeLock> ended;
        boolean used;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            used = users > 0;
            users++;
            ended = List.copyOf(locks);
            locks.clear();
        }
        ended.forEach(RangeLock::closed);
        int retired = used ? FileNatives.natives().retire(fd) : 0;
        int error = dropUser();
        if (retired < 0 || error < 0) {
            throw FileErrors.ofFile(new AioException("close", name, null, retired < 0 ? -retired : -error));
        }
    }

    /** Waits, interrupted or not, until nobody uses a closed file any more. */
    public void awaitUnused() {
        boolean interrupted = false;
        synchronized (this) {
            while (!gone) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The file's size in bytes. */
    public long size() throws IOException {
        holdOrThrow();
        try {
            return check("fstat", FileNatives.natives().size(fd));
        } finally {
            release();
        }
    }

    /** Truncates the file; does nothing if it is not larger than {@code size}. */
    public void truncate(long size) throws IOException {
        holdOrThrow();
        try {
            if (size < check("fstat", FileNatives.natives().size(fd))) {
                check("ftruncate", FileNatives.natives().truncate(fd, size));
            }
        } finally {
            release();
        }
    }

    /** Makes the kernel write the file to its device: with all metadata, or with those needed to read the data. */
    public void force(boolean metadata) throws IOException {
        holdOrThrow();
        try {
            check(metadata ? "fsync" : "fdatasync", FileNatives.natives().sync(fd, metadata));
        } finally {
            release();
        }
    }

    private void holdOrThrow() throws ClosedChannelException {
        if (!hold()) {
            throw new ClosedChannelException();
        }
    }

    long check(String call, long result) throws IOException {
        if (result < 0) {
            throw failure(new AioException(call, name, null, (int) -result));
        }
        return result;
    }

    /** The exception for a failed call: if the file was closed meanwhile, that is the reason. */
    public IOException failure(AioException error) {
        return isOpen() ? FileErrors.ofFile(error) : new AsynchronousCloseException();
    }

    /** The exception for a failed request. */
    public IOException failure(String call, int errno) {
        return failure(new AioException(call, name, null, errno));
    }

    /**
     * Enters a range in the process's table of locks. The caller has to acquire it, and to release it in any case.
     *
     * @throws ClosedChannelException the file is closed
     * @throws IllegalArgumentException a number is negative, or the range is beyond any file
     * @throws java.nio.channels.OverlappingFileLockException this process has a lock in the range, or waits for one
     */
    public synchronized RangeLock claim(long position, long size, boolean shared) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        RangeLock lock = new RangeLock(this, position, size, shared);
        if (key == null) {
            key = LockTable.key(fd, this);
        }
        LockTable.add(key, lock);
        locks.add(lock);
        return lock;
    }

    /** Called by a lock that has ended. */
    void forget(RangeLock lock) {
        LockTable.Key in;
        synchronized (this) {
            locks.remove(lock);
            in = key;
        }
        LockTable.remove(in, lock);
    }

    @Override
    public String toString() {
        return "fd " + fd + (name == null ? "" : " \"" + name + '"') + (isOpen() ? "" : ", closed");
    }
}
