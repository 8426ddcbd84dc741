package io.github.jeio.netty;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * Netty 4.2 on epoll, level-triggered. The descriptor is a duplicate of the pool's: if the pool is closed first, the
 * duplicate stays open until epoll has let go of it, so that its number is not used for another file.
 */
final class EpollWatcher extends IoWatcher implements EpollIoHandle {

    private final FileDescriptor results;

    EpollWatcher(int duplicate, IoEventLoop loop, Events events) {
        super(loop, events);
        results = new FileDescriptor(duplicate);
    }

    @Override
    void arm() {
        submit(EpollIoOps.EPOLLIN);
    }

    @Override
    public void stop() {
        leave();
        Watcher.close(results::close);
    }

    @Override
    public FileDescriptor fd() {
        return results;
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        events.readable();
    }
}
