package io.github.jeio.reliability;

import io.github.jeio.AioDir;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTempFile;
import io.github.jeio.AioWd;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A request that was made, and all that is to be told of its end. */
final class Made {

    final String call;
    final AioRequest<?> request;
    private final @Nullable Told callback;
    /** How often a stage was completed that depends on the request's future; null while there is none. */
    private volatile @Nullable AtomicInteger stage;

    Made(String call, AioRequest<?> request, @Nullable Told callback) {
        this.call = call;
        this.request = request;
        this.callback = callback;
    }

    boolean hasCallback() {
        return callback != null;
    }

    void depend() {
        AtomicInteger completed = new AtomicInteger();
        CompletableFuture<?> future = request.future();
        synchronized (this) {
            if (stage != null) {
                return;
            }
            stage = completed;
        }
        future.whenComplete((value, failure) -> completed.incrementAndGet());
    }

    /** What is not as it has to be, once all is over; null if nothing is. */
    @Nullable String wrong() {
        if (!request.isDone()) {
            return call + " is not done: " + request;
        }
        if (callback != null && callback.times() != (request.isCancelled() ? 0 : 1)) {
            return call + ", " + (request.isCancelled() ? "cancelled" : "done") + ", called its callback " + callback.times() + " times";
        }
        AtomicInteger completed = stage;
        return completed == null || completed.get() == 1 ? null : call + "'s dependent stage was completed " + completed.get() + " times";
    }

    /** Takes over what the request gave. */
    void take(Things things) {
        if (request.isCancelled()) {
            return;
        }
        Object value;
        try {
            value = request.await();
        } catch (Exception e) {
            return;
        }
        if (value instanceof Integer fd) {
            things.closeLater(fd);
        } else if (value instanceof AioTempFile file) {
            things.closeLater(file.fd());
        } else if (value instanceof AioWd wd) {
            wd.close();
        } else if (value instanceof AioDir stream) {
            stream.close();
        } else if (call.equals("aioFcntl F_DUPFD") && value instanceof Long fd) {
            things.closeLater(fd.intValue());
        }
    }
}
