package io.github.jeio.internal.tree;

import java.nio.ByteBuffer;

/**
 * An open directory of a tree, and in a copy also the corresponding directory of the target: {@code struct jeio_pair} of
 * {@code tree.h}, in memory of an {@link OpenTree}. Java reads it between two requests on the pair, never during one.
 */
public final class DirectoryPair {

    /** The size of a pair, and the offsets of its members. */
    static final int SIZE = 128;
    private static final int TARGET = 8;
    private static final int IDENTITY = 16;
    private static final int EXPECTED = 64;
    private static final int MORE = 112;
    private static final int EACH = 120;
    private static final int IDENTITY_LONGS = 6;

    /** How a directory and its counterpart are recognised: device and inode of both, and when the first was read last. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Identity(long[] numbers) {

        boolean isSource(long device, long inode) {
            return numbers[0] == device && numbers[1] == inode;
        }

        /** Whether both stand for the same source directory. */
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

    /** The directory as libeio's {@code eio_wd}, for requests relative to it. */
    long source() {
        return address;
    }

    /** The target's directory as libeio's {@code eio_wd}. */
    long target() {
        return address + TARGET;
    }

    boolean isOpen() {
        return memory.getInt(at) >= 0;
    }

    /** Whether the directory has entries that were not read yet. */
    boolean hasMore() {
        return memory.getLong(at + MORE) != 0;
    }

    /** Of a move's root: whether each file and directory of the target has to be synced by itself. */
    boolean needsEachSynced() {
        return memory.getLong(at + EACH) != 0;
    }

    Identity identity() {
        long[] numbers = new long[IDENTITY_LONGS];
        for (int i = 0; i < IDENTITY_LONGS; i++) {
            numbers[i] = memory.getLong(at + IDENTITY + 8 * i);
        }
        return new Identity(numbers);
    }

    /** Sets what the directory above has to be when it is opened again by way of this one. */
    void expect(Identity up) {
        for (int i = 0; i < IDENTITY_LONGS; i++) {
            memory.putLong(at + EXPECTED + 8 * i, up.numbers[i]);
        }
    }
}
