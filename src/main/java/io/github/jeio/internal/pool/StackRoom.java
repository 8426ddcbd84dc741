package io.github.jeio.internal.pool;

/**
 * Checks that there is room on the stack before a turn begins or results are drained. A StackOverflowError halfway would
 * leave a turn that is never ended, or lose results; this way the error is thrown while nothing has happened.
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
