package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Recorder;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whether Flight Recorder runs, and who records then. Nothing of it is loaded before, since that takes long: a property tells
 * that it has begun, and is looked at once in a while by threads that are in the pools' code anyhow.
 */
public final class Recorders implements Recorder.Owner, Alarms.Alarm {

    /** Flight Recorder sets it when it begins. */
    private static final String RUNS = "jdk.jfr.repository";
    private static final String EVENTS = "io.github.jeio.metrics.FlightEvents";
    private static final long LOOK_NANOS = 500_000_000;

    private static final Recorders OWNER = new Recorders();

    private static volatile Recorder recorder;
    /** The recorder is being loaded, is there, or can't be. */
    private static volatile boolean tried;
    /** When the property was looked at. A race about it does no harm. */
    private static long looked;

    private Recorders() { }

    /** Who records, or null. */
    static Recorder now() {
        return recorder;
    }

    /** By a thread that has just read the clock. */
    static void look(long nanos) {
        if (nanos - looked > LOOK_NANOS) {
            looked = nanos;
            look();
        }
    }

    /** Has the recorder loaded by another thread where it is time. */
    static void look() {
        if (!tried && System.getProperty(RUNS) != null) {
            tried = true;
            Alarms.after(0, OWNER);
        }
    }

    @Override
    public long ring() {
        if (ExitFlush.pools().isEmpty()) {
            tried = false;
            return Alarms.NEVER;
        }
        try {
            Constructor<?> maker = Class.forName(EVENTS).getDeclaredConstructor(Recorder.Owner.class);
            maker.setAccessible(true); // nobody else is to make one
            recorder = (Recorder) maker.newInstance(this);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return Alarms.NEVER; // this JVM, or this program's modules, have no part of Flight Recorder
        }
        changed();
        return Alarms.NEVER;
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

    /** Before the native pool is destroyed: its workers end now, so that the recorder sees it. */
    static void ends(Pool pool) {
        Recorder now = recorder;
        if (now != null) {
            pool.endWorkers();
            now.closed(pool.state.now());
        }
    }

    /** The last pool is closed: nothing of jeio's stays with Flight Recorder. */
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
