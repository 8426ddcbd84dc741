package io.github.jeio.core;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * While a thread polls and gets results faster than threads wake, one worker does all that is in flight. If that worker is
 * held up, the others do the rest, whether the application polls or not.
 */
class HeldUpTest extends CoreTest {

    private static final int WARM = 2_000;
    private static final int BEHIND = 5;

    private String file;
    private int left = WARM;

    @BeforeEach
    void oneWorkerDoesAll() {
        file = file("f", "content");
        io.inlineCached(false);
        next();
        next();
        while (io.nreqs() > 0) {
            io.poll();
        }
    }

    private void next() {
        if (left-- > 0) {
            io.aioStat(file, stat -> next());
        }
    }

    private void statBehind() {
        for (int i = 0; i < BEHIND; i++) {
            io.aioStat(file, stat -> { });
        }
    }

    @RepeatedTest(20)
    void eachRequestThatHoldsAWorkerUpGetsOne() {
        until(() -> io.nthreads() == io.stats().idleThreads());
        stall(io, 3);
    }

    @RepeatedTest(20)
    void theRestIsDoneWhileNobodyPolls() {
        queueStalls(io, 1);
        statBehind();
        until(() -> io.npending() == BEHIND);
    }

    @RepeatedTest(20)
    void theRestIsDoneWhileAThreadPolls() {
        queueStalls(io, 3);
        statBehind();
        while (io.nreqs() > 3) {
            io.poll();
        }
    }
}
