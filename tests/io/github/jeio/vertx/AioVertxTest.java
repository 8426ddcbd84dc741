package io.github.jeio.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import io.github.jeio.support.Transports;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool for contexts of Vert.x. */
class AioVertxTest extends PoolTest {

    private static final int REQUESTS = 20_000;

    private Vertx vertx;

    static List<Transport> transports() {
        return Stream.of(Transport.NIO, Transport.EPOLL, Transport.IO_URING).filter(one -> Transports.isWanted(one.name()) && one.available()).toList();
    }

    private Vertx vertx(Transport transport) {
        vertx = Vertx.builder().with(new VertxOptions().setEventLoopPoolSize(2)).withTransport(transport).build();
        return vertx;
    }

    @AfterEach
    void close() throws Exception {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    /** A verticle that does that when it starts. */
    private static AbstractVerticle verticle(Consumer<AioVertx> start) {
        return new AbstractVerticle() {
            @Override
            public void start() {
                start.accept(AioVertx.of(context));
            }
        };
    }

    @ParameterizedTest
    @MethodSource("transports")
    void requestsOfOtherThreadsAreCalledBackInTheContext(Transport transport) throws Exception {
        Context context = vertx(transport).getOrCreateContext();
        AioVertx aio = AioVertx.of(context);
        AtomicInteger elsewhere = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(REQUESTS);
        String path = file("f", "12345");

        for (int i = 0; i < REQUESTS; i++) {
            aio.io().aioStat(path, aio.dispatch(st -> {
                if (Vertx.currentContext() != context || st.size() != 5) {
                    elsewhere.incrementAndGet();
                }
                done.countDown();
            }));
        }

        done.await();
        assertThat(elsewhere).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aChainOfFuturesGoesOnInTheContext(Transport transport) throws Exception {
        Context context = vertx(transport).getOrCreateContext();
        AioVertx aio = AioVertx.of(context);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        String path = file("f", "12345");

        context.runOnContext(nothing -> step(aio, path, REQUESTS, end));

        assertThat(end.get()).isZero();
    }

    private static void step(AioVertx aio, String path, int left, CompletableFuture<Integer> end) {
        if (left == 0 || Vertx.currentContext() != aio.context()) {
            end.complete(left);
        } else {
            aio.future(aio.io().aioStat(path)).onComplete(st -> step(aio, path, left - 1, end), end::completeExceptionally);
        }
    }

    @ParameterizedTest
    @EnumSource(ThreadingModel.class)
    void everyThreadingModelHasItsResultsInItsContext(ThreadingModel model) throws Exception {
        assumeTrue(model == ThreadingModel.EVENT_LOOP || model == ThreadingModel.WORKER
                || model == ThreadingModel.VIRTUAL_THREAD && Runtime.version().feature() >= 21);
        vertx(Transport.NIO);
        Queue<Object> results = new LinkedBlockingQueue<>();
        CountDownLatch done = new CountDownLatch(6);
        String path = file("f", "12345");

        get(vertx.deployVerticle(verticle(aio -> {
            Runnable here = () -> {
                results.add(Vertx.currentContext() == aio.context() ? "context" : Thread.currentThread());
                done.countDown();
            };
            aio.future(aio.io().aioStat(path)).onSuccess(st -> here.run());
            aio.future(aio.io().aioStat(path + "x")).onFailure(e -> here.run());
            aio.io().aioStat(path + "x", aio.dispatch(st -> {
                results.add(IoAio.errno() == Errno.ENOENT ? "errno" : IoAio.errno());
                here.run();
            }));
            aio.io().aioNop(aio.dispatch(here));
            aio.io().aioUnlink(path + "x", aio.dispatchCount(status -> here.run()));
            aio.io().aioOpen(path + "x", 0, 0, aio.dispatchDescriptor(fd -> here.run()));
        }), new DeploymentOptions().setThreadingModel(model)));

        done.await();
        assertThat(results).containsOnly("context", "errno").hasSize(7);
    }

    @Test
    void aVirtualThreadWaits() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads are there from JDK 21 on");
        vertx(Transport.NIO);
        CompletableFuture<Object> size = new CompletableFuture<>();
        String path = file("f", "12345");
        get(vertx.deployVerticle(verticle(aio -> {
            try {
                size.complete(aio.io().aioStat(path).await().size() + Future.await(aio.future(aio.io().aioStat(path))).size());
            } catch (Exception e) {
                size.complete(e);
            }
        }), new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        assertThat(size.get()).isEqualTo(10L);
    }

    @Test
    void aFailureIsTheRequests() throws Exception {
        AioVertx aio = AioVertx.of(vertx(Transport.NIO).getOrCreateContext());
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        aio.future(aio.io().aioStat(path("nothing"))).onFailure(failure::complete);
        assertThat(failure.get()).isInstanceOfSatisfying(AioException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));

        CompletableFuture<Throwable> cancelled = new CompletableFuture<>();
        AioRequest<Void> request = aio.io().aioBusy(0.2);
        aio.future(request).onFailure(cancelled::complete);
        request.cancel();
        assertThat(cancelled.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void anExceptionGoesToTheContextsHandler() throws Exception {
        Context context = vertx(Transport.NIO).getOrCreateContext();
        AioVertx aio = AioVertx.of(context);
        CompletableFuture<Throwable> handled = new CompletableFuture<>();
        context.exceptionHandler(handled::complete);
        IllegalStateException thrown = new IllegalStateException("of a callback");
        aio.io().aioNop(aio.dispatch(() -> {
            throw thrown;
        }));
        assertThat(handled.get()).isSameAs(thrown);
    }

    @Test
    void thereIsOnePoolForAnEventLoop() throws Exception {
        vertx(Transport.NIO);
        Set<IoAio> pools = ConcurrentHashMap.newKeySet();
        Set<Object> loops = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 8; i++) {
            get(vertx.deployVerticle(verticle(aio -> {
                pools.add(aio.io());
                loops.add(((ContextInternal) aio.context()).nettyEventLoop());
                assertThat(AioVertx.current().io()).isSameAs(aio.io());
            })));
        }
        assertThat(loops).hasSize(2);
        assertThat(pools).hasSize(2);
    }

    @Test
    void isClosedWithTheLastDeploymentOfItsLoop() throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        List<IoAio> pools = new CopyOnWriteArrayList<>();
        String first = get(vertx.deployVerticle(verticle(aio -> pools.add(aio.io()))));
        String second = get(vertx.deployVerticle(verticle(aio -> pools.add(aio.io()))));
        assertThat(pools.get(1)).isSameAs(pools.get(0));
        AtomicInteger called = new AtomicInteger();

        get(vertx.undeploy(first));
        pools.get(0).aioBusy(0.05, called::incrementAndGet);
        get(vertx.undeploy(second));

        assertThat(called).as("what was outstanding was handled").hasValue(1);
        assertThatThrownBy(pools.get(0)::aioNop).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        get(vertx.deployVerticle(verticle(aio -> pools.add(aio.io()))));
        assertThat(pools.get(2)).isNotSameAs(pools.get(0));
    }

    @Test
    void whatIsStuckIsCancelled() throws Exception {
        vertx(Transport.NIO);
        CompletableFuture<CompletableFuture<Void>> stuck = new CompletableFuture<>();
        get(vertx.undeploy(get(vertx.deployVerticle(verticle(aio -> stuck.complete(aio.io().aioBusy(2).future()))))));
        assertThat(stuck.get()).isCancelled();
        Threads.joinReinits();
    }

    @Test
    void isClosedWithVertx() throws Exception {
        AioVertx aio = AioVertx.of(vertx(Transport.NIO).getOrCreateContext());
        get(vertx.close());
        assertThatThrownBy(aio.io()::aioNop).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AioVertx.of(aio.context())).isInstanceOf(IllegalStateException.class);
        vertx = null;
    }

    /** The callback runs while the pool is closed, so that what it throws comes out there. */
    @Test
    void aDeploymentEndsThoughACallbackThrows() throws Exception {
        vertx(Transport.NIO);
        Consumer<AioVertx> late = aio -> aio.io().onClose(() -> aio.io().aioNop(() -> {
            throw new UnsupportedOperationException("the callback's");
        }));
        get(vertx.undeploy(get(vertx.deployVerticle(verticle(late)))));
    }

    @Test
    void aPoolThatWasClosedIsReplaced() throws Exception {
        Context context = vertx(Transport.NIO).getOrCreateContext();
        AioVertx aio = AioVertx.of(context);
        aio.io().close();
        AioVertx again = AioVertx.of(context);
        assertThat(again.io()).isNotSameAs(aio.io());
        get(again.future(again.io().aioNop()));
    }

    @Test
    void aThreadWithoutAContextIsToldSo() {
        assertThatThrownBy(AioVertx::current).isInstanceOf(IllegalStateException.class).hasMessageContaining("AioVertx.of(context)");
        assertThatThrownBy(() -> AioVertx.of(null)).isInstanceOf(NullPointerException.class).hasMessage("context");
        AioVertx aio = AioVertx.of(vertx(Transport.NIO).getOrCreateContext());
        assertThatThrownBy(() -> aio.dispatch((Runnable) null)).isInstanceOf(NullPointerException.class).hasMessage("callback");
    }
}
