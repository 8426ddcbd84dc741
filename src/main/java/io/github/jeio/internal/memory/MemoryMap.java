package io.github.jeio.internal.memory;

import static io.github.jeio.AioConstants.MAP_ANONYMOUS;
import static io.github.jeio.AioConstants.MAP_HUGETLB;
import static io.github.jeio.AioConstants.MAP_SHARED;
import static io.github.jeio.AioConstants.PROT_WRITE;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.internal.load.NativeLibrary;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.natives.MapNatives;
import io.github.jeio.internal.natives.Unreachable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A mapping made by {@link Advanced#mmap}, and the address range that is reserved for it as long as a buffer of it is
 * reachable. A buffer's address and size can't change: so whatever removes pages from the mapping replaces them by zeros,
 * and the range is unmapped when the last buffer is unreachable. Slices, duplicates and views keep the buffer reachable that
 * they were made from.
 *
 * <p>Lengths are multiples of the mapping's page size. A method that gets a {@code MemoryMap} from a buffer has to keep the
 * buffer reachable until it is done. Negative results are {@code -errno}; a method that returns null sets errno.
 */
public final class MemoryMap {

    private static final ConcurrentSkipListMap<Long, MemoryMap> BY_ADDRESS = new ConcurrentSkipListMap<>();
    private static final int HUGE_SHIFT = 26; // MAP_HUGE_SHIFT: where the flags carry a huge page's size
    private static final int HUGE_MASK = 0x3F;

    private final long address;
    private final boolean shared;
    private final boolean writable;
    private final long granule;

    /**
     * The length that is still mapped; 0 after munmap, or when it has moved. Guarded by this object's monitor, like the next
     * two fields.
     */
    private long length;
    /** The length of the range, with the zeros. */
    private long span;
    private int buffers;

    private MemoryMap(long address, long length, long granule, boolean shared, boolean writable) {
        this.address = address;
        this.length = length;
        this.span = length;
        this.granule = granule;
        this.shared = shared;
        this.writable = writable;
    }

    /** The size of a mapping's pages. */
    static long granule(int flags, int fd) {
        if ((flags & MAP_ANONYMOUS) == 0) {
            long huge = MapNatives.natives().hugePageSize(fd);
            return huge > 0 ? huge : MapNatives.natives().pageSize();
        }
        if ((flags & MAP_HUGETLB) == 0) {
            return MapNatives.natives().pageSize();
        }
        int shift = flags >>> HUGE_SHIFT & HUGE_MASK;
        return shift > 0 ? 1L << shift : defaultHugePageSize();
    }

    private static long defaultHugePageSize() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("Hugepagesize:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // without /proc the size is unknown: the kernel refuses the mapping, or uses the most common size
        }
        return 2 << 20;
    }

    public static ByteBuffer map(int capacity, int prot, int flags, int fd, long offset) {
        List<ByteBuffer> whole = mapAll(capacity, Integer.MAX_VALUE, prot, flags, fd, offset);
        return whole == null ? null : whole.get(0);
    }

    /**
     * Maps the whole capacity in one step, so that a capacity that is too large fails at once. Mapped piece by piece, it would
     * first use up the address space, and a JVM without any dies.
     *
     * @param piece the capacity of each buffer but the last
     */
    public static List<ByteBuffer> mapAll(long capacity, int piece, int prot, int flags, int fd, long offset) {
        long granule = granule(flags, fd);
        long length = roundUp(capacity, granule);
        long step = capacity <= piece ? length : piece;
        if (step < length && step % granule != 0) {
            ErrnoHolder.set(Errno.EINVAL); // pages larger than a buffer
            return null;
        }
        long address = MapNatives.natives().map(length, step, prot, flags, fd, offset, granule);
        if (address < 0) {
            ErrnoHolder.set((int) -address);
            return null;
        }
        boolean shared = (flags & MAP_SHARED) != 0; // MAP_SHARED_VALIDATE has the bit too
        boolean writable = (prot & PROT_WRITE) != 0;
        List<ByteBuffer> buffers = new ArrayList<>();
        long at = 0;
        try {
            for (; at < capacity; at += step) {
                MemoryMap map = new MemoryMap(address + at, Math.min(step, length - at), granule, shared, writable);
                buffers.add(map.publish((int) Math.min(piece, capacity - at)));
            }
        } catch (Throwable t) {
            for (at += step; at < length; at += step) { // those before are unmapped when their buffers are unreachable
                MapNatives.natives().unmap(address + at, Math.min(step, length - at));
            }
            throw t;
        }
        return buffers;
    }

    private ByteBuffer publish(int capacity) {
        BY_ADDRESS.put(address, this);
        try {
            return newBuffer(capacity);
        } catch (Throwable t) {
            release();
            throw t;
        }
    }

    /** The mapping that the buffer belongs to, or null. */
    public static MemoryMap of(ByteBuffer buffer) {
        if (!buffer.isDirect() || buffer.capacity() == 0) {
            return null;
        }
        NativeLibrary.require();
        long start = Buffers.address(buffer);
        Map.Entry<Long, MemoryMap> entry = BY_ADDRESS.floorEntry(start);
        return entry != null && entry.getValue().spans(start) ? entry.getValue() : null;
    }

    private synchronized boolean spans(long start) {
        return start < address + span;
    }

    public synchronized boolean isMapped() {
        return length > 0;
    }

    public boolean isWritable() {
        return writable;
    }

    private static long roundUp(long bytes, long granule) {
        return (bytes + granule - 1) / granule * granule;
    }

    private synchronized ByteBuffer newBuffer(int capacity) {
        ByteBuffer root = MapNatives.natives().buffer(address, capacity);
        ByteBuffer buffer = writable ? root : root.asReadOnlyBuffer();
        Unreachable.then(root, this::release); // last, since the caller releases the range itself if it gets no buffer
        buffers++;
        return buffer;
    }

    /** A buffer has become unreachable. With the last one, the range is unmapped. */
    private synchronized void release() {
        if (--buffers <= 0) {
            BY_ADDRESS.remove(address);
            MapNatives.natives().unmap(address, span);
        }
    }

    /** Replaces the mapping by zeros. */
    public synchronized int unmap() {
        int status = length > 0 ? MapNatives.natives().clear(address, length) : 0;
        if (status == 0) {
            length = 0;
        }
        return status;
    }

    /** Makes the mapping longer or shorter. */
    public synchronized ByteBuffer remap(int capacity, boolean mayMove) {
        long newLength = roundUp(capacity, granule);
        long result = newLength > length ? MapNatives.natives().remap(address, length, newLength, mayMove, shared, granule) : shrink(newLength);
        if (result < 0) {
            ErrnoHolder.set((int) -result);
            return null;
        }
        if (result != address) {
            length = 0;
            return new MemoryMap(result, newLength, granule, shared, writable).publish(capacity);
        }
        length = newLength;
        span = Math.max(span, newLength);
        return newBuffer(capacity);
    }

    private long shrink(long newLength) {
        int status = newLength < length ? MapNatives.natives().clear(address + newLength, length - newLength) : 0;
        return status < 0 ? status : address;
    }
}
