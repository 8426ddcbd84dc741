package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.AioDirent;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** aioTree, compared with what find(1) finds. */
class AioTreeTest extends TreeTest {

    private static String letter(int type) {
        return switch (type) {
            case 4 -> "d";
            case 8 -> "f";
            case 10 -> "l";
            case 1 -> "p";
            case 2 -> "c";
            case 6 -> "b";
            case 12 -> "s";
            default -> "?" + type;
        };
    }

    /** Every entry as find(1) would print it. */
    private List<String> walk(String root, AioTree how) throws AioException {
        List<String> lines = new ArrayList<>();
        long count = get(io.aioTree(root, how, batch -> add(batch, lines)));
        assertThat(count).isEqualTo(lines.size());
        return lines.stream().sorted().toList();
    }

    private static void add(AioTreeBatch batch, List<String> lines) {
        for (AioDirent entry : batch.entries()) {
            lines.add(batch.path(entry) + " " + letter(entry.type()) + " " + entry.inode() + " " + batch.depth());
        }
    }

    private static List<String> find(String root, String... how) {
        List<String> command = new ArrayList<>(List.of("find", root, "-mindepth", "1"));
        command.addAll(List.of(how));
        command.addAll(List.of("-printf", "%p %y %i %d\\n"));
        return run(command.toArray(String[]::new)).lines().sorted().toList();
    }

    /** Without the name that is not UTF-8, as which find's output is read here. */
    private String makeUtf8Tree() {
        String tree = makeTree("tree");
        run("find", tree, "-name", "b*d", "-delete");
        return tree;
    }

    @Test
    void aWalkFindsWhatFindFinds() throws AioException {
        String tree = makeUtf8Tree();

        assertThat(walk(tree, AioTree.WHOLE)).isEqualTo(find(tree));
        assertThat(walk(tree + "/", AioTree.WHOLE)).isEqualTo(find(tree + "/"));
        assertThat(walk(tree, AioTree.WHOLE.requests(1))).isEqualTo(find(tree));
        assertThat(walk(tree, AioTree.WHOLE.maxDepth(2))).isEqualTo(find(tree, "-maxdepth", "2"));
        assertThat(walk("/usr/include", AioTree.WHOLE)).isEqualTo(find("/usr/include"));
    }

    @Test
    void namesMayBeAnyBytes() throws AioException {
        sh("mkdir -p \"$1/$(printf 'b\\377d')/inside\"", path("tree"));

        assertThat(walk(path("tree"), AioTree.WHOLE)).extracting(line -> line.split(" ")[0])
                .containsExactly(path("tree/b\uDCFFd"), path("tree/b\uDCFFd/inside"));
    }

    @Test
    void aLargeDirectoryComesInPortions() throws AioException {
        sh("mkdir -p \"$1/sub\"; cd \"$1\"; seq -f 'a-rather-long-name-so-that-the-directory-is-too-big-for-one-request-%06g' 1 20000 | xargs touch; touch sub/last",
                path("tree"));
        List<Integer> sizes = new ArrayList<>();

        long count = get(io.aioTree(path("tree"), AioTree.WHOLE, batch -> sizes.add(batch.entries().size())));

        assertThat(count).isEqualTo(20_002);
        assertThat(sizes).hasSizeGreaterThan(10).allMatch(size -> size < 5000);
    }

    @Test
    void aTreeMayBeDeeperThanAPathIsLong() throws AioException {
        run("perl", "-e", """
                chdir $ARGV[0] or die; mkdir "deep" or die; chdir "deep";
                for (1..3000) { mkdir "level" or die; chdir "level" or die; }
                """, dir.toString());
        int[] deepest = {0};

        long count = get(io.aioTree(path("deep"), AioTree.WHOLE, batch -> {
            assertThat(batch.errno()).isZero();
            deepest[0] = Math.max(deepest[0], batch.depth());
        }));

        assertThat(count).isEqualTo(3000);
        assertThat(deepest[0]).isEqualTo(3000);
        assertThat(openHere()).isEmpty();
        run("rm", "-rf", path("deep"));
    }

    @Test
    void aChoiceOfDirectoriesIsGoneInto() throws AioException {
        String tree = makeUtf8Tree();

        assertThat(walk(tree, AioTree.WHOLE.descend(path -> !path.endsWith("/deeper"))))
                .isEqualTo(find(tree, "-not", "-path", "*/deeper/*"));
    }

