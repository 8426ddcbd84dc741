package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Recorder;
import io.github.jeio.internal.natives.ErrnoHolder;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Handles results: calls the callbacks, completes the dependents of futures, lets groups go on. At any time at most one
 * thread is the poller, the one that has the {@link Turn}.
 */
public final class Poller {

    private static final long HOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Pool pool;
    public final Limits limits = new Limits();
    /** The thread that is in {@link #whileNotPolled}, or null. */
    private volatile Thread excluding;

    /**
     * Groups whose member is done, and that may end now. This and the following fields are used in the poller's turn only.
     */
    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private boolean inGroups;
    /** Requests handled in this turn. */
    private int handled;

    Poller(Pool pool) {
        this.pool = pool;
    }

    public void checkNotInCallback(String call) {
        if (pool.turn.isMine()) {
            throw new IllegalStateException(call + " from inside a callback");
        }
    }

    /** The calling thread of the application owns the pool from now on. A daemon that has polled it ends. */
    public void own() {
        if (!pool.ownership.isMine()) {
            pool.ownership.take();
            pool.waiting.retireDaemon();
        }
        pool.openGroups.sealMine();
    }

    /** 0 if no pending result is left, else -1. */
    public int pollCb() {
        checkNotInCallback("pollCb");
        return cycle() ? 0 : -1;
    }

    /** Like {@link #pollCb}, for the number of requests handled. */
    public int pollCount() {
        pollCb();
        return handled;
    }

    /**
     * Like {@link #pollCb}, for the thread of a loop; does nothing if another thread closes the pool, as one may at any time, or is
     * in a reinit: the descriptor stays readable exactly if there are results in the pool that comes after this one.
     */
    public void pollUnlessClosed() {
        checkNotInCallback("pollCb");
        if (beginOwn()) {
            runAndEnd();
        }
    }

    private boolean cycle() {
        if (!beginOwn()) {
            pool.checkOpen();
            throw new IllegalStateException("pollCb while another thread is in reinit");
        }
        return runAndEnd();
    }

    /** Takes the turn, and the pool. False if that is closed, or about to be replaced. */
    private boolean beginOwn() {
        StackRoom.check();
        if (pool.isClosed()) {
            return false;
        }
        if (!pool.turn.begin()) {
            if (pool.turn.holder() instanceof PollDaemon) {
                own();
            }
            if (!waitForTurn("pollCb while another thread is in it: ")) {
                return false;
            }
        }
        if (pool.isClosed()) {
            pool.turn.end();
            return false;
        }
        own();
        return true;
    }

    /**
     * Waits until a daemon or the exit hook has ended its turn, and takes it. Any other thread that has it is an error of the
     * application, unless it closes or replaces the pool: false then.
     */
    private boolean waitForTurn(String error) {
        while (!pool.turn.begin()) {
            Thread now = pool.turn.holder();
            if (now instanceof PollDaemon daemon) {
                pool.waiting.retireDaemon();
                daemon.end(); // another thread may have retired it, and be waiting as well
            } else if (now instanceof ExitFlush.Hook) {
                LockSupport.parkNanos(HOOK_NANOS);
            } else if (now != null) {
                if (now == excluding || pool.isClosed()) {
                    return false;
                }
                throw new IllegalStateException(error + now);
            }
        }
        return true;
    }

    /**
     * Takes a turn if no other thread has it. Returns how many requests were handled, or -1 if another thread has the turn
     * or the pool is closed.
     */
    int tryCycle() {
        StackRoom.check();
        if (!pool.turn.begin()) {
            return -1;
        }
        if (pool.isClosed()) {
            pool.turn.end();
            return -1;
        }
        runAndEnd();
        return handled;
    }

    private boolean runAndEnd() {
        try {
            boolean all = run();
            while (areTooMany()) {
                awaitResults();
                all = run();
            }
            return all;
        } finally {
            pool.turn.end();
            pool.waiting.signalSleepers();
        }
    }

    private boolean areTooMany() {
        return pool.submission.nreqs() > limits.maxOutstanding();
    }

    /** Sleeps until there are results, unless so few requests are outstanding by now that it need not. */
    void awaitResults() {
        int seen = pool.events.read();
        pool.waiting.sleeps(true); // before the check: another thread that has taken the last results tells sleepers only
        try {
            if (areTooMany()) {
                pool.events.awaitReadable(seen, EventCount.FOREVER);
            }
        } finally {
            pool.waiting.sleeps(false);
        }
    }

    /** Handles pending results, within the limits. True if none is left. */
    boolean run() {
        int[] errno = ErrnoHolder.cell();
        boolean daemon = Thread.currentThread() instanceof PollDaemon;
        boolean armed = false;
        handled = 0;
        limits.begin();
        Recorders.look(limits.begun());
        Recorder recorder = Recorders.now();
        Object begun = recorder == null ? null : recorder.pollBegins();
        try {
            do {
                for (Request<?> request; (request = pool.results.next()) != null; ) {
                    pool.submission.ended();
                    handled++;
                    Throwable thrown = request.handle(errno, null);
                    if (thrown != null) {
                        throw Callbacks.unchecked(thrown);
                    }
                    if (limits.reached(request.size()) || daemon && pool.ownership.isOwned()) {
                        armed = true;
                        return pool.results.rearm();
                    }
                }
            } while (pool.results.fetch());
            armed = true;
            return true;
        } finally {
            if (!armed) {
                pool.results.rearm();
            }
            if (begun != null) {
                recorder.pollEnded(begun, pool.label(), handled);
            }
        }
    }

    /**
     * Lets a group go on. It may end, and then the group that it is in, and so on: a loop and no recursion, as groups may be
     * nested to any depth.
     */
    Throwable progress(Group group, Throwable thrown) {
        groups.add(group);
        if (inGroups) {
            return thrown;
        }
        Throwable all = thrown;
        inGroups = true;
        try {
            for (Group next; (next = groups.poll()) != null; ) {
                all = next.progress(all);
            }
        } finally {
            inGroups = false;
        }
        return all;
    }

    /** Runs an action in the turn, so that no callback runs meanwhile. A daemon is ended first. By one thread at a time. */
    public void whileNotPolled(String call, Runnable action) {
        checkNotInCallback(call);
        StackRoom.checkForMore();
        pool.waiting.retireDaemon();
        excluding = Thread.currentThread(); // before it has the turn: who finds it there knows why
        try {
            if (!waitForTurn(call + " while another thread polls: ")) {
                pool.checkOpen();
            }
            try {
                action.run();
            } finally {
                pool.turn.end();
            }
        } finally {
            excluding = null;
        }
    }
}
