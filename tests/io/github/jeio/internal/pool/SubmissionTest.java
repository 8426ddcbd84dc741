package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.internal.measure.Verdict;
import io.github.jeio.internal.natives.Natives;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Memory that requests are written to: no thread waits for another one's. */
class SubmissionTest extends PoolTest {

    private static List<Writers.Writer> take(Writers writers, int count) {
        List<Writers.Writer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(writers.take(Thread.currentThread()));
        }
        return taken;
    }

    @Test
    void whoeverComesWhenAllWritersAreTakenGetsOneOfItsOwn() throws Exception {
        Writers writers = new Writers();
        List<Writers.Writer> taken = take(writers, 40);
        assertThat(taken).doesNotHaveDuplicates();
        taken.get(39).tally.count(Verdict.DEPTH);
        taken.get(0).tally.answered(Op.READ);
        taken.get(0).tally.count(Verdict.DEPTH);
        taken.forEach(writer -> give(writers, writer));
        assertThat(writers.tally().verdict(Verdict.DEPTH)).isEqualTo(2);
        assertThat(writers.tally().verdict(Verdict.ANSWERED)).isEqualTo(1);
        Thread other = new Thread(writers::awaitOthers);
        other.start();
        other.join();
        assertThat(taken).contains(writers.take(Thread.currentThread()));
    }

    private static void give(Writers writers, Writers.Writer writer) {
        writer.owner = null;
        if (writer.spare) {
            writers.drop(writer);
        }
    }

    @Test
    void whoClosesWaitsForThoseThatHaveAWriterAndNotForTheDead() throws Exception {
        Writers writers = new Writers();
        Thread dead = new Thread(() -> writers.take(Thread.currentThread()));
        dead.start();
        dead.join();
        Writers.Writer mine = writers.take(Thread.currentThread());
        CountDownLatch waits = new CountDownLatch(1);
        Thread closing = new Thread(() -> {
            waits.countDown();
            writers.awaitOthers();
        });
        closing.start();
        waits.await();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).isTrue();
        give(writers, mine);
        closing.join();
    }

    @Test
    void whoClosesWaitsForThoseThatHaveOneOfTheirOwn() throws Exception {
        Writers writers = new Writers();
        List<Writers.Writer> taken = take(writers, 17);
        taken.subList(0, 16).forEach(writer -> give(writers, writer));
        Thread closing = new Thread(writers::awaitOthers);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            assertThat(closing.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        give(writers, taken.get(16));
        closing.join();
    }

    @Test
    void whoClosesAPoolDoesNotWaitForARequestThatHadOneOfItsOwn() throws Exception {
        IoAio other = IoAio.create();
        Submission submission = PoolAccess.pool(other).submission;
        List<Writers.Writer> taken = take(submission.writers, 16);
        other.aioNop().await();
        taken.forEach(writer -> give(submission.writers, writer));
        Thread closing = new Thread(other::close);
        closing.setDaemon(true);
        closing.start();
        closing.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void aRefusedArgumentLeavesADirectoryClosable() throws Exception {
        AioWd wd = io.aioWd(dir.toString()).await();
        for (int i = 0; i < 100; i++) {
            try {
                wd.aioStat("a\0b");
            } catch (IllegalArgumentException e) {
                continue;
            }
            throw new AssertionError("a NUL");
        }
        wd.close();
        io.flush();
        assertThat(io.nreqs()).isZero();
    }

    /** Each of the requests has a place of its own in C, which is used again. */
    @Test
    void theMemoryOfLongPathsIsGivenBackWithTheRequests() {
        String path = dir + "/" + "a/".repeat(1900);
        io.aioStat(path);
        io.flush();
        long before = Natives.memoryInUse();
        for (int i = 0; i < 100; i++) {
            io.aioRename(path, path);
        }
        io.flush();
        assertThat(Natives.memoryInUse() - before).isLessThan(100 * 4096);
    }
}
