package io.github.jeio.netty;

import io.github.jeio.Errno;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * Netty 4.2 on io_uring: a poll operation, which is one-shot and so submitted anew after each completion. The descriptor is
 * a duplicate of the pool's, as with {@link EpollWatcher}, and is closed when the last operation on it has completed.
 */
final class UringWatcher extends IoWatcher implements IoUringIoHandle {

    // linux/io_uring.h, poll(2)
    private static final byte POLL_ADD = 6;
    private static final byte POLL_REMOVE = 7;
    private static final int POLLIN = 1;
    private static final int RETRY_MILLIS = 1;
    /** The halves of the kernel's poll32_events are swapped on a big-endian machine. */
    private static final int EVENTS = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? POLLIN : POLLIN << 16;

    private final IoEventLoop loop;
    private final FileDescriptor results;
    private boolean stopped;
    /** There is a poll operation, of this name. */
    private boolean armed;
    private long name;

    UringWatcher(int duplicate, IoEventLoop loop, Events events) {
        super(loop, events);
        this.loop = loop;
        results = new FileDescriptor(duplicate);
    }

    @Override
    void arm() {
        if (!stopped) {
            armed = true;
            name = submit(operation(POLL_ADD, results.intValue(), 0, EVENTS));
        }
    }

    @Override
    public void stop() {
        stopped = true;
        if (armed) {
            disarm();
        } else {
            over();
        }
        if (loop.isShuttingDown()) {
            Watcher.close(results::close); // the loop may not come to the completions any more
        }
    }

    private void disarm() {
        submit(operation(POLL_REMOVE, -1, name, 0));
    }

    private void over() {
        Watcher.close(results::close);
        leave();
    }

    /** By a constructor that later versions of 4.2 deprecate, for it is the one that the first has as well. */
    @SuppressWarnings("deprecation")
    private static IoUringIoOps operation(byte opcode, int fd, long address, int flags) {
        short none = 0;
        return new IoUringIoOps(opcode, (byte) 0, none, fd, 0L, address, 0, flags, none, none, none, 0, 0L);
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        if (completion.opcode() == POLL_ADD) {
            polled();
        } else if (completion.res() == -Errno.EALREADY && armed && !loop.isShuttingDown()) {
            disarmLater();
        }
    }

    /**
     * The kernel was just waking the poll up. Usually that completes it; if what woke it is over, it goes back to sleep. A ring
     * with deferred work does either only when the loop waits for completions: so the loop has to come to that, and not to
     * another removal's completion each time.
     */
    private void disarmLater() {
        loop.schedule(() -> {
            if (armed) {
                disarm();
            }
        }, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void polled() {
        armed = false;
        if (!stopped) {
            events.readable();
        }
        if (!stopped) {
            // Not at once: the descriptor may be readable still, and the loop is to come to its other tasks in between.
            loop.execute(this::arm);
        } else {
            over();
        }
    }
}
