package io.github.jeio.files;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.Errno;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * {@link java.nio.file.Files#move(Path, Path, java.nio.file.CopyOption...)}. A target is replaced by rename(2) itself;
 * without REPLACE_EXISTING it is not replaced even if it was created a moment ago.
 */
final class MoveFile {

    private final Task<Path> task;
    private final Path source;
    private final Path target;
    private final String from;
    private final String to;
    private final Options.Copying how;
    @SuppressWarnings("NullAway.Init") // the first step sets it
    private AioStat original;

    MoveFile(Task<Path> task, Path source, Path target, Options.Copying how) {
        this.task = task;
        this.source = source;
        this.target = target;
        this.from = PathNames.of("source", source);
        this.to = PathNames.of("target", target);
        this.how = how;
    }

    void start() {
        if (how.atomic()) {
            task.then(task.io.aioRename(from, to), done -> task.finish(target), error -> task.fail(error.errno() == Errno.EXDEV
                    ? JdkErrors.because(error, new AtomicMoveNotSupportedException(source.toString(), target.toString(), error.getReason()))
                    : JdkErrors.of(error, source, target)));
        } else {
            task.then(task.io.aioLstat(from), this::lookAtTarget, error -> task.fail(JdkErrors.looking(error, source)));
        }
    }

    private void lookAtTarget(AioStat stat) {
        original = stat;
        task.then(task.io.aioLstat(to), this::met, error -> rename(AioConstants.RENAME_NOREPLACE));
    }

    private void met(AioStat existing) {
        if (StatAttributes.key(existing).equals(StatAttributes.key(original))) {
            task.finish(target);
        } else if (!how.replace()) {
            task.fail(new FileAlreadyExistsException(target.toString()));
        } else if (existing.isDirectory()) {
            task.then(task.io.aioRmdir(to), gone -> rename(AioConstants.RENAME_NOREPLACE),
                    error -> task.fail(JdkErrors.removing(error, target)));
        } else if (original.isDirectory()) {
            task.then(task.io.aioUnlink(to), gone -> rename(AioConstants.RENAME_NOREPLACE),
                    error -> task.fail(JdkErrors.of(error, target, null)));
        } else {
            rename(0);
        }
    }

    private void rename(int flags) {
        task.then(task.io.aioRename2(from, to, flags), done -> task.finish(target), error -> refused(error, flags));
    }

    private void refused(AioException error, int flags) {
        if (error.errno() == Errno.EXDEV) {
            acrossFileSystems();
        } else if (flags != 0 && isFlagRefused(error.errno())) {
            rename(0);
        } else if (error.errno() == Errno.EEXIST && flags != 0) {
            task.fail(JdkErrors.of(error, target, null));
        } else {
            task.fail(JdkErrors.of(error, source, target));
        }
    }

    /** The file system or the kernel lacks RENAME_NOREPLACE, or a filter denies it; an EPERM of the rename itself comes again. */
    private static boolean isFlagRefused(int errno) {
        return errno == Errno.EINVAL || errno == Errno.ENOSYS || errno == Errno.EPERM;
    }

    private void acrossFileSystems() {
        if (original.isSymbolicLink() && how.replace()) {
            // unlike aioMvtree, a move may replace the very file that the link would lead to from there
            task.then(task.io.aioUnlink(to), gone -> copyAndDelete(), none -> copyAndDelete());
            return;
        } else if (!original.isDirectory()) {
            copyAndDelete();
            return;
        }
        task.then(task.io.aioReaddir(from), names -> {
            if (names.isEmpty()) {
                copyAndDelete();
            } else {
                task.fail(new DirectoryNotEmptyException(source.toString()));
            }
        }, error -> task.fail(JdkErrors.of(error, source, null)));
    }

    private void copyAndDelete() {
        task.then(task.io.aioMvtree(from, to, AioTreeCopy.WHOLE.overwrite(how.replace())), done -> task.finish(target),
                error -> task.fail(error.errno() == Errno.EEXIST ? JdkErrors.of(error, target, null) : JdkErrors.of(error, source, target)));
    }
}
