package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every step of a composite request has its priority: none waits for what is less urgent and was there before. */
class PrioritiesTest extends TreeTest {

    private static final int OTHERS = 2000;

    /** On the pool's only thread. */
    private void assertOvertakes(String name, Supplier<AioRequest<?>> urgent) {
        int[] done = {0};
        AioGroup others = io.aioGroup();
        for (int i = 0; i < OTHERS; i++) {
            others.add(io.aioBusy(0.001)).cb(nothing -> done[0]++);
        }
        IoAio.aioreqPri(3);
        AioRequest<?> request = urgent.get();
        while (!request.isDone()) {
            io.poll();
        }
        int before = done[0];
        others.cancel();
        io.flush();

        assertThat(request.errno()).as(name).isZero();
        assertThat(before).as("what was done before %s", name).isLessThan(OTHERS / 2);
    }

    @Test
    void aCompositeOvertakesAllThatIsLessUrgent() throws Exception {
        Path other = otherFileSystem();
        String file = file("file", "x");
        String tree = makeTree("tree");
        makeTree("second");
        int fd = get(io.aioOpen(file, AioConstants.O_RDONLY, 0));
        io.maxParallel(1);

        assertOvertakes("load", () -> io.aioLoad(file));
        assertOvertakes("pathsync", () -> io.aioPathsync(file));
        assertOvertakes("fiemap", () -> io.aioFiemapCount(fd, 0, -1, 0));
        assertOvertakes("writeFile", () -> io.aioWriteFile(path("written"), ByteBuffer.allocate(9), 0600));
        assertOvertakes("copy", () -> io.aioCopy(file, path("copied")));
        assertOvertakes("move", () -> io.aioMove(path("copied"), other + "/moved"));
        assertOvertakes("scandir", () -> io.aioScandir(tree, 0));
        assertOvertakes("readdirBatches", () -> io.aioReaddirBatches(tree, 1, batch -> { }));
        assertOvertakes("tree", () -> io.aioTree(tree, AioTree.WHOLE.requests(1), batch -> { }));
        assertOvertakes("cptree", () -> io.aioCptree(tree, path("copy")));
        assertOvertakes("mvtree", () -> io.aioMvtree(path("second"), other + "/second"));
        assertOvertakes("rmtree", () -> io.aioRmtree(path("copy")));
        assertThat(exists("second")).isFalse();
        assertThat(exists("copy")).isFalse();
        get(io.aioClose(fd));
    }

    @Test
    void whatIsRefusedLeavesItToTheNext() {
        String bad = "nul\0";
        List<ThrowingCallable> calls = List.of(() -> io.aioScandir(bad, 0), () -> io.aioReaddirBatches(bad, 1, batch -> { }), () -> io.aioRmtree(bad),
                () -> io.aioTree(bad, AioTree.WHOLE, batch -> { }), () -> io.aioCptree(bad, "b"), () -> io.aioMvtree(bad, "b"), () -> io.aioMove(bad, "b"));
        for (ThrowingCallable call : calls) {
            IoAio.aioreqPri(3);
            assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
            assertThat(IoAio.aioreqPri()).isEqualTo(3);
            IoAio.aioreqPri(0);
        }
    }
}
