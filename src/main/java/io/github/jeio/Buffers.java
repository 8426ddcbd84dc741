package io.github.jeio;

import io.github.jeio.internal.Natives;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;

/** What may be done with a caller's buffer. */
final class Buffers {

    private Buffers() { }

    /**
     * The address of memory that stays where it is for as long as the buffer is reachable, or 0. Not on the heap; and not
     * where an arena can be closed, which would free the memory under a request: such data is copied.
     */
    static long stableAddress(ByteBuffer buffer) {
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

    static long address(ByteBuffer buffer) {
        return Natives.address(buffer);
    }

    /** Throws unless the range lies within the buffer's limit. */
    static void checkRange(String names, long from, long length, ByteBuffer buffer) {
        if (length < 0) {
            throw new IndexOutOfBoundsException("length " + length + " is negative");
        }
        if (from < 0 || from > buffer.limit() || length > buffer.limit() - from) {
            throw new IndexOutOfBoundsException(names + ": " + from + " + " + length
                    + " is outside the buffer, whose limit is " + buffer.limit());
        }
    }

    static void checkWritable(ByteBuffer buffer) {
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("data is a read-only buffer: nothing can be read into it",
                    new ReadOnlyBufferException());
        }
    }

    static void checkDirect(ByteBuffer buffer) {
        if (stableAddress(buffer) == 0) {
            throw new IllegalArgumentException("data is not a direct buffer with memory of its own (" + buffer
                    + "): a request on the memory itself needs one, from Advanced.mmap or ByteBuffer.allocateDirect");
        }
    }
}
