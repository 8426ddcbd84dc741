package io.github.jeio.internal.wire;

import java.nio.ByteBuffer;

/**
 * File names are bytes on Unix. A name is UTF-8 here, whatever the locale, and a byte that is not part of valid UTF-8
 * stands in a String as U+DC80…U+DCFF, a lone surrogate, which no valid text contains: so every name round-trips.
 */
public final class FileNames {

    private static final int ESCAPE = 0xDC00;
    /** In characters: far beyond what any kernel takes, and far below where the sums below would overflow. */
    private static final int LONGEST = 1 << 24;

    private FileNames() { }

    /**
     * An upper bound of what {@link #encode} writes for the name, without the NUL.
     *
     * @throws IllegalArgumentException the name is longer than any can be
     */
    public static int bound(String argument, String name) {
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException(argument + " has " + name.length() + " characters; no more than " + LONGEST + " are taken");
        }
        return 3 * name.length();
    }

    /**
     * Checks a name that is not written yet.
     *
     * @throws IllegalArgumentException the name is too long, or contains a NUL or half a character
     */
    public static void check(String argument, String name) {
        encode(argument, name, ByteBuffer.allocate(bound(argument, name) + 1));
    }

    /**
     * Writes the name and a NUL.
     *
     * @return the bytes written
     * @throws IllegalArgumentException the name contains a NUL or half a character
     */
    public static int encode(String argument, String name, ByteBuffer out) {
        int start = out.position();
        for (int i = 0, n = name.length(); i < n; i++) {
            char c = name.charAt(i);
            if (c < 0x80) {
                if (c == 0) {
                    throw new IllegalArgumentException(argument + " contains a NUL at index " + i + ": \"" + name.replace("\0", "\\0") + '"');
                }
                out.put((byte) c);
            } else if (c < 0x800) {
                out.put((byte) (0xC0 | c >> 6)).put((byte) (0x80 | c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                out.put((byte) (0xE0 | c >> 12)).put((byte) (0x80 | c >> 6 & 0x3F)).put((byte) (0x80 | c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < n && Character.isLowSurrogate(name.charAt(i + 1))) {
                int point = Character.toCodePoint(c, name.charAt(++i));
                out.put((byte) (0xF0 | point >> 18)).put((byte) (0x80 | point >> 12 & 0x3F))
                        .put((byte) (0x80 | point >> 6 & 0x3F)).put((byte) (0x80 | point & 0x3F));
            } else if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF) {
                out.put((byte) c);
            } else {
                throw new IllegalArgumentException(String.format("%s contains the lone surrogate U+%04X at index %d", argument, (int) c, i));
            }
        }
        out.put((byte) 0);
        return out.position() - start;
    }

    /** The name that stands in {@code bytes[from]} to {@code bytes[to - 1]}. */
    public static String decode(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return decodeSlowly(bytes, from, to);
            }
        }
        return ascii(bytes, from, to);
    }

    /** Like {@link #decode}, for a name that is known to be ASCII. */
    @SuppressWarnings("deprecation") // the ASCII constructor: one copy and no charset, for nearly every name there is
    static String ascii(byte[] bytes, int from, int to) {
        return new String(bytes, 0, from, to - from);
    }

    private static String decodeSlowly(byte[] bytes, int from, int to) {
        StringBuilder name = new StringBuilder(to - from);
        for (int i = from; i < to; ) {
            int length = sequence(bytes, i, to);
            if (length == 0) {
                name.append((char) (ESCAPE | bytes[i++] & 0xFF));
            } else if (length == 1) {
                name.append((char) bytes[i++]);
            } else {
                int point = bytes[i] & 0xFF >> length + 1;
                for (int j = 1; j < length; j++) {
                    point = point << 6 | bytes[i + j] & 0x3F;
                }
                name.appendCodePoint(point);
                i += length;
            }
        }
        // an escape next to a high surrogate can't arise: sequence() refuses encoded surrogates
        return name.toString();
    }

    /** The length of the valid UTF-8 sequence at i, or 0: neither overlong, nor a surrogate, nor beyond U+10FFFF. */
    private static int sequence(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        for (int j = 1; j < length; j++) {
            if ((bytes[i + j] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xFF;
        boolean refused = first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F
                || first == 0xF0 && second < 0x90 || first == 0xF4 && second > 0x8F;
        return refused ? 0 : length;
    }
}
