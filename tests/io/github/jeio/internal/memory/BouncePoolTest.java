package io.github.jeio.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Native memory in place of heap: what is kept of it when many requests were made at a time, and what of a pool's that is closed. */
class BouncePoolTest {

    private static final int MANY = 100;
    private static final int SIZE = 1 << 16;

    private final BouncePool pool = new BouncePool();
    private final long before = Natives.memoryInUse();

    @BeforeAll
    static void load() {
        IoAio.create().close();
    }

    private void takeAndGive(int count) {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(pool.take(SIZE));
        }
        taken.forEach(pool::give);
    }

    @Test
    void aFewAreKeptOfMany() {
        takeAndGive(MANY);
        long kept = Natives.memoryInUse() - before;
        assertThat(kept).isBetween((long) SIZE, MANY / 4L * SIZE);
        takeAndGive(10);
        assertThat(Natives.memoryInUse() - before).as("the same ones").isEqualTo(kept);
        pool.close();
        assertThat(Natives.memoryInUse()).isEqualTo(before);
    }

    /** By a request that ends in a thread of its own, say. */
    @Test
    void whatIsGivenBackToAClosedPoolIsFreed() {
        ByteBuffer late = pool.take(SIZE);
        pool.close();
        pool.give(late);
        assertThat(Natives.memoryInUse()).isEqualTo(before);
    }

    @Test
    void whatIsLargeIsNotKept() {
        ByteBuffer large = pool.take(1 << 20);
        assertThat(large.capacity()).isGreaterThanOrEqualTo(1 << 20);
        pool.give(large);
        assertThat(Natives.memoryInUse()).isEqualTo(before);
    }
}
