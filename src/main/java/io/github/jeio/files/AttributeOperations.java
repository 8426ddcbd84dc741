package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of {@link AsyncFiles} about what files are: existence, size, times, owner, permissions. */
abstract class AttributeOperations {

    final IoAio io;
    final HandOff handOff;

    AttributeOperations(IoAio io) {
        this.io = Objects.requireNonNull(io, "io");
        this.handOff = new HandOff(io);
    }

    /**
     * Tells whether a file exists, as {@link java.nio.file.Files#exists}: stat(2) or lstat(2).
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: a symbolic link exists, wherever it leads
     * @return gives true if it does; false also where that can't be found out
     */
    public CompletableFuture<Boolean> exists(Path path, LinkOption... options) {
        return look(path, options, stat -> true, errno -> false);
    }

    /**
     * Tells whether a file is known not to exist, as {@link java.nio.file.Files#notExists}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: a symbolic link exists, wherever it leads
     * @return gives true if it does not; false also where that can't be found out
     */
    public CompletableFuture<Boolean> notExists(Path path, LinkOption... options) {
        return look(path, options, stat -> false, JdkErrors::isMissing);
    }

    /**
     * Tells whether a path is a directory's, as {@link java.nio.file.Files#isDirectory}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: a symbolic link is no directory
     * @return gives true if it is
     */
    public CompletableFuture<Boolean> isDirectory(Path path, LinkOption... options) {
        return look(path, options, AioStat::isDirectory, errno -> false);
    }

    /**
     * Tells whether a path is a regular file's, as {@link java.nio.file.Files#isRegularFile}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: a symbolic link is no regular file
     * @return gives true if it is
     */
    public CompletableFuture<Boolean> isRegularFile(Path path, LinkOption... options) {
        return look(path, options, AioStat::isRegularFile, errno -> false);
    }

    /**
     * Tells whether a path is a symbolic link's, as {@link java.nio.file.Files#isSymbolicLink}.
     *
     * @param path the file
     * @return gives true if it is
     */
    public CompletableFuture<Boolean> isSymbolicLink(Path path) {
        return look(path, new LinkOption[] {LinkOption.NOFOLLOW_LINKS}, AioStat::isSymbolicLink, errno -> false);
    }

    private CompletableFuture<Boolean> look(Path path, LinkOption[] options, Predicate<AioStat> there, Predicate<Integer> refused) {
        String name = PathNames.of("path", path);
        boolean follow = Options.followLinks(options);
        return Task.start(handOff, JdkErrors.on(path), task -> task.then(follow ? io.aioStat(name) : io.aioLstat(name),
                stat -> task.finish(there.test(stat)), error -> task.finish(refused.test(error.errno()))));
    }

    /**
     * Tells whether this process may read a file, as {@link java.nio.file.Files#isReadable}: faccessat(2).
     *
     * @param path the file
     * @return gives true if it may
     */
    public CompletableFuture<Boolean> isReadable(Path path) {
        return may(path, AioConstants.R_OK);
    }

    /**
     * Tells whether this process may write a file, as {@link java.nio.file.Files#isWritable}: faccessat(2).
     *
     * @param path the file
     * @return gives true if it may
     */
    public CompletableFuture<Boolean> isWritable(Path path) {
        return may(path, AioConstants.W_OK);
    }

    /**
     * Tells whether this process may execute a file, as {@link java.nio.file.Files#isExecutable}: faccessat(2).
     *
     * @param path the file
     * @return gives true if it may
     */
    public CompletableFuture<Boolean> isExecutable(Path path) {
        return may(path, AioConstants.X_OK);
    }

    private CompletableFuture<Boolean> may(Path path, int mode) {
        String name = PathNames.of("path", path);
        return Task.start(handOff, JdkErrors.on(path),
                task -> task.then(io.aioAccess(name, mode), yes -> task.finish(true), no -> task.finish(false)));
    }

    /**
     * Gives a file's size, as {@link java.nio.file.Files#size}; symbolic links are followed.
     *
     * @param path the file
     * @return gives the size in bytes
     */
    public CompletableFuture<Long> size(Path path) {
        return stat(path, true, AioStat::size);
    }

    /**
     * Tells whether two paths are of the same file, by device and inode, as {@link java.nio.file.Files#isSameFile}. Of equal
     * paths that is true even where no file is, of a path of another file system false.
     *
     * @param path a path
     * @param path2 another one, of any file system
     * @return gives true if they are
     */
    public CompletableFuture<Boolean> isSameFile(Path path, Path path2) {
        String name = PathNames.of("path", path);
        boolean comparable = PathNames.isDefault("path2", path2);
        return Task.start(handOff, JdkErrors.on(path), task -> {
            if (!comparable || path.equals(path2)) {
                task.then(io.aioNop(), nothing -> task.finish(comparable));
            } else {
                task.then(io.aioStat(name), one -> task.then(io.aioStat(PathNames.of("path2", path2)),
                        two -> task.finish(StatAttributes.key(one).equals(StatAttributes.key(two))),
                        error -> task.fail(JdkErrors.of(error, path2, null))));
            }
        });
    }

