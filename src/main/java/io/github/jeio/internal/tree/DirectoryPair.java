package io.github.jeio.internal.tree;

import java.nio.ByteBuffer;

/**
 * An open directory of a tree, and in a copy the one of the target that corresponds to it: {@code struct jeio_pair} of
 * {@code tree.h}, in memory of an {@link OpenTree}. Read between two requests on it, never during one.
 */
public final class DirectoryPair {

    /** Bytes of a pair, and where its members are. */
    static final int SIZE = 120;
    private static final int TARGET = 8;
    private static final int IDENTITY = 16;
    private static final int EXPECTED = 64;
    private static final int MORE = 112;
    private static final int IDENTITY_LONGS = 6;

    /** What a directory and its counterpart are known by: device and inode of both, and when the first was read last. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Identity(long[] numbers) {

        boolean isSource(long device, long inode) {
            return numbers[0] == device && numbers[1] == inode;
        }

        /** Whether both have the same source. */
        boolean isSourceOf(Identity other) {
            return isSource(other.numbers[0], other.numbers[1]);
        }

        /** Whether the source of this one is the target of the other. */
        boolean isTargetOf(Identity other) {
            return numbers[0] == other.numbers[2] && numbers[1] == other.numbers[3];
        }
    }

    final long address;
    private final ByteBuffer memory;
    private final int at;

    DirectoryPair(ByteBuffer memory, int at, long address) {
        this.memory = memory;
        this.at = at;
        this.address = address + at;
        memory.putInt(at, -1).putInt(at + TARGET, -1);
    }

    /** What paths in the directory are relative to, as libeio takes it. */
    long source() {
        return address;
    }

    /** The same for the target's. */
    long target() {
        return address + TARGET;
    }

    boolean isOpen() {
        return memory.getInt(at) >= 0;
    }

    /** Whether there are entries that were not read yet. */
    boolean hasMore() {
        return memory.getLong(at + MORE) != 0;
    }

    Identity identity() {
        long[] numbers = new long[IDENTITY_LONGS];
        for (int i = 0; i < IDENTITY_LONGS; i++) {
            numbers[i] = memory.getLong(at + IDENTITY + 8 * i);
        }
        return new Identity(numbers);
    }

    /** What the directory above has to be when it is opened from this one. */
    void expect(Identity up) {
        for (int i = 0; i < IDENTITY_LONGS; i++) {
            memory.putLong(at + EXPECTED + 8 * i, up.numbers[i]);
        }
    }
}
