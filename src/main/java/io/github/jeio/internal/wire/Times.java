package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Converts file times from and to the kernel's seconds and nanoseconds. */
public final class Times {

    /** Stands for a time that is not to be changed. */
    public static final FileTime OMIT = FileTime.fromMillis(Long.MIN_VALUE);

    private static final long NANOS = 1_000_000_000;
    /** In seconds: what nanoseconds can say. */
    private static final long LONGEST = Long.MAX_VALUE / NANOS;

    private Times() { }

    public static FileTime of(long seconds, long nanos) {
        if (seconds >= 0 && seconds < LONGEST) {
            return FileTime.from(seconds * NANOS + nanos, TimeUnit.NANOSECONDS); // the same as from an Instant, without making one
        }
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return FileTime.from(seconds, TimeUnit.SECONDS); // out of an Instant's range, which some file systems can store
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }

    public static long seconds(FileTime time) {
        return time == null ? 0 : time.toInstant().getEpochSecond();
    }

    // OMIT is compared by identity; the seconds are passed separately
    @SuppressWarnings({"ReferenceEquality", "JavaInstantGetSecondsGetNano"})
    public static int nanos(FileTime time) {
        return time == null ? AioConstants.UTIME_NOW
                : time == OMIT ? AioConstants.UTIME_OMIT
                : time.toInstant().getNano();
    }
}
