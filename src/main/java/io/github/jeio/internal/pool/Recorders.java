package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Recorder;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds out whether Flight Recorder runs, and loads the recorder then. Loading it takes long, so nothing of it is loaded
 * before: a system property tells that Flight Recorder has started, and threads that run pool code check it once in a while.
 */
public final class Recorders implements Recorder.Owner, Timers.Timer {

    /** Flight Recorder sets this property when it starts. */
    private static final String RUNS = "jdk.jfr.repository";
    private static final String EVENTS = "io.github.jeio.metrics.FlightEvents";
    private static final long LOOK_NANOS = 500_000_000;

    private static final Recorders OWNER = new Recorders();

    private static volatile Recorder recorder;
    /** Whether the recorder is being loaded, is loaded, or can't be loaded. */
    private static volatile boolean tried;
    /** When the property was checked last. Races on it are harmless: the check is then made twice. */
    private static long looked;

    private Recorders() { }

    /** The recorder, or null. */
    static Recorder now() {
        return recorder;
    }

    /** Checks the property if it is time. By a thread that has just read the clock. */
    static void look(long nanos) {
        if (nanos - looked > LOOK_NANOS) {
            looked = nanos;
            look();
        }
    }

    /** Has the timer thread load the recorder if Flight Recorder runs. */
    static void look() {
        if (!tried && System.getProperty(RUNS) != null) {
            tried = true;
            Timers.after(0, OWNER);
        }
    }

    @Override
    public long expire() {
        if (ExitFlush.pools().isEmpty()) {
            tried = false;
            return Timers.NEVER;
        }
        try {
            Constructor<?> maker = Class.forName(EVENTS).getDeclaredConstructor(Recorder.Owner.class);
            maker.setAccessible(true); // the constructor is private, since only this class is to make one
            recorder = (Recorder) maker.newInstance(this);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return Timers.NEVER; // this JVM has no Flight Recorder, or it is not among the program's modules
        }
        changed();
        return Timers.NEVER;
    }

    @Override
    public boolean isOver() {
        return false;
    }

    static void opened(Pool pool) {
        Recorder now = recorder;
        if (now == null) {
            look();
        } else {
            pool.measuring.sink(now.requests(pool.label()));
            now.opened(pool.label());
        }
    }

    /** Called before the native pool is destroyed. The workers end now, so that the recorder sees them end. */
    static void ends(Pool pool) {
        Recorder now = recorder;
        if (now != null) {
            pool.endWorkers();
            now.closed(pool.state.now());
        }
    }

    /** Called when the last pool is closed: Flight Recorder keeps no reference to jeio. */
    static void unload() {
        Recorder now = recorder;
        if (now != null) {
            recorder = null;
            tried = false;
            now.close();
        }
    }

    @Override
    public void changed() {
        Recorder now = recorder;
        for (Pool pool : ExitFlush.pools()) {
            pool.measuring.sink(now == null ? null : now.requests(pool.label()));
        }
    }

    @Override
    public Collection<Recorder.State> states() {
        List<Recorder.State> states = new ArrayList<>();
        ExitFlush.pools().forEach(pool -> states.add(pool.state.now()));
        return states;
    }
}
