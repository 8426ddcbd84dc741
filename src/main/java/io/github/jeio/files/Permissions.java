package io.github.jeio.files;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Converts between the JDK's permissions and the bits of a mode. */
final class Permissions {

    private Permissions() { }

    static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (Object permission : permissions) {
            // the constants are in the order of the bits; OWNER_READ, 0400, is the first
            mode |= 0400 >> ((PosixFilePermission) Objects.requireNonNull(permission, "permissions has a null")).ordinal();
        }
        return mode;
    }

    static Set<PosixFilePermission> of(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & 0400 >> permission.ordinal()) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /**
     * The mode of something new.
     *
     * @throws UnsupportedOperationException an attribute is not {@code posix:permissions}
     */
    @SuppressWarnings("unchecked") // elements that are no permissions were refused above
    static int initial(int otherwise, FileAttribute<?>... attributes) {
        int mode = otherwise;
        for (FileAttribute<?> attribute : Objects.requireNonNull(attributes, "attributes")) {
            String name = Objects.requireNonNull(attribute, "attributes has a null").name();
            if (!name.equals("posix:permissions") && !name.equals("unix:permissions")) {
                throw new UnsupportedOperationException("'" + name + "' not supported as initial attribute");
            }
            mode = mode((Set<PosixFilePermission>) attribute.value());
        }
        return mode;
    }
}
