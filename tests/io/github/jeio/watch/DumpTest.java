package io.github.jeio.watch;

import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Fifos;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fifo that nobody reads holds a worker for as long as the test likes. */
class DumpTest extends PoolTest {

    /** Counts and requests are not of the same moment: where one of them changes just then, the next dump has both. */
    private static String dumpThatHas(String... texts) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String dump = IoAio.dump();
        while (!Stream.of(texts).allMatch(dump::contains) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            dump = IoAio.dump();
        }
        assertThat(dump).contains(texts);
        return dump;
    }

    @Test
    void namesTheFileTheThreadAndWhatWaitsBehindIt() throws Exception {
        String fifo = path("fifo");
        run("mkfifo", fifo);
        try (IoAio stuck = IoAio.builder().name("stuck").maxParallel(1).create()) {
            try {
                AioRequest<Integer> open = stuck.aioOpen(fifo, O_WRONLY, 0);
                stuck.aioStat(dir.toString(), stat -> { });
                String dump = dumpThatHas(fifo + ": executing for", "pool stuck: 1 threads, 2 requests, 1 queued, 0 pending");

                assertThat(dump).contains("stat " + dir + ": queued");
                Matcher line = Pattern.compile("open " + fifo + ": executing for \\d+\\.\\d{3} s in thread (\\d+)").matcher(dump);
                assertThat(line.find()).isTrue();
                assertThat(run("cat", "/proc/" + ProcessHandle.current().pid() + "/task/" + line.group(1) + "/comm")).startsWith("stuck/eio");

                int other = io.aioOpen(fifo, O_RDWR, 0).await();
                io.aioClose(open.await()).await();
                io.aioClose(other).await();
                stuck.flush();
            } finally {
                Fifos.open(dir).close(); // a failure is not to wait in the fifo
            }
        }
        assertThat(IoAio.dump()).doesNotContain("pool stuck");
    }

    @Test
    void showsWhereTheThreadIsThatPolls() {
        String[] dump = new String[1];
        io.aioNop(() -> dump[0] = IoAio.dump());
        io.aioBusy(0, () -> { });
        io.flush();
        assertThat(dump[0]).contains("it is being polled, by " + Thread.currentThread().getName()).contains("DumpTest");
    }

    @Test
    void namesDescriptorsAndResultsThatNobodyTakesUp() throws Exception {
        io.maxParallel(0);
        io.aioFsync(0);
        assertThat(dumpThatHas("fsync")).contains("fsync descriptor 0: queued");
        io.minParallel(1);
        while (io.npending() == 0) {
            Thread.onSpinWait();
        }
        assertThat(IoAio.dump()).contains("fsync descriptor 0: executed, its result is to be taken up");
        io.flush();
    }
}
