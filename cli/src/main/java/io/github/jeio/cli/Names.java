package io.github.jeio.cli;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/**
 * File names are bytes. A name is UTF-8 in a String, whatever the locale, and a byte that is not part of valid UTF-8 is
 * U+DC80 to U+DCFF there, as jeio has it: so every name survives.
 */
final class Names {

    private static final int ESCAPE = 0xDC00;

    private Names() { }

    /** The bytes of a name, or of text that contains names. */
    static byte[] encode(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(name.length() + 16);
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            i += Character.charCount(point);
            if (point < 0x80) {
                out.write(point);
            } else if (point < 0x800) {
                out.write(0xC0 | point >> 6);
                out.write(0x80 | point & 0x3F);
            } else if (isByte(point)) {
                out.write(point);
            } else if (point < 0x10000) {
                out.write(0xE0 | point >> 12);
                out.write(0x80 | point >> 6 & 0x3F);
                out.write(0x80 | point & 0x3F);
            } else {
                out.write(0xF0 | point >> 18);
                out.write(0x80 | point >> 12 & 0x3F);
                out.write(0x80 | point >> 6 & 0x3F);
                out.write(0x80 | point & 0x3F);
            }
        }
        return out.toByteArray();
    }

    /** Whether a character stands for a byte that is not UTF-8. */
    private static boolean isByte(int point) {
        return point >= ESCAPE + 0x80 && point <= ESCAPE + 0xFF;
    }

    /** The name that stands in bytes[from] to bytes[to - 1]. */
    static String decode(byte[] bytes, int from, int to) {
        StringBuilder name = new StringBuilder(to - from);
        for (int i = from; i < to; ) {
            int length = sequence(bytes, i, to);
            if (length == 0) {
                int b = bytes[i++] & 0xFF;
                name.append((char) (b < 0x80 ? b : ESCAPE | b));
            } else {
                int point = bytes[i++] & 0x7F >> length;
                for (int rest = 1; rest < length; rest++) {
                    point = point << 6 | bytes[i++] & 0x3F;
                }
                name.appendCodePoint(point);
            }
        }
        return name.toString();
    }

    /** The length of the valid sequence of several bytes at i, or 0. */
    private static int sequence(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        for (int j = 1; j < length; j++) {
            if ((bytes[i + j] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xFF;
        boolean wrong = first == 0xE0 && second < 0xA0 || first == 0xED && second > 0x9F || first == 0xF0 && second < 0x90
                || first == 0xF4 && second > 0x8F;
        return wrong ? 0 : length;
    }

    /** The name's bytes, each as a character of the same number: what Perl matches where nobody says that names are text. */
    static String asBytes(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                byte[] bytes = encode(name);
                StringBuilder chars = new StringBuilder(bytes.length);
                for (byte b : bytes) {
                    chars.append((char) (b & 0xFF));
                }
                return chars.toString();
            }
        }
        return name;
    }

    /** Whether the locale's text is UTF-8, by the environment as setlocale(3) reads it. */
    private static final boolean UTF8 = isUtf8();

    private static boolean isUtf8() {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = System.getenv(variable);
            if (value != null && !value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    /** The name as coreutils' messages have it: in quotes, so that a shell would read it back. */
    static String quote(String name) {
        return quote(name, UTF8);
    }

    /** The same, where it needs quotes or is not clear without; else the name. */
    static String quoteIfNeeded(String name) {
        boolean first = name.startsWith("#") || name.startsWith("~");
        boolean brace = name.equals("{") || name.equals("}");
        boolean plain = !name.isEmpty() && !first && !brace && name.codePoints().allMatch(point -> isPrintable(point, UTF8)
                && " \t!\"$&'()*;<=>?[\\^`|".indexOf(point) < 0);
        return plain ? name : quote(name);
    }

    /** The name in the locale's quotation marks, as GNU's other messages have it; what can't be printed as in C. */
    static String quoteLocally(String name) {
        StringBuilder quoted = new StringBuilder(name.length() + 2).append(UTF8 ? '\u2018' : '\'');
        name.codePoints().forEach(point -> {
            if (!isPrintable(point, UTF8)) {
                escape(quoted, point);
            } else {
                quoted.append(point == '\\' || point == '\'' && !UTF8 ? "\\" : "").appendCodePoint(point);
            }
        });
        return quoted.append(UTF8 ? '\u2019' : '\'').toString();
    }

    static String quote(String name, boolean utf8) {
        if (name.indexOf('\'') >= 0 && name.codePoints().allMatch(point -> isPlain(point, utf8))) {
            return '"' + name + '"';
        }
        StringBuilder quoted = new StringBuilder(name.length() + 2).append('\'');
        boolean escaping = false;
        for (int i = 0; i < name.length(); ) {
            int point = name.codePointAt(i);
            i += Character.charCount(point);
            boolean printable = isPrintable(point, utf8);
            if (printable == escaping) {
                quoted.append(printable ? "''" : "'$'");
                escaping = !printable;
            }
            if (!printable) {
                escape(quoted, point);
            } else if (point == '\'') {
                quoted.append("'\\''");
            } else {
                quoted.appendCodePoint(point);
            }
        }
        return quoted.append('\'').toString();
    }

    /** Whether a character means the same inside double quotes as outside, so that a single quote need not be escaped. */
    private static boolean isPlain(int point, boolean utf8) {
        return point < 0x80
                ? Character.isLetterOrDigit(point) || "%+,-./:]_' ".indexOf(point) >= 0
                : isPrintable(point, utf8);
    }

    static boolean isPrintable(int point, boolean utf8) {
        if (point < 0x80) {
            return point >= 0x20 && point < 0x7F;
        }
        return utf8 && !isByte(point) && Character.isDefined(point) && !Character.isISOControl(point)
                && Character.getType(point) != Character.LINE_SEPARATOR
                && Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
    }

    /** For a terminal, which must not obey what is in a name: a question mark for each character that can't be printed. */
    static String printable(String name) {
        return printable(name, UTF8);
    }

    static String printable(String name, boolean utf8) {
        StringBuilder text = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            if (isPrintable(point, utf8)) {
                text.appendCodePoint(point);
            } else {
                text.append("?".repeat(utf8 ? 1 : encode(Character.toString(point)).length));
            }
        });
        return text.toString();
    }

    private static void escape(StringBuilder to, int point) {
        int letter = "\007\b\t\n\013\f\r".indexOf(point);
        if (letter >= 0) {
            to.append('\\').append("abtnvfr".charAt(letter));
            return;
        }
        for (byte b : encode(Character.toString(point))) {
            to.append(String.format("\\%03o", b & 0xFF));
        }
    }
}
