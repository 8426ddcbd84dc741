package io.github.jeio.internal.pool;

/**
 * A turn that was begun must be ended, and results that were drained must not be lost to a StackOverflowError halfway: so
 * whoever polls or drains looks first whether there is room, and has the error while everything is still where it was.
 */
public final class StackRoom {

    private static final int FRAMES = 64;

    private StackRoom() { }

    /** @throws StackOverflowError too little of the calling thread's stack is left */
    static void check() {
        descend(FRAMES, 1, 2, 3);
    }

    private static long descend(int frames, long a, long b, long c) {
        return frames == 0 ? a : descend(frames - 1, b, c, a) + b - c;
    }
}
