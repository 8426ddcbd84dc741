package io.github.jeio.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.CCompiler;
import io.github.jeio.support.Jvm;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user who may have no more threads than there are already: requests end with EAGAIN, or are done by the threads that there are. */
@Tag("unsanitized")
class FewThreadsTest {

    /** Nobody else's, so that only the threads of one process count. */
    private static final String USER = "61999";

    /** Takes all threads that there are, uses jeio, gives some back, uses it again. */
    static final class Program {

        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.builder().inlineCached(false).create();
            IoAio working = IoAio.builder().inlineCached(false).idleTimeout(1000).minParallel(1).create();
            working.aioNop().await();
            CountDownLatch enough = new CountDownLatch(1);
            List<Thread> all = new ArrayList<>();
            takeAll(enough, all);
            say("without", io);
            say("with one", working);
            takeAll(enough, all); // some have ended meanwhile
            anew(working);
            takeAll(enough, all);
            interrupted();
            enough.countDown();
            for (Thread thread : all) {
                thread.join();
            }
            say("then", io);
            io.close();
            working.close();
        }

        /** Starts threads until there can be no more. */
        private static void takeAll(CountDownLatch enough, List<Thread> all) {
            try {
                for (;;) {
                    Thread thread = new Thread(null, () -> {
                        try {
                            enough.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }, "taken", 1 << 17);
                    thread.start();
                    all.add(thread);
                }
            } catch (OutOfMemoryError e) {
                // that was the last one
            }
        }

        /** There is no thread that could end what a reinit leaves. */
        private static void anew(IoAio io) {
            int descriptors = descriptors();
            AioRequest<Void> queued = io.aioNop(() -> System.out.println("the callback of an abandoned request"));
            io.reinit();
            System.out.println("anew " + queued.isCancelled() + " " + (descriptors() - descriptors) + " " + io.nreqs());
        }

        private static void interrupted() {
            int descriptors = descriptors();
            IoAio io = IoAio.create();
            AioGroup group = io.aioGroup();
            Thread.currentThread().interrupt();
            io.close();
            System.out.println("closed " + Thread.interrupted() + " " + (descriptors() - descriptors) + " " + group.isDone());
        }

        private static int descriptors() {
            return new File("/proc/self/fd").list().length;
        }

        private static void say(String when, IoAio io) {
            List<AioRequest<?>> many = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                many.add(io.aioStat("/"));
            }
            io.flush();
            for (AioRequest<?> each : many) {
                try {
                    each.await();
                } catch (AioException e) {
                    System.out.println(when + " " + e.errnoName());
                    return;
                }
            }
            System.out.println(when + " works");
        }
    }

    @Test
    void nothingWaitsForEver() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        String[] under = {"setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "prlimit", "--nproc=60"};
        List<String> command = new ArrayList<>(List.of(under));
        command.addAll(List.of("ls", System.getProperty("java.home"), Program.class.getProtectionDomain().getCodeSource().getLocation().getPath()));
        assumeTrue(CCompiler.run(new ArrayList<>(), command.toArray(String[]::new)) == 0, "needs setpriv(1), and classes that anybody can read");

        List<String> said = new Jvm().under(under).options("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=off")
                .run(Program.class);

        assertThat(said).containsSubsequence("without EAGAIN", "with one works", "anew true 0 0", "closed true 0 true", "then works");
    }
}
