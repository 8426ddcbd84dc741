package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.PoolTest;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A loop that takes a task and never runs it, as one may that is just ending: it is offered the task by a thread that has seen it
 * open, drops what is in its queue, and the thread finds nothing there that could be refused. What is a race elsewhere is had here
 * for certain.
 */
class LostTaskTest extends PoolTest {

    private static final int LATER = 30;

    private volatile boolean loses;
    private MultiThreadIoEventLoopGroup group;
    private IoEventLoop loop;

    private final class Losing extends SingleThreadIoEventLoop {

        Losing(MultiThreadIoEventLoopGroup parent, Executor executor, IoHandlerFactory factory) {
            super(parent, executor, factory);
        }

        @Override
        public void execute(Runnable task) {
            if (!loses) {
                super.execute(task);
            }
        }
    }

    @BeforeEach
    void aLoop() {
        assumeTrue(Transport.NETTY_4_2);
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()) {
            @Override
            protected IoEventLoop newChild(Executor executor, IoHandlerFactory factory, Object... arguments) {
                return new Losing(this, executor, factory);
            }
        };
        loop = group.next();
    }

    @AfterEach
    void end() {
        loses = false;
        if (group != null) {
            group.shutdownGracefully(0, LATER, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Without being asked again. */
    private void isDetachedByTheEnd(AioNetty attached) throws Exception {
        end();
        while (attached.isAttached() && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait(); // Netty tells of the end in a thread of its own
        }
        assertThat(attached.isAttached()).isFalse();
        assertThat(io.aioNop().future().thenApply(nothing -> 1).get()).isEqualTo(1);
    }

    @Test
    void aPoolThatWasNeverWatchedIsDetachedWhenTheLoopEnds() throws Exception {
        loses = true;
        isDetachedByTheEnd(AioNetty.attach(io, loop));
    }

    @Test
    void aPoolIsDetachedThoughTheLoopHasLostThat() throws Exception {
        AioNetty attached = AioNetty.attach(io, loop);
        loop.submit(() -> { }).sync();
        loses = true;
        assertThat(attached.detach().isDone()).isFalse();
        isDetachedByTheEnd(attached);
    }
}
