package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Recorder;
import io.github.jeio.internal.natives.ErrnoHolder;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells of results: calls the callbacks, completes the dependents, lets the groups go on. At any time at most one thread is
 * the poller, the one that has the {@link Turn}.
 */
public final class Poller {

    private static final long HOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Pool pool;
    public final Limits limits = new Limits();

    /** Groups that a member has left, to be looked at. The poller's, as is all that follows. */
    private final ArrayDeque<Group> groups = new ArrayDeque<>();
    private boolean inGroups;
    /** Requests handled since the poller entered. */
    private int handled;

    Poller(Pool pool) {
        this.pool = pool;
    }

    public void checkNotInCallback(String call) {
        if (pool.turn.isMine()) {
            throw new IllegalStateException(call + " from inside a callback");
        }
    }

    /** The application polls from now on, in this thread; a daemon that did so ends. */
    public void own() {
        if (!pool.ownership.isMine()) {
            pool.ownership.take();
            pool.waiting.retireDaemon();
        }
        pool.openGroups.sealMine();
    }

    /** 0 if nothing is left that could be handled, else -1. */
    public int pollCb() {
        checkNotInCallback("pollCb");
        return cycle() ? 0 : -1;
    }

    /** Like {@link #pollCb}, for the number of requests handled. */
    public int pollCount() {
        pollCb();
        return handled;
    }

    private boolean cycle() {
        StackRoom.check();
        pool.checkOpen();
        if (!pool.turn.begin()) {
            waitForTurn();
        }
        if (pool.isClosed()) {
            pool.turn.end();
            pool.checkOpen();
        }
        own();
        return runAndEnd();
    }

    /** Of a daemon's turn, and of the exit hook's, the end is waited for. */
    private void waitForTurn() {
        if (pool.turn.holder() instanceof PollDaemon) {
            own();
        }
        while (!pool.turn.begin()) {
            Thread now = pool.turn.holder();
            if (now instanceof ExitFlush.Hook) {
                LockSupport.parkNanos(HOOK_NANOS);
            } else if (now != null) {
                throw new IllegalStateException("pollCb while another thread is in it: " + now);
            }
        }
    }

    /** How many requests were handled; -1: another thread polls, or the pool is closed. */
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
            while (pool.submission.nreqs() > limits.maxOutstanding()) {
                int rings = pool.bell.rings();
                pool.bell.awaitReadable(rings, Bell.FOREVER);
                all = run();
            }
            return all;
        } finally {
            pool.turn.end();
            pool.waiting.ringSleepers();
        }
    }

    /** Handles what there is, within the limits; true if nothing is left. */
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
                    Throwable thrown = request.tell(errno, null);
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

    /** A group may end, and so its own group may, and so on: one after the other, however deep they are nested. */
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

    /** Runs it as the poller would; a daemon is ended first. */
    public void whileNotPolled(String call, Runnable action) {
        checkNotInCallback(call);
        pool.waiting.retireDaemon();
        if (!pool.turn.begin()) {
            throw new IllegalStateException(call + " while another thread polls: " + pool.turn.holder());
        }
        try {
            action.run();
        } finally {
            pool.turn.end();
        }
    }
}
