package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** Netty 4.2 on NIO: a channel that is readable while results are pending, and never again when the pool is closed first. */
final class NioWatcher extends IoWatcher implements NioIoHandle {

    private final AioSelectable results;

    NioWatcher(IoAio io, IoEventLoop loop, Events events) throws IOException {
        super(loop, events);
        results = AioSelectable.open(io);
    }

    @Override
    void arm() {
        submit(NioIoOps.READ);
    }

    @Override
    public void stop() {
        leave();
        Watcher.close(results);
    }

    @Override
    public SelectableChannel selectableChannel() {
        return results;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        events.readable();
    }
}
