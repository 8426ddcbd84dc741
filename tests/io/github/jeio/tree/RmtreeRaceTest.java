package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * aioRmtree of directories that are links to a directory outside at one moment, and directories again at the next: each is
 * exchanged with a link, over and over, so that what was read of it is often not what is opened.
 */
class RmtreeRaceTest extends TreeTest {

    private static final int ROUNDS = 20;
    private static final int VICTIMS = 20;
    private static final int PRECIOUS = 50;

    /** @param levels near the root, and so deep that one request removes all that is below */
    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void aSwappedLinkLeadsNowhere(int levels) throws Exception {
        Path outside = Files.createDirectory(dir.resolve("outside"));
        sh("mkdir \"$1/sub\"; cd \"$1/sub\"; seq -f precious%g 1 \"$2\" | xargs touch", outside.toString(), "" + PRECIOUS);
        assumeTrue(canExchange(), "needs a kernel and a file system that can exchange two names");
        AtomicInteger swaps = new AtomicInteger();
        for (int round = 0; round < ROUNDS; round++) {
            Path tree = dir.resolve("tree" + round);
            Path victims = Path.of(tree + "/level".repeat(levels));
            Path aside = Files.createDirectory(dir.resolve("aside" + round));
            for (int i = 0; i < VICTIMS; i++) {
                Files.createDirectories(victims.resolve("v" + i + "/sub"));
                Files.createFile(victims.resolve("v" + i + "/sub/doomed"));
                Files.createSymbolicLink(aside.resolve("v" + i), outside);
            }
            AtomicBoolean stop = new AtomicBoolean();
            Thread swapper = new Thread(() -> swap(victims, aside, swaps, stop));
            swapper.start();
            while (swapper.isAlive() && swaps.get() <= round * VICTIMS) {
                Thread.onSpinWait();
            }
            io.aioRmtree(tree.toString()).future().handle((done, failed) -> 0).get();
            stop.set(true);
            swapper.join();
        }
        assertThat(swaps.get()).isGreaterThan((ROUNDS - 1) * VICTIMS);
        assertThat(outside.resolve("sub").toFile().list()).hasSize(PRECIOUS);
    }

    private boolean canExchange() throws Exception {
        Path one = Files.createDirectory(dir.resolve("one"));
        Path other = Files.createDirectory(dir.resolve("other"));
        return io.aioRename2(one.toString(), other.toString(), AioConstants.RENAME_EXCHANGE).future().handle((done, failed) -> failed == null).get();
    }

    private static void swap(Path victims, Path aside, AtomicInteger swaps, AtomicBoolean stop) {
        IoAio swapper = IoAio.create();
        for (int i = 0; !stop.get(); i++) {
            String name = "/v" + i % VICTIMS;
            swapper.aioRename2(victims + name, aside + name, AioConstants.RENAME_EXCHANGE, status -> {
                if (status == 0) {
                    swaps.incrementAndGet();
                }
            });
            swapper.flush();
        }
        swapper.close();
    }
}
