package io.github.jeio.reliability;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.IoAioBuilder;
import io.github.jeio.LinuxAio;
import io.github.jeio.WhenFull;
import io.github.jeio.support.Leaks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A pool, some threads that do whatever can be done with it, and what has to be true when all is over. */
final class Round {

    /** How many of the latest requests are there for others to cancel, wait for, and so on. */
    private static final int LATEST = 64;

    private static final int OWN = 3;

    final Things things;
    private final Random random;
    private final IoAio io;
    private final Leaks before = Leaks.now();
    private final Queue<Made> all = new ConcurrentLinkedQueue<>();
    private final Made[] latest = new Made[LATEST];
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean over;

    Round(long seed, Path dir) throws Exception {
        random = new Random(seed);
        things = new Things(dir);
        io = builder().create();
    }

    private IoAioBuilder builder() {
        IoAioBuilder builder = IoAio.builder().name("fuzzed").maxParallel(1 + random.nextInt(6)).inlineCached(random.nextInt(3) > 0);
        if (random.nextInt(4) == 0) {
            // and not WAIT: a callback of another pool would wait for room that the thread makes which waits for that pool
            builder.maxRequests(20 + random.nextInt(50), WhenFull.REFUSE);
        }
        if (random.nextInt(4) == 0) {
            builder.timeout(Duration.ofMillis(1 + random.nextInt(20)));
        }
        return builder;
    }

    IoAio io() {
        return io;
    }

    AioWd directory(Random by) {
        return things.directories[by.nextInt(things.directories.length)];
    }

    void made(String call, AioRequest<?> request, @Nullable Told callback) {
        Made made = new Made(call, request, callback);
        all.add(made);
        latest[(int) (calls.incrementAndGet() % LATEST)] = made; // whichever of two threads comes last
    }

    @Nullable Made any(Random by) {
        return latest[by.nextInt(LATEST)];
    }

    /** What a bad call, or a wait, may throw; anything else is a mistake of jeio's. */
    void judge(Throwable thrown) {
        if (!isRight(thrown)) {
            problem(thrown);
        }
    }

    private static boolean isRight(Throwable thrown) {
        if (thrown instanceof NullPointerException) {
            return thrown.getStackTrace().length == 0 || thrown.getStackTrace()[0].getClassName().equals(Objects.class.getName());
        }
        return Boom.is(thrown) || thrown instanceof AioException || thrown instanceof CancellationException
                || thrown instanceof IllegalArgumentException || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof IllegalStateException && thrown.getMessage() != null
                || thrown instanceof OutOfMemoryError;
    }

    void problem(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        problems.add(text.toString());
    }

    /** @return how many requests were made
     * @throws AssertionError something is not as it has to be */
    long run(int threads, int steps) throws Exception {
        things.directories[OWN] = ownDirectory();
        Thread poller = random.nextInt(3) == 0 ? null : new Thread(this::poll, "poller");
        List<Thread> actors = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Actor actor = new Actor(random.nextLong(), this, false);
            actors.add(new Thread(() -> {
                for (int step = 0; step < steps; step++) {
                    actor.act();
                }
            }, "actor-" + i));
        }
        if (poller != null) {
            poller.start();
        }
        actors.forEach(Thread::start);
        for (Thread actor : actors) {
            actor.join();
        }
        over = true;
        if (poller != null) {
            poller.join();
        }
        finish();
        return calls.get();
    }

    /** The pool's requests may have a timeout. */
    private AioWd ownDirectory() throws AioException {
        for (;;) {
            try {
                return io.aioWd(things.dir.toString()).await();
            } catch (AioException e) {
                if (e.errno() != Errno.ETIMEDOUT) {
                    throw e;
                }
            }
        }
    }

    private void poll() {
        while (!over) {
            try {
                io.pollCb(); // and no wait, which would be for groups that nobody has sealed yet
                LockSupport.parkNanos(20_000);
            } catch (Throwable e) {
                judge(e);
            }
        }
    }

    private void finish() throws Exception {
        for (Made made : all) {
            if (made.request instanceof AioGroup group) {
                group.seal();
            }
        }
        do {
            drainAll(); // callbacks of one pool make requests of another
        } while (io.nreqs() + IoAio.shared().nreqs() + LinuxAio.nreqs() > 0);
        eventually(this::allRight); // what reinit abandoned while it was executing ends in a thread of its own
        failIfWrong(); // what has not ended would be waited for for ever
        Thread.interrupted(); // by a callback
        all.forEach(made -> made.take(things));
        things.directories[OWN].close();
        drain(io::close);
        drain(IoAio::closeShared);
        things.close();
        eventually(() -> {
            try {
                before.check();
                return null;
            } catch (AssertionError e) {
                return new AssertionError(e.getMessage() + openers(), e);
            }
        });
        failIfWrong();
    }

    private void failIfWrong() {
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    /** Whose descriptor it may be that was left. */
    private String openers() {
        StringBuilder openers = new StringBuilder();
        for (Made made : all) {
            if (made.call.matches("aio(Open|Mkstemp|Wd|Fcntl F_DUPFD).*") && (made.request.isCancelled() || made.request.errno() == Errno.ETIMEDOUT)) {
                openers.append("\n    ").append(made.request.isCancelled() ? "cancelled: " : "late: ").append(made.request);
            }
        }
        return openers.toString();
    }

    private void drainAll() {
        drain(() -> {
            io.minParallel(1);
            io.maxPollReqs(0);
            io.maxPollTime(0);
            io.flush();
        });
        drain(() -> IoAio.shared().flush());
        drain(() -> {
            while (LinuxAio.nreqs() > 0) {
                LinuxAio.pollWait();
                LinuxAio.pollCb();
            }
        });
    }

    private @Nullable Throwable allRight() {
        for (Made made : all) {
            String wrong = made.wrong();
            if (wrong != null) {
                return new AssertionError(wrong);
            }
        }
        return null;
    }

    /** Until no callback has anything more to throw; a pool that was closed is drained. */
    private void drain(Runnable flush) {
        for (;;) {
            Progress.made();
            try {
                flush.run();
                return;
            } catch (RuntimeException e) {
                if (!Boom.is(e)) { // behind which there may be more
                    if (!"the pool is closed".equals(e.getMessage())) {
                        problem(e);
                    }
                    return;
                }
            }
        }
    }

    private interface Condition {
        @Nullable Throwable missing();
    }

    private void eventually(Condition condition) {
        int looks = 5_000; // not a deadline, which passes while the process is stopped
        Throwable missing;
        while ((missing = condition.missing()) != null && --looks > 0) {
            Progress.made();
            LockSupport.parkNanos(1_000_000);
        }
        if (missing != null) {
            problem(missing);
            problems.add(Progress.state());
        }
    }
}
