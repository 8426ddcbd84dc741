package io.github.jeio.netty;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

    private final IoAio io;
    private final IoEventLoop loop;
    private final FileDescriptor results;
    /** While the poll of a watcher that has stopped is still there: a loop that ends at once does not close its handles. */
    private @Nullable LoopEnd end;
    private boolean stopped;
    /** Whether a poll operation is submitted; its number is the next field. */
    private boolean armed;
    private long name;

    UringWatcher(IoAio io, IoEventLoop loop, Events events) throws IOException {
        super(loop, events);
        this.io = io;
        this.loop = loop;
        results = new FileDescriptor(PoolAccess.pool(io).descriptor.duplicate());
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
            endWithLoop();
        } else if (armed) {
            end = LoopEnd.await(loop, this::endWithLoop);
        }
    }

    private void endWithLoop() {
        complete();
        Watcher.close(results::close); // the loop may never see the completion
    }

    /** By Netty, when the loop ends: a removal may have been refused that is not tried again. */
    @Override
    public void close() {
        super.close();
        complete();
    }

    /**
     * Makes the descriptor readable for good, whatever is pending. A loop that ends waits for every operation, and there is no
     * later removal in it: a poll whose removal was refused, and whose event is gone, would have it wait for ever.
     */
    private void complete() {
        if (!armed || !results.isOpen()) {
            return; // closed, its number may be another's by now
        }
        PoolAccess.pool(io).descriptor.unwatch();
        try {
            results.write(ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, 1), 0, Long.BYTES);
        } catch (IOException e) {
            // its counter is full, so that it is readable
        }
    }

    private void disarm() {
        try {
            submit(operation(POLL_REMOVE, -1, name, 0));
        } catch (RejectedExecutionException e) {
            // the loop has ended, and polls nothing any more
        }
    }

    private void over() {
        if (end != null) {
            end.forget();
        }
        Watcher.close(results::close);
        leave();
    }

    /** Uses a constructor that later versions of 4.2 deprecate, since the first version has no other. */
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
        } else if (completion.res() == -Errno.EALREADY && armed) {
            if (loop.isShuttingDown()) {
                complete();
            } else {
                disarmLater();
            }
        }
    }

    /**
     * The kernel is just completing the poll, so its removal was refused. Usually the poll completes; but if the event is
     * gone, it waits again. An io_uring with deferred work does either only when the loop waits for completions: so the loop
     * has to wait before the next removal, instead of always finding the last one's completion.
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
            // Not at once: the descriptor may still be readable, and the loop has to run its other tasks in between.
            loop.execute(this::arm);
        } else {
            over();
        }
    }
}
