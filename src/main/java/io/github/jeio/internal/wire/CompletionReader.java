package io.github.jeio.internal.wire;

import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads what {@link Natives#drain} wrote, a record at a time, as {@code struct jeio_record} lays them out:
 *
 * <pre>
 *  0 long token      8 long result    16 int errno    20 int flags
 * 24 long ptr1      32 long ptr2      40 int extra    44 int times
 * 48 the extra bytes, padded to 8; then, of a request that is measured: long begun, long ended, int worker, int fd
 * </pre>
 */
public final class CompletionReader {

    private static final int HEADER = 48;

    private final ByteBuffer buffer;
    private int at;
    private int next;

    /** @param buffer native memory to read from, in the machine's byte order */
    public CompletionReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** A reader with memory of its own. */
    public CompletionReader() {
        this(ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.nativeOrder()));
    }

    public ByteBuffer buffer() {
        return buffer;
    }

    /** Back to the first record. */
    public void rewind() {
        next = 0;
    }

    /** Moves to the next record. */
    public void advance() {
        at = next;
        next = at + HEADER + (extra() + 7 & ~7) + times();
    }

    public long token() {
        return buffer.getLong(at);
    }

    public long result() {
        return buffer.getLong(at + 8);
    }

    public int errno() {
        return buffer.getInt(at + 16);
    }

    public int flags() {
        return buffer.getInt(at + 20);
    }

    public long ptr1() {
        return buffer.getLong(at + 24);
    }

    public long ptr2() {
        return buffer.getLong(at + 32);
    }

    public int extra() {
        return buffer.getInt(at + 40);
    }

    /** Bytes at the end of the record that carry a measured request's times; 0 for any other request. */
    public int times() {
        return buffer.getInt(at + 44);
    }

    /**
     * When a worker began the request, as {@link System#nanoTime}. This and the following methods are for records with
     * {@link #times}.
     */
    public long begun() {
        return buffer.getLong(next - 24);
    }

    public long ended() {
        return buffer.getLong(next - 16);
    }

    /** The thread that has executed it; 0: it was answered at submission. */
    public int worker() {
        return buffer.getInt(next - 8);
    }

    /** The descriptor that the request worked on, or -1. */
    public int fd() {
        return buffer.getInt(next - 4);
    }

    /** The index in the buffer of the bytes that the record carries in line. */
    public int inline() {
        return at + HEADER;
    }

    /** The index'th of the numbers that the record carries in line. */
    public long number(int index) {
        return buffer.getLong(at + HEADER + 8 * index);
    }

    /** The bytes that the record carries in line, as a file name. */
    public String text() {
        byte[] bytes = new byte[extra()];
        buffer.get(at + HEADER, bytes);
        return FileNames.decode(bytes, 0, bytes.length);
    }
}
