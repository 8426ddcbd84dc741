package io.github.jeio;

import io.github.jeio.internal.Natives;
import io.github.jeio.internal.Op;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The polling side of a pool: takes completions and calls back. At any time at most one thread is the poller; what only
 * it may touch says so.
 */
final class Poller {

    /** Records taken in one crossing. */
    private static final int DRAIN = 256;

    /** Another thread may handle the last request right before a wait: so no wait is for ever. */
    private static final int WAIT_MILLIS = 100;
    private static final int EXIT_MILLIS = 1;

    /** With more answers than that about which nobody has asked, the poller is woken to handle them. */
    private static final int LOOSE = 64;

    private final Pool pool;
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final Object idle = new Object();
    /** How often a thread has left. Written by the poller, read after {@link #thread}. */
    private int turns;

    /** Records that were taken and not dispatched. Written by the poller. */
    private volatile int held;
    /** Groups that threads are filling, on a pool that the application does not poll, and their priorities. */
    private final Map<AioGroup, Integer> open = new ConcurrentHashMap<>();
    /** Requests that were answered at submission and not handled; guarded by itself. */
    private final ArrayDeque<AioRequest<?>> answered = new ArrayDeque<>();
    /** Those of them that have a callback or a group: the others need not be handled, and are not outstanding. */
    private final AtomicInteger answers = new AtomicInteger();
    /** Threads in pollWait. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Groups that a member has left, to be looked at. The poller's, as is the next. */
    private final ArrayDeque<AioGroup> groups = new ArrayDeque<>();
    private boolean inGroups;
    /** Requests handled since the poller entered. The poller's. */
    private int handled;

    private final Limits limits = new Limits();
    private volatile int maxOutstanding = Integer.MAX_VALUE;

    /** The application polls, or has taken the descriptor to do so: no daemon. */
    private volatile boolean owned;
    /** The application's thread that polled last, by its ID. */
    private volatile long owner;
    /** Written under this. */
    private volatile PollDaemon daemon;

    Poller(Pool pool) {
        this.pool = pool;
    }

    /** The thread that is the poller now, or null. */
    Thread thread() {
        return thread.getPlain();
    }

    /** The ID of the thread that polls now, or did last where that is the application's; 0: there is none. */
    long pollingThread() {
        Thread now = thread.get();
        return now != null ? now.getId() : owned ? owner : 0;
    }

    int held() {
        return held;
    }

    /** Whether a thread that is not the caller polls, or will: then a group could be done before the caller has filled it. */
    boolean othersPoll() {
        return !owned && thread() != Thread.currentThread();
    }

    /** The group has no carrier, and so can't be done, until it is closed, by name or with all others. */
    void open(AioGroup group, int priority) {
        open.put(group, priority);
        if (owned || pool.isClosed()) {
            close(group);
        }
    }

    void close(AioGroup group) {
        Integer priority = open.remove(group);
        if (priority != null) {
            pool.aside(priority, () -> pool.begin(Op.GROUP).submit(group));
        }
    }

    int openGroups() {
        return open.size();
    }

    private void closeGroups() {
        for (AioGroup group : open.keySet()) {
            close(group);
        }
    }

    void cancelOpenGroups() {
        open.keySet().forEach(AioGroup::cancel);
    }

    int answers() {
        return answers.get();
    }

    /** A request that was answered at submission: if it is pending, who polls is to know of it, as of any other. */
    void answered(AioRequest<?> request, boolean pending) {
        boolean tell;
        synchronized (answered) {
            answered.add(request);
            tell = pending || answered.size() > LOOSE;
            if (pending) {
                answers.getAndIncrement();
            }
        }
        if (!pending) {
            pool.handled();
        }
        if (tell) {
            tell();
        }
    }

    /** One that was not pending is so from now on; then comes {@link #tell}. */
    void exposed() {
        pool.outstanding();
        answers.getAndIncrement();
    }

    /** By the poller: one that was pending is so no longer. */
    void delivered() {
        answers.getAndDecrement();
        pool.handled();
    }

    /** Wakes who polls; where nobody does, he will look when he begins. */
    void tell() {
        if (owned || daemon != null || waiting.get() > 0) {
            pool.wakeup();
        }
    }

    /** There is nothing to handle any more. */
    void forget(AioRequest<?> request) {
        synchronized (answered) {
            // most are taken by the thread that has just submitted them
            if (answered.peekLast() == request) {
                answered.pollLast();
            } else {
                answered.remove(request);
            }
        }
    }

    /** Of a pool that takes no requests any more. */
    void cancelAnswers() {
        AioRequest<?>[] all;
        synchronized (answered) {
            all = answered.toArray(AioRequest<?>[]::new);
        }
        for (AioRequest<?> request : all) {
            request.cancel();
        }
    }

