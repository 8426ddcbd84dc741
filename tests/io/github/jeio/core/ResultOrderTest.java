package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order results are handed over, however they came about. */
class ResultOrderTest extends CoreTest {

    private final List<Object> order = new ArrayList<>();
    private String path;

    @BeforeEach
    void aCachedFile() throws Exception {
        path = file("f", "content");
        io.aioStat(path).await();
        io.pollFileno(); // no daemon
    }

    private void stat(int priority) {
        IoAio.aioreqPri(priority);
        io.aioStat(path, st -> order.add(priority));
    }

    @Test
    void answersAreHandedOverByPriority() {
        for (int i = 0; i < 50; i++) {
            order.clear();
            stat(-4);
            stat(0);
            stat(4);
            stat(-1);
            stat(3);
            awaitPending(io, 5);
            io.flush();
            assertThat(order).containsExactly(4, 3, 0, -1, -4);
        }
    }

    @Test
    void answersAndResultsOfThreadsAreHandedOverTogetherByPriority() {
        for (int i = 0; i < 50; i++) {
            order.clear();
            stat(-2);
            IoAio.aioreqPri(2);
            io.aioRmdir(path, status -> order.add(2));
            stat(1);
            IoAio.aioreqPri(-3);
            io.aioNop(() -> order.add(-3));
            awaitPending(io, 4);
            io.flush();
            assertThat(order).containsExactly(2, 1, -2, -3);
        }
    }

    @Test
    void callbacksAndStagesThatCameLaterAreHandedOverByPriorityToo() throws Exception {
        io.pollFileno();
        List<AioRequest<?>> done = new ArrayList<>();
        for (int priority : new int[] {-1, 2, 1}) {
            IoAio.aioreqPri(priority);
            AioRequest<?> request = io.aioStat(path);
            request.await();
            done.add(request);
        }
        done.get(0).cb(st -> order.add(-1));
        done.get(1).future().thenRun(() -> order.add(2));
        done.get(2).cb(st -> order.add(1));
        io.flush();
        assertThat(order).containsExactly(2, 1, -1);
    }

    @Test
    void aPoolOfOneThreadHandsOverInTheOrderOfSubmissionWhicheverThreadSubmits() throws Exception {
        io.maxParallel(1);
        int fd = io.aioOpen(path, O_RDWR, 0).await();
        io.pollFileno();
        int threads = 4;
        int rounds = 500;
        ReentrantLock one = new ReentrantLock();
        AtomicInteger next = new AtomicInteger();
        CyclicBarrier begin = new CyclicBarrier(threads + 1);
        List<Running<Void>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int which = t;
            all.add(start(() -> {
                ByteBuffer data = ByteBuffer.allocateDirect(7);
                begin.await();
                for (int i = 0; i < rounds; i++) {
                    one.lock(); // so that there is an order
                    try {
                        int number = next.getAndIncrement();
                        switch ((i + which) % 3) {
                            case 0 -> io.aioRead(fd, 0, 7, data, 0, count -> order.add(number));
                            case 1 -> io.aioWrite(fd, 0, 7, data, 0, count -> order.add(number));
                            default -> io.aioStat(path, st -> order.add(number));
                        }
                    } finally {
                        one.unlock();
                    }
                }
                return null;
            }));
        }
        begin.await();
        while (order.size() < threads * rounds) {
            io.poll();
        }
        for (Running<Void> running : all) {
            running.get();
        }
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < threads * rounds; i++) {
            expected.add(i);
        }
        assertThat(order).isEqualTo(expected);
        io.aioClose(fd);
    }
}
