package io.github.jeio.files;

import io.github.jeio.internal.file.RangeLock;
import java.io.IOException;

/**
 * A lock on a range of an {@link AioFile}: an OFD lock of fcntl(2), {@code F_OFD_SETLK}, Linux 3.15. It belongs to that
 * open file: nothing else that closes the same file takes it away.
 */
public final class AioFileLock implements AutoCloseable {

    private final RangeLock range;

    AioFileLock(RangeLock range) {
        this.range = range;
    }

    /**
     * Where the range begins.
     *
     * @return in bytes, from the start of the file
     */
    public long position() {
        return range.position();
    }

    /**
     * How long the range is.
     *
     * @return in bytes, 1 or more; a range to the end of the file reaches to the end of the longest file that can be
     */
    public long size() {
        return range.size();
    }

    /**
     * Tells whether others may have a shared lock on the same bytes.
     *
     * @return false of an exclusive lock
     */
    public boolean isShared() {
        return range.isShared();
    }

    /**
     * Tells whether the lock is held still.
     *
     * @return false once it was closed, or its file
     */
    public boolean isValid() {
        return range.isValid();
    }

    /**
     * Releases the lock. A second call, and one after the file was closed, does nothing.
     *
     * @throws IOException the kernel refuses, as a network file system may
     */
    @Override
    public void close() throws IOException {
        range.release();
    }

    @Override
    public String toString() {
        return "AioFileLock[" + position() + " + " + size() + (isShared() ? ", shared" : ", exclusive")
                + (isValid() ? "]" : ", ended]");
    }
}
