package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attaching, detaching and both endings, each at the same moment as another. */
class AioNettyRacesTest extends PoolTest {

    private static final int ROUNDS = 30;

    private final Queue<Throwable> errors = new LinkedBlockingQueue<>();

    static List<Transport> transports() {
        return Transport.all();
    }

    /**
     * Where other threads give tasks to a loop of io_uring that is just ending, Netty (4.2.18 at least) may free the memory that its
     * eventfd is read to while the kernel still reads: the JVM crashes some time later. That is so without jeio as well.
     */
    static List<Transport> transportsThatEndUnderTasks() {
        return Transport.all().stream().filter(transport -> transport != Transport.IO_URING).toList();
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(errors).isEmpty();
    }

    /** Runs the actions at the same moment, each in a thread of its own. */
    private void together(Runnable... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        Thread[] threads = new Thread[actions.length];
        for (int i = 0; i < actions.length; i++) {
            Runnable action = actions[i];
            threads[i] = new Thread(() -> {
                try {
                    start.await();
                    action.run();
                } catch (Throwable e) {
                    errors.add(e);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void end(EventLoopGroup group) {
        group.shutdownGracefully(0, 30, TimeUnit.SECONDS);
        group.terminationFuture().syncUninterruptibly();
    }

    private AioNetty attach(IoAio pool, EventLoop loop) {
        try {
            return AioNetty.attach(pool, loop, errors::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int handled(Queue<AioRequest<?>> made) {
        return (int) made.stream().filter(request -> !request.isCancelled()).count();
    }

    /** What is told that it came too late. */
    private static void unlessTooLate(Runnable action) {
        try {
            action.run();
        } catch (IllegalStateException e) {
            // the pool is closed, or the loop has ended
        }
    }

    @ParameterizedTest
    @MethodSource("transportsThatEndUnderTasks")
    void aLoopsPoolIsAskedForWhileTheLoopEnds(Transport transport) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            EventLoopGroup group = transport.group(1);
            EventLoop loop = group.next();
            Queue<AioRequest<?>> made = new LinkedBlockingQueue<>();
            AtomicInteger called = new AtomicInteger();
            Runnable ask = () -> unlessTooLate(() -> {
                for (int n = 0; n < 3; n++) {
                    made.add(AioNetty.of(loop).aioNop(called::incrementAndGet));
                }
            });
            together(ask, ask, () -> end(group));
            // A loop that had no turn left for the pool leaves its end to another thread of Netty's. What is left after a second is cancelled.
            while (made.stream().anyMatch(request -> !request.isDone()) || called.get() < handled(made)) {
                Thread.onSpinWait();
            }
            assertThat(called).as("callbacks").hasValue(handled(made));
            assertThatThrownBy(() -> AioNetty.of(loop)).isInstanceOf(IllegalStateException.class).hasMessageContaining("the loop is ending");
        }
    }

    @ParameterizedTest
    @MethodSource("transportsThatEndUnderTasks")
    void attachingDetachingAndEndsComeInAnyOrder(Transport transport) throws Exception {
        Random random = new Random(14);
        for (int i = 0; i < ROUNDS; i++) {
            EventLoopGroup group = transport.group(1);
            EventLoop loop = group.next();
            IoAio pool = IoAio.create();
            Runnable attach = () -> unlessTooLate(() -> {
                AioNetty attached = attach(pool, loop);
                pool.aioStat("/", st -> { });
                attached.detach().syncUninterruptibly();
                assertThat(attached.isAttached()).isFalse();
            });
            Runnable close = pool::close;
            Runnable request = () -> unlessTooLate(() -> pool.aioNop(() -> { }));
            Runnable end = () -> end(group);
            switch (random.nextInt(4)) {
                case 0 -> together(attach, close, request);
                case 1 -> together(attach, end, request);
                case 2 -> together(attach, close, end);
                default -> together(attach, attach, close, end);
            }
            pool.close();
            end(group);
        }
    }

    /** The loop stops watching at the moment when something is to be seen, which is gone then. */
    @ParameterizedTest
    @MethodSource("transports")
    void aLoopEndsWhileResultsCome(Transport transport) throws Exception {
        AtomicInteger called = new AtomicInteger();
        for (int i = 0; i < ROUNDS / 2; i++) {
            EventLoopGroup group = transport.group(1);
            IoAio pool = AioNetty.of(group.next());
            for (int n = 0; n < 20; n++) {
                pool.aioBusy(n * 0.0002, called::incrementAndGet);
            }
            end(group);
        }
        assertThat(called).hasValue(20 * (ROUNDS / 2));
    }

    /** Whoever closes a pool does not see a descriptor that is just being made for the loop. */
    @ParameterizedTest
    @MethodSource("transports")
    void aPoolIsClosedWhileItIsAttached(Transport transport) throws Exception {
        EventLoopGroup group = transport.group(1);
        EventLoop loop = group.next();
        for (int i = 0; i < 5 * ROUNDS; i++) {
            IoAio pool = IoAio.create();
            together(() -> unlessTooLate(() -> attach(pool, loop)), pool::close);
        }
        end(group);
    }

    /** The pool is closed by one thread while callbacks run in the loop, and the loop takes others meanwhile. */
    @ParameterizedTest
    @MethodSource("transports")
    void poolsComeAndGoOnOneLoop(Transport transport) throws Exception {
        EventLoopGroup group = transport.group(1);
        EventLoop loop = group.next();
        AtomicInteger called = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        Runnable user = () -> {
            Random random = new Random();
            for (int i = 0; i < ROUNDS; i++) {
                IoAio pool = IoAio.create();
                AioNetty attached = attach(pool, loop);
                for (int n = random.nextInt(20); n >= 0; n--) {
                    made.incrementAndGet();
                    pool.aioStat("/", st -> called.incrementAndGet());
                }
                if (random.nextBoolean()) {
                    attached.detach();
                }
                pool.close();
            }
        };
        together(user, user);
        end(group);
        assertThat(called).hasValue(made.get());
    }

    /** It has tasks in each of its last passes, closes no handle any more, and runs none of its shutdown hooks. */
    @ParameterizedTest
    @MethodSource("transports")
    void aLoopEndsThatIsNeverQuiet(Transport transport) throws Exception {
        EventLoopGroup group = transport.group(1);
        SingleThreadEventLoop loop = (SingleThreadEventLoop) group.next();
        try (IoAio pool = IoAio.create()) {
            AtomicReference<AioNetty> attached = new AtomicReference<>();
            loop.submit(() -> busy(loop, () -> {
                if (loop.isShuttingDown() && attached.get() == null) {
                    attached.set(attach(pool, loop));
                }
            })).get();
            end(group);
            assertThat(attached.get()).as("attached as the loop ended").isNotNull();
            while (attached.get().isAttached() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait(); // Netty tells of the end in a thread of its own
            }
            assertThat(attached.get().isAttached()).isFalse();
            assertThat(pool.aioNop().future().thenApply(nothing -> 1).get()).isEqualTo(1);
        }
    }

    /** Has the loop find a task in each pass after this one. */
    private static void busy(SingleThreadEventLoop loop, Runnable each) {
        each.run();
        try {
            loop.executeAfterEventLoopIteration(() -> {
                try {
                    loop.execute(() -> busy(loop, each));
                } catch (RejectedExecutionException e) {
                    // the loop has ended
                }
            });
        } catch (RejectedExecutionException e) {
            // the loop has ended
        }
    }
}
