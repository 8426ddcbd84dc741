package io.github.jeio.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What the watchers of Netty 4.2 have in common: each is a handle that is registered with its loop. */
abstract class IoWatcher implements Watcher, IoHandle {

    private final IoEventLoop loop;
    final Events events;
    /** Null before the start. */
    private @Nullable IoRegistration registration;

    IoWatcher(IoEventLoop loop, Events events) {
        this.loop = loop;
        this.events = events;
    }

    @Override
    public final void start() throws Exception {
        Future<IoRegistration> registering = loop.register(this); // complete at once, as this is the loop's thread
        if (registering.cause() != null) {
            throw new IllegalStateException("the loop refused to watch the pool's descriptor", registering.cause());
        }
        registration = registering.getNow();
        arm();
    }

    /** Submits an operation; only after the start. */
    final long submit(IoOps operation) {
        return Objects.requireNonNull(registration, "registration").submit(operation);
    }

    /** Cancels the registration, if there is one. */
    final void leave() {
        if (registration != null) {
            try {
                registration.cancel();
            } catch (RejectedExecutionException e) {
                // the loop has ended, and watches nothing any more
            }
        }
    }

    /** Asks for events. */
    abstract void arm();

    /** By Netty, when the loop ends. */
    @Override
    public void close() {
        events.over(null);
    }
}
