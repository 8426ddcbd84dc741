package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioScan;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import io.github.jeio.support.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A request that is made of requests is a request like any other. */
class CompositeTest extends TreeTest {

    @Test
    void itCanBeAwaitedByAnyThread() throws Exception {
        String tree = makeTree("tree");

        CompletableFuture<AioScan> future = io.aioScandir(tree, 0).future();
        assertThat(io.aioScandir(tree, 0).await().dirs()).containsExactlyInAnyOrder("sub", "private");
        assertThat(future.get().dirs()).hasSize(2);
        assertThat(io.aioRmtree(tree).await()).isZero();
    }

    @Test
    void itsErrorsNameCallAndPath() {
        assertThatThrownBy(() -> get(io.aioRmtree(path("none")))).isInstanceOf(AioException.class)
                .hasMessageContaining("rmtree").hasMessageContaining(path("none")).hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> get(io.aioMove(path("none"), path("dst")))).isInstanceOf(AioException.class)
                .hasMessageContaining("move").hasMessageContaining(path("none")).hasMessageContaining(path("dst"));
        assertThatThrownBy(() -> get(io.aioCptree(path("none"), path("dst")))).isInstanceOf(AioException.class)
                .hasMessageContaining("cptree").hasMessageContaining(path("none")).hasMessageContaining(path("dst"));
    }

    @Test
    void itsCallbackFindsTheErrno() {
        List<String> errors = new ArrayList<>();
        io.aioScandir(path("none"), 0, scan -> errors.add(scan + " " + IoAio.errno()));
        io.aioRmtree(path("none"), status -> errors.add(status + " " + IoAio.errno()));
        io.aioTree(path("none"), AioTree.WHOLE, batch -> { }, count -> errors.add(count + " " + IoAio.errno()));
        io.flush();

        assertThat(errors).containsExactlyInAnyOrder("null 2", "-1 2", "-1 2");
    }

    @Test
    void itsFutureCancelsIt() {
        makeTree("tree");
        AioRequest<Long> request = io.aioRmtree(path("tree"));
        CompletableFuture<Long> future = request.future();

        assertThat(future.cancel(true)).isTrue();

        assertThat(request.isCancelled()).isTrue();
        assertThatThrownBy(request::await).isInstanceOf(CancellationException.class);
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aGroupContainsItAndCancelsIt() {
        makeTree("tree");
        List<String> done = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> done.add("group"));
        group.add(io.aioScandir(path("tree"), 0, scan -> done.add("scan")));
        group.add(io.aioTree(path("tree"), AioTree.WHOLE, batch -> { }, count -> done.add("tree")));
        io.flush();
        assertThat(done).hasSize(3).endsWith("group");

        AioGroup cancelled = io.aioGroup(results -> done.add("never"));
        AioRequest<Long> inside = cancelled.add(io.aioRmtree(path("tree")));
        cancelled.cancel();
        io.flush();

        assertThat(done).hasSize(3);
        assertThat(inside.isCancelled()).isTrue();
    }

    @Test
    void whatCallbacksMakeIsCompositeToo() {
        makeTree("tree");
        List<Long> done = new ArrayList<>();
        io.aioCptree(path("tree"), path("copy"), copied ->
                io.aioMvtree(path("copy"), path("moved"), moved ->
                        io.aioRmtree(path("moved"), removed -> done.addAll(List.of(copied, moved, removed)))));
        io.flush();

        assertThat(done).containsExactly(0L, 0L, 0L);
        assertThat(run("ls", dir.toString())).isEqualTo("tree");
    }

    @Test
    void aReinitCancelsIt() throws Exception {
        makeTree("tree");
        for (int steps = 0; steps < 6; steps++) {
            List<String> called = new ArrayList<>();
            io.maxPollReqs(1);
            AioRequest<Long> request = io.aioTree(path("tree"), AioTree.WHOLE, batch -> { }, count -> called.add("called"));
            for (int i = 0; i < steps; i++) {
                io.poll();
            }
            io.reinit();
            CompletableFuture<Long> future = request.future();
            if (called.isEmpty()) {
                assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
            }
        }
        assertThat(get(io.aioRmtree(path("tree")))).isZero();
        awaitNothingOpenHere();
    }

    /** What a reinit abandons is closed by a thread of its own. */
    private void awaitNothingOpenHere() throws InterruptedException {
        Threads.joinReinits();
        while (!openHere().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aClosedPoolRefusesIt() {
        IoAio closed = IoAio.create();
        closed.close();

        assertThatIllegalStateException().isThrownBy(() -> closed.aioScandir("x", 0)).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> closed.aioRmtree("x")).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> closed.aioCopy("x", "y")).withMessageContaining("closed");
    }

    /** A request that blocks the pool's only thread, until it is let go. */
    private final class Gate {
        private final Path fifo;
        private InputStream other;

        Gate(String name) {
            fifo = dir.resolve(name);
            run("mkfifo", fifo.toString());
            io.aioOpen(fifo.toString(), AioConstants.O_WRONLY, 0, fd -> {
                IoAio.aioreqPri(4);
                io.aioClose(fd);
            });
        }

        void open() throws IOException {
            other = Files.newInputStream(fifo);
        }

        void close() throws IOException {
            other.close();
        }
    }

    /** Until so many requests wait for the pool's only thread, which is stopped by a gate then. */
    private void awaitReady(int requests) {
        while (io.nready() != requests) {
            Thread.onSpinWait();
        }
    }

    private void pollUntilReady(int requests) {
        while (io.nready() != requests) {
            io.pollCb();
        }
    }

    /** The single thread is stopped between the steps of a move; whenever it goes on, the next step comes before ten others. */
    @Test
    void everyStepInheritsThePriority() throws Exception {
        Path other = otherFileSystem();
        file("src", "x");
        io.maxParallel(1);
        List<String> order = new ArrayList<>();
        Gate first = new Gate("first");
        awaitReady(0);
        IoAio.aioreqPri(2);
        io.aioMove(path("src"), other + "/dst", status -> order.add("moved " + status));
        IoAio.aioreqPri(1);
        Gate second = new Gate("second");
        IoAio.aioreqPri(1);
        Gate third = new Gate("third");
        for (int i = 0; i < 10; i++) {
            io.aioNop(() -> order.add("nop"));
        }
        assertThat(io.nready()).isEqualTo(13);

        first.open();
        awaitReady(11); // the rename is executed, the second gate reached
        pollUntilReady(13); // the copy, and what closes the first gate
        second.open();
        awaitReady(10);
        pollUntilReady(12); // the unlink, and what closes the second gate
        third.open();
        io.flush();

        assertThat(order).hasSize(11).startsWith("moved 0");
        first.close();
        second.close();
        third.close();
    }
}
