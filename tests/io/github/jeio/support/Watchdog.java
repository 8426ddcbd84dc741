package io.github.jeio.support;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Map<TestIdentifier, Instant> running = new ConcurrentHashMap<>();

    /** Called by JUnit's service loader. */
    public Watchdog() {
        Thread thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            running.put(test, Instant.now());
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
                running.forEach((test, since) -> {
                    if (since.isBefore(due)) {
                        end(test);
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Around System.err, which the test runner holds and would not pass on any more. */
    private static void end(TestIdentifier test) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        err.println(test.getUniqueId() + " has been running for " + LIMIT.toSeconds() + " s, so this run ends. All threads:");
        for (var thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true, Integer.MAX_VALUE)) {
            err.println(thread.toString().lines().findFirst().orElse(""));
            for (StackTraceElement frame : thread.getStackTrace()) {
                err.println("\tat " + frame);
            }
        }
        Runtime.getRuntime().halt(1);
    }
}
