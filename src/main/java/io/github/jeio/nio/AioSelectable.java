package io.github.jeio.nio;

import io.github.jeio.IoAio;
import io.github.jeio.internal.load.Descriptors;
import io.github.jeio.internal.natives.FileNatives;
import io.github.jeio.internal.pool.PoolAccess;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;

/**
 * A channel that is readable exactly while results of a pool are pending: register it with a {@link Selector}, and call
 * {@link IoAio#pollCb()} when it is selected.
 *
 * <pre>{@code
 * AioSelectable results = AioSelectable.open(io);
 * results.register(selector, SelectionKey.OP_READ, io); // the attachment tells the key from others
 * while (io.nreqs() > 0) {
 *     selector.select(key -> {
 *         if (key.attachment() == io) {
 *             io.pollCb();
 *         }
 *     });
 * }
 * }</pre>
 *
 * <p>What a selector takes is a channel of its own provider; so the channel registered is the reading end of a pipe of
 * that provider, whose descriptor number has been given to the pool's {@linkplain IoAio#pollFileno() poll descriptor}.
 * {@link SelectionKey#channel()} gives that pipe's end and not this channel: so know the key by its attachment. Nothing is to
 * be read from it: {@code pollCb} does.
 *
 * <p>The channel goes on after {@link IoAio#reinit()}. When its pool has been closed it is never readable again. A
 * channel that is not closed keeps its descriptor.
 */
public final class AioSelectable extends SelectableChannel {

    /** A pipe has two ends, and the first channel of a JVM makes a pair of sockets that it needs to close others. */
    private static final int DESCRIPTORS = 4;

    private final Pipe.SourceChannel source;

    private AioSelectable(Pipe.SourceChannel source) {
        this.source = source;
    }

    /**
     * Makes a channel for the pool, in non-blocking mode. There may be several, and each is readable while results are
     * pending. The pool belongs to the application from now on, as after {@link IoAio#pollFileno()}. This needs no
     * file and waits for nobody, so a thread that runs an event loop may call it.
     *
     * @param io a pool
     * @return the channel; closing it leaves the pool as it is
     * @throws IOException no channel could be made, because there are not enough descriptors left, say; a later call may
     *     succeed
     * @throws IllegalStateException the pool is closed
     */
    public static AioSelectable open(IoAio io) throws IOException {
        Objects.requireNonNull(io, "io");
        if (!Descriptors.left(DESCRIPTORS)) {
            throw new IOException("this process has no " + DESCRIPTORS + " descriptors left for a selectable channel;"
                    + " close some, or raise their number (ulimit -n), and open it again");
        }
        Pipe pipe = Pipe.open();
        try {
            pipe.source().configureBlocking(false);
            io.pollFileno();
            PoolAccess.pool(io).descriptor.watch(FileNatives.natives().fileno(pipe.source()));
            return new AioSelectable(pipe.source());
        } catch (Throwable e) {
            pipe.source().close();
            throw e;
        } finally {
            pipe.sink().close();
        }
    }

    @Override
    public SelectorProvider provider() {
        return source.provider();
    }

    /** {@inheritDoc} Only {@link SelectionKey#OP_READ} makes sense. */
    @Override
    public int validOps() {
        return SelectionKey.OP_READ;
    }

    @Override
    public boolean isRegistered() {
        return source.isRegistered();
    }

    @Override
    public SelectionKey keyFor(Selector selector) {
        return source.keyFor(selector);
    }

    @Override
    public SelectionKey register(Selector selector, int ops, Object attachment) throws ClosedChannelException {
        if ((ops & ~validOps()) != 0) {
            throw new IllegalArgumentException("ops " + ops + " has more than OP_READ");
        }
        return source.register(selector, ops, attachment);
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
        return source.blockingLock();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        source.close();
    }
}
