package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories of a tree are exchanged with links to a directory outside, over and over, while a request goes through it. */
class TreeRaceTest extends TreeTest {

    private static final int ROUNDS = 12;
    private static final int VICTIMS = 20;

    @ParameterizedTest
    @CsvSource({"copy,src", "copy,dst", "move,src", "move,dst", "walk,src"})
    void nothingOutsideIsReached(String what, String side) throws Exception {
        boolean move = what.equals("move");
        Path other = move ? otherFileSystem() : dir;
        sh(": > \"$1/a\"; : > \"$1/b\"", other.toString());
        AioRequest<Long> exchange = io.aioRename2(other + "/a", other + "/b", AioConstants.RENAME_EXCHANGE);
        io.flush();
        assumeTrue(exchange.errno() == 0, "needs a kernel and a file system that can exchange two names");
        Path outside = Files.createDirectory((side.equals("dst") ? other : dir).resolve("outside"));
        sh("mkdir \"$1/sub\"; cd \"$1\"; printf untouched > precious; printf untouched > sub/precious; : > secret; chmod 751 . sub; "
                + "touch -d 2001-02-03 precious sub/precious sub .", outside.toString());
        String before = describe(outside.toString());
        AtomicInteger swaps = new AtomicInteger();
        List<String> found = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Path src = dir.resolve("src" + round);
            Path dst = other.resolve("dst" + round);
            Path aside = Files.createDirectory((side.equals("dst") ? other : dir).resolve("aside" + round));
            sh("""
                    mkdir -p "$1/all/level"; cd "$1/all/level"; mkdir $(seq -f v%g 0 19)
                    for v in *; do mkdir $v/sub; printf own > $v/precious; printf own > $v/sub/precious; done
                    cd "$2"; for v in $(seq -f v%g 0 19); do ln -s "$3" $v; done
                    """, src.toString(), aside.toString(), outside.toString());
            if (side.equals("dst") && !move) {
                sh("mkdir -p \"$1/all/level\"; cd \"$1/all/level\"; mkdir $(seq -f v%g 0 19)", dst.toString());
            }
            Path victims = (side.equals("src") ? src : dst).resolve("all/level");
            AtomicBoolean stop = new AtomicBoolean();
            Thread swapper = new Thread(() -> swap(victims, aside, swaps, stop));
            int start = swaps.get();
            swapper.start();
            try {
                while (swapper.isAlive() && swaps.get() == start && Files.exists(victims)) {
                    Thread.onSpinWait();
                }
                AioRequest<?> request = switch (what) {
                    case "copy" -> io.aioCptree(src.toString(), dst.toString());
                    case "move" -> io.aioMvtree(src.toString(), dst.toString());
                    default -> io.aioTree(src.toString(), AioTree.WHOLE, batch -> batch.entries().forEach(
                            entry -> found.add(entry.name())), count -> { });
                };
                io.flush();
                assertThat(request.isDone()).isTrue();
            } finally {
                stop.set(true);
                swapper.join();
            }
            if (Files.exists(dst)) {
                assertThat(run("find", dst.toString(), "-name", "secret")).isEmpty();
                assertThat(sh("find \"$1\" -name precious -exec grep -l untouched {} + || true", dst.toString())).isEmpty();
            }
        }
        assertThat(swaps.get()).isGreaterThan(ROUNDS);
        assertThat(found).doesNotContain("secret");
        assertThat(describe(outside.toString())).isEqualTo(before);
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
