package io.github.jeio.internal.load;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The directory that the library is loaded from: of mode 0700, this user's own, and at a path that nobody else can bend.
 *
 * <p>Threat model. Whoever can put a file of his where {@code System.load} looks runs his code in this process. Trusted
 * are root, this user, and the owner of {@code /}, who could exchange the JVM as well (where a user namespace does not map
 * root, the kernel shows another number for it). Everybody else may create, rename, link and remove whatever the modes of
 * the directories allow, at any moment, in {@code /tmp} as well. Checking a path and using it are two steps, so it is not
 * enough that the path looks right in the first: it must be one that others can't change in between. Therefore
 *
 * <ul>
 * <li>symbolic links are resolved once, and from then on only the real path is used;
 * <li>each directory on it, from the root down to the base, belongs to somebody trusted and may be written by nobody else,
 *     or has the sticky bit, which keeps others from renaming and removing what is not theirs. An access control list shows
 *     in the group's bits, as its mask;
 * <li>in the base, only a directory is used that belongs to this user and that nobody else may enter. It can't have been
 *     put there by somebody else, who can't give his away, and can't be exchanged, as the base is safe. A name that is
 *     taken by something else ({@code jeio-<uid>} in {@code /tmp} can be anybody's) is passed over for one that can't be
 *     guessed, so nobody can keep the library from being loaded.
 * </ul>
 *
 * <p>Within that directory nobody but this user and root can do anything. {@code jeio.native.path} is not checked: it names
 * a file that whoever starts the JVM vouches for.
 */
public final class PrivateDirectory {

    /** Not parsed from a string: a JVM's first EnumSet takes longer than loading the library. */
    static final FileAttribute<?> MINE =
            PosixFilePermissions.asFileAttribute(Set.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE));

    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int NOT_OWNERS = 0077;

    private final long uid;

    private PrivateDirectory(long uid) {
        this.uid = uid;
    }

    /**
     * Finds or makes it.
     *
     * @param base the directory in which to make it
     * @param create whether {@code base} is made where it is missing
     * @return its real path
     * @throws IOException it can't be made
     * @throws UnsatisfiedLinkError somebody else could change the path, with a sentence that says how
     */
    static Path in(Path base, boolean create) throws IOException {
        if (create) {
            Files.createDirectories(base, MINE);
        }
        PrivateDirectory mine = new PrivateDirectory(uid());
        Path real = base.toRealPath();
        mine.check(real);
        return mine.findOrMake(real);
    }

    /** Checks each directory from the base up to the root. */
    private void check(Path real) throws IOException {
        long rootsOwner = owner(Files.readAttributes(real.getRoot(), "unix:uid"));
        for (Path dir = real; dir != null; dir = dir.getParent()) {
            Map<String, Object> found = Files.readAttributes(dir, "unix:uid,mode");
            long owner = owner(found);
            if (owner != 0 && owner != uid && owner != rootsOwner) {
                throw NativeLibrary.failure(LoadAdvice.ofAnotherUser(dir, owner), null);
            }
            int mode = (Integer) found.get("mode");
            if ((mode & STICKY) == 0 && (mode & (GROUP_WRITES | OTHERS_WRITE)) != 0) {
                throw NativeLibrary.failure((mode & OTHERS_WRITE) != 0
                        ? LoadAdvice.openToAll(dir) : LoadAdvice.openToGroup(dir), null);
            }
        }
    }

    private Path findOrMake(Path base) throws IOException {
        String name = "jeio-" + uid;
        Path usual = base.resolve(name);
        try {
            return Files.createDirectory(usual, MINE);
        } catch (FileAlreadyExistsException e) {
            return isMine(usual) ? usual : another(base, name + "-");
        }
    }

    /** Finds a directory that was made in place of a taken name before, so that they don't pile up; or makes a new one. */
    private Path another(Path base, String prefix) throws IOException {
        String[] names = base.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (name.startsWith(prefix) && isMine(base.resolve(name))) {
                return base.resolve(name);
            }
        }
        return Files.createTempDirectory(base, prefix, MINE);
    }

    private boolean isMine(Path dir) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(dir, "unix:isDirectory,uid,mode", NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(found.get("isDirectory")) && owner(found) == uid
                    && ((Integer) found.get("mode") & NOT_OWNERS) == 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static long owner(Map<String, Object> attributes) {
        return Integer.toUnsignedLong((Integer) attributes.get("uid"));
    }

    /** The effective user id; the owner of /proc/self is root where the process has capabilities. */
    private static long uid() throws IOException {
        String status = NativeLibrary.ascii(Files.readAllBytes(Path.of("/proc/self/status")));
        int at = status.indexOf("\nUid:\t");
        if (at < 0) {
            throw new IOException("/proc/self/status has no user id");
        }
        return Long.parseLong(status.substring(at + 6, status.indexOf('\n', at + 1)).split("\t")[1]);
    }
}
