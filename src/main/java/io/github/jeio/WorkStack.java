package io.github.jeio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * What a composite request has still to do, fed to it with a bounded number of requests in flight. The last put on top
 * goes first: so a tree is walked depth first, and little of it is in memory at a time.
 */
final class WorkStack {

    private final Composite<?> all;
    private final int inFlight;
    private final Deque<BooleanSupplier> stack = new ArrayDeque<>();

    WorkStack(Composite<?> all, int inFlight) {
        this.all = all;
        this.inFlight = inFlight;
    }

    /** @param work adds one request to the composite, or tells that it need not any more by false */
    void push(BooleanSupplier work) {
        stack.push(work);
    }

    /** Puts a request on top. */
    void push(Runnable work) {
        stack.push(() -> {
            work.run();
            return true;
        });
    }

    /** Feeds: called when something was pushed. */
    void run() {
        if (!stack.isEmpty()) {
            all.feed(inFlight, this::next);
        }
    }

    private void next() {
        for (BooleanSupplier work = stack.poll(); work != null; work = stack.poll()) {
            if (work.getAsBoolean()) {
                return;
            }
        }
    }
}
