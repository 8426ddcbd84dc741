package io.github.jeio.internal.memory;

import io.github.jeio.internal.natives.Natives;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** Checks of callers' buffers, and copies from and to them. */
public final class Buffers {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Buffers() { }

    /**
     * The address of memory that stays valid as long as the buffer is reachable, or 0 if the data has to be copied: for a
     * heap buffer, and for one of an arena that can be closed, which would free the memory during a request.
     */
    public static long stableAddress(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return 0;
        }
        long address = Natives.plainAddress(buffer);
        return address != 0 || Arenas.closeable(buffer) ? address : Natives.address(buffer);
    }

    /** Looks at arenas; this class is loaded only when a buffer comes from one. */
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
     * Throws if the buffer's arena is closed, or confined to another thread. Touches none of the memory: its pages may be
     * gone if the mapped file was truncated, and on JDK 17 the JVM throws the error for that at some later point of this
     * thread.
     */
    static void checkAlive(ByteBuffer buffer) {
        NOTHING.put(0, buffer, 0, 0);
    }

    /** Copies from the caller's buffer to jeio's memory; false if the caller's memory is gone. */
    static boolean copyOut(ByteBuffer data, int from, ByteBuffer memory, int length) {
        if (!data.isDirect()) {
            memory.put(0, data, from, length);
            return true;
        }
        checkAlive(data);
        boolean copied = Natives.copy(Natives.address(memory), Natives.address(data) + from, length);
        checkAlive(data); // if the arena was closed meanwhile, the copy may contain anything
        return copied;
    }

    /** Copies from jeio's memory to the caller's buffer; false if the caller's memory is gone. */
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
            data.put(from, memory, 0, length); // the JDK's copy keeps the arena open meanwhile
            return true;
        } catch (InternalError e) {
            return false; // unmapped since the check above
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