    private boolean hasAnswered() {
        synchronized (answered) {
            return !answered.isEmpty();
        }
    }

    void maxPollReqs(int max) {
        limits.maxReqs(max);
    }

    void maxPollNanos(long max) {
        limits.maxNanos(max);
    }

    void maxOutstanding(int max) {
        maxOutstanding = max;
    }

    /** Runs it as the poller would; a daemon is ended first. */
    void whileNotPolled(String call, Runnable action) {
        checkNotInCallback(call);
        retire();
        if (!enter()) {
            throw new IllegalStateException(call + " while another thread polls: " + thread.get());
        }
        try {
            action.run();
        } finally {
            leave();
        }
    }

    /** After a reinit: who polled the old pool polls this one. */
    void adopt(Poller old) {
        owned = old.owned;
    }

    /** The application polls from now on; a daemon that did so ends. */
    void own() {
        if (!owned) {
            owned = true;
            retire();
            closeGroups();
            wakeupForAnswers();
        }
    }

    /** 0 if nothing is left that could be handled, else -1. */
    int pollCb() {
        checkNotInCallback("pollCb");
        own();
        return cycle() ? 0 : -1;
    }

    /** The number of requests handled. */
    int poll() {
        pollWait();
        pollCb();
        return handled;
    }

    /** Like {@link #pollCb}, for the number of requests handled. */
    int pollCount() {
        pollCb();
        return handled;
    }

    void pollWait() {
        pool.checkOpen();
        checkNotInCallback("pollWait");
        closeGroups();
        waiting.getAndIncrement();
        try {
            while (!pool.isClosed() && pool.nreqs() > 0 && pool.npending() == 0) {
                pool.awaitReadable(WAIT_MILLIS);
            }
        } finally {
            waiting.getAndDecrement();
        }
    }

