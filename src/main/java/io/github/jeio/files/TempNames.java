package io.github.jeio.files;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Names that nobody can guess. */
final class TempNames {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TempNames() { }

    /** What a file is called that is to take another one's place, after that one's name. */
    static String suffix() {
        return ".jeio-" + Long.toUnsignedString(RANDOM.nextLong(), 36) + ".tmp";
    }

    /**
     * A name for a temporary file.
     *
     * @throws IllegalArgumentException prefix or suffix lead out of the directory
     */
    static Path in(Path directory, @Nullable String prefix, @Nullable String suffix) {
        Path name = directory.getFileSystem().getPath(
                (prefix == null ? "" : prefix) + Long.toUnsignedString(RANDOM.nextLong()) + (suffix == null ? ".tmp" : suffix));
        if (name.getParent() != null) {
            throw new IllegalArgumentException("Invalid prefix or suffix: \"" + prefix + "\", \"" + suffix + '"');
        }
        return directory.resolve(name);
    }
}
