package io.github.jeio.internal.file;

import io.github.jeio.AioConstants;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What the JDK's options for opening a file come to, by the JDK's own rules.
 *
 * @param read whether the file may be read
 * @param write whether it may be written
 * @param append whether every write goes to its end
 * @param createNew whether it must not be there yet
 * @param deleteOnClose whether its name goes as soon as it is open
 * @param followLinks whether a symbolic link at the end of the path is followed
 * @param flags the same, and the rest, for open(2)
 */
public record OpenMode(boolean read, boolean write, boolean append, boolean createNew, boolean deleteOnClose,
        boolean followLinks, int flags) {

    /**
     * Reads options as {@code FileChannel.open} does.
     *
     * @throws NullPointerException an option is null
     * @throws IllegalArgumentException two options exclude each other
     * @throws UnsupportedOperationException an option is not one of the JDK's, or none that works on Linux
     */
    public static OpenMode of(Set<? extends OpenOption> options) {
        Set<? extends OpenOption> given = Set.copyOf(options);
        given.forEach(OpenMode::checkKnown);
        boolean append = given.contains(StandardOpenOption.APPEND);
        boolean write = append || given.contains(StandardOpenOption.WRITE);
        boolean read = !write || given.contains(StandardOpenOption.READ);
        boolean truncate = given.contains(StandardOpenOption.TRUNCATE_EXISTING);
        if (append && read) {
            throw new IllegalArgumentException("READ + APPEND not allowed");
        }
        if (append && truncate) {
            throw new IllegalArgumentException("APPEND + TRUNCATE_EXISTING not allowed");
        }
        boolean createNew = write && given.contains(StandardOpenOption.CREATE_NEW);
        boolean deleteOnClose = given.contains(StandardOpenOption.DELETE_ON_CLOSE);
        // CREATE_NEW excludes links even where it has no other effect, as in the JDK
        boolean followLinks = given.contains(StandardOpenOption.CREATE_NEW) || !deleteOnClose && !given.contains(LinkOption.NOFOLLOW_LINKS);
        int flags = read && write ? AioConstants.O_RDWR : write ? AioConstants.O_WRONLY : AioConstants.O_RDONLY;
        flags |= flag(append, AioConstants.O_APPEND);
        flags |= flag(write && truncate, AioConstants.O_TRUNC);
        flags |= flag(createNew, AioConstants.O_CREAT | AioConstants.O_EXCL);
        flags |= flag(write && given.contains(StandardOpenOption.CREATE), AioConstants.O_CREAT);
        flags |= flag(!followLinks, AioConstants.O_NOFOLLOW);
        flags |= flag(given.contains(StandardOpenOption.SYNC), AioConstants.O_SYNC);
        flags |= flag(given.contains(StandardOpenOption.DSYNC), AioConstants.O_DSYNC);
        flags |= flag(given.stream().anyMatch(OpenMode::isDirect), AioConstants.O_DIRECT);
        return new OpenMode(read, write, append, createNew, deleteOnClose, followLinks, flags);
    }

    private static int flag(boolean wanted, int flag) {
        return wanted ? flag : 0;
    }

    private static void checkKnown(OpenOption option) {
        if (!(option instanceof StandardOpenOption) && option != LinkOption.NOFOLLOW_LINKS && !isDirect(option)) {
            throw new UnsupportedOperationException(option + " not supported");
        }
    }

    /** Whether the option is {@code ExtendedOpenOption.DIRECT}. Compared by name, since its module need not be there. */
    private static boolean isDirect(OpenOption option) {
        return option.getClass().getName().equals("com.sun.nio.file.ExtendedOpenOption") && option.toString().equals("DIRECT");
    }
}
