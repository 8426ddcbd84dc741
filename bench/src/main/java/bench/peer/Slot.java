package bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A place in the sliding window: what its present operation uses, and how that ended. */
final class Slot {

    final int index;
    final ByteBuffer buffer;
    Throwable failure;

    Slot(int index, ByteBuffer buffer) {
        this.index = index;
        this.buffer = buffer;
    }

    static void check(long got, long expected) throws IOException {
        if (got != expected) {
            throw new IOException("got " + got + ", not " + expected);
        }
    }
}
