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
 * An open file, and how many use its descriptor right now. Who makes a system call with the number, or submits a request
 * that will, {@linkplain #hold() holds} the descriptor meanwhile: the number is not given back to the kernel, which would
 * give it to the next file that is opened, before the last one has {@linkplain #release() released} it.
 *
 * <p>Closing does not wait for that: the file itself is closed at once, and what still comes with the number fails.
 */
public final class Descriptor {

    private final int fd;
    private final String name;
    private final boolean readable;
    private final boolean writable;
    private final boolean append;

    /** Guarded by this, as are the next four. */
    private int users;
    private boolean closed;
    private boolean gone;
    private final Set<RangeLock> locks = new HashSet<>();
    private LockTable.Key key;

    /**
     * Takes over a descriptor.
     *
     * @param name what errors call the file, or null
     */
    public Descriptor(int fd, String name, boolean readable, boolean writable, boolean append) {
        this.fd = fd;
        this.name = name;
        this.readable = readable;
        this.writable = writable;
        this.append = append;
    }

    /** The number, for who holds the descriptor. */
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
        giveUp();
    }

    /** 0, or -errno of the close where this was the last user of a closed file. */
    private int giveUp() {
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
        int error = giveUp();
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

    /** Cuts the file; a size that is not smaller than its own does nothing. */
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

    /** Has the kernel store what was written, with the metadata or as much of that as reading the data takes. */
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

    /** What a call that failed comes to: where the file was closed meanwhile, that is why. */
    public IOException failure(AioException error) {
        return isOpen() ? FileErrors.ofFile(error) : new AsynchronousCloseException();
    }

    /** The same, of a request's errno. */
    public IOException failure(String call, int errno) {
        return failure(new AioException(call, name, null, errno));
    }

    /**
     * Enters a range in the process's table of locks: it is to be acquired, and released in any case.
     *
     * @throws ClosedChannelException the file is closed
     * @throws IllegalArgumentException a negative number, or a range beyond any file
     * @throws java.nio.channels.OverlappingFileLockException this process has a lock there, or waits for one
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

    /** By the lock when it has ended. */
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
