package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** File times, which are seconds and nanoseconds to the kernel. */
public final class Times {

    /** In place of a time that is to stay as it is. */
    public static final FileTime OMIT = FileTime.fromMillis(Long.MIN_VALUE);

    private Times() { }

    public static FileTime of(long seconds, long nanos) {
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return FileTime.from(seconds, TimeUnit.SECONDS); // some file systems store what an Instant can't
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }

    public static long seconds(FileTime time) {
        return time == null ? 0 : time.toInstant().getEpochSecond();
    }

    @SuppressWarnings({"ReferenceEquality", "JavaInstantGetSecondsGetNano"}) // OMIT is an object; the seconds are given beside these
    public static int nanos(FileTime time) {
        return time == null ? AioConstants.UTIME_NOW
                : time == OMIT ? AioConstants.UTIME_OMIT
                : time.toInstant().getNano();
    }
}