    /**
     * Reads a file's attributes, as {@link java.nio.file.Files#readAttributes(Path, Class, LinkOption...)}, in one request.
     * Names of owner and group are looked up when they are asked for, in the thread that asks. The {@code fileKey} equals that
     * of another file of this class only.
     *
     * @param path the file
     * @param type {@code BasicFileAttributes.class} or {@code PosixFileAttributes.class}
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: those of a symbolic link itself
     * @param <A> that type
     * @return gives the attributes; {@code creationTime} is the file system's where it has one, else the last modification's
     * @throws UnsupportedOperationException another type
     */
    public <A extends BasicFileAttributes> CompletableFuture<A> readAttributes(Path path, Class<A> type, LinkOption... options) {
        Objects.requireNonNull(type, "type");
        if (type != BasicFileAttributes.class && type != PosixFileAttributes.class) {
            throw new UnsupportedOperationException("type " + type.getName() + " is neither BasicFileAttributes nor PosixFileAttributes");
        }
        return stat(path, Options.followLinks(options), stat -> type.cast(new StatAttributes(stat)));
    }

    /**
     * Gives the time of a file's last modification, as {@link java.nio.file.Files#getLastModifiedTime}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: that of a symbolic link itself
     * @return gives the time
     */
    public CompletableFuture<FileTime> getLastModifiedTime(Path path, LinkOption... options) {
        return stat(path, Options.followLinks(options), AioStat::mtime);
    }

    /**
     * Gives a file's permissions, as {@link java.nio.file.Files#getPosixFilePermissions}.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: those of a symbolic link itself
     * @return gives a set that is the caller's
     */
    public CompletableFuture<Set<PosixFilePermission>> getPosixFilePermissions(Path path, LinkOption... options) {
        return stat(path, Options.followLinks(options), stat -> Permissions.of(stat.mode()));
    }

    /**
     * Gives a file's owner, as {@link java.nio.file.Files#getOwner}. His name is looked up in a thread of its own.
     *
     * @param path the file
     * @param options {@link LinkOption#NOFOLLOW_LINKS}: that of a symbolic link itself
     * @return gives the owner
     */
    public CompletableFuture<UserPrincipal> getOwner(Path path, LinkOption... options) {
        String name = PathNames.of("path", path);
        boolean follow = Options.followLinks(options);
        return Task.start(handOff, JdkErrors.lookingAt(path), task -> task.then(follow ? io.aioStat(name) : io.aioLstat(name),
                stat -> task.offload(() -> Principals.user(stat.uid()), task::finish)));
    }

    private <R> CompletableFuture<R> stat(Path path, boolean follow, Function<AioStat, R> result) {
        String name = PathNames.of("path", path);
        return Task.start(handOff, JdkErrors.lookingAt(path),
                task -> task.then(follow ? io.aioStat(name) : io.aioLstat(name), stat -> task.finish(result.apply(stat))));
    }

    /**
     * Sets the time of a file's last modification, as {@link java.nio.file.Files#setLastModifiedTime}: utimensat(2).
     *
     * @param path the file; a symbolic link is followed
     * @param time the time, kept to the nanosecond where the file system does
     * @return gives the path
     */
    public CompletableFuture<Path> setLastModifiedTime(Path path, FileTime time) {
        Objects.requireNonNull(time, "time");
        return change(path, name -> io.aioUtime(name, IoAio.OMIT, time));
    }

    /**
     * Sets the times of a file, as {@link java.nio.file.attribute.BasicFileAttributeView#setTimes}: utimensat(2).
     *
     * @param path the file; a symbolic link is followed
     * @param lastModified the time of its last modification; null: it stays
     * @param lastAccess the time of its last access; null: it stays
     * @return gives the path
     */
    public CompletableFuture<Path> setTimes(Path path, @Nullable FileTime lastModified, @Nullable FileTime lastAccess) {
        return change(path, name -> io.aioUtime(name, lastAccess == null ? IoAio.OMIT : lastAccess,
                lastModified == null ? IoAio.OMIT : lastModified));
    }

    /**
     * Sets a file's permissions, as {@link java.nio.file.Files#setPosixFilePermissions}: chmod(2).
     *
     * @param path the file; a symbolic link is followed
     * @param permissions all that it is to have; set-id and sticky bits go
     * @return gives the path
     */
    public CompletableFuture<Path> setPosixFilePermissions(Path path, Set<PosixFilePermission> permissions) {
        int mode = Permissions.mode(new HashSet<>(Objects.requireNonNull(permissions, "permissions")));
        return change(path, name -> io.aioChmod(name, mode));
    }

    /**
     * Sets a file's owner, as {@link java.nio.file.Files#setOwner}: chown(2). His number is looked up in a thread of its own.
     *
     * @param path the file; a symbolic link is followed
     * @param owner a user of the default file system's lookup service
     * @return gives the path
     * @throws java.nio.file.ProviderMismatchException the owner is another file system's
     */
    public CompletableFuture<Path> setOwner(Path path, UserPrincipal owner) {
        String name = PathNames.of("path", path);
        try {
            Principals.checkUser(owner);
        } catch (IOException e) {
            return Task.failed(handOff, e);
        }
        return Task.start(handOff, JdkErrors.on(path), task -> task.offload(() -> Principals.uid(owner),
                uid -> task.then(io.aioChown(name, uid, -1), done -> task.finish(path))));
    }

    final CompletableFuture<Path> change(Path path, Function<String, AioRequest<Long>> request) {
        String name = PathNames.of("path", path);
        return Task.start(handOff, JdkErrors.on(path), task -> task.then(request.apply(name), done -> task.finish(path)));
    }
}
