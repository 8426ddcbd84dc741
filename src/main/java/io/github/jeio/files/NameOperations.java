package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The part of {@link AsyncFiles} about names: made, removed, copied, moved, linked, resolved. */
abstract class NameOperations extends ContentOperations {

    private static final int FILE = 0666;
    private static final int DIRECTORY = 0777;
    private static final int OWN_FILE = 0600;
    private static final int OWN_DIRECTORY = 0700;
    private static final int NEW_FILE = AioConstants.O_WRONLY | AioConstants.O_CREAT | AioConstants.O_EXCL;

    NameOperations(IoAio io) {
        super(io);
    }

    /**
     * Copies a file, as {@link java.nio.file.Files#copy(Path, Path, CopyOption...)}: one file, a symbolic link, or a directory
     * without what is in it; of a device what can be read from it, of a fifo or socket the name alone. An existing file that is
     * replaced is so once the copy is complete.
     *
     * @param source the file
     * @param target the copy
     * @param options {@code REPLACE_EXISTING}; {@code COPY_ATTRIBUTES}: times, owner, permissions, extended attributes;
     *     {@code NOFOLLOW_LINKS}: a symbolic link is copied itself
     * @return gives the target
     * @throws UnsupportedOperationException another option
     */
    public CompletableFuture<Path> copy(Path source, Path target, CopyOption... options) {
        check(source, target);
        Options.Copying how = Options.copying(options);
        return Task.start(handOff, JdkErrors.on(source, target), task -> new CopyFile(task, source, target, how).start());
    }

    /**
     * Moves a file, as {@link java.nio.file.Files#move(Path, Path, CopyOption...)}: by rename(2), or where that would cross
     * file systems, by a copy. A directory crosses them if it is empty; {@link TreeOperations#moveTree moveTree} moves any.
     *
     * @param source the file; a symbolic link is moved itself
     * @param target its new name
     * @param options {@code REPLACE_EXISTING}; {@code ATOMIC_MOVE}: by rename(2) alone, which replaces an existing file
     * @return gives the target
     * @throws UnsupportedOperationException another option
     */
    public CompletableFuture<Path> move(Path source, Path target, CopyOption... options) {
        check(source, target);
        Options.Copying how = Options.moving(options);
        return Task.start(handOff, JdkErrors.on(source, target), task -> new MoveFile(task, source, target, how).start());
    }

    private static void check(Path source, Path target) {
        PathNames.of("source", source);
        PathNames.of("target", target);
    }

    /**
     * Removes a file, a symbolic link itself, or an empty directory, as {@link java.nio.file.Files#delete}.
     *
     * @param path the file
     * @return completes when it is gone
     */
    public CompletableFuture<Void> delete(Path path) {
        return delete(path, (task, error) -> task.fail(error), null);
    }

    /**
     * Removes a file, a symbolic link itself, or an empty directory, as {@link java.nio.file.Files#deleteIfExists}.
     *
     * @param path the file
     * @return gives true if it is gone, false if there was none
     */
    public CompletableFuture<Boolean> deleteIfExists(Path path) {
        return delete(path, (task, error) -> {
            if (error.errno() == Errno.ENOENT) {
                task.finish(false);
            } else {
                task.fail(error);
            }
        }, true);
    }

    private <R> CompletableFuture<R> delete(Path path, BiConsumer<Task<R>, AioException> refused, @Nullable R done) {
        String name = PathNames.of("path", path);
        return Task.start(handOff, error -> JdkErrors.removing(error, path), task -> task.then(io.aioUnlink(name),
                gone -> task.finish(done), error -> {
            if (error.errno() == Errno.EISDIR) {
                task.then(io.aioRmdir(name), gone -> task.finish(done), kept -> refused.accept(task, kept));
            } else {
                refused.accept(task, error);
            }
        }));
    }

    /**
     * Makes an empty file that must not exist yet, as {@link java.nio.file.Files#createFile}.
     *
     * @param path the file
     * @param attributes {@code posix:permissions}; 0666 without, less the umask
     * @return gives the path
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> createFile(Path path, FileAttribute<?>... attributes) {
        String name = PathNames.of("path", path);
        int mode = Permissions.initial(FILE, attributes);
        return Task.start(handOff, JdkErrors.on(path), task -> task.open(name, NEW_FILE, mode, fd -> task.finish(path)));
    }

    /**
     * Makes a directory that must not exist yet, as {@link java.nio.file.Files#createDirectory}.
     *
     * @param path the directory
     * @param attributes {@code posix:permissions}; 0777 without, less the umask
     * @return gives the path
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> createDirectory(Path path, FileAttribute<?>... attributes) {
        int mode = Permissions.initial(DIRECTORY, attributes);
        return change(path, name -> io.aioMkdir(name, mode));
    }

    /**
     * Makes a directory and those that lead to it, as {@link java.nio.file.Files#createDirectories}. One that exists is no
     * error, be it by a symbolic link.
     *
     * @param path the directory
     * @param attributes {@code posix:permissions} of all that are made; 0777 without, less the umask
     * @return gives the path
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> createDirectories(Path path, FileAttribute<?>... attributes) {
        int mode = Permissions.initial(DIRECTORY, attributes);
        return change(path, name -> io.aioMkdirs(name, mode));
    }

    /**
     * Makes an empty file of a name that nobody can guess, as
     * {@link java.nio.file.Files#createTempFile(Path, String, String, FileAttribute...)}.
     *
     * @param directory where
     * @param prefix what its name begins with; null: nothing
     * @param suffix what its name ends with; null: {@code .tmp}
     * @param attributes {@code posix:permissions}; 0600 without, less the umask
     * @return gives the file's path
     * @throws IllegalArgumentException prefix or suffix have a slash
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> createTempFile(Path directory, @Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes) {
        PathNames.of("directory", directory);
        int mode = Permissions.initial(OWN_FILE, attributes);
        return temporary(() -> TempNames.in(directory, prefix, suffix), name -> io.aioOpen(name, NEW_FILE, mode), true);
    }

    /**
     * {@link AsyncFiles#createTempFile(Path, String, String, FileAttribute...)} in the directory {@code java.io.tmpdir}.
     *
     * @param prefix what its name begins with; null: nothing
     * @param suffix what its name ends with; null: {@code .tmp}
     * @param attributes as there
     * @return gives the file's path
     */
    public CompletableFuture<Path> createTempFile(@Nullable String prefix, @Nullable String suffix, FileAttribute<?>... attributes) {
        return createTempFile(temporaryDirectory(), prefix, suffix, attributes);
    }

