package io.github.jeio.internal.wire;

import io.github.jeio.AioDirent;
import io.github.jeio.AioExtent;
import io.github.jeio.internal.load.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Java reads and writes of bytes, with any bytes at all: names, entries of directories, extents, lists of attributes, the records of
 * requests and of completions. The first byte of the data says which of them; what is made of the others has to come back as it was.
 * {@link ParsersTest} has random data, {@code make parsers} has data that a coverage-guided fuzzer finds.
 */
public final class Parsers {

    private static final int KINDS = 7;
    private static final int EXTENT = 32;

    static {
        NativeLibrary.require();
    }

    private Parsers() { }

    /** The method that Jazzer calls. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        switch ((data[0] & 0xFF) % KINDS) {
            case 0 -> nameOfBytes(rest);
            case 1 -> nameOfCharacters(rest);
            case 2 -> entries(rest);
            case 3 -> attributes(rest);
            case 4 -> numbers(rest);
            case 5 -> requests(rest);
            default -> completions(rest);
        }
    }

    private static void same(Object found, Object expected, String what) {
        if (!found.equals(expected)) {
            throw new AssertionError(what + ": " + found + " instead of " + expected);
        }
    }

    /** The bytes up to the first NUL: what can be a name. */
    private static byte[] name(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static byte[] encoded(String name) {
        ByteBuffer out = ByteBuffer.allocate(FileNames.bound("name", name) + 1);
        int length = FileNames.encode("name", name, out);
        same(out.get(length - 1), (byte) 0, "the end of a name");
        return Arrays.copyOf(out.array(), length - 1);
    }

    /** Any bytes come back; those that the JDK takes for UTF-8 are the JDK's string, and no others. */
    private static void nameOfBytes(byte[] bytes) {
        byte[] name = name(bytes);
        String decoded = FileNames.decode(name, 0, name.length);
        same(ByteBuffer.wrap(encoded(decoded)), ByteBuffer.wrap(name), "a name");
        try {
            same(decoded, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString(), "a name in UTF-8");
        } catch (CharacterCodingException e) {
            same(decoded.chars().anyMatch(c -> c >= 0xDC80 && c <= 0xDCFF), true, "an escape");
        }
    }

    /** Any string is refused, or the bytes that it stands for are read as a string that stands for them. */
    private static void nameOfCharacters(byte[] bytes) {
        String name = ByteBuffer.wrap(bytes, 0, bytes.length & ~1).asCharBuffer().toString();
        byte[] encoded;
        try {
            FileNames.check("name", name);
            encoded = encoded(name);
        } catch (IllegalArgumentException e) {
            boolean refused = name.indexOf(0) >= 0 || !StandardCharsets.UTF_16LE.newEncoder().canEncode(name);
            same(refused, true, "a name that was refused, " + e.getMessage());
            return;
        }
        String back = FileNames.decode(encoded, 0, encoded.length);
        same(ByteBuffer.wrap(encoded(back)), ByteBuffer.wrap(encoded), "a string");
        if (StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            same(back, name, "a string without escapes");
        }
    }

    /** Entries as C packs them: a byte for the type, eight for the inode, the name. */
    private static void entries(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteBuffer packed = ByteBuffer.allocate(12 * bytes.length + 16).order(ByteOrder.nativeOrder());
        List<AioDirent> expected = new ArrayList<>();
        while (in.remaining() > 10) {
            byte type = in.get();
            long inode = in.getLong();
            byte[] rest = new byte[Math.min(in.get() & 0xFF, in.remaining())];
            in.get(rest);
            byte[] name = name(rest);
            packed.put(type).putLong(inode).put(name).put((byte) 0);
            expected.add(new AioDirent(FileNames.decode(name, 0, name.length), type, inode));
        }
        byte[] all = Arrays.copyOf(packed.array(), packed.position());
        same(new PackedEntries(all), expected, "entries");
        same(Decoder.entries(all, expected.size(), false), expected, "entries by number");
        same(Decoder.entries(all, expected.size(), true).stream().map(AioDirent::name).toList(), expected.stream().map(AioDirent::name).toList(),
                "names of entries");
    }

    /** Names one after the other, each with its NUL. What C would never write ends as an index that is out of bounds, at the most. */
    private static void attributes(byte[] bytes) {
        byte[] packed = Arrays.copyOf(bytes, bytes.length + 1);
        List<String> names = Decoder.list(packed);
        same(Decoder.names(packed, names.size()), names, "names by number");
        ByteBuffer back = ByteBuffer.allocate(packed.length);
        names.forEach(name -> back.put(encoded(name)).put((byte) 0));
        same(back.flip(), ByteBuffer.wrap(packed), "a list");
        try {
            new PackedEntries(packed).forEach(AioDirent::name);
            Decoder.list(bytes);
        } catch (IndexOutOfBoundsException e) {
            // nothing is made of it
        }
    }

    private static void numbers(byte[] bytes) {
        List<AioExtent> extents = Decoder.extents(bytes);
        same(extents.size(), bytes.length / EXTENT, "extents");
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        extents.forEach(extent -> same(extent, new AioExtent(in.getLong(), in.getLong(), in.getLong(), (int) in.getLong()), "an extent"));
        if (bytes.length >= Stats.STATX_SIZE) {
            Stats.statx(ByteBuffer.wrap(bytes), bytes.length - Stats.STATX_SIZE);
        }
        long[] longs = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
        try {
            new PackedStats(longs).forEach(stat -> { });
        } catch (DateTimeException e) {
            // nanoseconds of more than a second, which no kernel reports
        }
        if (bytes.length >= Long.BYTES) {
            Removed.read(bytes);
        }
    }

    /** Requests with any names, some begun and not ended: each record has its own token, priority and names. */
    private static void requests(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        RequestWriter writer = new RequestWriter(256);
        List<List<byte[]>> expected = new ArrayList<>();
        while (in.remaining() > 2) {
            int what = in.get();
            List<byte[]> names = new ArrayList<>();
            writer.begin(what & 0xF);
            for (int i = 0; i < (what >> 4 & 3) % 3 && in.hasRemaining(); i++) {
                byte[] rest = new byte[Math.min(in.get() & 0xFF, in.remaining())];
                in.get(rest);
                byte[] name = name(rest);
                writer.path("name", FileNames.decode(name, 0, name.length));
                names.add(name);
            }
            if (what >= 0) { // else the next one takes its place
                writer.end(what & 3, expected.size() + 1L);
                expected.add(names);
            }
        }
        same(writer.count(), expected.size(), "requests");
        if (!expected.isEmpty()) {
            read(writer.answer().buffer(), expected);
        }
    }

    private static void read(ByteBuffer written, List<List<byte[]>> expected) {
        ByteBuffer records = written.duplicate().order(ByteOrder.nativeOrder()).clear();
        int at = 0;
        for (int i = 0; i < expected.size(); i++) {
            same(records.getLong(at + 8), i + 1L, "a token");
            int path = at + 96;
            for (int n = 0; n < 2; n++) {
                int length = records.getInt(at + (n == 0 ? 20 : 80));
                byte[] name = n < expected.get(i).size() ? expected.get(i).get(n) : null;
                same(length, name == null ? 0 : name.length + 1, "a name's length");
                if (name != null) {
                    same(records.slice(path, name.length), ByteBuffer.wrap(name), "a name in a record");
                    same(records.get(path + name.length), (byte) 0, "the end of a name in a record");
                }
                path += length;
            }
            int length = records.getInt(at);
            same(length, path - at + 7 & ~7, "a record's length");
            at += length;
        }
    }

    /** Completions that carry any number of bytes, measured or not, one after the other. */
    private static void completions(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteBuffer out = ByteBuffer.allocateDirect(100 * bytes.length + 100).order(ByteOrder.nativeOrder());
        List<byte[]> texts = new ArrayList<>();
        while (in.remaining() > 1) {
            boolean measured = in.get() < 0;
            byte[] text = new byte[Math.min(in.get() & 0xFF, in.remaining())];
            in.get(text);
            out.putLong(texts.size()).putLong(-texts.size()).putInt(0).putInt(0).putLong(0).putLong(0).putInt(text.length).putInt(measured ? 24 : 0);
            out.put(text).position(out.position() + 7 & ~7);
            if (measured) {
                out.putLong(texts.size()).putLong(texts.size() + 1L).putInt(text.length).putInt(-1);
            }
            texts.add(text);
        }
        CompletionReader reader = new CompletionReader(out);
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            reader.advance();
            same(reader.token(), (long) i, "a token");
            same(reader.result(), (long) -i, "a result");
            same(reader.text(), FileNames.decode(text, 0, text.length), "a text");
            if (reader.times() != 0) {
                same(List.of(reader.begun(), reader.ended(), (long) reader.worker(), (long) reader.fd()),
                        List.of((long) i, i + 1L, (long) text.length, -1L), "the times");
            }
        }
    }
}
