package io.github.jeio.internal.load;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The library as a file: {@code <base>/jeio-<uid>/libjeio-<sha256>.so}.
 *
 * <p>No other user can create or change anything in the directory ({@link PrivateDirectory}). The file is written in place
 * under an exclusive lock on itself, and loaded under that lock. There is no temporary name: a process that is killed at any
 * point leaves only this one file, complete or not, and the next process completes it. A file that was ever complete is not
 * written again, only unlinked, since other processes have it mapped.
 *
 * <p>The JVM ties a file name to one class loader. Any further class loader loads a copy under a new name, which exists only
 * while it is being loaded, and only under the same lock.
 */
public final class LibraryCopy {

    private static final int ATTEMPTS = 100;

    /**
     * File locks are per process. Within a JVM, class loaders exclude each other by a monitor on an interned string, which
     * all of them share.
     */
    private static final Object JVM_WIDE = "io.github.jeio.internal.load.LibraryCopy".intern();

    private final Path base;
    private final boolean chosen;
    private final String name;
    private final byte[] image;

    /**
     * Describes a copy; nothing is touched before {@link #load}.
     *
     * @param base the directory in which to make the private one
     * @param chosen whether the user chose {@code base}: it is then created if need be
     * @param hash what names the file
     * @param image the library's content
     */
    LibraryCopy(Path base, boolean chosen, String hash, byte[] image) {
        this.base = base;
        this.chosen = chosen;
        this.name = "libjeio-" + hash;
        this.image = image;
    }

    /**
     * The hash in the file's name. The build stores it next to the library, since a cold JVM takes longer to compute it than
     * to do the rest of loading. It only names the file: the file's content is always compared.
     */
    static String hash(byte[] image, byte[] recorded) {
        String hex = recorded == null ? "" : NativeLibrary.ascii(recorded);
        if (isHash(hex)) {
            return hex;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Written out, since the first regular expression of a JVM takes milliseconds. */
    private static boolean isHash(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            if ("0123456789abcdef".indexOf(hex.charAt(i)) < 0) {
                return false;
            }
        }
        return hex.length() == 64;
    }

    static boolean isLoadedElsewhere(UnsatisfiedLinkError e) {
        return String.valueOf(e.getMessage()).contains("already loaded in another classloader");
    }

    /**
     * Makes the copy, or finds it made, and hands its file to the linker.
     *
     * @param linker what to do with the file, {@link System#load}
     * @throws UnsatisfiedLinkError with one sentence that says what is wrong with the directory, or from the linker
     */
    void load(Consumer<Path> linker) {
        synchronized (JVM_WIDE) {
            Path dir = base;
            try {
                dir = PrivateDirectory.in(base, chosen);
                for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                    if (loadLocked(dir, linker)) {
                        return;
                    }
                }
                throw new IOException("something keeps removing " + dir.resolve(name + ".so"));
            } catch (IOException e) {
                throw NativeLibrary.failure(LoadAdvice.notWritable(dir, e), e);
            }
        }
    }

    /** Makes one attempt. False if the file had the wrong content and has been removed, so that it has to be made anew. */
    private boolean loadLocked(Path dir, Consumer<Path> linker) throws IOException {
        Path file = dir.resolve(name + ".so");
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), PrivateDirectory.MINE)) {
            Object opened = key(file);
            channel.lock();
            if (opened == null || !opened.equals(key(file))) {
                return false; // another process removed it before the lock was ours
            }
            removeUnfinished(dir, name);
            if (channel.size() == 0) {
                removeOthers(dir);
                write(channel);
            } else if (!holdsImage(channel)) {
                Files.deleteIfExists(file);
                return false;
            }
            try {
                linker.accept(file);
            } catch (UnsatisfiedLinkError e) {
                if (!isLoadedElsewhere(e)) {
                    throw e;
                }
                loadUnderNewName(dir, linker);
            }
            return true;
        }
    }

    /** Loads a copy under a name that no other class loader of this JVM has used; the copy is removed afterwards. */
    private void loadUnderNewName(Path dir, Consumer<Path> linker) throws IOException {
        Path file = dir.resolve(name + "-" + Long.toHexString(System.nanoTime()) + ".so");
        try {
            try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), PrivateDirectory.MINE)) {
                write(channel);
            }
            linker.accept(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Removes copies for further class loaders that a killed process has left. */
    private static void removeUnfinished(Path dir, String name) throws IOException {
        for (String found : list(dir)) {
            if (found.startsWith(name + "-")) {
                Files.deleteIfExists(dir.resolve(found));
            }
        }
    }

    /** Removes the files of other versions, which would pile up. A locked one is being loaded, and stays for now. */
    private void removeOthers(Path dir) {
        for (String found : list(dir)) {
            boolean version = found.startsWith("libjeio-") && found.endsWith(".so")
                    && found.length() == name.length() + 3;
            if (version && !found.startsWith(name)) {
                removeUnlessLocked(dir, found.substring(0, name.length()));
            }
        }
    }

    private static void removeUnlessLocked(Path dir, String other) {
        Path file = dir.resolve(other + ".so");
        try (FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) {
                removeUnfinished(dir, other);
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // another process has removed the file, or it can't be removed, which does no harm
        }
    }

    private static String[] list(Path dir) {
        String[] names = dir.toFile().list();
        return names == null ? new String[0] : names;
    }

    private void write(FileChannel channel) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(image);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private boolean holdsImage(FileChannel channel) throws IOException {
        if (channel.size() != image.length) {
            return false;
        }
        ByteBuffer content = ByteBuffer.allocate(image.length);
        while (content.hasRemaining()) {
            if (channel.read(content) < 0) {
                return false;
            }
        }
        return Arrays.equals(content.array(), image);
    }

    private static Object key(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:fileKey", NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
