package bench.probe;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A sliding window of 4 KiB reads whose callbacks are made once, so that what a request costs is jeio's alone. */
public final class ReadWindow {

    private static final int BLOCK = 4096;

    private final IoAio io;
    private final int fd;
    private final int blocks;
    private final int depth;
    private final ByteBuffer[] buffers;
    private final LongConsumer[] callbacks;
    private int random = 1;
    private long left;
    private int inFlight;
    private boolean timed;
    private long longestCallback;

    public ReadWindow(IoAio io, Path file, int depth) {
        this.io = io;
        this.depth = depth;
        int[] opened = {-1};
        io.aioOpen(file.toString(), AioConstants.O_RDONLY, 0, result -> opened[0] = result);
        io.flush();
        fd = opened[0];
        if (fd < 0) {
            throw new IllegalStateException(file + ": errno " + IoAio.errno());
        }
        blocks = (int) (file.toFile().length() / BLOCK);
        buffers = new ByteBuffer[depth];
        callbacks = new LongConsumer[depth];
        for (int i = 0; i < depth; i++) {
            int slot = i;
            buffers[i] = ByteBuffer.allocateDirect(BLOCK);
            callbacks[i] = count -> done(slot, count);
        }
    }

    /** Runs so many reads; {@code poll} waits and calls back. */
    public void run(long ops, Runnable poll) {
        left = ops;
        inFlight = (int) Math.min(depth, ops);
        for (int i = 0, n = inFlight; i < n; i++) {
            next(i);
        }
        while (inFlight > 0) {
            poll.run();
        }
    }

    /** From now on callbacks are timed; gives the longest one so far, in nanoseconds. */
    long longestCallback() {
        long longest = longestCallback;
        timed = true;
        longestCallback = 0;
        return longest;
    }

    private void done(int slot, long count) {
        long start = timed ? System.nanoTime() : 0;
        if (count != BLOCK) {
            throw new IllegalStateException("got " + count + ", errno " + IoAio.errno());
        }
        next(slot);
        if (timed) {
            longestCallback = Math.max(longestCallback, System.nanoTime() - start);
        }
    }

    private void next(int slot) {
        if (left > 0) {
            left--;
            random = random * 1664525 + 1013904223;
            io.aioRead(fd, (long) ((random >>> 8) % blocks) * BLOCK, BLOCK, buffers[slot], 0, callbacks[slot]);
        } else {
            inFlight--;
        }
    }
}
