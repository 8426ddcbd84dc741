package io.github.jeio.internal.natives;

import io.github.jeio.internal.load.NativeLibrary;
import java.nio.ByteBuffer;

/**
 * Mapped memory ({@code map.c}). Mappings are an address and a length, which is a multiple of their page size;
 * the caller sees to it that they are its own. Results below zero are {@code -errno}.
 */
public final class MapNatives {

    private static final MapNatives NATIVES = new MapNatives();

    private MapNatives() { }

    /**
     * Loads the library and returns the functions. Not a static initializer, which would never be run again once it has failed.
     *
     * @throws UnsatisfiedLinkError the library can't be loaded
     */
    public static MapNatives natives() {
        NativeLibrary.require();
        return NATIVES;
    }

    /** {@code long sysconf (_SC_PAGESIZE)} */
    public native int pageSize();

    /** The page size of the hugetlbfs file that the descriptor is, or 0 if it is none. */
    public native long hugePageSize(int fd);

    /**
     * {@code void *mmap (NULL, size_t length, int prot, int flags, int fd, off_t offset)}; from now on no touch of the
     * mapping kills the JVM.
     *
     * @param piece the length of the parts that {@link #unmap} will be given, but for the last one, which may be shorter
     * @param granule its page size
     */
    public native long map(long length, long piece, int prot, int flags, int fd, long offset, long granule);

    /** {@code jobject NewDirectByteBuffer (JNIEnv *env, void *address, jlong capacity)} */
    public native ByteBuffer buffer(long address, long capacity);

    /** Puts zeros in the place of what is mapped there, in one step. */
    public native int clear(long address, long length);

    /** {@code int munmap (void *address, size_t length)} */
    public native int unmap(long address, long length);

    /**
     * {@code void *mremap (void *address, size_t length, size_t new_length, int flags)} for growth. Where the mapping
     * moves, zeros take its place.
     *
     * @return the new address
     */
    public native long remap(long address, long length, long newLength, boolean mayMove, boolean shared, long granule);

    /** {@code int mprotect (void *address, size_t length, int prot)}, of the whole pages around the range. */
    public native int protect(long address, long length, int prot);

    /** {@code int posix_madvise (void *address, size_t length, int advice)}, of the whole pages around the range. */
    public native int advise(long address, long length, int advice);

    /** {@code int munlock (const void *address, size_t length)}, of the whole pages around the range. */
    public native int unlock(long address, long length);
}
