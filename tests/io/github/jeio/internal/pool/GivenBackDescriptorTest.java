package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.internal.measure.Probe;
import io.github.jeio.internal.measure.Trace;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A descriptor that a request has opened, where the request is cancelled while its result is being taken up. */
class GivenBackDescriptorTest extends PoolTest {

    private final CompletableFuture<AioRequest<?>> made = new CompletableFuture<>();
    private boolean cancelled;

    /** Cancels between two steps of the thread that drains, as another thread may: here that one itself, when it is told of the end. */
    private final class Canceller implements Probe.Sink {

        @Override
        public Object begun() {
            return this;
        }

        @Override
        public void over(Trace trace, Object begun) {
            cancelled |= made.join().cancel();
        }
    }

    /** The leak check after the test sees a descriptor that stays. */
    @Test
    void somebodyGetsItOrItIsClosed() throws Exception {
        int fd = io.aioOpen(file("file", ""), AioConstants.O_RDONLY).await();
        PoolAccess.pool(io).measuring.sink(new Canceller());
        AioRequest<Long> duplicate = io.aioFcntl(fd, AioConstants.F_DUPFD_CLOEXEC, 0);
        made.complete(duplicate);
        io.flush();
        assertThat(duplicate.isDone()).isTrue();
        assertThat(duplicate.isCancelled()).as("what cancel() has said").isEqualTo(cancelled);
        PoolAccess.pool(io).measuring.sink(null);
        if (!duplicate.isCancelled()) {
            io.aioClose(duplicate.await().intValue()).await();
        }
        io.aioClose(fd).await();
    }

    /** It is cancelled when its file is there, and before it ends. */
    @Test
    void aTemporaryFileThatNobodyGetsIsClosed() {
        PoolAccess.pool(io).measuring.sink(new Canceller());
        AioRequest<AioTempFile> temporary = io.aioMkstemp(path("t"));
        made.complete(temporary);
        io.flush();
        PoolAccess.pool(io).measuring.sink(null);
        assertThat(temporary.isCancelled()).isTrue();
        assertThat(dir.toFile().list()).as("the file, of which nobody was told").hasSize(1);
    }
}
