package io.github.jeio.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a request that removes a batch of a directory's entries.
 *
 * @param count the entries that it removed
 * @param end whether the directory has no more entries
 * @param dirs the names of the directories that it found
 */
public record Removed(int count, boolean end, List<String> dirs) {

    private static final int HEAD = 8;

    /** Reads what {@code jeio_op_remove_entries} has written: two numbers, then names, each with its NUL. */
    static Removed read(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        List<String> dirs = new ArrayList<>();
        for (int from = HEAD, at = HEAD; at < packed.length; at++) {
            if (packed[at] == 0) {
                dirs.add(FileNames.decode(packed, from, at));
                from = at + 1;
            }
        }
        return new Removed(in.getInt(0), in.getInt(4) != 0, dirs);
    }
}
