package io.github.jeio.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.internal.natives.Natives;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The two tables of operations, Java's and C's. */
class OpTest {

    @Test
    void theTablesHaveTheSameOperationsInTheSameOrder() {
        assertThat(Natives.ops()).containsExactly(Arrays.stream(Op.values()).map(Enum::name).toArray(String[]::new));
    }
}
