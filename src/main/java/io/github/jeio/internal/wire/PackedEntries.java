package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioStat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Entries of a directory as C has packed them: a byte for the type, eight for the inode number, the name, NUL. An object is made of
 * one when it is asked for: of most entries of a tree nobody wants more than the type.
 */
public final class PackedEntries extends AbstractList<AioDirent> implements RandomAccess {

    private static final int INODE = 1;
    private static final int NAME = 9;
    private static final int LEAST = 16;
    private static final int USUAL = 24;

    /** Where none were read. */
    public static final PackedEntries NONE = new PackedEntries(new byte[0]);

    private final byte[] packed;
    private final ByteBuffer numbers;
    /** Where each entry begins, and where the last one ends. */
    private int[] starts;
    private int size;
    /** Whether no name has a byte that is not ASCII. */
    private final boolean plain;
    private List<AioStat> stats;

    PackedEntries(byte[] packed) {
        this.packed = packed;
        numbers = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        starts = new int[LEAST + packed.length / USUAL];
        int bits = 0;
        for (int at = 0; at < packed.length; ) {
            if (size + 1 == starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            starts[size++] = at;
            at += NAME;
            for (byte b; (b = packed[at++]) != 0; ) {
                bits |= b;
            }
        }
        starts[size] = packed.length;
        plain = bits >= 0;
    }

    void stats(List<AioStat> looked) {
        stats = looked;
    }

    /** The status of each entry, null for one that can't be looked at; or null if nobody has looked. */
    public List<AioStat> stats() {
        return stats;
    }

    @Override
    public int size() {
        return size;
    }

    /** Whether an entry is known to be a directory. */
    public boolean isDirectory(int index) {
        return packed[starts[index]] == AioConstants.DT_DIR;
    }

    public String name(int index) {
        int from = starts[index] + NAME;
        int to = starts[index + 1] - 1;
        return plain ? FileNames.ascii(packed, from, to) : FileNames.decode(packed, from, to);
    }

    @Override
    public AioDirent get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index " + index + " of " + size + " entries");
        }
        return new AioDirent(name(index), packed[starts[index]], numbers.getLong(starts[index] + INODE));
    }
}