    /**
     * Makes a directory of a name that nobody can guess, as
     * {@link java.nio.file.Files#createTempDirectory(Path, String, FileAttribute...)}.
     *
     * @param directory where
     * @param prefix what its name begins with; null: nothing
     * @param attributes {@code posix:permissions}; 0700 without, less the umask
     * @return gives the new directory's path
     * @throws IllegalArgumentException prefix has a slash
     * @throws UnsupportedOperationException another attribute
     */
    public CompletableFuture<Path> createTempDirectory(Path directory, @Nullable String prefix, FileAttribute<?>... attributes) {
        PathNames.of("directory", directory);
        int mode = Permissions.initial(OWN_DIRECTORY, attributes);
        return temporary(() -> TempNames.in(directory, prefix, ""), name -> io.aioMkdir(name, mode), false);
    }

    /**
     * {@link AsyncFiles#createTempDirectory(Path, String, FileAttribute...)} in the directory {@code java.io.tmpdir}.
     *
     * @param prefix what its name begins with; null: nothing
     * @param attributes as there
     * @return gives the new directory's path
     */
    public CompletableFuture<Path> createTempDirectory(@Nullable String prefix, FileAttribute<?>... attributes) {
        return createTempDirectory(temporaryDirectory(), prefix, attributes);
    }

    private static Path temporaryDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Creates something; a descriptor that this opens is closed. */
    private interface Making {
        AioRequest<? extends Number> of(String name);
    }

    private CompletableFuture<Path> temporary(Supplier<Path> names, Making making, boolean opens) {
        Path first = names.get();
        return Task.start(handOff, JdkErrors.on(first), task -> make(task, first, names, making, opens));
    }

    private void make(Task<Path> task, Path path, Supplier<Path> names, Making making, boolean opens) {
        task.acquire(making.of(PathNames.of("path", path)), value -> {
            if (opens) {
                task.closeAtEnd(value.intValue());
            }
        }, value -> task.finish(path), error -> {
            if (error.errno() == Errno.EEXIST) {
                make(task, names.get(), names, making, opens);
            } else {
                task.fail(JdkErrors.of(error, path, null));
            }
        });
    }

    /**
     * Gives a file another name, as {@link java.nio.file.Files#createLink}: link(2).
     *
     * @param link the new name
     * @param existing the file
     * @return gives the new name
     */
    public CompletableFuture<Path> createLink(Path link, Path existing) {
        String name = PathNames.of("link", link);
        String file = PathNames.of("existing", existing);
        return Task.start(handOff, JdkErrors.on(link, existing), task -> task.then(io.aioLink(file, name), done -> task.finish(link)));
    }

    /**
     * Makes a symbolic link, as {@link java.nio.file.Files#createSymbolicLink}: symlink(2).
     *
     * @param link the link
     * @param target where it leads, as it stands here
     * @param attributes none
     * @return gives the link
     * @throws UnsupportedOperationException there is an attribute
     */
    public CompletableFuture<Path> createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) {
        String name = PathNames.of("link", link);
        PathNames.of("target", target);
        for (FileAttribute<?> attribute : Objects.requireNonNull(attributes, "attributes")) {
            throw new UnsupportedOperationException("attributes are not supported of a symbolic link: "
                    + Objects.requireNonNull(attribute, "attributes has a null").name());
        }
        return Task.start(handOff, JdkErrors.on(link),
                task -> task.then(io.aioSymlink(PathNames.toName(target), name), done -> task.finish(link)));
    }

    /**
     * Reads where a symbolic link leads, as {@link java.nio.file.Files#readSymbolicLink}: readlink(2).
     *
     * @param link the link
     * @return gives its target; fails with {@link java.nio.file.NotLinkException} where it is no link
     */
    public CompletableFuture<Path> readSymbolicLink(Path link) {
        String name = PathNames.of("link", link);
        return Task.start(handOff, JdkErrors.following(link),
                task -> task.then(io.aioReadlink(name), target -> task.finish(PathNames.ofName(target))));
    }

    /**
     * Gives the absolute path of an existing file, without {@code .}, {@code ..} and symbolic links, as
     * {@link Path#toRealPath(LinkOption...)}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: symbolic links stay, and {@code ..} after one does
     * @return gives the path
     */
    public CompletableFuture<Path> toRealPath(Path path, LinkOption... options) {
        String name = PathNames.of("path", path);
        if (Options.followLinks(options)) {
            return Task.start(handOff, JdkErrors.on(path),
                    task -> task.then(io.aioRealpath(name), real -> task.finish(PathNames.ofName(real))));
        }
        return Task.start(handOff, JdkErrors.on(path), task -> new RealPath(task, path).start());
    }
}
