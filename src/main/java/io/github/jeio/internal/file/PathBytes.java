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
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        if (text.isEmpty()) {
            return new byte[] {'.'};
        } else if (ascii || UTF_8 && text.indexOf(UNDECODABLE) < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return fromUri(path);
    }

    /** The bytes of a path whose text can't represent them all. The URI has them, for the absolute path. */
    private static byte[] fromUri(Path path) {
        String raw = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length(); // the URI of a directory ends with a slash
        for (int i = 0; i < end; i++) {
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
