package io.github.jeio.requests;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;

/** The kinds of buffers that a caller may have. */
enum Memory {
    DIRECT, HEAP, DIRECT_SLICE, HEAP_SLICE, LITTLE_ENDIAN, MAPPED,
    ARENA_GLOBAL, ARENA_OF_AUTO, ARENA_OF_SHARED, ARENA_OF_CONFINED;

    private static final Class<?> ARENA = arena();

    private static Class<?> arena() {
        try {
            return Runtime.version().feature() < 22 ? null : Class.forName("java.lang.foreign.Arena");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static boolean hasArenas() {
        return ARENA != null;
    }

    /** Those that this JDK has. */
    static Stream<Memory> kinds() {
        return Arrays.stream(values()).filter(kind -> hasArenas() || !kind.name().startsWith("ARENA"));
    }

    /** A buffer of zeros from 0 to its capacity, which is its limit. */
    ByteBuffer allocate(int size) {
        return switch (this) {
            case DIRECT -> ByteBuffer.allocateDirect(size);
            case HEAP -> ByteBuffer.allocate(size);
            case DIRECT_SLICE -> ByteBuffer.allocateDirect(size + 11).slice(5, size);
            case HEAP_SLICE -> ByteBuffer.allocate(size + 11).slice(5, size);
            case LITTLE_ENDIAN -> ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
            case MAPPED -> Advanced.mmap(size, AioConstants.PROT_READ | AioConstants.PROT_WRITE,
                    AioConstants.MAP_PRIVATE | AioConstants.MAP_ANONYMOUS);
            case ARENA_GLOBAL -> inArena(newArena("global"), size);
            case ARENA_OF_AUTO -> inArena(newArena("ofAuto"), size);
            case ARENA_OF_SHARED -> inArena(newArena("ofShared"), size);
            case ARENA_OF_CONFINED -> inArena(newArena("ofConfined"), size);
        };
    }

    static AutoCloseable newArena(String factory) {
        try {
            return (AutoCloseable) ARENA.getMethod(factory).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static ByteBuffer inArena(AutoCloseable arena, int size) {
        try {
            Object segment = ARENA.getMethod("allocate", long.class).invoke(arena, (long) size);
            Method view = Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer");
            return (ByteBuffer) view.invoke(segment);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
