package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What pools, requests, groups and directories say of themselves. */
class ToStringTest extends PoolTest {

    @Test
    void aPool() {
        assertThat(io).hasToString("IoAio[unnamed, 0 threads, 0 requests]");
        try {
            assertThat(IoAio.shared().toString()).matches("IoAio\\[shared, \\d+ threads, \\d+ requests]");
        } finally {
            IoAio.closeShared();
        }
        IoAio named = IoAio.builder().name("images").maxParallel(1).create();
        named.aioBusy(0.01);
        named.aioNop();
        assertThat(named).hasToString("IoAio[images, 1 threads, 2 requests]");
        named.close();
        assertThat(named).hasToString("IoAio[images, closed, 0 requests]");
    }

    @Test
    void aPoolThatIsBeingClosedWhileItsCallbackWaits() throws Exception {
        IoAio pool = IoAio.create();
        AtomicReference<String> seen = new AtomicReference<>();
        pool.aioNop(() -> seen.set(CompletableFuture.supplyAsync(pool::toString).join())); // another thread, in the middle of it
        pool.close();
        assertThat(seen.get()).matches("IoAio\\[unnamed, closed, \\d requests]");
    }

    @Test
    void aRequest() throws Exception {
        io.maxParallel(0);
        AioRequest<Long> queued = io.aioRename("/no/such", "/other");
        AioRequest<Void> nop = io.aioNop();
        assertThat(queued).hasToString("rename /no/such /other: queued or executing");
        nop.cancel();
        assertThat(nop).hasToString("nop: cancelled");
        io.minParallel(1);
        io.flush();
        assertThat(queued).hasToString("rename /no/such /other: failed with ENOENT");

        AtomicReference<String> inside = new AtomicReference<>();
        AtomicReference<AioRequest<Void>> self = new AtomicReference<>();
        self.set(io.aioNop(() -> inside.set(self.get().toString())));
        while (io.npending() == 0) {
            Thread.onSpinWait();
        }
        io.flush();
        assertThat(inside.get()).isEqualTo("nop: in its callback");
        assertThat(self.get()).hasToString("nop: done");
    }

    @Test
    void aRequestMadeOfRequests() {
        io.maxParallel(0);
        AioRequest<?> tree = io.aioRmtree(path("none"));
        assertThat(tree.toString()).isEqualTo("rmtree " + path("none") + ": queued or executing");
        tree.cancel();
        assertThat(tree.toString()).isEqualTo("rmtree " + path("none") + ": cancelled");
        io.minParallel(1);
    }

    @Test
    void aGroup() {
        io.maxParallel(0);
        AioGroup group = io.aioGroup(done -> { });
        group.add(io.aioNop(), io.aioNop());
        assertThat(group).hasToString("group: queued or executing, 2 members left");
        io.minParallel(1);
        io.flush();
        assertThat(group).hasToString("group: done, 0 members left");
    }

    @Test
    void aWorkingDirectory() throws Exception {
        AioWd wd = io.aioWd(dir.toString()).await();
        assertThat(wd).hasToString("AioWd[open]");
        wd.close();
        assertThat(wd).hasToString("AioWd[closed]");
        assertThat(IoAio.CWD).hasToString("AioWd[the process's directory]");
        assertThat(IoAio.INVALID_WD).hasToString("AioWd[no directory]");
    }
}
