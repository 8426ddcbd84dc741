package io.github.jeio.internal.wire;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioDirents;
import io.github.jeio.AioExtent;
import io.github.jeio.internal.natives.Natives;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Makes the value of a successful request from its record. */
public final class Decoder {

    /** Where entries are packed with types, a byte for the type and eight for the inode number precede each name. */
    private static final int INODE = 1;
    private static final int NAME = 9;

    private Decoder() { }

    /** Decodes the value. Memory that the record hands over is freed, or belongs to the value from now on. */
    public static Object decode(Op op, CompletionReader in) {
        return switch (op) {
            case STAT, LSTAT, FSTAT -> Stats.stat(in);
            case STATVFS, FSTATVFS -> Stats.statvfs(in);
            case READLINK, REALPATH -> in.text();
            case READDIR -> names(packed(in), (int) in.result());
            case READDIRX -> new AioDirents(entries(packed(in), (int) in.result(), ReaddirFlags.namesOnly(in.flags())),
                    ReaddirFlags.asked(in.flags()));
            case STATX -> Stats.statx(in.buffer(), in.inline());
            case SLURP, LOAD, FLOAD, GETXATTR, LGETXATTR, FGETXATTR -> blob(in);
            case LISTXATTR, LLISTXATTR, FLISTXATTR -> list(bytes(in));
            case TREE_OPEN, NEXT_ENTRIES -> entries(in);
            case REMOVE_ENTRIES -> Removed.read(bytes(in));
            case COPY_ENTRY -> Copied.read(in);
            case FIEMAP -> extents(bytes(in));
            case CACHESTAT -> Stats.cache(bytes(in));
            case STAT_ENTRIES -> new PackedStats(Natives.takeLongs(in.ptr2(), (int) (in.result() / Long.BYTES)));
            case STATFS, FSTATFS -> Stats.statfs(bytes(in));
            default -> throw new AssertionError(op);
        };
    }

    /** Frees the memory that a record hands over, for a request whose outcome nobody gets. */
    public static void discard(Op op, CompletionReader in) {
        free(in.ptr1());
        free(in.ptr2());
    }

    private static void free(long address) {
        if (address != 0) {
            Natives.freeBlob(address);
        }
    }

    private static ByteBuffer blob(CompletionReader in) {
        return ByteBuffer.wrap(bytes(in));
    }

    private static byte[] bytes(CompletionReader in) {
        return in.ptr2() == 0 ? new byte[0] : Natives.takeBlob(in.ptr2(), (int) in.result());
    }

    static List<AioExtent> extents(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        AioExtent[] extents = new AioExtent[packed.length / 32];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = new AioExtent(in.getLong(), in.getLong(), in.getLong(), (int) in.getLong());
        }
        return List.of(extents);
    }

    /** What was read of a directory, and if C has looked at the entries, what they are like. */
    private static PackedEntries entries(CompletionReader in) {
        PackedEntries entries = new PackedEntries(bytes(in));
        if (in.ptr1() != 0) {
            entries.stats(new PackedStats(Natives.takeLongs(in.ptr1(), entries.size() * PackedStats.NUMBERS)));
        }
        return entries;
    }

    /** Reads names, each of which ends with a NUL. */
    static List<String> list(byte[] packed) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at < packed.length; ) {
            int end = end(packed, at);
            names.add(FileNames.decode(packed, at, end));
            at = end + 1;
        }
        return List.copyOf(names);
    }

    private static byte[] packed(CompletionReader in) {
        byte[] packed = Natives.takeNames(in.ptr1(), in.ptr2(), (int) in.result());
        if (packed == null) {
            throw new OutOfMemoryError(in.result() + " names are more than an array can hold");
        }
        return packed;
    }

    static List<String> names(byte[] packed, int count) {
        String[] names = new String[count];
        for (int i = 0, at = 0; i < names.length; i++) {
            int end = end(packed, at);
            names[i] = FileNames.decode(packed, at, end);
            at = end + 1;
        }
        return List.of(names);
    }

    static List<AioDirent> entries(byte[] bytes, int count, boolean namesOnly) {
        ByteBuffer packed = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        AioDirent[] entries = new AioDirent[count];
        for (int i = 0, at = 0; i < entries.length; i++) {
            int end = end(bytes, at + NAME);
            String name = FileNames.decode(bytes, at + NAME, end);
            entries[i] = namesOnly
                    ? new AioDirent(name, AioConstants.DT_UNKNOWN, 0)
                    : new AioDirent(name, packed.get(at), packed.getLong(at + INODE));
            at = end + 1;
        }
        return List.of(entries);
    }

    /** The index of the next NUL. */
    private static int end(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != 0) {
            end++;
        }
        return end;
    }
}
