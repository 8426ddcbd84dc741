package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool on an event loop of each transport. */
class AioNettyTest extends PoolTest {

    private static final int REQUESTS = 20_000;

    private final Queue<Throwable> errors = new LinkedBlockingQueue<>();
    private final List<EventLoopGroup> groups = new ArrayList<>();

    static List<Transport> transports() {
        return Transport.all();
    }

    @AfterEach
    void endGroups() {
        groups.forEach(group -> group.shutdownGracefully(0, 10, TimeUnit.SECONDS));
        groups.forEach(group -> group.terminationFuture().syncUninterruptibly());
        assertThat(errors).isEmpty();
    }

    private EventLoopGroup group(Transport transport, int loops) {
        EventLoopGroup group = transport.group(loops);
        groups.add(group);
        return group;
    }

    private EventLoop loop(Transport transport) {
        return group(transport, 1).next();
    }

    private IoAio attached(IoAio pool, EventLoop loop) throws Exception {
        AioNetty.attach(pool, loop, errors::add);
        return pool;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void requestsOfOtherThreadsAreCalledBackInTheLoop(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        String path = file("f", "12345");
        AtomicLong size = new AtomicLong();
        AtomicInteger elsewhere = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(REQUESTS);

        for (int i = 0; i < 2; i++) {
            new Thread(() -> {
                for (int n = 0; n < REQUESTS / 2; n++) {
                    pool.aioStat(path, st -> {
                        size.addAndGet(st.size());
                        if (!loop.inEventLoop()) {
                            elsewhere.incrementAndGet();
                        }
                        done.countDown();
                    });
                }
            }).start();
        }

        done.await();
        assertThat(size).hasValue(5L * REQUESTS);
        assertThat(elsewhere).hasValue(0);
    }

    /** Each step is submitted by the callback of the one before; the loop's other tasks run in between. */
    @ParameterizedTest
    @MethodSource("transports")
    void aChainOnTheLoopLeavesOtherTasksTheirTurn(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        AtomicInteger turns = new AtomicInteger();
        String path = file("f", "12345");

        loop.execute(() -> {
            step(pool, path, REQUESTS, end);
            tick(loop, end, turns);
        });

        assertThat(end.get()).isZero();
        assertThat(turns).as("turns of another task").hasValueGreaterThan(10);
    }

    private static void step(IoAio pool, String path, int left, CompletableFuture<Integer> end) {
        if (left == 0) {
            end.complete(left);
        } else {
            pool.aioStat(path, st -> step(pool, path, left - 1, end));
        }
    }

    private static void tick(EventLoop loop, CompletableFuture<?> end, AtomicInteger turns) {
        if (!end.isDone()) {
            turns.incrementAndGet();
            loop.schedule(() -> tick(loop, end, turns), 1, TimeUnit.MILLISECONDS);
        }
    }

    /** An exception out of pollCb would have Netty pause for a second, or watch no more. */
    @ParameterizedTest
    @MethodSource("transports")
    void anExceptionGoesToTheHandlerAndTheLoopGoesOn(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        CountDownLatch done = new CountDownLatch(200);

        for (int i = 0; i < 100; i++) {
            pool.aioNop(() -> {
                done.countDown();
                throw new IllegalStateException("of a callback");
            });
            pool.aioNop(() -> {
                done.countDown();
                throw new StackOverflowError("of another");
            });
        }

        done.await();
        loop.submit(() -> { }).sync();
        assertThat(errors).hasSize(200);
        errors.clear();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aHandlerThatThrowsEndsNothing(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, error -> {
            throw new IllegalStateException("of the handler");
        });
        CountDownLatch done = new CountDownLatch(1);
        pool.aioNop(() -> {
            throw new IllegalStateException("of a callback");
        });
        pool.aioNop(done::countDown);
        done.await();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void eachLoopHasItsOwnPoolMadeOnce(Transport transport) throws Exception {
        EventLoopGroup group = group(transport, 2);
        EventLoop first = group.next();
        EventLoop second = group.next();

        IoAio pool = AioNetty.of(first);

        assertThat(AioNetty.of(first)).isSameAs(pool);
        assertThat(first.submit(() -> AioNetty.of(first)).get()).isSameAs(pool);
        assertThat(second.submit(() -> AioNetty.of(second)).get()).isNotSameAs(pool);
        assertThat(AioNetty.of(second)).isNotSameAs(pool);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void errnoIsThereForTheCallback(Transport transport) throws Exception {
        CompletableFuture<Integer> errno = new CompletableFuture<>();
        AioNetty.of(loop(transport)).aioStat(path("nothing"), st -> errno.complete(IoAio.errno()));
        assertThat(errno.get()).isEqualTo(Errno.ENOENT);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void anIdleLoopSleeps(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        CountDownLatch done = new CountDownLatch(1);
        pool.aioNop(done::countDown);
        done.await();

        assertThat(sleeps(loop)).isTrue();
    }

    /** Whether the loop's thread is at rest for a while: what spins has used the CPU all the time. */
    private static boolean sleeps(EventLoop loop) throws Exception {
        long id = loop.submit(() -> Thread.currentThread().getId()).get();
        var threads = ManagementFactory.getThreadMXBean();
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = threads.getThreadCpuTime(id);
            Thread.sleep(50);
            if (threads.getThreadCpuTime(id) - before < TimeUnit.MILLISECONDS.toNanos(1)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aDetachedPoolIsSomebodyElses(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        AioNetty attached = AioNetty.attach(io, loop, errors::add);
        CountDownLatch done = new CountDownLatch(1);
        io.aioNop(done::countDown);
        done.await();

        attached.detach().sync();
        attached.detach().sync();

        assertThat(attached.isAttached()).isFalse();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        io.aioNop(() -> thread.complete(Thread.currentThread()));
        io.flush();
        assertThat(thread.get()).isSameAs(Thread.currentThread());
        assertThat(sleeps(loop)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void detachesFromInsideACallbackAndIsAttachedElsewhere(Transport transport) throws Exception {
        EventLoop first = loop(transport);
        EventLoop second = loop(transport);
        AioNetty attached = AioNetty.attach(io, first, errors::add);
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        io.aioNop(() -> {
            attached.detach();
            left.complete(attached.isAttached());
        });
        assertThat(left.get()).isFalse();
        first.submit(() -> { }).sync(); // the callback is over

        AioNetty again = AioNetty.attach(io, second, errors::add);
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        io.aioNop(() -> there.complete(second.inEventLoop()));
        assertThat(there.get()).isTrue();
        again.detach().sync();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void attachesAndDetachesManyTimes(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        for (int i = 0; i < 200; i++) {
            AioNetty attached = AioNetty.attach(io, loop, errors::add);
            if (i % 2 == 0) {
                CountDownLatch done = new CountDownLatch(1);
                io.aioNop(done::countDown);
                done.await();
            }
            attached.detach().sync();
        }
        assertThat(sleeps(loop)).isTrue();
    }

    /** The descriptor's number may be somebody else's as soon as the pool is closed. */
    @ParameterizedTest
    @MethodSource("transports")
    void thePoolMayBeClosedFirst(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        AtomicInteger called = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            IoAio pool = attached(IoAio.create(), loop);
            pool.aioNop(called::incrementAndGet);
            pool.aioStat("/", st -> called.incrementAndGet());
            pool.close();
            assertThat(called).hasValue(2 * (i + 1));
        }
        assertThat(sleeps(loop)).isTrue();

        IoAio pool = attached(IoAio.create(), loop);
        CountDownLatch done = new CountDownLatch(1);
        pool.aioNop(done::countDown);
        done.await();
        loop.submit(pool::close).sync();
        assertThat(sleeps(loop)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aLoopsPoolThatWasClosedIsReplaced(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop);
        pool.close();
        IoAio next = AioNetty.of(loop);
        assertThat(next).isNotSameAs(pool);
        CountDownLatch done = new CountDownLatch(1);
        next.aioNop(done::countDown);
        done.await();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aLoopRefersToNoPoolThatWasClosed(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        WeakReference<IoAio> closed = closedPoolOf(loop);
        loop.submit(() -> { }).sync();
        while (closed.get() != null && !Thread.interrupted()) { // the time limit's
            System.gc();
        }
        assertThat(closed.get()).isNull();
        AioNetty.of(loop).aioNop().await();
    }

    private static WeakReference<IoAio> closedPoolOf(EventLoop loop) {
        IoAio pool = AioNetty.of(loop);
        pool.close();
        return new WeakReference<>(pool);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void theLoopMayEndFirst(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        AioNetty attached = AioNetty.attach(io, loop, errors::add);
        loop.submit(() -> { }).sync();

        loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();

        assertThat(attached.isAttached()).isFalse();
        attached.detach().sync();
        CountDownLatch done = new CountDownLatch(1);
        io.aioNop(done::countDown);
        io.flush();
        assertThat(done.getCount()).isZero();
        assertThatThrownBy(() -> AioNetty.attach(io, loop)).isInstanceOf(IllegalStateException.class).hasMessageContaining("the loop has ended");
        assertThatThrownBy(() -> AioNetty.of(loop)).isInstanceOf(IllegalStateException.class).hasMessageContaining("the loop is ending");
    }

    /** What is in flight when the loop ends is handled in its thread, and what takes too long is cancelled. */
    @ParameterizedTest
    @MethodSource("transports")
    void aLoopsPoolEndsWithIt(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        pool.aioBusy(0.1, () -> called.complete(loop.inEventLoop()));
        CompletableFuture<Void> stuck = pool.aioBusy(2).future();
        pool.aioBusy(2, () -> errors.add(new AssertionError("was not cancelled")));

        loop.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();

        assertThat(called.getNow(false)).as("called back in the loop").isTrue();
        assertThat(stuck).isCancelled();
        assertThatThrownBy(pool::aioNop).isInstanceOf(IllegalStateException.class);
        Threads.joinReinits();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void requestsGoOnWhileTheLoopEnds(Transport transport) throws Exception {
        for (int i = 0; i < 10; i++) {
            EventLoop loop = loop(transport);
            IoAio pool = AioNetty.of(loop, errors::add);
            CountDownLatch begun = new CountDownLatch(100);
            loop.execute(() -> again(pool, begun));
            begun.await();
            loop.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
        }
    }

    private static void again(IoAio pool, CountDownLatch begun) {
        begun.countDown();
        if (begun.getCount() > 0) {
            pool.aioStat("/", st -> again(pool, begun));
            pool.aioNop(() -> { });
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void waitingInTheLoopThrows(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        IoAio pool = AioNetty.of(loop, errors::add);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        pool.aioNop(() -> {
            try {
                pool.aioBusy(0.01).await();
                thrown.complete(null);
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    /** Who attaches does not poll, neither before the loop does nor besides. */
    @ParameterizedTest
    @MethodSource("transports")
    void waitingElsewhereCallsNothingBack(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        AtomicInteger elsewhere = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            IoAio pool = attached(IoAio.create(), loop);
            pool.aioNop(() -> elsewhere.addAndGet(loop.inEventLoop() ? 0 : 1));
            pool.aioNop().await();
            pool.aioStat("/").await();
            pool.aioNop(() -> elsewhere.addAndGet(loop.inEventLoop() ? 0 : 1)).await();
            pool.close();
        }
        assertThat(elsewhere).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void isAttachedOnce(Transport transport) throws Exception {
        EventLoop loop = loop(transport);
        AioNetty attached = AioNetty.attach(io, loop, errors::add);
        assertThat(attached.io()).isSameAs(io);
        assertThat(AioNetty.isSupported(loop)).isTrue();
        assertThatThrownBy(() -> AioNetty.attach(io, loop)).isInstanceOf(IllegalStateException.class).hasMessageContaining("attached already");
        attached.detach().sync();
    }

    @Test
    void aLoopThatCantWatchIsRefusedWithARemedy() {
        EventLoop loop = new DefaultEventLoop();
        try {
            assertThat(AioNetty.isSupported(loop)).isFalse();
            assertThatThrownBy(() -> AioNetty.attach(io, loop)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(loop.toString()).hasMessageContaining("PollThread");
            assertThatThrownBy(() -> AioNetty.of(loop)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> AioNetty.attach(null, loop)).isInstanceOf(NullPointerException.class).hasMessage("io");
            assertThatThrownBy(() -> AioNetty.attach(io, null)).isInstanceOf(NullPointerException.class).hasMessage("loop");
            assertThatThrownBy(() -> AioNetty.attach(io, loop, null)).isInstanceOf(NullPointerException.class).hasMessage("handler");
            assertThatThrownBy(() -> AioNetty.of(null)).isInstanceOf(NullPointerException.class).hasMessage("loop");
        } finally {
            loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
