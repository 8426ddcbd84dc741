package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing and cancelling while requests are queued: the pools here have no threads until a test gives them some. */
class ChannelCloseTest extends ChannelTest {

    private final IoAio io = IoAio.create();

    @BeforeEach
    void stopThreads() {
        for (IoAio pool : List.of(io, SharedPool.IO)) {
            pool.inlineCached(false);
            pool.maxParallel(0);
        }
    }

    @AfterEach
    void startThreads() {
        for (IoAio pool : List.of(io, SharedPool.IO)) {
            pool.inlineCached(true);
            pool.minParallel(8);
        }
        io.close();
    }

    private AioFileChannel shared() throws IOException {
        return AioFileChannel.open(file("f", "0123456789"), BOTH.toArray(OpenOption[]::new));
    }

    private AioFileChannel onPool() throws IOException {
        return AioFileChannel.open(file("f", "0123456789"), BOTH, io);
    }

    private static Thread closing(AsynchronousFileChannel channel) {
        Thread thread = new Thread(() -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void closeWaitsForWhatIsOutstandingAndEndsIt() throws Exception {
        AioFileChannel channel = shared();
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writes.add(channel.write(ByteBuffer.wrap(new byte[] {'x'}), i));
        }
        Caught<Integer> handler = new Caught<>();
        channel.read(ByteBuffer.allocate(4), 0, null, handler);
        Thread closer = closing(channel);
        while (!Threads.waits(closer)) {
            Thread.onSpinWait();
        }
        assertThat(channel.isOpen()).isFalse();
        assertThat(writes).noneMatch(Future::isDone);
        SharedPool.IO.minParallel(8);
        closer.join();
        for (Future<Integer> write : writes) {
            assertThatThrownBy(write::get).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
        }
        assertThatThrownBy(handler::get).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(dir.resolve("f")).hasContent("0123456789");
    }

    @Test
    void onAPoolTheFileIsClosedAtOnceAndTheRestEndsWhenPolled() throws Exception {
        io.pollFileno();
        AioFileChannel channel = onPool();
        int fd = channel.fd();
        Future<Integer> write = channel.write(ByteBuffer.wrap(new byte[] {'x'}), 0);
        Caught<Integer> handler = new Caught<>();
        channel.read(ByteBuffer.allocate(4), 0, null, handler);
        channel.close();
        assertThat(channel.fd()).isEqualTo(-1);
        assertThat(openBelow(dir)).isEmpty();
        assertThat(Files.exists(Path.of("/proc/self/fd/" + fd))).as("the number is not given back").isTrue();
        List<AioFileChannel> later = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            later.add(AioFileChannel.open(dir.resolve("f")));
            assertThat(later.get(i).fd()).isNotEqualTo(fd);
        }
        io.minParallel(8);
        while (io.nreqs() > 0) {
            io.poll();
        }
        assertThatThrownBy(() -> write.get(30, TimeUnit.SECONDS)).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(handler::get).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(dir.resolve("f")).hasContent("0123456789");
        assertThat(Files.exists(Path.of("/proc/self/fd/" + fd))).isFalse();
        for (AioFileChannel other : later) {
            other.close();
        }
    }

    /** What this process has open below the directory. */
    private static List<String> openBelow(Path below) {
        return Leaks.openDescriptors().values().stream().filter(target -> target.startsWith(below.toString())).toList();
    }

    @Test
    void aPoolsCallbackMayClose() throws Exception {
        io.minParallel(8);
        AioFileChannel channel = onPool();
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        io.aioNop(() -> {
            Future<Integer> read = channel.read(ByteBuffer.allocate(4), 0);
            try {
                channel.close();
            } catch (IOException e) {
                closed.completeExceptionally(e);
            }
            closed.complete(read.isDone());
        });
        io.flush();
        assertThat(closed.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aCancelledReadIsDoneAndGivesUpItsResultOnly() throws Exception {
        try (AioFileChannel channel = shared()) {
            Future<Integer> read = channel.read(ByteBuffer.allocate(4), 0);
            CompletableFuture<Throwable> waiter = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    read.get();
                } catch (Throwable e) {
                    waiter.complete(e);
                }
            });
            waiting.start();
            while (!Threads.waits(waiting)) {
                Thread.onSpinWait();
            }
            assertThat(read.isDone()).isFalse();
            assertThat(read.isCancelled()).isFalse();
            assertThatThrownBy(() -> read.get(1, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(read.cancel(false)).isTrue();
            assertThat(read.isDone()).isTrue();
            assertThat(read.isCancelled()).isTrue();
            assertThat(read.cancel(true)).isFalse();
            assertThat(waiter.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(read::get).isInstanceOf(CancellationException.class);
            assertThat(channel.isOpen()).isTrue();
            SharedPool.IO.minParallel(8);
            assertThat(channel.read(ByteBuffer.allocate(4), 0).get()).isEqualTo(4);
        }
    }

    @Test
    void cancellingByInterruptionClosesTheChannel() throws Exception {
        io.pollFileno();
        AioFileChannel channel = onPool();
        Future<Integer> one = channel.read(ByteBuffer.allocate(4), 0);
        Future<Integer> two = channel.read(ByteBuffer.allocate(4), 0);
        assertThat(one.cancel(true)).isTrue();
        assertThat(channel.isOpen()).isFalse();
        assertThat(two.isDone()).isFalse();
        io.minParallel(8);
        while (io.nreqs() > 0) {
            io.poll();
        }
        assertThatThrownBy(two::get).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(one.isCancelled()).isTrue();
    }

    @Test
    void whatIsDoneIsNotCancelled() throws Exception {
        for (Opener opener : openers().toList()) {
            SharedPool.IO.minParallel(8);
            try (AsynchronousFileChannel channel = opener.open(file("g", "abc"), READ)) {
                Future<Integer> read = channel.read(ByteBuffer.allocate(4), 0);
                read.get();
                assertThat(read.cancel(true)).isFalse();
                assertThat(read.isCancelled()).isFalse();
                assertThat(channel.isOpen()).isTrue();
                Future<Integer> nothing = channel.read(ByteBuffer.allocate(0), 0);
                assertThat(nothing.isDone()).isTrue();
                assertThat(nothing.cancel(false)).isFalse();
            }
        }
    }

    @Test
    void threadsThatReadWhileOthersCloseGetAResultOrAReason() throws Exception {
        SharedPool.IO.minParallel(8);
        SharedPool.IO.inlineCached(true);
        io.minParallel(8);
        for (int round = 0; round < 200; round++) {
            AioFileChannel channel = round % 2 == 0 ? shared() : onPool();
            List<Thread> threads = new ArrayList<>();
            List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            ByteBuffer buffer = ByteBuffer.allocateDirect(10);
                            assertThat(channel.read(buffer, 0).get()).isEqualTo(10);
                            assertThat(buffer.get(9)).isEqualTo((byte) '9');
                            channel.size();
                        }
                    } catch (ClosedChannelException e) {
                        // of size
                    } catch (ExecutionException e) {
                        if (!(e.getCause() instanceof ClosedChannelException)) {
                            wrong.add(e);
                        }
                    } catch (Throwable e) {
                        wrong.add(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            assertThat(channel.read(ByteBuffer.allocate(10), 0).get()).isEqualTo(10);
            Thread one = closing(channel);
            Thread two = closing(channel);
            for (Thread thread : threads) {
                thread.join();
            }
            one.join();
            two.join();
            assertThat(wrong).isEmpty();
        }
    }
}
