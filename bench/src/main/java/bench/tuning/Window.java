package bench.tuning;

import io.github.jeio.IoAio;
import java.util.Arrays;

/** A window of so many requests in flight: whenever one has called back, the next one is made. */
final class Window {

    /** What is done again and again. */
    interface Work {

        /**
         * Makes a request.
         *
         * @param slot which of the window's places it has: no other request of that place is in flight
         * @param done to be called by its callback
         * @return false where there is nothing left to do
         */
        boolean request(int slot, Runnable done);
    }

    private final IoAio io;
    private final Work work;
    private final Runnable[] done;
    private final long[] started;
    private long[] latencies = new long[1 << 16];
    private int count;
    private int inFlight;
    private long end;

    Window(IoAio io, int depth, Work work) {
        this.io = io;
        this.work = work;
        io.pollCb(); // this thread polls from the first request on, and no daemon
        started = new long[depth];
        done = new Runnable[depth];
        for (int i = 0; i < depth; i++) {
            int slot = i;
            done[i] = () -> done(slot);
        }
    }

    /** Runs for so long, and until all have called back. */
    Outcome run(double seconds) {
        return run(seconds, io::poll);
    }

    /** The same, with a way of one's own to wait and poll. */
    Outcome run(double seconds, Runnable poll) {
        long start = System.nanoTime();
        begin(seconds);
        while (inFlight > 0) {
            poll.run();
        }
        return outcome(start);
    }

    /** Makes the first requests; from then on callbacks do. */
    void begin(double seconds) {
        count = 0;
        end = System.nanoTime() + (long) (seconds * 1e9);
        for (int i = 0; i < done.length; i++) {
            next(i);
        }
    }

    /** Makes no more. */
    void stop() {
        end = Long.MIN_VALUE;
    }

    Outcome outcome(long start) {
        return Outcome.of(count / ((System.nanoTime() - start) * 1e-9), latencies, count);
    }

    private void next(int slot) {
        started[slot] = System.nanoTime();
        if (work.request(slot, done[slot])) {
            inFlight++;
        }
    }

    private void done(int slot) {
        long now = System.nanoTime();
        if (count == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * count);
        }
        latencies[count++] = now - started[slot];
        inFlight--;
        if (end != Long.MIN_VALUE && now - end < 0) {
            next(slot);
        }
    }
}
