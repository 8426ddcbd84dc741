package io.github.jeio.files;

import io.github.jeio.internal.file.OpenMode;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitOption;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Interprets the JDK's options by the JDK's own rules, and refuses what the JDK refuses. */
final class Options {

    private Options() { }

    /** The options of a copy or a move. */
    record Copying(boolean replace, boolean attributes, boolean followLinks, boolean atomic, boolean interruptible) { }

    static boolean followLinks(LinkOption... options) {
        boolean follow = true;
        for (LinkOption option : Objects.requireNonNull(options, "options")) {
            follow &= Objects.requireNonNull(option, "options has a null") != LinkOption.NOFOLLOW_LINKS;
        }
        return follow;
    }

    static boolean followLinks(FileVisitOption... options) {
        boolean follow = false;
        for (FileVisitOption option : Objects.requireNonNull(options, "options")) {
            follow |= Objects.requireNonNull(option, "options has a null") == FileVisitOption.FOLLOW_LINKS;
        }
        return follow;
    }

    /** For writing a whole file: without options, the file is created or truncated. */
    static OpenMode writing(OpenOption... options) {
        Set<OpenOption> given = new HashSet<>();
        for (OpenOption option : Objects.requireNonNull(options, "options")) {
            if (Objects.requireNonNull(option, "options has a null") == StandardOpenOption.READ) {
                throw new IllegalArgumentException("READ not allowed");
            }
            given.add(option);
        }
        if (options.length == 0) {
            given.add(StandardOpenOption.CREATE);
            given.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        given.add(StandardOpenOption.WRITE);
        return OpenMode.of(given);
    }

    static Copying copying(CopyOption... options) {
        Copying copying = parse(options);
        if (copying.atomic) {
            throw new UnsupportedOperationException("Unsupported option: ATOMIC_MOVE of a copy");
        }
        return copying;
    }

    static Copying moving(CopyOption... options) {
        Copying copying = parse(options);
        if (copying.attributes) {
            throw new UnsupportedOperationException("Unsupported option: COPY_ATTRIBUTES of a move, which keeps them anyway");
        } else if (copying.interruptible) {
            throw new UnsupportedOperationException("Unsupported option: INTERRUPTIBLE of a move");
        }
        return copying;
    }

    private static Copying parse(CopyOption... options) {
        boolean replace = false;
        boolean attributes = false;
        boolean follow = true;
        boolean atomic = false;
        boolean interruptible = false;
        for (CopyOption option : Objects.requireNonNull(options, "options")) {
            Objects.requireNonNull(option, "options has a null");
            replace |= option == StandardCopyOption.REPLACE_EXISTING;
            attributes |= option == StandardCopyOption.COPY_ATTRIBUTES;
            follow &= option != LinkOption.NOFOLLOW_LINKS;
            atomic |= option == StandardCopyOption.ATOMIC_MOVE;
            interruptible |= isInterruptible(option);
            if (!(option instanceof StandardCopyOption) && option != LinkOption.NOFOLLOW_LINKS && !isInterruptible(option)) {
                throw new UnsupportedOperationException("Unsupported option: " + option);
            }
        }
        return new Copying(replace, attributes, follow, atomic, interruptible);
    }

    /**
     * Whether the option is {@code ExtendedCopyOption.INTERRUPTIBLE}, which every copy is that can be cancelled. Compared by
     * name, since its module need not be there.
     */
    private static boolean isInterruptible(CopyOption option) {
        return option.getClass().getName().equals("com.sun.nio.file.ExtendedCopyOption");
    }
}
