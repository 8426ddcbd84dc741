package io.github.jeio.internal.memory;

import io.github.jeio.internal.natives.Natives;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** What may be done with a caller's buffer. */
public final class Buffers {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Buffers() { }

    /**
     * The address of memory that stays where it is for as long as the buffer is reachable, or 0. Not on the heap; and not
     * where an arena can be closed, which would free the memory under a request: such data is copied.
     */
    public static long stableAddress(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return 0;
        }
        long address = Natives.plainAddress(buffer);
        return address != 0 || Arenas.closeable(buffer) ? address : Natives.address(buffer);
    }

    /** Loaded for the first buffer that an arena made. */
    private static final class Arenas {

        /** {@code MemorySegment.ofBuffer(b).scope()} as an Object, where the JDK has it (22). */
        private static final MethodHandle SCOPE = scope();

        private static MethodHandle scope() {
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                Class<?> scope = Class.forName("java.lang.foreign.MemorySegment$Scope");
                MethodHandle of = lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, java.nio.Buffer.class));
                MethodHandle get = lookup.findVirtual(segment, "scope", MethodType.methodType(scope));
                return MethodHandles.filterReturnValue(of, get).asType(MethodType.methodType(Object.class, ByteBuffer.class));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        static boolean closeable(ByteBuffer buffer) {
            if (SCOPE == null) {
                return true;
            }
            try {
                String session = ((Object) SCOPE.invokeExact(buffer)).getClass().getSimpleName();
                return session.equals("ConfinedSession") || session.equals("SharedSession");
            } catch (Throwable e) {
                return true;
            }
        }
    }

    /**
     * Throws where the arena of the buffer's memory is closed, or is another thread's. Touches none of that memory: its
     * pages may have gone away with the end of the file that they are mapped from, and the error of the JVM, on JDK 17, comes
     * out at some later point of this thread.
     */
    static void checkAlive(ByteBuffer buffer) {
        NOTHING.put(0, buffer, 0, 0);
    }

    /** From the caller's buffer to memory of ours; false where the caller's has gone away. */
    static boolean copyOut(ByteBuffer data, int from, ByteBuffer memory, int length) {
        if (!data.isDirect()) {
            memory.put(0, data, from, length);
            return true;
        }
        checkAlive(data);
        boolean copied = Natives.copy(Natives.address(memory), Natives.address(data) + from, length);
        checkAlive(data); // what is copied of an arena that was closed meanwhile may be anything
        return copied;
    }

    /** From memory of ours to the caller's buffer; false where the caller's has gone away. */
    static boolean copyIn(ByteBuffer memory, ByteBuffer data, int from, int length) {
        if (data.isDirect()) {
            long plain = Natives.plainAddress(data);
            if (plain != 0) {
                try {
                    return Natives.copy(plain + from, Natives.address(memory), length);
                } finally {
                    Reference.reachabilityFence(data);
                }
            }
            checkAlive(data);
            if (!Natives.isReadable(Natives.address(data) + from, length)) {
                return false;
            }
        }
        try {
            data.put(from, memory, 0, length); // the JDK's own copy keeps an arena from being closed under it
            return true;
        } catch (InternalError e) {
            return false; // gone since the look
        }
    }

    public static long address(ByteBuffer buffer) {
        return Natives.address(buffer);
    }

    /** Throws unless the range lies within the buffer's limit. */
    public static void checkRange(String names, long from, long length, ByteBuffer buffer) {
        if (length < 0) {
            throw new IndexOutOfBoundsException("length " + length + " is negative");
        }
        if (from < 0 || from > buffer.limit() || length > buffer.limit() - from) {
            throw new IndexOutOfBoundsException(names + ": " + from + " + " + length
                    + " is outside the buffer, whose limit is " + buffer.limit());
        }
    }

    public static void checkWritable(ByteBuffer buffer) {
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("data is a read-only buffer: nothing can be read into it",
                    new ReadOnlyBufferException());
        }
    }

    public static void checkDirect(ByteBuffer buffer) {
        if (stableAddress(buffer) == 0) {
            throw new IllegalArgumentException("data is not a direct buffer with memory of its own (" + buffer
                    + "): a request on the memory itself needs one, from Advanced.mmap or ByteBuffer.allocateDirect");
        }
    }
}
