package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thread that takes results for all who wait is interrupted, and a result comes before it has left. Nobody else was told of that
 * result: so it tells them as it leaves, or they would wait for ever.
 *
 * <p>That moment is the way out of the system call in which the thread sleeps. Here it lasts until there is a file GATE.open.
 */
@Tag("unsanitized")
class InterruptedLeaderTest extends CoreTest {

    /** The thread "leader" makes GATE.sleeps before it sleeps, and GATE.woken afterwards. */
    private static final String PRELOAD = """
            #include <linux/futex.h>
            #include <sys/prctl.h>
            static const char *place (char *name, const char *end)
            {
              snprintf (name, 4096, "%s.%s", getenv ("GATE"), end);
              return name;
            }
            static void make (const char *end)
            {
              char name[4096];
              close (open (place (name, end), O_CREAT | O_WRONLY, 0600));
            }
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              char thread[16] = "", name[4096];
              int command = number == SYS_futex ? a[1] & FUTEX_CMD_MASK : -1;
              if (command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET) return PASS_ON (number, a);
              prctl (PR_GET_NAME, thread);
              if (strcmp (thread, "leader")) return PASS_ON (number, a);
              make ("sleeps");
              long result = PASS_ON (number, a);
              int error = errno;
              make ("woken");
              while (access (place (name, "open"), F_OK)) usleep (1000);
              errno = error;
              return result;
            }
            """;

    static final class Program {

        private static Path gate(String end) {
            return Path.of(System.getenv("GATE") + "." + end);
        }

        private static void untilThereIs(Path file) {
            until(() -> Files.exists(file));
        }

        /** How often the daemon has gone to sleep, if it sleeps; else -1. */
        private static long sleeps() {
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (Path task : tasks) {
                    String status = Files.readString(task.resolve("status"));
                    if (status.startsWith("Name:\tjeio-poll\n") && status.contains("State:\tS")) {
                        return Long.parseLong(status.replaceAll("(?s).*\nvoluntary_ctxt_switches:\\s*(\\d+).*", "$1"));
                    }
                }
                return -1;
            } catch (IOException e) {
                return -1; // of a thread that has just ended
            }
        }

        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            AioRequest<Integer> leaders = io.aioOpen(args[0], O_WRONLY, 0);
            AioRequest<Integer> others = io.aioOpen(args[1], O_WRONLY, 0);
            Thread leader = new Thread(() -> {
                try {
                    leaders.await();
                } catch (AioException e) {
                    System.out.println("interrupted");
                } catch (IOException e) {
                    System.out.println(e);
                }
            }, "leader");
            leader.start();
            untilThereIs(gate("sleeps"));
            Running<Integer> other = start(others::await);
            until(() -> Threads.waits(other.thread()));
            long before = -1;
            while (before < 0) {
                before = sleeps();
            }
            long asleep = before;

            leader.interrupt();
            untilThereIs(gate("woken"));
            until(() -> sleeps() > asleep); // which the interrupt has woken as well
            try (RandomAccessFile end = new RandomAccessFile(args[1], "r")) {
                until(() -> io.npending() > 0 || others.isDone());
                Files.createFile(gate("open"));
                io.aioClose(other.get(10, TimeUnit.SECONDS)).await();
            } catch (TimeoutException e) {
                System.out.println("the other one waits for ever");
                Runtime.getRuntime().halt(0);
            }
            leader.join();
            try (RandomAccessFile end = new RandomAccessFile(args[0], "r")) {
                io.aioClose(leaders.await()).await();
            }
            io.close();
            System.out.println("done");
        }
    }

    @Test
    void othersAreToldOfWhatCameToIt() throws Exception {
        run("mkfifo", path("leaders"), path("others"));
        Map<String, String> environment = new HashMap<>(Preload.build(dir, PRELOAD));
        environment.put("GATE", path("gate"));

        List<String> said = new ChildJvm().under("timeout", "100").under(Preload.env(environment).toArray(String[]::new))
                .run(Program.class, path("leaders"), path("others"));

        assertThat(said).containsExactly("interrupted", "done");
    }
}
