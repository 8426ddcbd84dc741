package io.github.jeio.files;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.Descriptor;
import io.github.jeio.internal.file.RequestFuture;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A read or write of an {@link AioFile}, by as many requests as it takes. Each request holds the descriptor until the kernel
 * is done with it. So no request is cancelled, since a cancelled one does not tell when its system call has returned.
 */
final class FileTransfer {

    private final IoAio io;
    private final Descriptor file;
    private final boolean reads;
    private final boolean fully;
    private final ByteBuffer data;
    private final int length;
    private final RequestFuture<Integer> result = new RequestFuture<>();
    /** The offset of the next request. Used by the calling thread first, then by the callbacks, one at a time. */
    private long position;

    FileTransfer(IoAio io, Descriptor file, boolean reads, boolean fully, ByteBuffer data, long position) {
        this.io = io;
        this.file = file;
        this.reads = reads;
        this.fully = fully;
        this.data = data;
        this.length = data.remaining();
        this.position = position;
    }

    CompletableFuture<Integer> start() {
        submit();
        return result;
    }

    private void submit() {
        if (!file.hold()) {
            result.completeExceptionally(new ClosedChannelException());
            return;
        }
        submitted(file, result, () -> reads ? io.aioRead(file.fd(), position, data, this::next)
                : io.aioWrite(file.fd(), position, data, this::next));
    }

    /** The callback of a request. */
    private void next(long count) {
        int errno = count < 0 ? IoAio.errno() : 0;
        file.release();
        if (position >= 0 && count > 0) {
            position += count;
        }
        if (errno != 0) {
            result.completeExceptionally(file.failure(reads ? "read" : "write", errno));
        } else if (fully && count > 0 && data.hasRemaining() && !result.isDone()) {
            goOn();
        } else if (reads && count == 0 && length > 0) {
            atEnd();
        } else {
            result.complete(fully ? length - data.remaining() : (int) count);
        }
    }

    private void goOn() {
        try {
            submit();
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private void atEnd() {
        if (fully) {
            result.completeExceptionally(new EOFException("the file ends " + data.remaining() + " bytes before the buffer is full"));
        } else {
            result.complete(-1);
        }
    }

    /** Submits a request that gives a status. */
    interface Submission {
        AioRequest<?> with(int fd, LongConsumer done);
    }

    /** A single request without data. */
    static CompletableFuture<Void> status(IoAio io, Descriptor file, String call, Submission submission) {
        RequestFuture<Void> result = new RequestFuture<>();
        if (!file.hold()) {
            result.completeExceptionally(new ClosedChannelException());
            return result;
        }
        submitted(file, result, () -> submission.with(file.fd(), status -> {
            int errno = status < 0 ? IoAio.errno() : 0;
            file.release();
            if (errno == 0) {
                result.complete(null);
            } else {
                result.completeExceptionally(file.failure(call, errno));
            }
        }));
        return result;
    }

    private static void submitted(Descriptor file, RequestFuture<?> result,
            Supplier<AioRequest<?>> submission) {
        AioRequest<?> request;
        try {
            request = submission.get();
        } catch (RuntimeException | Error e) {
            file.release();
            throw e;
        }
        result.needs(request.future());
        request.future().whenComplete((value, error) -> {
            if (request.isCancelled()) {
                file.release(); // nothing was submitted
                result.completeExceptionally(new IOException("the pool has abandoned its requests: IoAio.reinit was called", error));
            }
        });
    }
}
