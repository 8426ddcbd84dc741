package io.github.jeio.internal.wire;

import io.github.jeio.AioCacheStat;
import io.github.jeio.AioStat;
import io.github.jeio.AioStatFs;
import io.github.jeio.AioStatVfs;
import io.github.jeio.AioStatx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;

/** Makes the results of stat and similar calls from the numbers in a record. */
public final class Stats {

    private Stats() { }

    /** Reads what {@code jeio_put_stat} in {@code ops.c} has written. */
    static AioStat stat(CompletionReader in) {
        return new AioStat(
                in.number(0), in.number(1), (int) in.number(2), in.number(3), (int) in.number(4), (int) in.number(5),
                in.number(6), in.number(7), in.number(8), in.number(9),
                Times.of(in.number(10), in.number(11)), Times.of(in.number(12), in.number(13)),
                Times.of(in.number(14), in.number(15)),
                in.number(17) < 0 ? null : Times.of(in.number(16), in.number(17)));
    }

    /** Reads a {@code struct cache} of {@code cache.c}. */
    static AioCacheStat cache(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        return new AioCacheStat(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** Reads what {@code put_statvfs} in {@code ops.c} has written. */
    static AioStatVfs statvfs(CompletionReader in) {
        return new AioStatVfs(
                in.number(0), in.number(1), in.number(2), in.number(3), in.number(4),
                in.number(5), in.number(6), in.number(7), in.number(8), in.number(9), in.number(10));
    }

    /** Reads what {@code put_statfs} in {@code ops/statfs.c} has written. */
    static AioStatFs statfs(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        return new AioStatFs(
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(),
                in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    /** The size of {@code struct statx}, which is the same on every platform. */
    public static final int STATX_SIZE = 256;

    /** The mask without STATX__RESERVED, which the kernel refuses. */
    public static int askable(int mask) {
        return mask & ~Integer.MIN_VALUE;
    }

    /** Reads the {@code struct statx} that starts at index {@code at} of a buffer of any byte order. */
    public static AioStatx statx(ByteBuffer buffer, int at) {
        ByteBuffer stx = buffer.slice(at, STATX_SIZE).order(ByteOrder.nativeOrder());
        return new AioStatx(
                stx.getInt(0x00), stx.getInt(0x04), stx.getLong(0x08),
                stx.getInt(0x10) & 0xFFFF_FFFFL, stx.getInt(0x14), stx.getInt(0x18), stx.getShort(0x1C) & 0xFFFF,
                stx.getLong(0x20), stx.getLong(0x28), stx.getLong(0x30), stx.getLong(0x38),
                time(stx, 0x40), time(stx, 0x50), time(stx, 0x60), time(stx, 0x70),
                device(stx, 0x80), device(stx, 0x88), stx.getLong(0x90),
                stx.getInt(0x98), stx.getInt(0x9C),
                stx.getLong(0xA0),
                stx.getInt(0xA8), stx.getInt(0xAC), stx.getInt(0xB0),
                stx.getInt(0xB4), stx.getInt(0xB8));
    }

    private static FileTime time(ByteBuffer stx, int at) {
        return Times.of(stx.getLong(at), stx.getInt(at + 8));
    }

    /** Combines major and minor numbers as makedev(3) does. */
    private static long device(ByteBuffer stx, int at) {
        long major = stx.getInt(at) & 0xFFFF_FFFFL;
        long minor = stx.getInt(at + 4) & 0xFFFF_FFFFL;
        return (major & 0xFFFF_F000L) << 32 | (major & 0xFFF) << 8 | (minor & 0xFFFF_FF00L) << 12 | minor & 0xFF;
    }
}
