package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.support.PoolTest;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A directory that was opened for a request which was cancelled then. */
class GivenBackDirectoryTest extends PoolTest {

    /** What has come up and waits for its callback has an object already; a second close would free the native memory twice. */
    @Test
    void isClosedOnceAndNotByTheGarbageCollectorOnceMore() throws Exception {
        for (int i = 0; i < 20; i++) {
            openAndCancel();
        }
        do {
            collect(); // a directory that its callback has got before the cancel is closed by the cleaner's thread
            io.flush();
        } while (io.stats().requests().getOrDefault("wd_close", 0L) < 20);
        collect();
        io.flush();
        assertThat(io.stats().requests()).containsEntry("wd", 20L).containsEntry("wd_close", 20L);
    }

    /** A method of its own, so that no frame on the stack keeps the last request, and its directory, from being collected. */
    private void openAndCancel() {
        AioRequest<AioWd> opened = io.aioWd(dir.toString(), wd -> { });
        // another thread that waits takes all results over
        CompletableFuture.runAsync(() -> {
            try {
                io.aioBusy(0.001).await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }).join();
        opened.cancel();
        io.flush();
    }

    /** Until cleaners have had their turn: one that was registered after all of the others. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        for (int i = 0; i < 2; i++) {
            PhantomReference<Object> last = new PhantomReference<>(new Object(), collected);
            do {
                System.gc();
            } while (collected.remove(50) != last);
        }
    }
}
