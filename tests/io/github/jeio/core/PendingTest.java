package io.github.jeio.core;

import java.util.ArrayList;
import java.util.List;

/** Requests whose results are pending, and whose callbacks are noted. */
abstract class PendingTest extends CoreTest {

    final List<Integer> called = new ArrayList<>();

    /** That many requests, executed; each callback adds its number to {@link #called}. */
    void pending(int count) {
        int before = io.npending();
        for (int i = 0; i < count; i++) {
            int number = i;
            io.aioNop(() -> called.add(number));
        }
        awaitPending(io, before + count);
    }

    void nops(int count) {
        for (int i = 0; i < count; i++) {
            io.aioNop();
        }
    }
}
