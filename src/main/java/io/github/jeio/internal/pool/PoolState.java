package io.github.jeio.internal.pool;

import io.github.jeio.internal.measure.Recorder;
import io.github.jeio.internal.natives.Natives;
import java.util.ArrayList;
import java.util.List;

/** Tells a recorder the state of a pool: its counters, and the workers that have started or ended. */
final class PoolState {

    /** The same number as in {@code pool.h}. */
    private static final int NOTES = 64;

    private final Pool pool;
    /** Guarded by this object's monitor: how many notes on workers have been read. */
    private int read;

    PoolState(Pool pool) {
        this.pool = pool;
    }

    synchronized Recorder.State now() {
        long[] notes = new long[2 * NOTES];
        int noted = pool.workers(read, notes);
        List<Recorder.Worker> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(NOTES, noted - read); i++) {
            workers.add(new Recorder.Worker(notes[2 * i], (int) Math.abs(notes[2 * i + 1]), notes[2 * i + 1] > 0));
        }
        read = noted;
        return new Recorder.State(pool.label(), pool.peek(Natives.NTHREADS), pool.peek(Natives.NREADY),
                pool.nheld() + pool.peek(Natives.NPENDING), pool.openGroups.peekOutstanding(), workers);
    }
}
