package io.github.jeio.nio;

import io.github.jeio.IoAio;
import io.github.jeio.internal.Secrets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A channel that is readable exactly while results of a pool are pending: register it with a {@link Selector}, and call
 * {@link IoAio#pollCb()} when it is selected.
 *
 * <pre>{@code
 * AioSelectable results = AioSelectable.open(io);
 * results.register(selector, SelectionKey.OP_READ);
 * while (io.nreqs() > 0) {
 *     selector.select();
 *     selector.selectedKeys().clear();
 *     io.pollCb();
 * }
 * }</pre>
 *
 * <p>What a selector takes is a channel of its own provider; so the channel registered is a Unix-domain socket whose
 * other end the native side holds, and {@link SelectionKey#channel()} gives that socket. Nothing is to be read from it:
 * {@code pollCb} does. A program that watches descriptors by other means (epoll through a native transport, say) takes
 * {@link IoAio#pollFileno()} instead, which spares a system call each way.
 */
public final class AioSelectable extends SelectableChannel {

    private final SocketChannel socket;

    private AioSelectable(SocketChannel socket) {
        this.socket = socket;
    }

    /**
     * Makes a channel for the pool, in non-blocking mode. One at a time: another one replaces it. The pool belongs to
     * the application from now on, as after {@link IoAio#pollFileno()}.
     *
     * @param io a pool
     * @return the channel; closing it leaves the pool as it is
     * @throws IOException no socket could be made
     */
    public static AioSelectable open(IoAio io) throws IOException {
        Objects.requireNonNull(io, "io");
        io.pollFileno();
        Path directory = Files.createTempDirectory("jeio");
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Secrets.get().attach(io, (path.toString() + '\0').getBytes(StandardCharsets.UTF_8));
            SocketChannel socket = server.accept();
            socket.configureBlocking(false);
            Secrets.get().signalEnd(io, socket);
            return new AioSelectable(socket);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    @Override
    public SelectorProvider provider() {
        return socket.provider();
    }

    /** {@inheritDoc} Only {@link SelectionKey#OP_READ} makes sense. */
    @Override
    public int validOps() {
        return SelectionKey.OP_READ;
    }

    @Override
    public boolean isRegistered() {
        return socket.isRegistered();
    }

    @Override
    public SelectionKey keyFor(Selector selector) {
        return socket.keyFor(selector);
    }

    @Override
    public SelectionKey register(Selector selector, int ops, Object attachment) throws ClosedChannelException {
        if ((ops & ~validOps()) != 0) {
            throw new IllegalArgumentException("ops " + ops + " has more than OP_READ");
        }
        return socket.register(selector, ops, attachment);
    }

    /** {@inheritDoc} It is non-blocking and stays so. */
    @Override
    public SelectableChannel configureBlocking(boolean block) {
        if (block) {
            throw new UnsupportedOperationException("the channel is non-blocking: there is nothing to read from it");
        }
        return this;
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public Object blockingLock() {
        return socket.blockingLock();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        socket.close();
    }
}
