package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where handlers run, and that they run: on the executor, or in the thread that polls; never inside the call. */
class ChannelHandlerTest extends ChannelTest {

    private final IoAio io = IoAio.create();

    @AfterEach
    void closePool() {
        io.close();
    }

    /** Runs what it is given in the thread that gives it. */
    private static class Direct extends AbstractExecutorService {

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() { }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    /** Every kind of operation with a handler: read, of nothing too and at the end, write, lock, and on a closed channel. */
    private static List<Caught<?>> everyKind(AsynchronousFileChannel channel, CompletableFuture<?> gate) throws Exception {
        List<Caught<?>> handlers = List.of(new Caught<Integer>(), new Caught<Integer>(), new Caught<Integer>(), new Caught<Integer>(),
                new Caught<FileLock>(), new Caught<Integer>(), new Caught<FileLock>());
        channel.read(ByteBuffer.allocate(4), 0, 0, as(handlers.get(0)));
        channel.read(ByteBuffer.allocate(0), 0, 1, as(handlers.get(1)));
        channel.read(ByteBuffer.allocate(4), 1000, 2, as(handlers.get(2)));
        channel.write(ByteBuffer.allocate(4), 0, 3, as(handlers.get(3)));
        channel.lock(0, 5, false, 4, as(handlers.get(4)));
        gate.join();
        for (Caught<?> handler : handlers.subList(0, 5)) {
            handler.get();
        }
        channel.close();
        channel.read(ByteBuffer.allocate(4), 0, 5, as(handlers.get(5)));
        channel.lock(0, 5, false, 6, as(handlers.get(6)));
        return handlers;
    }

    @SuppressWarnings("unchecked")
    private static <V> CompletionHandler<V, Object> as(Caught<?> handler) {
        return (Caught<V>) handler;
    }

    private static void checkOutcomes(List<Caught<?>> handlers) throws Exception {
        assertThat(handlers.get(0).get()).isEqualTo(4);
        assertThat(handlers.get(1).get()).isEqualTo(0);
        assertThat(handlers.get(2).get()).isEqualTo(-1);
        assertThat(handlers.get(3).get()).isEqualTo(4);
        assertThat(((FileLock) handlers.get(4).get()).size()).isEqualTo(5);
        for (Caught<?> closed : handlers.subList(5, 7)) {
            assertThatThrownBy(closed::get).cause().isExactlyInstanceOf(ClosedChannelException.class);
        }
        for (int i = 0; i < handlers.size(); i++) {
            assertThat(handlers.get(i).attachment).isEqualTo(i);
        }
    }

    private AioFileChannel on(ExecutorService executor) throws IOException {
        return AioFileChannel.open(file("f", "0123456789"), BOTH, executor);
    }

    private AioFileChannel onPool() throws IOException {
        return AioFileChannel.open(file("f", "0123456789"), BOTH, io);
    }

    private static final CompletableFuture<?> OPEN = CompletableFuture.completedFuture(null);

