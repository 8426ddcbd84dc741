package io.github.jeio.netty;

import io.github.jeio.support.Transports;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * The transports that Netty has here, in either of its lines. What only one line has is in a class of its own.
 */
enum Transport {

    NIO, EPOLL, IO_URING;

    static final boolean NETTY_4_2 = exists("io.netty.channel.IoEventLoop");

    /** Those that the Netty of this JVM and the kernel have, and that are wanted. */
    static List<Transport> all() {
        return NETTY_4_2 ? Stream.of(values()).filter(one -> Transports.isWanted(one.name())).filter(Lines42::isAvailable).toList() : List.of(NIO);
    }

    static boolean exists(String type) {
        try {
            Class.forName(type, false, Transport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @SuppressWarnings("deprecation")
    EventLoopGroup group(int loops) {
        ThreadFactory threads = task -> new Thread(task, "loop");
        return NETTY_4_2 ? Lines42.group(this, loops, threads) : new NioEventLoopGroup(loops, threads);
    }

    Class<? extends ServerChannel> serverChannel() {
        return this == NIO ? NioServerSocketChannel.class : Lines42.serverChannel(this);
    }

    Class<? extends SocketChannel> channel() {
        return this == NIO ? NioSocketChannel.class : Lines42.channel(this);
    }

    private static final class Lines42 {

        static boolean isAvailable(Transport transport) {
            return switch (transport) {
                case NIO -> true;
                case EPOLL -> Epoll.isAvailable();
                case IO_URING -> IoUring.isAvailable();
            };
        }

        static EventLoopGroup group(Transport transport, int loops, ThreadFactory threads) {
            return new MultiThreadIoEventLoopGroup(loops, threads, switch (transport) {
                case NIO -> NioIoHandler.newFactory();
                case EPOLL -> EpollIoHandler.newFactory();
                case IO_URING -> IoUringIoHandler.newFactory();
            });
        }

        static Class<? extends ServerChannel> serverChannel(Transport transport) {
            return transport == EPOLL ? EpollServerSocketChannel.class : IoUringServerSocketChannel.class;
        }

        static Class<? extends SocketChannel> channel(Transport transport) {
            return transport == EPOLL ? EpollSocketChannel.class : IoUringSocketChannel.class;
        }
    }
}
