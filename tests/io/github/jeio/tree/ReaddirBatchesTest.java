package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** aioReaddirBatches: a directory of any size, in little memory. */
class ReaddirBatchesTest extends TreeTest {

    private void makeFiles(String name, int count) {
        sh("mkdir \"$1\"; cd \"$1\"; seq -f file-%g 1 \"$2\" | xargs -r touch", path(name), "" + count);
    }

    @Test
    void everyEntryComesOnceWithItsTypeAndInode() throws AioException {
        String tree = makeTree("tree");
        List<String> seen = new ArrayList<>();

        long count = get(io.aioReaddirBatches(tree, 3, batch -> {
            assertThat(batch).hasSizeBetween(1, 3);
            batch.forEach(entry -> seen.add(entry.name() + " " + entry.type() + " " + entry.inode()));
        }));

        List<String> expected = get(io.aioReaddirx(tree, AioConstants.READDIR_DENTS)).entries().stream()
                .map(entry -> entry.name() + " " + entry.type() + " " + entry.inode()).toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(count).isEqualTo(expected.size());
    }

    @Test
    void aDirectoryOfThousandsComesInBatches() throws AioException {
        makeFiles("many", 10_000);
        for (int size : new int[] {1, 7, 1000, 100_000, Integer.MAX_VALUE}) {
            List<String> names = new ArrayList<>();

            long count = get(io.aioReaddirBatches(path("many"), size, batch -> {
                assertThat(batch.size()).isLessThanOrEqualTo(size);
                batch.forEach(entry -> names.add(entry.name()));
            }));

            assertThat(count).isEqualTo(10_000);
            assertThat(names.stream().sorted().toList()).isEqualTo(IntStream.rangeClosed(1, 10_000).mapToObj(i -> "file-" + i).sorted().toList());
        }
    }

    @Test
    void anEmptyDirectoryHasNoBatch() throws AioException {
        makeFiles("empty", 0);

        assertThat(get(io.aioReaddirBatches(path("empty"), 10, batch -> {
            throw new AssertionError(batch);
        }))).isZero();
    }

    static final class Small {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            long[] names = {0};
            long count = io.aioReaddirBatches(args[0], 1000, batch -> {
                for (AioDirent entry : batch) {
                    names[0] += entry.name().length();
                }
            }).await();
            System.out.println(count + " " + names[0]);
            io.close();
        }
    }

    /** A million names; they are one file's, which is soon made. */
    @Test
    void aHugeDirectoryNeedsLittleHeap() throws Exception {
        Path huge = otherFileSystem();
        run("perl", "-e", """
                chdir $ARGV[0] or die; my $name = "a-name-that-takes-its-place-in-memory-as-long-ones-do-";
                open my $file, ">", "0" or die; link "0", sprintf "$name%07d", $_ or die "$!" for 1..999999;
                """, huge.toString());

        assertThat(Child.output(Child.start(List.of(), List.of("-Xmx8m"), Map.of(), Small.class, huge.toString())))
                .containsExactly("1000000 " + (999_999L * 61 + 1));
    }

    @Test
    void errorsAreTold() {
        assertFails(io.aioReaddirBatches(path("none"), 10, batch -> { }), Errno.ENOENT);
        assertFails(io.aioReaddirBatches(file("file", "x"), 10, batch -> { }), Errno.ENOTDIR);
    }

    @Test
    void aWorkingDirectoryIsHonoured() throws Exception {
        makeFiles("few", 3);
        AioWd wd = get(io.aioWd(dir.toString()));
        AioRequest<Long> request = wd.aioReaddirBatches("few", 10, batch -> assertThat(batch).hasSize(3));
        wd.close();

        assertThat(get(request)).isEqualTo(3);
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aBatchMayCancelTheRest() {
        makeFiles("many", 5000);
        int[] seen = {0};
        AioRequest<?>[] request = new AioRequest<?>[1];
        request[0] = io.aioReaddirBatches(path("many"), 10, batch -> {
            seen[0] += batch.size();
            request[0].cancel();
        }, count -> seen[0] = -1);
        io.flush();

        assertThat(seen[0]).isEqualTo(10);
        assertThat(openHere()).isEmpty();
    }

    @Test
    void aConsumerThatThrowsGetsTheRest() throws AioException {
        makeFiles("many", 1000);
        int[] seen = {0};
        AioRequest<Long> request = io.aioReaddirBatches(path("many"), 300, batch -> {
            seen[0] += batch.size();
            throw new IllegalStateException("mine");
        });

        while (!request.isDone()) {
            try {
                io.poll();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("mine");
            }
        }
        assertThat(get(request)).isEqualTo(1000);
        assertThat(seen[0]).isEqualTo(1000);
    }

    @Test
    void aCancelledReadLeavesNothingOpen() {
        makeFiles("many", 2000);
        cancelAtEveryStep(() -> io.aioReaddirBatches(path("many"), 10, batch -> { }), () -> { });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioReaddirBatches(null, 1, b -> { }))
                .withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioReaddirBatches("a", 1, null)).withMessageContaining("entries");
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioReaddirBatches("a", 0, b -> { }))
                .withMessageContaining("batch 0");
        assertThatThrownBy(() -> get(io.aioReaddirBatches("", 1, b -> { }))).isInstanceOf(AioException.class);
        assertThat(io.nreqs()).isZero();
    }
}
