package io.github.jeio.internal.tree;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.Errno;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.Scope;
import io.github.jeio.internal.wire.Kind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The requests of {@code aioMkdtemp} and {@code aioMkstemp}: try names until one is new. */
public final class Temporary {

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LENGTH = 6;
    /** There are 62⁶ names: if so many exist, it is no coincidence. */
    private static final int ATTEMPTS = 100;

    private Temporary() { }

    public static AioRequest<String> directory(Scope scope, String prefix, Consumer<? super String> callback) {
        EntryRequests.checkPath("prefix", prefix);
        Composite<String> all = new Composite<>(scope, "mkdtemp", prefix, Kind.OBJECT, callback);
        return all.start(() -> mkdir(all, prefix, ATTEMPTS));
    }

    private static void mkdir(Composite<String> all, String prefix, int left) {
        String path = prefix + suffix();
        all.add(() -> EntryRequests.mkdir(all.scope(), path, 0700, status -> {
            if (status == 0) {
                all.succeed((Object) path);
            } else if (ErrnoHolder.get() == Errno.EEXIST && left > 1) {
                mkdir(all, prefix, left - 1);
            } else {
                all.fail();
            }
        }));
    }

    public static AioRequest<AioTempFile> file(Scope scope, String prefix, Consumer<? super AioTempFile> callback) {
        EntryRequests.checkPath("prefix", prefix);
        Composite<AioTempFile> all = new Composite<>(scope, "mkstemp", prefix, Kind.OBJECT, callback);
        return all.start(() -> open(all, prefix, ATTEMPTS));
    }

    private static void open(Composite<AioTempFile> all, String prefix, int left) {
        String path = prefix + suffix();
        int flags = AioConstants.O_RDWR | AioConstants.O_CREAT | AioConstants.O_EXCL | AioConstants.O_NOFOLLOW;
        all.add(() -> EntryRequests.open(all.scope(), path, flags, 0600, fd -> {
            if (fd >= 0) {
                all.succeed(new AioTempFile(fd, path), () -> all.pool.submission.closeDescriptor(fd));
            } else if (ErrnoHolder.get() == Errno.EEXIST && left > 1) {
                open(all, prefix, left - 1);
            } else {
                all.fail();
            }
        }));
    }

    private static String suffix() {
        StringBuilder suffix = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            suffix.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return suffix.toString();
    }
}
