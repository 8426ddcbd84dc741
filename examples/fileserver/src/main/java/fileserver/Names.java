package fileserver;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * File names, which are bytes, as jeio has them in strings (a byte that is not UTF-8 is one of U+DC80 to U+DCFF), as URLs have
 * them, and as HTML does.
 */
final class Names {

    private static final String UNRESERVED = "-._~!$'()*+,;=:@";
    private static final String HEX = "0123456789ABCDEF";

    private Names() { }

    /** The name that the percent-encoded text stands for; null where the text is malformed. */
    static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int value = i + 2 < text.length() ? hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)) : -1;
                if (value < 0) {
                    return null;
                }
                bytes.write(value);
                i += 2;
            } else if (c > 0xFF) {
                return null;
            } else {
                bytes.write(c); // a request's head is decoded byte by byte
            }
        }
        return fromBytes(bytes.toByteArray());
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String fromBytes(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer name = CharBuffer.allocate(bytes.length);
        while (decoder.decode(in, name, true).isError()) {
            name.put((char) (0xDC00 | in.get() & 0xFF)); // it has stopped at a byte that is not UTF-8
        }
        return name.flip().toString();
    }

    /** A name, or a path with its slashes, percent-encoded. */
    static String encode(String path) {
        StringBuilder text = new StringBuilder(path.length() + 16);
        for (int i = 0; i < path.length(); ) {
            int c = path.codePointAt(i);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '/' || UNRESERVED.indexOf(c) >= 0)) {
                text.append((char) c);
            } else if (c >= 0xDC80 && c <= 0xDCFF) {
                percent(text, c & 0xFF);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    percent(text, b);
                }
            }
            i += Character.charCount(c);
        }
        return text.toString();
    }

    private static void percent(StringBuilder text, int b) {
        text.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }

    /** As HTML shows it: with nothing that HTML would understand, and a sign in place of what is no character. */
    static String html(String name) {
        StringBuilder text = new StringBuilder(name.length() + 16);
        name.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF || Character.isISOControl(c) ? 0xFFFD : c);
            }
        });
        return text.toString();
    }
}
