package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.PoolAccess;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioIoHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the watcher for a loop. Classes of Netty that may be missing are named here, but loaded only if they are there.
 */
final class Watchers {

    /** Makes a watcher of one kind. */
    interface Maker {
        Watcher make(IoAio io, Watcher.Events events) throws IOException;
    }

    private static final boolean NETTY_4_2 = find("io.netty.channel.IoEventLoop") != null;

    private Watchers() { }

    /** The maker for a loop; null if there is none. */
    static @Nullable Maker forLoop(EventLoop loop) {
        return NETTY_4_2 ? Io.forLoop(loop) : Task.forLoop(loop);
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, Watchers.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Netty 4.2. */
    private static final class Io {

        static @Nullable Maker forLoop(EventLoop any) {
            if (!(any instanceof IoEventLoop loop)) {
                return null;
            }
            if (loop.isCompatible(NioIoHandle.class)) {
                return (io, events) -> new NioWatcher(io, loop, events);
            }
            if (takes(loop, "io.netty.channel.epoll.EpollIoHandle")) {
                return (io, events) -> new EpollWatcher(PoolAccess.pool(io).descriptor.duplicate(), loop, events);
            }
            if (takes(loop, "io.netty.channel.uring.IoUringIoHandle")) {
                return (io, events) -> new UringWatcher(io, loop, events);
            }
            return null;
        }

        private static boolean takes(IoEventLoop loop, String handle) {
            Class<?> type = find(handle);
            return type != null && loop.isCompatible(type.asSubclass(IoHandle.class));
        }
    }

    /** Netty 4.1. */
    private static final class Task {

        @SuppressWarnings("deprecation") // in 4.2
        static @Nullable Maker forLoop(EventLoop any) {
            return any instanceof NioEventLoop loop ? (io, events) -> new NioTaskWatcher(io, loop, events) : null;
        }
    }
}
