package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.RepeatedTest;

/** A pool never has more workers than it may, however its requests come in. */
class WorkersTest extends CoreTest {

    private static final int THREADS = 2;
    private static final int ROUNDS = 100;

    @RepeatedTest(3)
    void threadsThatSubmitAtOnceGetNoSecondWorkerOfAPoolOfOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (IoAio pool = IoAio.create()) {
                pool.maxParallel(1);
                CyclicBarrier together = new CyclicBarrier(THREADS);
                Running<?>[] submitters = new Running<?>[THREADS];
                for (int i = 0; i < THREADS; i++) {
                    submitters[i] = start(() -> {
                        together.await();
                        return pool.aioBusy(0.001);
                    });
                }
                for (Running<?> submitter : submitters) {
                    submitter.get();
                }
                assertThat(pool.nthreads()).isEqualTo(1);
            }
        }
    }
}
