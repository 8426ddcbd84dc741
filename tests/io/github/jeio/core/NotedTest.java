package io.github.jeio.core;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Groups and requests whose ends are noted, on a pool that the test thread polls. */
abstract class NotedTest extends CoreTest {

    final List<String> done = new ArrayList<>();

    @BeforeEach
    void theTestThreadPolls() {
        io.pollFileno();
    }

    /** A group whose end is noted. */
    AioGroup group(String name) {
        return io.aioGroup(results -> done.add(name));
    }

    /** A request whose end is noted. */
    AioRequest<Void> nop(String name) {
        return io.aioNop(() -> done.add(name));
    }
}
