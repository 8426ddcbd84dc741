package io.github.jeio.internal.file;

import io.github.jeio.internal.natives.FileNatives;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ranges that this process has locked through jeio, or waits to lock. The kernel lets one open file lock the same range
 * twice; NIO does not, not even through different channels. A file is recognised by its device and inode, whatever its name.
 */
final class LockTable {

    record Key(long device, long inode) { }

    private static final Map<Key, List<RangeLock>> RANGES = new ConcurrentHashMap<>();

    private LockTable() { }

    static Key key(int fd, Descriptor of) throws IOException {
        long[] parts = new long[2];
        of.check("fstat", FileNatives.natives().identity(fd, parts));
        return new Key(parts[0], parts[1]);
    }

    static void add(Key key, RangeLock lock) {
        RANGES.compute(key, (file, before) -> {
            List<RangeLock> ranges = before == null ? new ArrayList<>() : before;
            if (ranges.stream().anyMatch(lock::overlaps)) {
                throw new OverlappingFileLockException();
            }
            ranges.add(lock);
            return ranges;
        });
    }

    /** The files of which a range is locked or waited for. */
    static Set<Key> locked() {
        return Set.copyOf(RANGES.keySet());
    }

    static void remove(Key key, RangeLock lock) {
        RANGES.computeIfPresent(key, (file, ranges) -> {
            ranges.remove(lock);
            return ranges.isEmpty() ? null : ranges;
        });
    }
}
