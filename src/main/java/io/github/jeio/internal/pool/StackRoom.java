package io.github.jeio.internal.pool;

import io.github.jeio.internal.natives.Natives;

/**
 * Checks that there is room on the stack before a turn begins or results are drained. A StackOverflowError halfway would
 * leave a turn that is never ended, or lose results; this way the error is thrown while nothing has happened.
 *
 * <p>The check calls itself to some depth, which takes a tenth of the time of a nop. So C remembers, for each thread, how deep
 * there was enough room, and it is made again only where the thread's stack is deeper.
 */
public final class StackRoom {

    private static final int FRAMES = 64;
    /** Three times as much: how much that is depends on what is compiled, and the smallest stacks must still have it. */
    private static final int MORE_FRAMES = 192;

    private StackRoom() { }

    /** @throws StackOverflowError too little of the calling thread's stack is left */
    static void check() {
        long end = Natives.stackEnd();
        if (end != 0) {
            descend(FRAMES, 1, 2, 3);
            Natives.stackIsRoomy(end);
        }
    }

    /**
     * Like {@link #check}, for what calls far down, and rarely: a pool's beginning and its end. It remembers nothing.
     *
     * @throws StackOverflowError too little of the calling thread's stack is left
     */
    static void checkForMore() {
        descend(MORE_FRAMES, 1, 2, 3);
    }

    private static long descend(int frames, long a, long b, long c) {
        return frames == 0 ? a : descend(frames - 1, b, c, a) + b - c;
    }
}
