package io.github.jeio.extra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioDir;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request of several parts has opened, when it is cancelled, or has failed, before it could give that. */
class GivenBackTest extends PoolTest {

    private static final int STEPS = 6;

    private void step(AioRequest<?> request) {
        if (!request.isDone()) {
            io.pollWait();
            io.pollCb();
        }
    }

    @Test
    void isClosedWheneverItIsCancelled() throws Exception {
        io.pollFileno();
        io.inlineCached(false);
        List<AioTempFile> files = new ArrayList<>();
        int cancelled = 0;
        for (int steps = 0; steps < STEPS; steps++) {
            AioRequest<AioTempFile> file = io.aioMkstemp(path("t"));
            AioRequest<AioDir> opened = io.aioOpendir(dir.toString());
            io.maxPollReqs(1);
            for (int i = 0; i < steps; i++) {
                step(file);
            }
            cancelled += file.cancel() ? 1 : 0;
            cancelled += opened.cancel() ? 1 : 0;
            io.maxPollReqs(0);
            io.flush();
            if (!file.isCancelled()) {
                files.add(file.await());
            }
            if (!opened.isCancelled()) {
                opened.await().close();
            }
        }
        for (AioTempFile file : files) {
            io.aioClose(file.fd()).await();
        }
        assertThat(cancelled).isBetween(4, 2 * STEPS - 2);
    }
}