    @Test
    void theyRunOnTheGivenExecutor() throws Exception {
        Thread[] only = new Thread[1];
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> only[0] = new Thread(task, "mine"));
        try (AioFileChannel channel = on(executor)) {
            List<Caught<?>> handlers = everyKind(channel, OPEN);
            checkOutcomes(handlers);
            assertThat(handlers).allSatisfy(handler -> assertThat(handler.thread).isSameAs(only[0]));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void anExecutorThatWouldRunThemInTheCallDoesNot() throws Exception {
        try (AioFileChannel channel = on(new Direct())) {
            List<Caught<?>> handlers = everyKind(channel, OPEN);
            checkOutcomes(handlers);
            assertThat(handlers).allSatisfy(handler -> assertThat(handler.thread).isNotSameAs(Thread.currentThread()));
        }
    }

    @Test
    void anExecutorThatRefusesThemLosesNone() throws Exception {
        ExecutorService refusing = new Direct() {
            @Override
            public void execute(Runnable task) {
                throw new RejectedExecutionException();
            }
        };
        ThreadPoolExecutor shut = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        shut.shutdown();
        for (ExecutorService executor : List.of(refusing, shut)) {
            try (AioFileChannel channel = on(executor)) {
                checkOutcomes(everyKind(channel, OPEN));
            }
        }
    }

    @Test
    void anExecutorThatIsFullRunsThemElsewhereThanInTheCall() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1),
                new ThreadPoolExecutor.CallerRunsPolicy());
        try (AioFileChannel channel = on(executor)) {
            executor.execute(() -> await(busy));
            executor.execute(() -> await(busy));
            List<Caught<?>> handlers = everyKind(channel, OPEN);
            checkOutcomes(handlers);
            assertThat(handlers).allSatisfy(handler -> assertThat(handler.thread).isNotSameAs(Thread.currentThread()));
        } finally {
            busy.countDown();
            executor.shutdown();
        }
    }

    @Test
    void anExecutorThatBlocksHoldsUpNoOtherChannel() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        ExecutorService blocking = new Direct() {
            @Override
            public void execute(Runnable task) {
                ChannelHandlerTest.await(busy);
                task.run();
            }
        };
        SharedPool.IO.inlineCached(false);
        try (AioFileChannel channel = on(blocking); AioFileChannel other = AioFileChannel.open(file("g", "abc"))) {
            Caught<Integer> late = new Caught<>();
            channel.read(ByteBuffer.allocate(4), 0, null, late);
            for (int i = 0; i < 100; i++) {
                assertThat(other.read(ByteBuffer.allocate(4), 0).get(30, TimeUnit.SECONDS)).isEqualTo(3);
                assertThat(channel.read(ByteBuffer.allocate(4), 0).get(30, TimeUnit.SECONDS)).isEqualTo(4);
            }
            assertThat(late.outcome.isDone()).isFalse();
            busy.countDown();
            assertThat(late.get()).isEqualTo(4);
        } finally {
            busy.countDown();
            SharedPool.IO.inlineCached(true);
        }
    }

    @Test
    void aHandlersExceptionInADirectExecutorDoesNotRunTheHandlerAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (AioFileChannel channel = on(new Direct())) {
            channel.read(ByteBuffer.allocate(3), 0, null, new CompletionHandler<Integer, Void>() {
                @Override
                public void completed(Integer result, Void attachment) {
                    runs.incrementAndGet();
                    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> runs.addAndGet(error.getMessage().equals("mine") ? 10 : 1));
                    throw new IllegalArgumentException("mine");
                }

                @Override
                public void failed(Throwable error, Void attachment) {
                    runs.addAndGet(100);
                }
            });
            while (runs.get() < 11) {
                Thread.onSpinWait();
            }
            assertThat(runs).hasValue(11);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutAnExecutorTheyMayBlock() throws Exception {
        AioFileChannel channel = AioFileChannel.open(file("f", "0123456789"));
        try {
            CompletableFuture<Integer> inner = new CompletableFuture<>();
            channel.read(ByteBuffer.allocate(3), 0, null, new CompletionHandler<Integer, Void>() {
                @Override
                public void completed(Integer result, Void attachment) {
                    try {
                        Caught<Integer> second = new Caught<>();
                        channel.read(ByteBuffer.allocate(2), 5, null, second);
                        int sum = second.get() + channel.read(ByteBuffer.allocate(3), 9).get() + (int) channel.size();
                        channel.close();
                        inner.complete(sum);
                    } catch (Exception e) {
                        inner.completeExceptionally(e);
                    }
                }

                @Override
                public void failed(Throwable error, Void attachment) {
                    inner.completeExceptionally(error);
                }
            });
            assertThat(inner.get(30, TimeUnit.SECONDS)).isEqualTo(13);
            assertThat(channel.isOpen()).isFalse();
        } finally {
            channel.close();
        }
    }

    @Test
    void onAPoolTheyRunInTheThreadThatPolls() throws Exception {
        io.pollFileno();
        try (AioFileChannel channel = onPool()) {
            CompletableFuture<?> gate = new CompletableFuture<>();
            CompletableFuture<List<Caught<?>>> made = CompletableFuture.supplyAsync(() -> {
                try {
                    return everyKind(channel, gate);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            gate.complete(null);
            while (!made.isDone() || io.nreqs() > 0) {
                io.pollCb();
            }
            List<Caught<?>> handlers = made.join();
            while (!handlers.get(6).outcome.isDone()) {
                io.pollCb();
            }
            checkOutcomes(handlers);
            assertThat(handlers).allSatisfy(handler -> assertThat(handler.thread).isSameAs(Thread.currentThread()));
        }
    }

    @Test
    void onAPoolThatNobodyPollsTheyRunNevertheless() throws Exception {
        try (AioFileChannel channel = onPool()) {
            List<Caught<?>> handlers = everyKind(channel, OPEN);
            checkOutcomes(handlers);
            assertThat(handlers).allSatisfy(handler -> assertThat(handler.thread).isNotSameAs(Thread.currentThread()));
        }
    }

    @Test
    void onAPoolAHandlersExceptionComesOutOfPollCb() throws Exception {
        try (AioFileChannel channel = onPool()) {
            io.pollFileno();
            channel.read(ByteBuffer.allocate(3), 0, null, new CompletionHandler<Integer, Void>() {
                @Override
                public void completed(Integer result, Void attachment) {
                    throw new IllegalArgumentException("mine");
                }

                @Override
                public void failed(Throwable error, Void attachment) {
                }
            });
            assertThatThrownBy(() -> {
                while (io.nreqs() > 0) {
                    io.pollCb();
                }
            }).hasMessage("mine");
            assertThat(io.nreqs()).isZero();
        }
    }

    @Test
    void onAPoolAFutureMayBeWaitedForInTheThreadThatPolls() throws Exception {
        io.inlineCached(false);
        io.pollCb();
        try (AioFileChannel channel = onPool()) {
            assertThat(channel.read(ByteBuffer.allocate(4), 0).get()).isEqualTo(4);
            assertThat(channel.write(ByteBuffer.allocate(3), 0).get(30, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(channel.lock().get().isValid()).isTrue();
            io.maxParallel(0);
            Future<Integer> stuck = channel.read(ByteBuffer.allocate(4), 0);
            assertThatThrownBy(() -> stuck.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            io.minParallel(1);
            assertThat(stuck.get()).isEqualTo(4);
            io.flush();
        }
    }

    @Test
    void aHandlersExceptionIsTheExecutorsAffair() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((in, error) -> uncaught.complete(error));
            return thread;
        });
        try (AioFileChannel channel = on(executor)) {
            channel.read(ByteBuffer.allocate(3), 0, null, new CompletionHandler<Integer, Void>() {
                @Override
                public void completed(Integer result, Void attachment) {
                    throw new IllegalArgumentException("mine");
                }

                @Override
                public void failed(Throwable error, Void attachment) {
                }
            });
            assertThat(uncaught.get(30, TimeUnit.SECONDS)).hasMessage("mine");
            assertThat(channel.read(ByteBuffer.allocate(3), 0).get()).isEqualTo(3);
        } finally {
            executor.shutdown();
        }
    }

    /** Each handler starts the next read of what is cached, some with an empty buffer. */
    private static void chain(AsynchronousFileChannel channel, int length) throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ByteBuffer buffer = ByteBuffer.allocate(4);
        channel.read(buffer, 0, 0, new CompletionHandler<Integer, Integer>() {
            @Override
            public void completed(Integer result, Integer step) {
                if (step == length) {
                    end.complete(step);
                } else {
                    channel.read(buffer.clear().limit(step % 5), 0, step + 1, this);
                }
            }

            @Override
            public void failed(Throwable error, Integer step) {
                end.completeExceptionally(error);
            }
        });
        assertThat(end.get(50, TimeUnit.SECONDS)).isEqualTo(length);
    }

    @Test
    void aLongChainDoesNotNest() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Path path = file("f", "0123456789");
        try (AioFileChannel plain = AioFileChannel.open(path);
                AioFileChannel on = AioFileChannel.open(path, Set.of(), executor);
                AioFileChannel direct = AioFileChannel.open(path, Set.of(), new Direct());
                AioFileChannel pool = AioFileChannel.open(path, Set.of(), io)) {
            chain(plain, 10_000);
            chain(on, 10_000);
            chain(direct, 10_000);
            chain(pool, 10_000);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void anInterruptedThreadMayDoEverything() throws Exception {
        for (boolean pool : new boolean[] {false, true}) {
            AioFileChannel channel = pool ? onPool() : on(null);
            Thread.currentThread().interrupt();
            try {
                assertThat(channel.size()).isEqualTo(10);
                channel.force(true);
                channel.truncate(9);
                Caught<Integer> handler = new Caught<>();
                channel.read(ByteBuffer.allocate(4), 0, null, handler);
                channel.write(ByteBuffer.allocate(4), 0);
                channel.tryLock().release();
                channel.close();
                assertThat(Thread.interrupted()).isTrue();
                handler.outcome.handle((count, error) -> null).get(30, TimeUnit.SECONDS);
            } finally {
                Thread.interrupted();
                channel.close();
            }
        }
    }

    @Test
    void aClosedPoolRefusesAtTheCallAndLosesNoHandler() throws Exception {
        IoAio other = IoAio.create();
        AioFileChannel channel = AioFileChannel.open(file("f", "0123456789"), BOTH, other);
        other.close();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(4), 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(4), 0, null, new Caught<>())).isInstanceOf(IllegalStateException.class);
        Caught<Integer> empty = new Caught<>();
        channel.read(ByteBuffer.allocate(0), 0, null, empty);
        assertThat(empty.get()).isZero();
        Caught<FileLock> lock = new Caught<>();
        channel.lock(null, lock);
        assertThat(lock.get().isValid()).isTrue();
        channel.close();
        Caught<Integer> closed = new Caught<>();
        channel.read(ByteBuffer.allocate(1), 0, null, closed);
        assertThatThrownBy(closed::get).cause().isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aReinitOfThePoolEndsWhatItAbandons() throws Exception {
        io.inlineCached(false);
        io.maxParallel(0);
        try (AioFileChannel channel = onPool()) {
            Caught<Integer> handler = new Caught<>();
            channel.read(ByteBuffer.allocate(4), 0, null, handler);
            var future = channel.read(ByteBuffer.allocate(4), 0);
            io.reinit();
            assertThatThrownBy(handler::get).cause().isExactlyInstanceOf(IOException.class).hasMessageContaining("reinit");
            assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS)).cause().isExactlyInstanceOf(IOException.class).hasMessageContaining("reinit");
            assertThat(channel.read(ByteBuffer.allocate(4), 0).get(30, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    @Test
    void aPoolsExceptionsForArgumentsLeaveNothingHeld() throws Exception {
        OpenOption[] options = {READ, WRITE};
        AioFileChannel channel = AioFileChannel.open(file("f", "0123456789"), options);
        assertThatThrownBy(() -> channel.write(null, 0)).isInstanceOf(NullPointerException.class).hasMessage("src");
        assertThatThrownBy(() -> channel.read(null, 0)).isInstanceOf(NullPointerException.class).hasMessage("dst");
        channel.close(); // would wait for what is held
    }
}
