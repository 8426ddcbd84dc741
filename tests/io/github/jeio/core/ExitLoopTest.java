package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A loop of the application that is alive when the JVM exits. */
class ExitLoopTest {

    @Test
    void itHandlesItsOwnResults() throws Exception {
        List<String> said = new ChildJvm().run(Alive.class);
        assertThat(said).containsExactly("the end in loop");
    }

    @Test
    void whatItLeavesLyingTheHookHandles() throws Exception {
        assertThat(new ChildJvm().run(Lazy.class)).containsExactly("the end in jeio-exit");
    }

    @Test
    void pollCbWaitsForTheHookAndDoesNotThrow() throws Exception {
        assertThat(new ChildJvm().run(Late.class)).containsExactly("the loop waits", "the loop goes on", "the hook is behind");
    }

    private static void chain(IoAio io, int left) {
        if (left == 0) {
            System.out.println("the end in " + Thread.currentThread().getName());
        } else {
            io.aioBusy(0.001, () -> chain(io, left - 1));
        }
    }

    private static Thread loop(Runnable body) {
        Thread loop = new Thread(body, "loop");
        loop.setDaemon(true);
        loop.start();
        return loop;
    }

    /** Polls on and on. */
    static final class Alive {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            CountDownLatch begun = new CountDownLatch(1);
            loop(() -> {
                io.pollCb();
                begun.countDown();
                for (;;) {
                    io.pollWait();
                    io.pollCb();
                }
            });
            begun.await();
            chain(io, 50);
        }
    }

    /** Has polled, and does so no more. */
    static final class Lazy {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            CountDownLatch begun = new CountDownLatch(1);
            loop(() -> {
                io.pollCb();
                begun.countDown();
                for (;;) {
                    LockSupport.park();
                }
            });
            begun.await();
            chain(io, 3);
        }
    }

    /** Polls again while the hook is in a callback, which ends when the loop is seen to wait. */
    static final class Late {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch again = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Thread loop = loop(() -> {
                io.pollCb();
                begun.countDown();
                try {
                    again.await();
                    io.pollCb();
                    System.out.println("the loop goes on");
                } catch (Throwable e) {
                    System.out.println(e);
                }
                over.countDown();
            });
            begun.await();
            io.aioNop(() -> {
                again.countDown();
                while (loop.isAlive() && loop.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                System.out.println("the loop waits");
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    over.await();
                    System.out.println("the hook is behind");
                } catch (InterruptedException e) {
                    System.out.println(e);
                }
            }));
        }
    }
}