    @Test
    void otherFileSystemsAreLeftOut() throws AioException {
        assertThat(walk("/dev", AioTree.WHOLE.sameDevice(true)).stream().map(line -> line.split(" ")[0]).toList())
                .contains("/dev/shm").noneMatch(path -> path.startsWith("/dev/shm/"));
        List<Integer> errors = new ArrayList<>();
        get(io.aioTree("/dev", AioTree.WHOLE.sameDevice(true), batch -> errors.add(batch.errno())));
        assertThat(errors).as("which is none").contains(0).doesNotContain(Errno.EXDEV);
    }

    @Test
    void theRootMayBeALinkAndOtherLinksAreNotFollowed() throws Exception {
        makeTree("tree");
        Files.createSymbolicLink(dir.resolve("link"), Path.of("tree"));

        assertThat(walk(path("link"), AioTree.WHOLE)).hasSameSizeAs(walk(path("tree"), AioTree.WHOLE));
    }

    @Test
    void aDirectoryThatCannotBeReadIsToldAndTheWalkGoesOn() throws Exception {
        makeTree("tree");
        List<String> failed = new ArrayList<>();
        boolean[] removed = {false};

        get(io.aioTree(path("tree"), AioTree.WHOLE.requests(1), batch -> {
            if (!removed[0]) {
                removed[0] = true; // before any of its directories is read
                run("rm", "-r", path("tree/sub/deeper"), path("tree/private"));
            }
            if (batch.errno() != 0) {
                failed.add(batch.directory() + " " + Errno.name(batch.errno()) + batch.entries());
            }
        }, count -> assertThat(count).isPositive()));

        // what is read next was asked for before
        assertThat(failed).isNotEmpty().allMatch(line -> line.endsWith(" ENOENT[]"));
    }

    @Test
    void errorsOfTheRootAreTold() {
        assertFails(io.aioTree(path("none"), AioTree.WHOLE, batch -> { }), Errno.ENOENT);
        assertFails(io.aioTree(file("file", "x"), AioTree.WHOLE, batch -> { }), Errno.ENOTDIR);
        assertFails(io.aioTree("", AioTree.WHOLE, batch -> { }), Errno.ENOENT);
    }

    @Test
    void aWorkingDirectoryIsHonoured() throws Exception {
        makeTree("tree");
        List<String> lines = new ArrayList<>();
        AioWd wd = get(io.aioWd(dir.toString()));
        AioRequest<Long> walk = wd.aioTree("tree", AioTree.WHOLE, batch -> add(batch, lines));
        wd.close();
        get(walk);

        assertThat(lines).anyMatch(line -> line.startsWith("tree/sub/deeper/hole f"));
        assertThat(openHere()).isEmpty();
    }

    @Test
    void requestsInFlightAreBounded() throws AioException {
        sh("mkdir -p \"$1/d\"; cd \"$1/d\"; mkdir $(seq 1 500)", path("tree"));
        int[] most = {0};

        get(io.aioTree(path("tree"), AioTree.WHOLE.requests(5), batch -> most[0] = Math.max(most[0], io.nreqs())));

        assertThat(most[0]).isBetween(1, 8); // and what the walk itself is, and closing directories
    }

    @Test
    void aBatchMayCancelTheWalk() {
        makeTree("tree");
        List<AioTreeBatch> batches = new ArrayList<>();
        AioRequest<?>[] walk = new AioRequest<?>[1];
        walk[0] = io.aioTree(path("tree"), AioTree.WHOLE, batch -> {
            batches.add(batch);
            walk[0].cancel();
        }, count -> batches.clear());
        io.flush();

        assertThat(batches).hasSize(1);
        assertThat(walk[0].isCancelled()).isTrue();
    }

    @Test
    void aCancelledWalkLeavesNothingOpen() {
        makeTree("tree");
        cancelAtEveryStep(() -> io.aioTree(path("tree"), AioTree.WHOLE, batch -> { }), () -> { });
    }

