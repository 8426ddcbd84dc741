package io.github.jeio.nio;

import io.github.jeio.internal.file.RangeLock;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/** A lock as NIO shows it. */
final class ChannelLock extends FileLock {

    private final RangeLock range;

    ChannelLock(AioFileChannel channel, RangeLock range) {
        super(channel, range.position(), range.size(), range.isShared());
        this.range = range;
    }

    @Override
    public boolean isValid() {
        return range.isValid();
    }

    @Override
    public void release() throws IOException {
        if (!acquiredBy().isOpen()) {
            throw new ClosedChannelException();
        }
        range.release();
    }
}
