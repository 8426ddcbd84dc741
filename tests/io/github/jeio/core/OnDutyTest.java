package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While few requests are in flight, an idle worker looks at the queue from time to time. It must not happen that its time is up just as it
 * is woken, that it finds nothing, as others have taken the requests, and that it sleeps on as one that is being woken, so that nobody
 * wakes a worker for the next request.
 *
 * <p>That moment is a few microseconds long. Here it lasts for ten milliseconds: an interposed {@code syscall} returns so much later where
 * the time of a worker was up.
 */
@Tag("unsanitized")
class OnDutyTest extends CoreTest {

    private static final String PRELOAD = """
            #include <linux/futex.h>
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              long result = PASS_ON (number, a);
              if (number == SYS_futex && (a[1] & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET && result < 0 && errno == ETIMEDOUT)
                {
                  usleep (10000);
                  errno = ETIMEDOUT;
                }
              return result;
            }
            """;

    static final class Program {

        private static final int ROUNDS = 1000;
        private static final int READS = 100;
        /** Longer than a worker is on duty, shorter than its return takes. */
        private static final long PAUSE = 2500;

        private final IoAio io = IoAio.create();
        private final int fd;
        private final CompletableFuture<Void> never = io.aioNop().future().thenCompose(nothing -> new CompletableFuture<>());
        private int left;
        private int inFlight;

        private Program(String file) throws Exception {
            io.pollCb(); // this thread polls, and no daemon
            io.inlineCached(false);
            io.maxParallel(2);
            fd = io.aioOpen(file, AioConstants.O_RDONLY).await();
        }

        public static void main(String[] args) throws Exception {
            Program program = new Program(args[0]);
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    program.round(round);
                } catch (TimeoutException e) {
                    System.out.println("round " + round + " waits for ever");
                    Runtime.getRuntime().halt(0);
                }
            }
            program.io.aioClose(program.fd).await();
            program.io.close();
            System.out.println("done");
        }

        private void round(int round) throws Exception {
            reads(1 + round % 8, READS);
            try {
                never.get(PAUSE, TimeUnit.MICROSECONDS); // which waits, and so no longer counts on the worker to be fast
            } catch (TimeoutException e) {
                // it is never complete
            }
            reads(2, 2); // two wake-ups: one is the worker's that was on duty
            io.aioBusy(0).future().get(10, TimeUnit.SECONDS);
        }

        private void reads(int atOnce, int all) {
            left = all;
            for (int i = 0; i < atOnce; i++) {
                read(ByteBuffer.allocateDirect(10));
            }
            while (inFlight > 0) {
                io.poll();
            }
        }

        private void read(ByteBuffer data) {
            if (left > 0) {
                left--;
                inFlight++;
                io.aioRead(fd, 0L, 10, data, 0, count -> {
                    inFlight--;
                    read(data);
                });
            }
        }
    }

    @Test
    void aRequestThatComesAfterAFewOthersIsExecuted() throws Exception {
        List<String> said = new ChildJvm().under("timeout", "100").under(Preload.env(Preload.build(dir, PRELOAD)).toArray(String[]::new))
                .run(Program.class, file("file", "some bytes"));

        assertThat(said).containsExactly("done");
    }
}
