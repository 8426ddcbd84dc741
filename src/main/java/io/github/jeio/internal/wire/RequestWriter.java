package io.github.jeio.internal.wire;

import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes requests one after the other to native memory, as {@code struct jeio_wire} lays them out:
 *
 * <pre>
 *  0 int  length        4 byte op, pri, cancelled, error  8 long token
 * 16 int  int1         20 int  len1                  24 long int2     32 long int3
 * 40 long offs         48 long size                  56 long ptr2     64 long wd
 * 72 double nv1        80 int  len2                  84 byte tried, by C
 * 88 long submitted    96 the paths, each with its NUL
 * </pre>
 *
 * A record that was begun and not ended is overwritten by the next one: so an argument that turns out to be wrong
 * leaves nothing behind. Used by one thread at a time.
 */
public final class RequestWriter {

    private static final int HEADER = 96;

    private ByteBuffer buffer;
    private CompletionReader answer;
    private long address;
    private int start;
    private int count;

    public RequestWriter(int bytes) {
        use(memory(bytes));
    }

    /**
     * Sets the memory, its address and its reader together: nothing is thrown in between that would leave them inconsistent.
     */
    private void use(ByteBuffer memory) {
        long first = Natives.address(memory);
        CompletionReader reader = new CompletionReader(memory);
        buffer = memory;
        address = first;
        answer = reader;
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A reader of the answer, which C has written over the first request. */
    public CompletionReader answer() {
        answer.rewind();
        answer.advance();
        return answer;
    }

    public int count() {
        return count;
    }

    public long address() {
        return address;
    }

    /** Forgets every record. */
    public void clear() {
        start = 0;
        count = 0;
    }

    public void begin(int op) {
        if (buffer.capacity() - start < HEADER) {
            grow(start + HEADER);
        }
        int at = start;
        buffer.position(at + HEADER);
        buffer.putInt(at + 4, op);
        for (int i = 8; i < HEADER; i += 8) {
            buffer.putLong(at + i, 0);
        }
    }

    /** The errno that the request fails with, without being executed; 0: it is executed. */
    public void error(int errno) {
        buffer.put(start + 7, (byte) errno);
    }

    public void int1(int value) {
        buffer.putInt(start + 16, value);
    }

    public void int2(long value) {
        buffer.putLong(start + 24, value);
    }

    public void int3(long value) {
        buffer.putLong(start + 32, value);
    }

    public void offs(long value) {
        buffer.putLong(start + 40, value);
    }

    public void size(long value) {
        buffer.putLong(start + 48, value);
    }

    public void ptr2(long value) {
        buffer.putLong(start + 56, value);
    }

    public void wd(long value) {
        buffer.putLong(start + 64, value);
    }

    public void nv1(double value) {
        buffer.putDouble(start + 72, value);
    }

    /** The time of submission, for a request that is measured. */
    public void submitted(long nanos) {
        buffer.putLong(start + 88, nanos);
    }

    /** The first path, or the second where there is one already. */
    public void path(String argument, String name) {
        int room = buffer.position() + FileNames.bound(argument, name) + 1 + 8;
        if (room > buffer.capacity()) {
            grow(room);
        }
        int length = FileNames.encode(argument, name, buffer);
        buffer.putInt(start + (buffer.getInt(start + 20) == 0 ? 20 : 80), length);
    }

    public void end(int pri, long token) {
        int end = buffer.position() + 7 & ~7;
        buffer.putInt(start, end - start);
        buffer.put(start + 5, (byte) pri);
        buffer.putLong(start + 8, token);
        start = end;
        count++;
    }

    /** Sets the token of the only request in the buffer. */
    public void token(long token) {
        buffer.putLong(8, token);
    }

    /** Marks a request as cancelled that has not been submitted yet. */
    public void cancel(long token) {
        for (int at = 0; at < start; at += buffer.getInt(at)) {
            if (buffer.getLong(at + 8) == token) {
                buffer.put(at + 6, (byte) 1);
            }
        }
    }

    private void grow(int bytes) {
        int position = buffer.position();
        ByteBuffer larger = memory(Math.max(2 * buffer.capacity(), bytes));
        larger.put(0, buffer, 0, Math.min(buffer.capacity(), Math.max(position, start)));
        larger.position(position);
        use(larger);
    }
}
