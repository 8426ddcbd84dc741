package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * {@link java.nio.file.Files#copy(Path, Path, java.nio.file.CopyOption...)}: one file, link, fifo, or directory without
 * what is in it. Of a device, what is read from it is copied; of a fifo or socket, where that would wait for another process,
 * the name. A file that takes another one's place is complete before it does.
 */
final class CopyFile {

    /** Bytes that are copied between two checks whether the copy was cancelled. */
    private static final long PIECE = 1 << 23;
    private static final int PERMISSIONS = 0777;
    private static final int ALL_BITS = 07777;

    private final Task<Path> task;
    private final Path source;
    private final Path target;
    private final String from;
    private final String to;
    private final Options.Copying how;
    @SuppressWarnings("NullAway.Init") // the first step sets it
    private AioStat original;

    CopyFile(Task<Path> task, Path source, Path target, Options.Copying how) {
        this.task = task;
        this.source = source;
        this.target = target;
        this.from = PathNames.of("source", source);
        this.to = PathNames.of("target", target);
        this.how = how;
    }

    void start() {
        task.then(how.followLinks() ? task.io.aioStat(from) : task.io.aioLstat(from), this::lookAtTarget,
                error -> task.fail(JdkErrors.looking(error, source)));
    }

    private void refused(AioException error, Path path) {
        task.fail(JdkErrors.of(error, path, null));
    }

    private void refusedThere(AioException error) {
        refused(error, target);
    }

    private void lookAtTarget(AioStat stat) {
        original = stat;
        task.then(task.io.aioLstat(to), this::met, error -> copy(null));
    }

    private void met(AioStat existing) {
        if (StatAttributes.key(existing).equals(StatAttributes.key(original))) {
            task.finish(target);
        } else if (!how.replace()) {
            task.fail(new FileAlreadyExistsException(target.toString()));
        } else if (existing.isDirectory() && !isRead()) {
            removeDirectory(() -> copy(null));
        } else {
            copy(existing);
        }
    }

    /** Whether what the source contains is copied. */
    private boolean isRead() {
        int type = original.mode() & AioConstants.S_IFMT;
        return type == AioConstants.S_IFREG || type == AioConstants.S_IFCHR || type == AioConstants.S_IFBLK;
    }

    private void removeDirectory(Runnable next) {
        task.then(task.io.aioRmdir(to), gone -> next.run(), error -> task.fail(JdkErrors.removing(error, target)));
    }

    /** @param existing what has the target's name, or null */
    private void copy(@Nullable AioStat existing) {
        if (isRead()) {
            task.open(from, AioConstants.O_RDONLY | AioConstants.O_NOCTTY, 0, in -> {
                if (existing != null && existing.isDirectory()) {
                    removeDirectory(() -> create(in, to));
                } else {
                    create(in, existing == null ? to : to + TempNames.suffix());
                }
            }, error -> refused(error, source));
        } else if (existing != null) {
            task.then(task.io.aioUnlink(to), gone -> copy(null), this::refusedThere);
        } else if (original.isDirectory()) {
            task.then(task.io.aioMkdir(to, original.mode() & PERMISSIONS), made -> directoryAttributes(), this::refusedThere);
        } else if (original.isSymbolicLink()) {
            task.then(task.io.aioReadlink(from), where -> task.then(task.io.aioSymlink(where, to), made -> linkOwner(), this::refusedThere),
                    error -> refused(error, source));
        } else {
            task.then(task.io.aioMknod(to, original.mode(), original.rdev()), made -> task.finish(target), this::refusedThere);
        }
    }

    private void create(int in, String name) {
        int flags = AioConstants.O_WRONLY | AioConstants.O_CREAT | AioConstants.O_EXCL;
        task.open(name, flags, original.mode() & PERMISSIONS, out -> {
            task.atEnd(() -> task.io.aioUnlink(name));
            transfer(in, out, 0, name);
        }, this::refusedThere);
    }

    private void transfer(int in, int out, long offset, String name) {
        task.held(task.io.aioSendfile(out, in, offset, PIECE), count -> {
            if (count > 0) {
                transfer(in, out, offset + count, name);
            } else if (how.attributes()) {
                attributes(in, out, () -> complete(name));
            } else {
                complete(name);
            }
        }, error -> task.fail(JdkErrors.of(error, source, target)));
    }

    private void complete(String name) {
        if (name.equals(to)) {
            task.keep();
            task.finish(target);
        } else {
            task.held(task.io.aioRename(name, to), done -> {
                task.keep();
                task.finish(target);
            }, this::refusedThere);
        }
    }

    // attributes: those that can't be kept are left out, except for the times

    private void attributes(int in, int out, Runnable next) {
        task.held(task.io.aioListxattr(in), names -> extended(in, out, names.iterator(), next), none -> owner(out, next));
    }

    private void extended(int in, int out, Iterator<String> names, Runnable next) {
        if (!names.hasNext()) {
            owner(out, next);
            return;
        }
        String name = names.next();
        task.held(task.io.aioGetxattr(in, name),
                value -> task.held(task.io.aioSetxattr(out, name, value, 0), set -> extended(in, out, names, next),
                        refused -> extended(in, out, names, next)),
                refused -> extended(in, out, names, next));
    }

    private void owner(int out, Runnable next) {
        Runnable mode = () -> mode(out, original.mode() & ALL_BITS, next);
        // without the source's owner, the set-id bits are left out
        task.held(task.io.aioChown(out, original.uid(), original.gid()), done -> mode.run(),
                refused -> mode(out, original.mode() & PERMISSIONS, next));
    }

    private void mode(int out, int mode, Runnable next) {
        task.held(task.io.aioChmod(out, mode), done -> times(out, next), refused -> times(out, next));
    }

    private void times(int out, Runnable next) {
        task.held(task.io.aioUtime(out, original.atime(), original.mtime()), done -> next.run(), this::refusedThere);
    }

    private void directoryAttributes() {
        if (!how.attributes()) {
            task.finish(target);
            return;
        }
        int flags = AioConstants.O_RDONLY | AioConstants.O_DIRECTORY;
        task.open(to, flags | AioConstants.O_NOFOLLOW, 0, out -> task.open(from, flags, 0,
                in -> attributes(in, out, () -> task.finish(target)),
                unreadable -> owner(out, () -> task.finish(target))), this::refusedThere);
    }

    private void linkOwner() {
        if (how.attributes()) {
            task.then(task.io.aioLchown(to, original.uid(), original.gid()), done -> task.finish(target), refused -> task.finish(target));
        } else {
            task.finish(target);
        }
    }
}
