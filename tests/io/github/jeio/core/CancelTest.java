package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of cancelled requests: see also the leak check of every test. */
class CancelTest extends CoreTest {

    private static void never() {
        throw new AssertionError("the callback of a cancelled request");
    }

    private static void assertCancelled(AioRequest<?> request) {
        assertThat(request.isCancelled()).isTrue();
        assertThat(request.isDone()).isTrue();
        assertThat(request.errno()).isZero();
        assertThat(request.future()).isCancelled();
    }

    // before a thread has it

    @Test
    void queuedRequestIsNotExecuted() throws Exception {
        Stall stall = stallOne();
        AioRequest<Long> unlink = io.aioUnlink(file("f", ""), status -> never());
        assertThat(unlink.cancel()).isTrue();
        assertCancelled(unlink);
        stall.release();
        io.flush();
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void onlyTheFirstCancelCounts() throws Exception {
        stallOne();
        AioRequest<Void> nop = io.aioNop(CancelTest::never);
        assertThat(nop.cancel()).isTrue();
        assertThat(nop.cancel()).isFalse();
        assertThat(nop.isCancelled()).isTrue();
    }

    @Test
    void requestThatIsDoneStaysDone() {
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        io.flush();
        assertThat(mkdir.cancel()).isFalse();
        assertThat(mkdir.isCancelled()).isFalse();
        assertThat(mkdir.isDone()).isTrue();
        assertThat(mkdir.future()).isCompletedWithValue(0L);
    }

    @Test
    void requestCancelledByTheCallbackThatMadeItIsNotExecuted() {
        file("f", "");
        io.aioNop(() -> io.aioUnlink(path("f"), status -> never()).cancel());
        io.flush();
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void requestOfARunningCallbackCancelledByAnotherThreadIsNotExecuted() {
        file("f", "");
        io.aioNop(() -> {
            AioRequest<Long> unlink = io.aioUnlink(path("f"), status -> never());
            assertThat(start(unlink::cancel)).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(true);
        });
        io.flush();
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void aCallbackCanCancelWhatIsPendingWithIt() {
        List<AioRequest<Void>> both = new ArrayList<>();
        AtomicInteger called = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            both.add(io.aioNop(() -> {
                called.incrementAndGet();
                both.get(other).cancel();
            }));
        }
        awaitPending(io, 2);
        io.pollCb();
        assertThat(called).hasValue(1);
        assertThat(both).extracting(AioRequest::isCancelled).containsExactlyInAnyOrder(true, false);
    }

    // while a thread has it

    @Test
    void descriptorThatAnExecutingOpenYieldsIsClosed() throws Exception {
        run("mkfifo", path("slow"));
        AioRequest<Integer> open = io.aioOpen(path("slow"), O_WRONLY, 0, fd -> never());
        awaitExecution(io);
        assertThat(open.cancel()).isTrue();
        assertThat(io.nreqs()).isEqualTo(1);
        RandomAccessFile otherEnd = new RandomAccessFile(path("slow"), "rw");
        io.flush();
        assertThat(openFifos()).isEqualTo(1);
        otherEnd.close();
        assertThat(openFifos()).isZero();
    }

    private long openFifos() {
        return Leaks.openDescriptors().values().stream().filter(path("slow")::equals).count();
    }

    @Test
    void readdirsThatExecuteLeaveNothingBehind() throws Exception {
        Files.createDirectory(dir.resolve("many"));
        for (int i = 0; i < 3000; i++) {
            Files.createFile(dir.resolve("many/" + i));
        }
        for (int i = 0; i < 200; i++) {
            AioRequest<?> readdir = i % 2 == 0 ? io.aioReaddir(path("many")) : io.aioReaddirx(path("many"), 0);
            awaitExecution(io);
            IntStream.range(0, i).forEach(nothing -> Thread.onSpinWait()); // somewhere on its way, not always at the start
            readdir.cancel();
            io.flush();
        }
    }

    @Test
    void aHeapBufferIsLeftAloneByACancelledRead() throws Exception {
        run("mkfifo", path("slow"));
        int fd = io.aioOpen(path("slow"), O_RDWR, 0).await();
        ByteBuffer data = ByteBuffer.allocate(4);
        AioRequest<Long> read = io.aioRead(fd, -1, data, count -> never());
        awaitExecution(io);
        read.cancel();
        assertThat(io.aioWrite(fd, -1, ByteBuffer.wrap(new byte[] {1, 2, 3, 4})).await()).isEqualTo(4);
        io.flush();
        assertThat(data.position()).isZero();
        assertThat(data.array()).containsOnly(0);
        io.aioClose(fd);
    }

    // after a thread had it

    /** Requests whose result needs giving back, by how that is done. */
    private List<Supplier<AioRequest<?>>> yielding() {
        String file = file("f", "content");
        return List.of(() -> io.aioOpen(file, O_RDONLY, 0, fd -> never()), () -> io.aioOpenat2(file, O_RDONLY, 0, 0, fd -> never()), () -> io.aioWd(dir.toString(), wd -> never()),
                () -> io.aioReaddir(dir.toString(), names -> never()), () -> io.aioReaddirx(dir.toString(), 0, entries -> never()),
                () -> io.aioSlurp(file, 0, 0, data -> never()), () -> io.aioReadlink("/proc/self/exe", link -> never()),
                () -> io.aioRealpath(file, path -> never()), () -> io.aioStat(file, st -> never()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resultThatIsPendingIsGivenBack(boolean inline) {
        io.inlineCached(inline);
        for (int round = 0; round < 3; round++) {
            List<AioRequest<?>> requests = new ArrayList<>();
            yielding().forEach(make -> requests.add(make.get()));
            awaitPending(io, requests.size());
            requests.forEach(request -> assertThat(request.cancel()).isTrue());
            io.flush();
            requests.forEach(CancelTest::assertCancelled);
        }
    }

    /** Closing it once more would close what has got the number since. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAMemberOfAGroupYieldsIsClosedOnce(boolean executing) throws Exception {
        run("mkfifo", path("slow"));
        AioGroup group = io.aioGroup();
        AioRequest<Integer> open = group.add(io.aioOpen(path("slow"), executing ? O_WRONLY : O_RDWR, 0, fd -> never()));
        if (executing) {
            awaitExecution(io);
        } else {
            awaitPending(io, 1);
        }
        assertThat(open.cancel()).isTrue();
        try (RandomAccessFile otherEnd = new RandomAccessFile(path("slow"), "rw")) {
            io.flush();
        }
        assertThat(group.isDone()).isTrue();
        assertThat(io.stats().requests()).containsEntry("close", 1L);
    }

    // futures

    @Test
    void cancellingTheFutureCancelsTheRequest() throws Exception {
        Stall stall = stallOne();
        AioRequest<Long> unlink = io.aioUnlink(file("f", ""), status -> never());
        CompletableFuture<Long> future = unlink.future();
        assertThat(future.cancel(true)).isTrue();
        assertCancelled(unlink);
        stall.release();
        io.flush();
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void cancellingTheRequestCancelsTheFuture() {
        stallOne();
        AioRequest<Void> nop = io.aioNop(CancelTest::never);
        CompletableFuture<Void> future = nop.future();
        assertThat(future).isNotDone();
        nop.cancel();
        assertThat(future).isCancelled();
    }

    @Test
    void cancellingTheFutureOfARequestThatIsDoneDoesNothing() {
        AioRequest<Long> mkdir = io.aioMkdir(path("d"), 0755);
        CompletableFuture<Long> future = mkdir.future();
        future.join();
        assertThat(future.cancel(true)).isFalse();
        assertThat(mkdir.isCancelled()).isFalse();
    }

    // groups

    @Test
    void cancellingAGroupCancelsWhatIsInIt() throws Exception {
        Stall stall = stallOne();
        AioGroup inner = io.aioGroup(results -> never());
        AioRequest<Long> unlink = inner.add(io.aioUnlink(file("f", ""), status -> never()));
        AioGroup outer = io.aioGroup(results -> never());
        outer.add(inner);
        assertThat(outer.cancel()).isTrue();
        assertThat(outer.cancel()).isFalse();
        List.of(outer, inner, unlink).forEach(CancelTest::assertCancelled);
        stall.release();
        io.flush();
        assertThat(dir.resolve("f")).exists();
    }

    @Test
    void aGroupIsDoneWithoutWhatWasCancelledInIt() {
        List<String> done = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> done.add("group"));
        AioRequest<Void> cancelled = group.add(io.aioNop(CancelTest::never));
        group.add(io.aioNop(() -> done.add("member")));
        cancelled.cancel();
        io.flush();
        assertThat(done).containsExactly("member", "group");
    }

    // races

    /** Each request either has its callback or is cancelled, whatever happens at the same time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRequestEndsOnceHoweverItIsCancelled(boolean inline) throws Exception {
        io.inlineCached(inline);
        int count = 20_000;
        String file = file("f", "content");
        AtomicIntegerArray ends = new AtomicIntegerArray(count);
        AioRequest<?>[] requests = new AioRequest<?>[count];
        AtomicInteger submitted = new AtomicInteger();
        List<Running<Integer>> cancellers = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            int first = thread;
            cancellers.add(start(() -> {
                for (int i = first; i < count; i += 2) {
                    while (submitted.get() <= i) {
                        Thread.onSpinWait();
                    }
                    if (requests[i].cancel()) {
                        ends.incrementAndGet(i);
                    }
                }
                return 0;
            }));
        }
        Running<Integer> submitter = start(() -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                requests[i] = i % 3 == 0 ? io.aioNop(() -> ends.incrementAndGet(number))
                        : i % 3 == 1 ? io.aioOpen(file, O_RDONLY, 0, fd -> {
                            ends.incrementAndGet(number);
                            io.aioClose(fd);
                        }) : io.aioStat(file, st -> ends.incrementAndGet(number));
                submitted.set(i + 1);
            }
            return 0;
        });
        while (!submitter.isDone() || io.nreqs() > 0) {
            io.poll();
        }
        for (Running<Integer> canceller : cancellers) {
            canceller.get();
        }
        submitter.get();
        io.flush();
        assertThat(IntStream.range(0, count).filter(i -> ends.get(i) != 1)).isEmpty();
        assertThat(IntStream.range(0, count).allMatch(i -> requests[i].isDone())).isTrue();
    }

    @Test
    void cancelOnAClosedPoolDoesNothing() throws IOException {
        AioRequest<Void> nop;
        try (IoAio other = IoAio.create()) {
            nop = other.aioNop();
        }
        assertThat(nop.isDone()).isTrue();
        assertThat(nop.cancel()).isFalse();
    }

    @Test
    void aCallbackThatACancelledRequestGetsIsNotCalled() {
        io.maxParallel(0);
        AioRequest<Long> mkdir = io.aioMkdir(path("cancelled"), 0755);
        assertThat(mkdir.cancel()).isTrue();
        List<Long> told = new ArrayList<>();
        mkdir.cb(told::add);
        io.minParallel(1);
        io.flush();
        mkdir.cb(told::add);
        io.flush();
        assertThat(told).isEmpty();
        assertThat(dir.resolve("cancelled")).doesNotExist();
    }
}
