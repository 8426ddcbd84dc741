package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What one uses of {@link java.nio.file.Files}, asynchronous: with {@link java.nio.file.Path}, the JDK's options and the JDK's
 * exceptions.
 *
 * <pre>{@code
 * AsyncFiles files = AsyncFiles.shared();
 * files.readString(Path.of("/etc/hostname")).thenAccept(System.out::println);
 * String motd = AsyncFiles.await(files.readString(Path.of("/etc/motd")));
 * }</pre>
 *
 * <p><b>Arguments.</b> What is wrong with them is said by the call: {@link NullPointerException} with the argument's name,
 * {@link java.nio.file.ProviderMismatchException} for a path of another file system, {@link IllegalArgumentException} and
 * {@link UnsupportedOperationException} for options, as the JDK does. Nothing is submitted then. Any bytes that a path has are
 * the file's name: see {@link PathNames}.
 *
 * <p><b>Futures.</b> They fail with what Files throws: {@link java.nio.file.NoSuchFileException} and so on, with an
 * {@link io.github.jeio.AioException}, which has the errno, as the cause. Cancelling one, or a time limit of its own
 * ({@code orTimeout}), cancels the request; what is open by then is closed. Dependents without an executor run in the thread
 * that polls the pool, never inside the call that attaches them, however long a chain of them is.
 *
 * <p><b>Waiting.</b> {@code join()} and {@code get()} wait under the rules of {@link io.github.jeio.AioRequest#await()}; so does
 * {@link #await}, which throws what Files would. It suits virtual threads, which it does not pin.
 */
public final class AsyncFiles extends TreeOperations {

    private static final class Shared {
        static final AsyncFiles FILES = new AsyncFiles(IoAio.shared());
    }

    private final FileFlow flow;

    private AsyncFiles(IoAio io) {
        super(io);
        flow = new FileFlow(handOff);
    }

    /**
     * Files by the requests of the process's pool, {@link IoAio#shared()}.
     *
     * @return the same object at each call
     */
    public static AsyncFiles shared() {
        return Shared.FILES;
    }

    /**
     * Files by the requests of a pool.
     *
     * @param io the pool, which stays the caller's
     * @return an object that costs next to nothing
     */
    public static AsyncFiles on(IoAio io) {
        return new AsyncFiles(io);
    }

    /**
     * Directories, trees and files part by part, with back-pressure.
     *
     * @return the same object at each call
     */
    public FileFlow flow() {
        return flow;
    }

    /**
     * Waits for an operation, and gives or throws what {@link java.nio.file.Files} would.
     *
     * @param operation a future of this class, or a stage that is made of one
     * @param <T> what it gives
     * @return the result
     * @throws IOException why it failed; {@link InterruptedIOException} if the thread was interrupted: the operation is
     *     cancelled then, and the thread stays interrupted
     * @throws java.util.concurrent.CancellationException it was cancelled
     * @throws IllegalStateException the wait could not end: the caller is a callback or a dependent of the pool
     */
    public static <T> T await(CompletableFuture<T> operation) throws IOException {
        try {
            return operation.get();
        } catch (InterruptedException e) {
            operation.cancel(true);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted, and the operation was cancelled").initCause(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof IOException e) {
            return e;
        } else if (cause instanceof RuntimeException e) {
            throw e;
        } else if (cause instanceof Error e) {
            throw e;
        }
        throw new CompletionException(cause);
    }
}
