package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Warnings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A file system that does not answer: who is stuck in it is named, nobody has to wait for it, and what is late is cleaned up. */
class StuckFileTest extends SlowTest {

    @Test
    void theWatchdogNamesTheFileAndATimeoutLetsItGo() throws Exception {
        mountSlow(Path.of(bytes("content", 100)), 0);
        String path = mounted.resolve("file").toString();
        Warnings warnings = new Warnings();
        try (IoAio watched = IoAio.builder().name("watched").watchdog(Duration.ofMillis(50)).create()) {
            hold();
            AioRequest<Integer> open = watched.aioOpen(path, O_RDONLY, 0).timeout(Duration.ofMillis(20));
            String told = warnings.await("has been in open " + path, Thread::onSpinWait).getMessage();
            assertThat(told).containsPattern("open " + Pattern.quote(path) + "( \\(failed with ETIMEDOUT\\))?: executing for ");
            Assertions.assertThatThrownBy(open::await).isInstanceOfSatisfying(AioException.class,
                    e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT));
            go();
            watched.flush();
            assertThat(watched.nreqs()).isZero();
        } finally {
            warnings.close();
        }
    }

    /** What a part of a request opens late is the request's, which is told to have failed long before: PoolTest looks for descriptors. */
    @Test
    void aPartThatIsLateFailsTheWholeWhichKeepsItsDirectoriesUntilThen() throws Exception {
        mountSlow(Path.of(bytes("content", 100)), 0);
        try (IoAio impatient = IoAio.builder().timeout(Duration.ofMillis(20)).create()) {
            hold();
            AioRequest<Long> tree = impatient.aioRmtree(mounted.toString());
            Assertions.assertThatThrownBy(tree::await).isInstanceOfSatisfying(AioException.class,
                    e -> assertThat(e.errno()).isEqualTo(Errno.ETIMEDOUT)).hasMessageContaining("rmtree \"" + mounted + "\"");
            impatient.aioNop().await(); // whatever the tree has closed is closed now
            assertThat(impatient.nreqs()).as("what executes is outstanding").isPositive();
            go();
            impatient.flush();
            assertThat(impatient.nreqs()).isZero();
        }
    }
}
