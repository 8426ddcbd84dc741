package io.github.jeio.support;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Ends a run in which a test hangs, and shows where every thread was. JUnit's own timeout comes first; it interrupts,
 * which does not end a wait that goes on after an interrupt, and it does not cover the tests of a factory.
 */
public final class Watchdog implements TestExecutionListener {

    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration STEP = Duration.ofSeconds(5);

    /** A test that runs, since when, and where. */
    private record Run(TestIdentifier test, Instant since, Thread thread) { }

    private final Map<TestIdentifier, Run> running = new ConcurrentHashMap<>();

    /** Called by JUnit's service loader. */
    public Watchdog() {
        Thread thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            running.put(test, new Run(test, Instant.now(), Thread.currentThread()));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        running.remove(test);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(STEP.toMillis());
                Instant due = Instant.now().minus(LIMIT);
                running.values().stream().filter(run -> run.since.isBefore(due)).forEach(Watchdog::end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Around System.err, which the test runner holds and would not pass on any more. The test comes last: a log is often cut at its front. */
    private static void end(Run run) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        String found = run.test.getUniqueId() + " has been running for " + LIMIT.toSeconds() + " s, so this run ends.";
        err.println(found + " All threads, and last that of the test:");
        ThreadInfo[] threads = ManagementFactory.getThreadMXBean().dumpAllThreads(true, true, Integer.MAX_VALUE);
        Predicate<ThreadInfo> ofTheTest = thread -> thread.getThreadId() == run.thread.getId();
        Stream.concat(Stream.of(threads).filter(ofTheTest.negate()), Stream.of(threads).filter(ofTheTest)).forEach(thread -> print(thread, err));
        err.println(found);
        Runtime.getRuntime().halt(1);
    }

    private static void print(ThreadInfo thread, PrintStream err) {
        err.println(thread.toString().lines().findFirst().orElse(""));
        for (StackTraceElement frame : thread.getStackTrace()) {
            err.println("\tat " + frame);
        }
    }
}
