package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A worker has found the queue empty and is about to sleep when a request comes: whoever queues that finds nobody asleep to wake, so the
 * worker must not fall asleep.
 *
 * <p>That moment is the way into a system call. Here it lasts until a request has come, or for 20 milliseconds: an interposed {@code
 * syscall} goes on so much later. The process has one CPU, so that no worker spins before it sleeps.
 */
@Tag("unsanitized")
class AboutToSleepTest extends CoreTest {

    private static final String PRELOAD = """
            #include <linux/futex.h>
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              if (number == SYS_futex && (a[1] & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET)
                for (int i = 0; i < 200 && *(volatile int *)a[0] == (int)a[2]; i++)
                  usleep (100);
              return PASS_ON (number, a);
            }
            """;

    static final class Program {

        private static final int ROUNDS = 50;

        private Program() { }

        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            io.pollCb(); // this thread polls, and no daemon
            io.maxParallel(1);
            io.idleTimeout(1000); // the worker does not look again by itself
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    io.aioBusy(0).future().get(10, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    System.out.println("round " + round + " waits for ever");
                    Runtime.getRuntime().halt(0);
                }
                while (io.stats().idleThreads() < 1) {
                    Thread.onSpinWait();
                }
            }
            io.close();
            System.out.println("done");
        }
    }

    @Test
    void aRequestThatComesAsTheOnlyWorkerFallsAsleepIsExecuted() throws Exception {
        List<String> said = new ChildJvm().under("timeout", "100").under("taskset", "-c", run("taskset", "-cp", "" + ProcessHandle.current().pid())
                .replaceAll(".*: (\\d+).*", "$1")).under(Preload.env(Preload.build(dir, PRELOAD)).toArray(String[]::new)).run(Program.class);

        assertThat(said).containsExactly("done");
    }
}
