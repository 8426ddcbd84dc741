package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs: the last first, or any of the last, each once, and no more at a time than there may be. */
class WorkTest {

    private static List<Integer> order(boolean spread, int most) {
        List<Integer> begun = new ArrayList<>();
        Deque<Runnable> ends = new ArrayDeque<>();
        try (IoAio io = IoAio.builder().create()) {
            Work work = new Work(new Stop(io, false), most, spread);
            for (int i = 0; i < 1000; i++) {
                int job = i;
                work.push(done -> {
                    begun.add(job);
                    ends.add(done);
                    assertThat(ends).hasSizeLessThanOrEqualTo(most);
                });
            }
            work.run();
            while (!ends.isEmpty()) {
                ends.remove().run();
            }
        }
        return begun;
    }

    @Test
    void theLastBeginsFirst() {
        List<Integer> last = IntStream.range(0, 1000).mapToObj(i -> 999 - i).toList();
        assertThat(order(false, 8)).isEqualTo(last);
        assertThat(order(true, 1)).isEqualTo(last);
    }

    @Test
    void acrossANetworkItIsAnyOfTheLast() {
        List<Integer> order = order(true, 64);
        assertThat(order).hasSize(1000).doesNotHaveDuplicates();
        assertThat(order.get(0)).isGreaterThanOrEqualTo(1000 - 256);
        assertThat(order.subList(0, 64).stream().mapToInt(i -> i).min().orElseThrow()).as("not the last 64 only").isLessThan(1000 - 64);
    }
}
