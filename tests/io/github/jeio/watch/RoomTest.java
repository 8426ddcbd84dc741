package io.github.jeio.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.WhenFull;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A pool that takes so many requests and no more. */
class RoomTest extends PoolTest {

    @Test
    void oneTooManyIsRefusedAndTheApplicationCalledBackWhenThereIsRoom() throws Exception {
        try (IoAio full = IoAio.builder().maxParallel(0).maxRequests(2, WhenFull.REFUSE).create()) {
            List<Object> told = new ArrayList<>();
            full.aioMkdir(path("one"), 0755, told::add);
            full.aioMkdir(path("two"), 0755, told::add);
            full.aioMkdir(path("three"), 0755, status -> told.add(status + " " + Errno.name(IoAio.errno())));
            AioRequest<Long> quiet = full.aioMkdir(path("four"), 0755);
            assertThat(quiet.isDone()).as("refused at once").isTrue();
            assertThatThrownBy(quiet::await).isInstanceOf(AioException.class).hasMessageContaining("mkdir \"" + path("four") + "\": EAGAIN");
            AioRequest<Long> close = full.aioClose(-1);
            assertThat(close.isDone()).as("what closes something is taken").isFalse();
            full.onRoom(() -> told.add("room"));
            full.pollCb();
            assertThat(told).containsExactly("-1 EAGAIN");

            full.minParallel(1);
            full.flush();
            assertThat(told).containsExactlyInAnyOrder("-1 EAGAIN", 0L, 0L, "room");
            assertThat(dir.toFile().list()).containsExactlyInAnyOrder("one", "two");
            full.onRoom(() -> told.add("room"));
            full.flush();
            assertThat(told).hasSize(5);
        }
    }

    @Test
    void aGroupEndsWithARefusedMemberThatWasCancelledBeforeItWasTold() throws Exception {
        try (IoAio full = IoAio.builder().maxParallel(0).maxRequests(1, WhenFull.REFUSE).create()) {
            full.pollCb(); // it is this thread's
            full.aioMkdir(path("one"), 0755);
            List<Object> told = new ArrayList<>();
            AioGroup group = full.aioGroup(results -> told.add("group"));
            group.add(full.aioMkdir(path("two"), 0755, told::add)).cancel();
            full.pollCb();
            assertThat(told).containsExactly("group");
            assertThat(group.failed()).isZero();
            full.minParallel(1);
        }
    }

    @Test
    void badNamesThrowAtTheCallWhereThereIsNoRoomToo() {
        for (WhenFull when : List.of(WhenFull.REFUSE, WhenFull.WAIT)) {
            try (IoAio full = IoAio.builder().maxParallel(0).maxRequests(1, when).create()) {
                full.aioMkdir(path("one" + when), 0755);
                List<Runnable> calls = List.of(() -> full.aioStat("nul\0"), () -> full.aioRmtree("nul\0"), () -> full.aioRemove("nul\0"),
                        () -> full.aioScandir("nul\0", 0), () -> full.aioOpendir("nul\0"), () -> full.aioMove("a", "nul\0"),
                        () -> full.aioRename("a", "nul\0"), () -> full.aioSymlink("nul\0", "b"));
                for (Runnable call : calls) {
                    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("contains a NUL at index 3");
                    assertThat(full.nreqs()).isEqualTo(1);
                }
                full.minParallel(1);
                full.flush();
            }
        }
    }

    @Test
    void threadsWaitUntilThereIsRoomAndNeverMoreAreOutstanding() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (IoAio full = IoAio.builder().maxRequests(8, WhenFull.WAIT).create()) {
            Thread[] threads = new Thread[3];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> {
                    for (int n = 0; n < 2000; n++) {
                        full.aioNop(told::getAndIncrement);
                        most.accumulateAndGet(full.nreqs(), Math::max);
                    }
                });
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            full.flush();
        }
        assertThat(told).hasValue(6000);
        assertThat(most.get()).as("each of three threads may have seen room for one").isLessThanOrEqualTo(8 + 2);
    }

    @Test
    void theThreadThatPollsPollsAndCallbacksAreLetThrough() {
        List<Integer> told = new ArrayList<>();
        try (IoAio full = IoAio.builder().maxRequests(2, WhenFull.WAIT).create()) {
            full.pollCb(); // it is this thread's
            for (int i = 0; i < 50; i++) {
                int number = i;
                full.aioNop(() -> {
                    told.add(number);
                    for (int n = 0; n < 4; n++) {
                        full.aioNop(() -> told.add(-1));
                    }
                });
            }
            full.flush();
        }
        assertThat(told).hasSize(250);
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        try (IoAio full = IoAio.builder().maxParallel(0).maxRequests(1, WhenFull.WAIT).create()) {
            full.aioNop();
            Thread.currentThread().interrupt();
            AioRequest<Void> nop = full.aioNop();
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(nop::await).hasMessageContaining("EINTR");
            full.minParallel(1);
        }
    }

    @Test
    void aLimitIsNotNegative() {
        assertThatThrownBy(() -> IoAio.builder().maxRequests(-1, WhenFull.WAIT)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nreqs -1");
        assertThatThrownBy(() -> IoAio.builder().maxRequests(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> io.onRoom(null)).isInstanceOf(NullPointerException.class);
    }

    /** Though it could be answered at once. */
    @Test
    void whatIsRefusedIsNotAnswered() throws Exception {
        String file = file("file", "content");
        io.aioStat(file).await(); // its file system is known to be fast
        try (IoAio full = IoAio.builder().maxParallel(0).maxRequests(1, WhenFull.REFUSE).create()) {
            full.aioMkdir(path("one"), 0755);
            AioRequest<AioStat> stat = full.aioStat(file);
            assertThat(stat.isDone()).isTrue();
            assertThat(stat.errno()).isEqualTo(Errno.EAGAIN);
            full.minParallel(1);
        }
    }

    @Test
    void aReinitKeepsTheLimit() throws Exception {
        IoAio full = IoAio.builder().maxRequests(1, WhenFull.REFUSE).create();
        full.reinit();
        full.maxParallel(0);
        full.aioMkdir(path("one"), 0755);
        assertThat(full.aioMkdir(path("two"), 0755).errno()).isEqualTo(Errno.EAGAIN);
        full.minParallel(1);
        full.close();
        Threads.joinReinits();
    }
}
