package io.github.jeio.files;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.FileThreads;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation: requests, one after the other, and the future that the caller gets. The first step is made in the call, so
 * that exceptions for its arguments are thrown by the call; the others are made in the thread that polls. All have the
 * priority of the first.
 *
 * <p>Cancelling the future cancels the request that is in flight. A request on a descriptor is not cancelled, since the
 * number must not be closed before the system call has returned: the operation then ends after it. However an operation
 * ends, what it holds is released before.
 *
 * @param <T> what the operation gives
 */
final class Task<T> {

    final IoAio io;
    private final FileFuture<T> future;
    private final Function<AioException, Exception> errors;
    private final int priority = IoAio.aioreqPri();
    /** What is released at the end, the last one first. Used by one step at a time. */
    private final ArrayDeque<Ending> endings = new ArrayDeque<>(2);
    /** The future of the request in flight, which a cancellation cancels; or null. */
    private volatile @Nullable CompletableFuture<?> current;

    /** Releases something: by a request, or null if that is done already. */
    interface Ending {
        @Nullable AioRequest<?> begin() throws IOException;
    }

    private Task(HandOff handOff, Function<AioException, Exception> errors) {
        this.io = handOff.io;
        this.errors = errors;
        this.future = new FileFuture<>(handOff, this::stop);
    }

    /**
     * Begins an operation.
     *
     * @param errors what the future fails with for an error of the kernel
     * @param first makes the first request
     */
    static <T> CompletableFuture<T> start(HandOff handOff, Function<AioException, Exception> errors, Consumer<Task<T>> first) {
        Task<T> task = new Task<>(handOff, errors);
        first.accept(task);
        return task.future;
    }

    /** An operation that has failed before there was a request. */
    static <T> CompletableFuture<T> failed(HandOff handOff, Throwable error) {
        FileFuture<T> future = new FileFuture<>(handOff, null);
        future.end(null, error);
        return future;
    }

    /** A step that a cancellation cancels. */
    <R> void then(AioRequest<R> request, Consumer<? super R> next) {
        then(request, next, this::fail);
    }

    <R> void then(AioRequest<R> request, Consumer<? super R> next, Consumer<AioException> failed) {
        acquire(request, value -> { }, next, failed);
    }

    /** A step that is an operation of its own. */
    <R> void then(CompletableFuture<R> operation, Consumer<? super R> next) {
        cancellable(operation, value -> { }, next, this::fail);
    }

    /** A step whose result has to be released, even if the operation was cancelled meanwhile. */
    <R> void acquire(AioRequest<R> request, Consumer<? super R> acquired, Consumer<? super R> next) {
        acquire(request, acquired, next, this::fail);
    }

    <R> void acquire(AioRequest<R> request, Consumer<? super R> acquired, Consumer<? super R> next, Consumer<AioException> failed) {
        cancellable(request.future(), acquired, next, failed);
    }

    /** A step on a descriptor, which a cancellation does not cancel. */
    <R> void held(AioRequest<R> request, Consumer<? super R> next) {
        held(request, next, this::fail);
    }

    <R> void held(AioRequest<R> request, Consumer<? super R> next, Consumer<AioException> failed) {
        current = null;
        follow(request.future(), value -> { }, next, failed);
    }

    /** Opens a file, which is closed at the operation's end. */
    void open(String name, int flags, int mode, Consumer<Integer> next) {
        open(name, flags, mode, next, this::fail);
    }

    void open(String name, int flags, int mode, Consumer<Integer> next, Consumer<AioException> failed) {
        acquire(io.aioOpen(name, flags, mode), this::closeAtEnd, next, failed);
    }

    void closeAtEnd(int fd) {
        atEnd(() -> close(fd));
    }

    /** A step that is no request and may block: a thread of its own runs it. */
    <R> void offload(Callable<R> work, Consumer<? super R> next) {
        current = null;
        FileThreads.execute(() -> {
            R value;
            try {
                value = work.call();
            } catch (Exception | Error e) {
                proceed(() -> then(io.aioNop(), nothing -> fail(e)));
                return;
            }
            proceed(() -> then(io.aioNop(), nothing -> next.accept(value))); // back to the thread that polls
        });
    }

    /** Has something released at the end. */
    void atEnd(Ending ending) {
        endings.push(ending);
    }

    /** Withdraws the latest {@link #atEnd}. */
    void keep() {
        endings.pop();
    }

    private <R> void cancellable(CompletableFuture<R> step, Consumer<? super R> acquired, Consumer<? super R> next,
            Consumer<AioException> failed) {
        current = step;
        follow(step, acquired, next, failed);
        if (future.isDone()) {
            step.cancel(false); // the operation was ended before this step became known
        }
    }

    private <R> void follow(CompletableFuture<R> step, Consumer<? super R> acquired, Consumer<? super R> next,
            Consumer<AioException> failed) {
        step.whenComplete((value, error) -> proceed(() -> {
            if (error == null) {
                acquired.accept(value);
            }
            Throwable cause = error instanceof CompletionException ? error.getCause() : error;
            if (future.isDone() || cause instanceof CancellationException) {
                end(null, new CancellationException());
            } else if (cause == null) {
                next.accept(value);
            } else if (cause instanceof AioException refused) {
                failed.accept(refused);
            } else {
                fail(cause);
            }
        }));
    }

    private void proceed(Runnable step) {
        int own = IoAio.aioreqPri(priority);
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(e); // the pool may be closed
        } finally {
            IoAio.aioreqPri(own);
        }
    }

    void finish(@Nullable T value) {
        end(value, null);
    }

    void fail(AioException error) {
        fail(errors.apply(error));
    }

    void fail(Throwable error) {
        end(null, error);
    }

    private void end(@Nullable T value, @Nullable Throwable error) {
        current = null;
        Ending ending = endings.poll();
        if (ending == null) {
            if (error instanceof CancellationException) {
                future.cancel(false);
            } else {
                future.end(value, error);
            }
            return;
        }
        AioRequest<?> request;
        try {
            request = ending.begin();
        } catch (IOException | RuntimeException e) {
            end(value, error == null ? e : error);
            return;
        }
        if (request == null) {
            end(value, error);
        } else {
            request.future().whenComplete((done, e) -> proceed(() -> end(value, error != null || e == null ? error : failure(e))));
        }
    }

    private Throwable failure(Throwable e) {
        return e instanceof AioException refused ? errors.apply(refused) : e;
    }

    private @Nullable AioRequest<?> close(int fd) throws IOException {
        try {
            return io.aioClose(fd);
        } catch (IllegalStateException e) {
            AioFile.adopt(io, fd).close(); // the pool is closed
            return null;
        }
    }

    private void stop() {
        CompletableFuture<?> step = current;
        if (step != null) {
            step.cancel(false);
        }
    }
}
