package io.github.jeio.internal.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** The bytes of a path of the default file system, as the kernel has them. */
public final class PathBytes {

    private static final boolean UTF_8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    private static final char UNDECODABLE = '\uFFFD';

    private PathBytes() { }

    /**
     * The path's bytes, without a NUL.
     *
     * @throws UnsupportedOperationException the path is of another file system, an archive's say
     */
    public static byte[] of(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new UnsupportedOperationException("path \"" + path + "\" is not of the default file system but of "
                    + path.getFileSystem());
        }
        String text = path.toString();
        if (text.isEmpty()) {
            return new byte[] {'.'};
        } else if (isPlain(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return fromUri(path);
    }

    /** Whether the text of a path, in UTF-8, is what the kernel has. */
    public static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < 0x80) || UTF_8 && text.indexOf(UNDECODABLE) < 0;
    }

    /** The bytes of a path whose text can't represent them all. The URI has them, for the absolute path. */
    private static byte[] fromUri(Path path) {
        String raw = path.toUri().getRawPath();
        return decode(raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw); // a directory's ends with a slash
    }

    /** The bytes of a part of a URI's path, where a percent sign comes before two hexadecimal digits. */
    public static byte[] decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
