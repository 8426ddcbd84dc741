package io.github.jeio.files;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Names that can't be guessed. */
final class TempNames {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TempNames() { }

    /** The suffix, after the name of the file that is to be replaced, for the file that replaces it. */
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
