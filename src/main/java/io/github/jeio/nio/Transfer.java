package io.github.jeio.nio;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.file.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A read or write of a channel as a request of jeio. It holds the file's descriptor until the kernel is done with it. So the
 * request itself is never cancelled, since a cancelled one does not tell when its system call has returned.
 */
final class Transfer extends Operation<Integer> {

    private final Descriptor file;
    private final boolean reads;

    <A> Transfer(AioFileChannel channel, Descriptor file, boolean reads, @Nullable CompletionHandler<Integer, ? super A> handler,
            @Nullable A attachment) {
        super(channel, handler, attachment);
        this.file = file;
        this.reads = reads;
    }

    /** Submits the request; the caller holds the descriptor. If this throws, nothing was submitted. */
    void submit(IoAio io, boolean inPoller, ByteBuffer data, long position) {
        if (inPoller && hasHandler()) {
            submitWithCallback(io, data, position);
            return;
        }
        AioRequest<Long> request = reads ? io.aioRead(file.fd(), position, data) : io.aioWrite(file.fd(), position, data);
        CompletableFuture<Long> future = request.future();
        if (future.isDone()) {
            endAtOnce(future);
        } else {
            if (inPoller) {
                waitFor(future);
            }
            future.whenComplete(this::endRequest);
        }
    }

    /** Submits a request with a callback that runs the handler. */
    private void submitWithCallback(IoAio io, ByteBuffer data, long position) {
        AioRequest<Long> request = reads ? io.aioRead(file.fd(), position, data, this::endInCallback)
                : io.aioWrite(file.fd(), position, data, this::endInCallback);
        request.future().whenComplete((count, error) -> {
            if (request.isCancelled()) {
                endRequest(null, error); // by a reinit of the pool: there is no callback
            }
        });
    }

    private void endInCallback(long count) {
        file.release();
        if (count < 0) {
            end(null, failure(IoAio.errno()));
        } else {
            end(result(count), null);
        }
        run();
    }

    /** Ends an operation whose request was answered at submission. */
    private void endAtOnce(CompletableFuture<Long> done) {
        Long count = null;
        Throwable error = null;
        try {
            count = done.join();
        } catch (CompletionException e) {
            error = e.getCause();
        } catch (CancellationException e) {
            error = e;
        }
        endRequest(count, error);
    }

    private void endRequest(@Nullable Long count, @Nullable Throwable error) {
        file.release();
        if (count != null) {
            endAndHandOn(result(count), null);
        } else if (error instanceof AioException known) {
            endAndHandOn(null, failure(known.errno()));
        } else {
            endAndHandOn(null, new IOException("the pool has abandoned its requests: IoAio.reinit was called", error));
        }
    }

    private IOException failure(int errno) {
        return file.failure(reads ? "read" : "write", errno);
    }

    /** The result for NIO: a read of at least one byte that returns none has met the end of the file. */
    private int result(long count) {
        return reads && count == 0 ? -1 : (int) count;
    }
}
