package io.github.jeio;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** File times, which are seconds and nanoseconds to the kernel. */
final class Times {

    private Times() { }

    static FileTime of(long seconds, long nanos) {
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return FileTime.from(seconds, TimeUnit.SECONDS); // some file systems store what an Instant can't
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }

    /** The two times of a utime request; a null is the current time, {@link IoAio#OMIT} none. */
    static Call put(Call call, FileTime atime, FileTime mtime) {
        return call.offs(seconds(atime)).int2(nanos(atime)).size(seconds(mtime)).int3(nanos(mtime));
    }

    private static long seconds(FileTime time) {
        return time == null ? 0 : time.toInstant().getEpochSecond();
    }

    private static int nanos(FileTime time) {
        return time == null ? AioConstants.UTIME_NOW
                : time == IoAio.OMIT ? AioConstants.UTIME_OMIT
                : time.toInstant().getNano();
    }
}
