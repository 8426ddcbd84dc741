package io.github.jeio.internal.file;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.FileNatives;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** Opens files in the calling thread, as the JDK's channels do. */
public final class Opening {

    private static final int EVERYBODY = 0666;

    private Opening() { }

    /**
     * Opens a file.
     *
     * @throws UnsupportedOperationException the path is of another file system, or an attribute can't be set at creation
     * @throws IOException as the JDK's channels throw it
     */
    public static Descriptor open(Path path, OpenMode mode, FileAttribute<?>... attributes) throws IOException {
        byte[] name = PathBytes.of(path);
        int permissions = permissions(attributes);
        if (mode.createNew() && endsInDot(name)) {
            throw FileErrors.ofPath("open", path, Errno.EEXIST);
        }
        int fd = FileNatives.natives().open(name, mode.flags(), permissions);
        if (fd < 0) {
            throw refused(path, mode, -fd);
        }
        if (mode.deleteOnClose()) {
            FileNatives.natives().unlink(name); // like the JDK, ignores whether the name could be removed
        }
        return new Descriptor(fd, path.toString(), mode.read(), mode.write(), mode.append());
    }

    private static IOException refused(Path path, OpenMode mode, int errno) {
        if (errno == Errno.ELOOP && !mode.followLinks()) {
            return new IOException("\"" + path + "\" is a symbolic link, and neither NOFOLLOW_LINKS nor DELETE_ON_CLOSE follows one",
                    new AioException("open", path.toString(), null, errno));
        }
        return FileErrors.ofPath("open", path, mode.createNew() && errno == Errno.EISDIR ? Errno.EEXIST : errno);
    }

    private static boolean endsInDot(byte[] name) {
        int last = name.length - 1;
        return name[last] == '.' && (last == 0 || name[last - 1] == '/');
    }

    private static int permissions(FileAttribute<?>... attributes) {
        int mode = EVERYBODY;
        for (FileAttribute<?> attribute : attributes) {
            String name = Objects.requireNonNull(attribute, () -> "attributes " + Arrays.toString(attributes) + " has a null").name();
            if (!name.equals("posix:permissions") && !name.equals("unix:permissions")) {
                throw new UnsupportedOperationException("'" + name + "' not supported as initial attribute");
            }
            mode = 0;
            for (Object permission : (Set<?>) attribute.value()) {
                // the constants are in the order of the bits; OWNER_READ, 0400, is the first
                mode |= 0400 >> ((PosixFilePermission) permission).ordinal();
            }
        }
        return mode;
    }
}
