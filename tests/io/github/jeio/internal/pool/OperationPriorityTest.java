package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.files.AsyncFiles;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Trace;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The priorities of the requests that an operation of AsyncFiles is made of, as a recorder of the pool sees them. */
class OperationPriorityTest extends PoolTest {

    /** Of which the first alone is made by the thread that has set it. */
    @Test
    void eachRequestOfAnOperationHasItsPriority() throws Exception {
        Path path = Files.writeString(dir.resolve("f"), "content");
        List<Integer> priorities = Collections.synchronizedList(new ArrayList<>());
        PoolAccess.pool(io).measuring.sink(new Probe.Sink() {
            @Override
            public Object begun() {
                return this;
            }

            @Override
            public void over(Trace trace, Object begun) {
                if (trace.op != Op.NOP) {
                    priorities.add(trace.priority);
                }
            }
        });
        io.inlineCached(false);
        IoAio.aioreqPri(3);
        assertThat(AsyncFiles.on(io).readString(path).get()).isEqualTo("content");
        IoAio.aioreqPri(-2);
        AsyncFiles.on(io).copy(path, dir.resolve("g")).get();
        PoolAccess.pool(io).measuring.sink(null);
        assertThat(priorities).startsWith(3).endsWith(-2).containsOnly(3, -2);
    }
}
