package io.github.jeio.files;

import io.github.jeio.internal.file.PathBytes;
import io.github.jeio.internal.wire.FileNames;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Between a {@link Path} and the bytes that it has in the kernel, or the String that stands for them in the requests of
 * {@link io.github.jeio.IoAio}, both ways and without loss.
 *
 * <p>File names are bytes on Unix. The JDK shows them in the encoding of the locale that the JVM was started with (the
 * property {@code sun.jnu.encoding}): {@link Path#toString()} has U+FFFD for bytes that this encoding can't show, and
 * {@link Path#of(String, String...) Path.of} refuses characters that it has no bytes for; in the locale {@code C} these are
 * all beyond ASCII. The path itself keeps its bytes. jeio's names are UTF-8 whatever the locale is, and have a lone U+DC80 to
 * U+DCFF for each byte that is not.
 */
public final class PathNames {

    private static final boolean UTF_8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    /**
     * A directory that does not exist. A path's URI ends with a slash if the path is a directory, so making one asks the
     * kernel; below this directory the answer is always no.
     */
    private static final Path NOWHERE = Path.of("/proc/0");
    private static final String UNESCAPED = "/-._~";

    private PathNames() { }

    /**
     * The bytes of a path.
     *
     * @param path a path of the default file system
     * @return its bytes, without a NUL; none of the empty path
     * @throws ProviderMismatchException the path is of another file system
     */
    public static byte[] toBytes(Path path) {
        check("path", path);
        String text = path.toString();
        if (PathBytes.isPlain(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (path.getNameCount() == 0) {
            return new byte[] {'/'};
        }
        String raw = NOWHERE.resolve(path.subpath(0, path.getNameCount())).toUri().getRawPath();
        int start = NOWHERE.toString().length();
        return PathBytes.decode(raw.substring(path.isAbsolute() ? start : start + 1));
    }

    /**
     * The path of some bytes.
     *
     * @param bytes a path's bytes, without a NUL
     * @return a path of the default file system, which keeps them
     * @throws IllegalArgumentException there is a NUL among them
     */
    public static Path ofBytes(byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        StringBuilder uri = new StringBuilder("file:///");
        for (byte b : bytes) {
            if (b == 0) {
                throw new IllegalArgumentException("bytes " + Arrays.toString(bytes) + " contain a NUL");
            }
            char c = (char) (b & 0xFF);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || UNESCAPED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        boolean relative = bytes.length == 0 || bytes[0] != '/';
        return !relative ? absolute : bytes.length == 0 ? Path.of("") : absolute.subpath(0, absolute.getNameCount());
    }

    /**
     * What the requests of {@link io.github.jeio.IoAio} are given for a path.
     *
     * @param path a path of the default file system
     * @return its name there; the empty one of the empty path
     * @throws ProviderMismatchException the path is of another file system
     */
    public static String toName(Path path) {
        check("path", path);
        String text = path.toString();
        if (PathBytes.isPlain(text)) {
            return text;
        }
        byte[] bytes = toBytes(path);
        return FileNames.decode(bytes, 0, bytes.length);
    }

    /**
     * The path for a name that a request of {@link io.github.jeio.IoAio} has given.
     *
     * @param name the name
     * @return a path of the default file system with the same bytes
     * @throws IllegalArgumentException the name contains a NUL or half a character
     */
    public static Path ofName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.chars().allMatch(c -> c < 0x80) || UTF_8 && name.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return Path.of(name);
        }
        ByteBuffer bytes = ByteBuffer.allocate(FileNames.bound("name", name) + 1);
        int length = FileNames.encode("name", name, bytes) - 1;
        return ofBytes(Arrays.copyOf(bytes.array(), length));
    }

    /** The name of an argument, as a system call takes it. */
    static String of(String argument, Path path) {
        check(argument, path);
        String name = toName(path);
        return name.isEmpty() ? "." : name;
    }

    /** Whether a path is one of the default file system. */
    static boolean isDefault(String argument, Path path) {
        return Objects.requireNonNull(path, argument).getFileSystem() == FileSystems.getDefault();
    }

    private static void check(String argument, Path path) {
        if (!isDefault(argument, path)) {
            throw new ProviderMismatchException(
                    argument + " \"" + path + "\" is not of the default file system but of " + path.getFileSystem());
        }
    }
}