    /** Until nothing is outstanding and the last callback is over, interrupted or not; where another thread polls, it does the work. */
    void flush() {
        checkNotInCallback("flush");
        boolean interrupted = false;
        try {
            do {
                for (closeGroups(); pool.nreqs() > 0; closeGroups()) {
                    if (polledElsewhere()) {
                        interrupted |= awaitIdle();
                    } else {
                        pollWait();
                        tryCycle();
                    }
                }
                interrupted |= awaitTurn();
            } while (pool.nreqs() > 0);
            if (hasAnswered()) {
                tryCycle();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until the thread that polls now has left: its last request is not outstanding, but its callback may be running. */
    private boolean awaitTurn() {
        boolean interrupted = false;
        if (thread.get() != null) {
            int now = turns;
            synchronized (idle) {
                while (thread.get() != null && turns == now) {
                    try {
                        idle.wait(WAIT_MILLIS);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
        }
        return interrupted;
    }

    /** Waits for the thread that polls; true if an interrupt came in. */
    private boolean awaitIdle() {
        synchronized (idle) {
            if (pool.nreqs() > 0) {
                try {
                    idle.wait(WAIT_MILLIS);
                } catch (InterruptedException e) {
                    return true;
                }
            }
        }
        return false;
    }

    private synchronized boolean polledElsewhere() {
        return daemon != null || thread.get() != null;
    }

    /** Of a pool that takes no requests any more: handles what is outstanding. Gives what callbacks have thrown, or null. */
    Throwable flushLast() {
        while (!enter()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // another thread is in its last callback
        }
        Throwable thrown = null;
        for (closeGroups(); ; ) {
            try {
                run();
            } catch (RuntimeException | Error e) {
                thrown = Callbacks.and(thrown, e);
            }
            if (pool.nreqs() == 0) {
                leave();
                return thrown;
            }
            // a thread may be about to hand in an answer, and can't wake a pool that is being closed
            Natives.await(pool.handle, WAIT_MILLIS);
        }
    }

    private boolean cycle() {
        if (!enter()) {
            throw new IllegalStateException("pollCb while another thread is in it: " + thread.get());
        }
        if (pool.isClosed()) {
            leave();
            pool.checkOpen();
        }
        owner = Thread.currentThread().getId();
        return runAndLeave();
    }

    /** False where another thread polls, or the pool is closed. */
    boolean tryCycle() {
        if (!enter()) {
            return false;
        }
        if (pool.isClosed()) {
            leave();
            return false;
        }
        runAndLeave();
        return true;
    }

    private boolean runAndLeave() {
        try {
            handled = 0;
            boolean all = run();
            while (pool.nreqs() > maxOutstanding) {
                Natives.await(pool.handle, WAIT_MILLIS);
                all = run();
            }
            return all;
        } finally {
            leave();
        }
    }

    private boolean enter() {
        return thread.compareAndSet(null, Thread.currentThread());
    }

    private void leave() {
        turns++;
        thread.set(null);
        if (pool.nreqs() == 0) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }

    /** Handles what there is, within the limits; true if nothing is left. */
    private boolean run() {
        int[] errno = ErrnoHolder.cell();
        limits.begin();
        boolean armed = false;
        try {
            for (;;) {
                if (dispatch(errno)) {
                    armed = true;
                    return rearm();
                }
                limits.answered(pool.flushBatch());
                int taken = Natives.drain(pool.handle, DRAIN);
                pool.completions.rewind();
                held = taken;
                if (taken == 0 && answers() == 0) {
                    armed = true;
                    return true;
                }
            }
        } finally {
            if (!armed) {
                rearm();
            }
        }
    }

    /** Calls back for the records that were taken, and for the answers; true where a limit was reached. */
    private boolean dispatch(int[] errno) {
        while (held > 0) {
            pool.completions.advance();
            held--;
            handled++;
            pool.take().complete(pool.completions, errno);
            if (limits.reached()) {
                return true;
            }
        }
        for (AioRequest<?> request; (request = nextAnswer()) != null; ) {
            limits.answered(true);
            handled++;
            request.deliver(errno);
            if (limits.reached()) {
                return true;
            }
        }
        return false;
    }

    private AioRequest<?> nextAnswer() {
        synchronized (answered) {
            return answered.poll();
        }
    }

    /** A group may end, and so its own group may, and so on: one after the other, however deep they are nested. */
    void progress(AioGroup group) {
        groups.add(group);
        if (inGroups) {
            return;
        }
        inGroups = true;
        Throwable thrown = null;
        for (AioGroup next; (next = groups.poll()) != null; ) {
            try {
                next.progress();
            } catch (RuntimeException | Error e) {
                thrown = Callbacks.and(thrown, e);
            }
        }
        inGroups = false;
        Callbacks.rethrow(thrown);
    }

    /** Before the end was seen: the descriptors stay readable exactly if something is left. True if nothing is. */
    private boolean rearm() {
        pool.flushBatch();
        boolean left = held > 0 || answers() > 0;
        Natives.rearm(pool.handle, left);
        if (!left) {
            wakeupForAnswers(); // its wake-up may just have been taken back
        }
        return !left && pool.npending() == 0;
    }

    /** Starts a daemon where nobody polls. */
    void ensurePolled() {
        if (owned) {
            return;
        }
        synchronized (this) {
            if (!owned && daemon == null && !pool.isClosed()) {
                PollDaemon made = new PollDaemon(pool, this);
                made.start(); // may fail: there are no threads left
                daemon = made;
                wakeupForAnswers();
            }
        }
    }

    /** What came in while nobody polled, or while the poller was about to leave. */
    private void wakeupForAnswers() {
        if (answers() > 0) {
            pool.wakeup();
        }
    }

    /** Ends the daemon, if there is one, and waits until it has left; unless it is the caller. */
    void retire() {
        PollDaemon retired;
        synchronized (this) {
            retired = daemon;
            daemon = null;
        }
        if (retired != null && retired.end() && enter()) {
            if (!pool.isClosed()) {
                // what woke the daemon is not a result
                Natives.rearm(pool.handle, held > 0 || answers() > 0);
            }
            leave();
        }
    }

    void checkNotInCallback(String call) {
        if (thread() == Thread.currentThread()) {
            throw new IllegalStateException(call + " from inside a callback");
        }
    }

    void checkAwait() {
        checkNotInCallback("await");
        if (owned && owner == Thread.currentThread().getId()) {
            throw new IllegalStateException("await in the thread that polls the pool: it would wait for itself;"
                    + " use a callback, another thread, or a pool that the application does not poll");
        }
    }

    /** By the exit hook, again and again: handles what there is, in this thread; true once nothing is outstanding. */
    boolean flushAtExit() {
        try {
            pool.unpause();
            closeGroups();
            if (tryCycle()) {
                if (pool.nreqs() > 0) {
                    pool.awaitReadable(EXIT_MILLIS);
                }
            } else if (exits(thread.get())) {
                // it called exit from a callback and will not return: what it submitted is still executed
                pool.flushBatch();
                return pool.nreqs() == pool.npending();
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EXIT_MILLIS));
            }
        } catch (Throwable e) {
            Callbacks.report(e); // the next callback is not to suffer for it
        }
        return pool.nreqs() == 0;
    }

    private static boolean exits(Thread poller) {
        return poller != null
                && Arrays.stream(poller.getStackTrace()).anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }
}
