package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import io.github.jeio.support.Strace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a walk costs where few directories are open at a time: each is opened once, as strace sees the pool's only thread. */
@Tag("unsanitized")
class WalkOnceTest extends TreeTest {

    @Test
    void eachDirectoryIsOpenedOnce() throws Exception {
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        String tree = makeTree("tree");
        sh("cd \"$1\"; for i in $(seq 10); do mkdir -p many/$i/below; done", tree);
        int directories = run("find", tree, "-type", "d", "-printf", "x").length();
        try (IoAio walker = IoAio.builder().name("walker").minParallel(1).maxParallel(1).idleTimeout(1000).create()) {
            walker.aioNop().await();
            try (Strace strace = Strace.trace(Strace.worker("walker/eio"), dir.resolve("log"), "openat,openat2,open,close", List.of())) {
                walker.aioTree(tree, AioTree.WHOLE, batch -> { }).await();
                walker.flush();
            }
        }
        List<String> calls = Files.readAllLines(dir.resolve("log"));

        assertThat(calls).filteredOn(line -> line.startsWith("open")).hasSize(directories).allMatch(line -> line.contains("O_DIRECTORY"));
        assertThat(calls).filteredOn(line -> line.startsWith("openat(AT_FDCWD")).as("by a path").hasSize(1);
        assertThat(calls).filteredOn(line -> line.startsWith("close(")).hasSize(directories);
    }

    /** On a network, each of these may be a round trip: an open directory's identity and, if so wanted, an entry's status need no second one. */
    @Test
    void noServerIsAskedForWhatTheLookupOfANameTells() throws Exception {
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        String tree = makeTree("tree");
        int directories = run("find", tree, "-type", "d", "-printf", "x").length();
        int entries = run("find", tree, "-mindepth", "1", "-printf", "x").length();
        Map<String, AioStat> told = new HashMap<>();
        List<String> calls = statxOf(tree, AioTree.WHOLE.stats(3).asLookedUp(true), told);
        assertThat(calls).hasSize(directories + entries).allMatch(line -> line.contains("AT_STATX_DONT_SYNC"));

        Map<String, AioStat> asked = new HashMap<>();
        calls = statxOf(tree, AioTree.WHOLE.stats(3), asked);
        assertThat(calls).filteredOn(line -> line.contains("AT_EMPTY_PATH")).hasSize(directories).allMatch(line -> line.contains("AT_STATX_DONT_SYNC"));
        assertThat(calls).filteredOn(line -> !line.contains("AT_EMPTY_PATH")).hasSize(entries).noneMatch(line -> line.contains("DONT_SYNC"));
        assertThat(told).hasSize(entries).isEqualTo(asked);
    }

    /** The calls of statx in a walk, which gives each entry's status. */
    private List<String> statxOf(String tree, AioTree how, Map<String, AioStat> stats) throws Exception {
        Path log = dir.resolve("statx");
        try (IoAio walker = IoAio.builder().name("walker").minParallel(1).maxParallel(1).idleTimeout(1000).create()) {
            walker.aioNop().await();
            try (Strace strace = Strace.trace(Strace.worker("walker/eio"), log, "statx", List.of())) {
                walker.aioTree(tree, how, batch -> {
                    for (int i = 0; i < batch.entries().size(); i++) {
                        stats.put(batch.path(batch.entries().get(i)), batch.stats().get(i));
                    }
                }).await();
                walker.flush();
            }
        }
        return Files.readAllLines(log).stream().filter(line -> line.startsWith("statx(")).toList();
    }
}
