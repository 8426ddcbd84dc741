package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread cancels a request that is over by now, and in whose slot there is another one. */
class OldTokenTest extends PoolTest {

    private Pool pool;

    private List<Long> tokens() {
        List<Long> tokens = new ArrayList<>();
        pool.visit((token, request) -> tokens.add(token));
        return tokens;
    }

    @Test
    void theOtherRequestIsExecutedAllTheSame() throws Exception {
        pool = PoolAccess.pool(io);
        io.maxParallel(0);
        io.aioMkdir(path("first"), 0755);
        long old = tokens().get(0);
        io.minParallel(1);
        io.flush();
        io.maxParallel(0);
        AioRequest<Long> second = io.aioMkdir(path("second"), 0755);
        assertThat(tokens()).hasSize(1).doesNotContain(old);
        assertThat(tokens().get(0).intValue()).as("the slot").isEqualTo((int) old);

        pool.cancel(old);

        io.minParallel(1);
        assertThat(second.await()).isZero();
        assertThat(dir.resolve("second")).exists();
    }
}