    @Test
    void badArgumentsThrow() {
        assertThatNullPointerException().isThrownBy(() -> io.aioTree(null, AioTree.WHOLE, b -> { }))
                .withMessageContaining("pathname");
        assertThatNullPointerException().isThrownBy(() -> io.aioTree("a", null, b -> { })).withMessageContaining("how");
        assertThatNullPointerException().isThrownBy(() -> io.aioTree("a", AioTree.WHOLE, null)).withMessageContaining("batch");
        assertThatIllegalArgumentException().isThrownBy(() -> AioTree.WHOLE.requests(0)).withMessageContaining("requests 0");
        assertThatIllegalArgumentException().isThrownBy(() -> AioTree.WHOLE.maxDepth(0)).withMessageContaining("maxDepth 0");
        assertThatNullPointerException().isThrownBy(() -> AioTree.WHOLE.descend(null)).withMessageContaining("descend");
        assertThat(io.nreqs()).isZero();
    }

    @Test
    void aWalkThatLooksTellsWhatLstatTells() throws AioException {
        String tree = makeUtf8Tree();
        sh("mkdir $1/many; cd $1/many; seq 300 | xargs touch", tree);
        for (int atATime : new int[] {1, 7, 1000}) {
            List<String> lines = new ArrayList<>();
            get(io.aioTree(tree, AioTree.WHOLE.stats(atATime), batch -> {
                assertThat(batch.stats()).hasSameSizeAs(batch.entries());
                for (int i = 0; i < batch.entries().size(); i++) {
                    AioStat st = batch.stats().get(i);
                    lines.add(batch.path(batch.entries().get(i)) + " " + st.ino() + " " + st.nlink() + " " + st.size() + " "
                            + st.blocks() + " " + st.uid() + " " + Integer.toOctalString(st.mode() & 07777) + " " + st.mtime().toMillis());
                }
            }));
            assertThat(lines.stream().sorted()).isEqualTo(run("find", tree, "-mindepth", "1", "-printf", "%p %i %n %s %b %U %m %T@\\n")
                    .lines().map(AioTreeTest::milliseconds).sorted().toList());
        }
    }

    /** As many entries as one request may look at come at once, with the end of their directory; one more, and requests of their own look. */
    @Test
    void aSmallDirectoryComesAtOnce() throws AioException {
        sh("mkdir $1; touch $1/a $1/b $1/c", path("tree"));
        for (int atATime : new int[] {2, 3, 4}) {
            List<AioTreeBatch> batches = new ArrayList<>();
            get(io.aioTree(path("tree"), AioTree.WHOLE.stats(atATime), batches::add));
            assertThat(batches).hasSize(atATime < 3 ? 2 : 1);
            assertThat(batches.get(0).last()).isEqualTo(atATime >= 3);
            assertThat(batches.stream().flatMap(batch -> batch.entries().stream()).map(AioDirent::name)).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(batches.stream().flatMap(batch -> batch.stats().stream())).hasSize(3).allMatch(AioStat::isRegularFile);
        }
    }

    private static String milliseconds(String line) {
        int at = line.lastIndexOf(' ');
        String[] parts = line.substring(at + 1).split("[.]");
        return line.substring(0, at + 1) + parts[0] + parts[1].substring(0, 3);
    }

    @Test
    void whatHasVanishedHasNoStat() throws AioException {
        sh("mkdir $1; touch $1/a $1/b $1/c", path("tree"));
        List<AioStat> stats = new ArrayList<>();
        io.maxPollReqs(1);
        AioRequest<Long> walk = io.aioTree(path("tree"), AioTree.WHOLE.stats(1), batch -> {
            stats.addAll(batch.stats());
            sh("rm -f $1/*", path("tree"));
        });
        io.maxPollReqs(0);
        assertThat(get(walk)).isEqualTo(3);
        assertThat(stats).hasSize(3);
    }

    @Test
    void everyDirectoryIsGivenOnce() throws AioException {
        String tree = makeUtf8Tree();
        sh("mkdir $1/many; cd $1/many; seq 20000 | xargs touch", tree);
        for (int atATime : new int[] {0, 64}) {
            List<String> last = new ArrayList<>();
            get(io.aioTree(tree, AioTree.WHOLE.everyDirectory(true).stats(atATime), batch -> {
                assertThat(last).doesNotContain(batch.directory());
                if (batch.last()) {
                    last.add(batch.directory());
                }
            }));
            assertThat(last.stream().sorted()).isEqualTo(run("find", tree, "-type", "d").lines().sorted().toList());
        }
    }
}
