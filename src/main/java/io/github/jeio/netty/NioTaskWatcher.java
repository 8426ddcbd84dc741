package io.github.jeio.netty;

import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/** Netty 4.1 on NIO, whose loop watches foreign channels. The channel it hands back is not the one that it was given. */
@SuppressWarnings("deprecation") // Netty 4.2 deprecates the loop; there this class is not used
final class NioTaskWatcher implements Watcher, NioTask<SelectableChannel> {

    private final NioEventLoop loop;
    private final Events events;
    private final AioSelectable results;
    private boolean stopped;

    NioTaskWatcher(IoAio io, NioEventLoop loop, Events events) throws IOException {
        this.loop = loop;
        this.events = events;
        results = AioSelectable.open(io);
    }

    @Override
    public void start() {
        loop.register(results, SelectionKey.OP_READ, this);
    }

    @Override
    public void stop() {
        stopped = true;
        Watcher.close(results); // this also cancels the key
    }

    @Override
    public void channelReady(SelectableChannel channel, SelectionKey key) {
        events.readable();
    }

    /** By Netty, when the loop ends, or has cancelled the key. */
    @Override
    public void channelUnregistered(SelectableChannel channel, Throwable cause) {
        if (!stopped) {
            events.over(cause);
        }
    }
}
