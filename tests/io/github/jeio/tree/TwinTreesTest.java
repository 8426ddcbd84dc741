package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioScan;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What aioCptree, aioMvtree and aioRmtree make of generated trees, beside what {@code cp -a}, {@code mv} and {@code rm} make of their twins;
 * and what walks and scans tell of them, beside what {@code find} does.
 */
class TwinTreesTest extends TreeTest {

    private static final String[] NAMES = {"plain", "with space", "-rf", "new\nline", "caf\u00e9", "*", "'\"", "\\", "..x", "\t",
        "x".repeat(255), ".hidden", "%s%n"};

    private boolean acls;

    @BeforeEach
    void needRoot() {
        assumeRoot();
        file("probe", "x");
        acls = works("setfacl -m u:1:r \"$1/probe\"");
    }

    private boolean works(String script) {
        try {
            sh(script, dir.toString());
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** A script that fills the current directory: anything there can be, in a random order. */
    private String script(long seed) {
        Random random = new Random(seed);
        StringBuilder script = new StringBuilder();
        List<String> directories = new ArrayList<>(List.of("."));
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String in = directories.get(random.nextInt(directories.size()));
            String path = in + "/" + NAMES[random.nextInt(NAMES.length)] + (in.length() > 900 ? "" : i);
            path = path.replaceAll("(x{255})\\d+$", "$1");
            String name = quote(path);
            if (random.nextInt(5) == 0 && in.chars().filter(c -> c == '/').count() < 6) {
                script.append("mkdir ").append(name).append(" 2>/dev/null && :\n");
                directories.add(path);
                attributes(script, name, random, true);
                continue;
            }
            String free = "[ -e " + name + " ] || [ -L " + name + " ] || ";
            switch (random.nextInt(8)) {
                case 0 -> script.append(free).append("ln -s -- ").append(quote(NAMES[random.nextInt(NAMES.length)])).append(' ').append(name);
                case 1 -> script.append(free).append("mkfifo ").append(name);
                case 2 -> script.append(free).append("mknod ").append(name).append(" c 1 3");
                case 3 -> script.append(free).append("truncate -s ").append(random.nextInt(3_000_000)).append(' ').append(name);
                case 4 -> script.append(free).append(others.isEmpty() ? ":" : "ln " + others.get(random.nextInt(others.size())) + " " + name);
                default -> script.append(free).append("head -c ").append(random.nextInt(100_000)).append(" /dev/urandom > ").append(name);
            }
            script.append("; :\n");
            others.add(name);
            attributes(script, name, random, false);
        }
        // last of all: what is made in a directory changes its time
        script.append("find . -depth -exec touch -h -d '2001-02-03 04:05:06.123456789' {} +\n");
        return script.toString();
    }

    private void attributes(StringBuilder script, String name, Random random, boolean directory) {
        String mode = Integer.toOctalString(random.nextInt(directory ? 02000 : 010000) | (directory ? 0700 : 0));
        script.append("[ -L ").append(name).append(" ] || chmod ").append(mode).append(' ').append(name).append("; ");
        if (random.nextInt(3) == 0) {
            script.append("chown -h ").append(random.nextInt(3) * 1000).append(':').append(random.nextInt(3) * 1000).append(' ')
                    .append(name).append("; ");
        }
        if (random.nextInt(3) == 0) {
            script.append("setfattr -h -n trusted.jeio -v ").append(random.nextInt(1000)).append(' ').append(name)
                    .append(" 2>/dev/null; ");
        }
        if (acls && random.nextInt(3) == 0) {
            script.append("[ -L ").append(name).append(" ] || setfacl -m u:").append(random.nextInt(2000)).append(":r-x ").append(name)
                    .append("; ");
            if (directory) {
                script.append("setfacl -d -m g:77:rw ").append(name).append("; ");
            }
        }
        script.append(":\n");
    }

    private static String quote(String name) {
        return "'" + name.replace("'", "'\\''") + "'";
    }

    private void fill(Path tree, long seed) throws Exception {
        Files.createDirectories(tree);
        Path script = Files.writeString(dir.resolve("script"), "cd \"$1\"\n" + script(seed));
        run("bash", script.toString(), tree.toString());
    }

    /** All that a copy keeps: types, modes, owners, times, data, holes, links, names of one file, extended attributes, ACLs. */
    private static String everything(Path tree) {
        return sh("""
                cd "$1"
                find . -printf '%P\\t%y %m %U:%G %n %l\\t' \\( -type d -printf '%T@' -o -printf '%s %T@' \\) -printf '\\0' | LC_ALL=C sort -z
                find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r cksum
                find . ! -type d -links +1 -printf '%i %P\\0' | LC_ALL=C sort -z -k2 | tr '\\n' '?' | tr '\\0' '\\n' |
                    awk '{ if (!($1 in n)) n[$1] = ++c; print n[$1], $0 }' | sed 's/ [0-9]* / /'
                find . -print0 | LC_ALL=C sort -z | xargs -0 getfattr -h -d -m - -e hex 2>/dev/null
                """, tree.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCopyIsWhatCpMakes(long seed) throws Exception {
        fill(dir.resolve("tree"), seed);
        run("cp", "-a", path("tree"), path("cp"));

        get(io.aioCptree(path("tree"), path("jeio")));

        assertThat(everything(dir.resolve("jeio"))).isEqualTo(everything(dir.resolve("cp")));
        assertThat(everything(dir.resolve("jeio"))).isEqualTo(everything(dir.resolve("tree")));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void soIsACopyOverACopy(long seed) throws Exception {
        fill(dir.resolve("tree"), seed);
        get(io.aioCptree(path("tree"), path("jeio")));
        sh("cd \"$1\"; find . -type f -exec truncate -s 0 {} +; find . ! -type l -exec chmod 777 {} +; find . -exec touch -h {} +", path("jeio"));

        get(io.aioCptree(path("tree"), path("jeio")));

        assertThat(everything(dir.resolve("jeio"))).isEqualTo(everything(dir.resolve("tree")));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aMoveIsWhatMvMakes(long seed) throws Exception {
        Path other = otherFileSystem();
        fill(dir.resolve("tree"), seed);
        run("cp", "-a", path("tree"), path("kept"));
        run("cp", "-a", path("tree"), path("twin"));
        run("mv", path("twin"), other + "/mv");

        get(io.aioMvtree(path("tree"), other + "/jeio"));

        assertThat(everything(other.resolve("jeio"))).isEqualTo(everything(other.resolve("mv")));
        assertThat(exists("tree")).isFalse();
        get(io.aioMvtree(other + "/jeio", path("back")));
        assertThat(everything(dir.resolve("back"))).isEqualTo(everything(dir.resolve("kept")));
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void aRemovalIsWhatRmMakes(long seed) throws Exception {
        fill(dir.resolve("tree"), seed);
        Path beside = Files.createDirectory(dir.resolve("beside"));
        sh("ln \"$(find \"$1\" -type f | head -1)\" \"$2/kept\"", path("tree"), beside.toString());

        get(io.aioRmtree(path("tree")));

        assertThat(exists("tree")).isFalse();
        assertThat(run("ls", beside.toString())).isEqualTo("kept");
    }

    private static String typeOf(AioDirent entry) {
        return switch (entry.type()) {
            case AioConstants.DT_DIR -> "d";
            case AioConstants.DT_REG -> "f";
            case AioConstants.DT_LNK -> "l";
            case AioConstants.DT_FIFO -> "p";
            case AioConstants.DT_CHR -> "c";
            default -> "?" + entry.type();
        };
    }

    private String described(AioTreeBatch batch, int i) {
        AioDirent entry = batch.entries().get(i);
        AioStat st = Objects.requireNonNull(batch.stats().get(i));
        String path = batch.path(entry);
        try {
            return String.format("%s\t%s %o %d:%d %d %d %d.%09d0 %d %d %d %s", path, typeOf(entry), st.mode() & 07777, st.uid(), st.gid(),
                    st.nlink(), st.size(), st.mtime().to(TimeUnit.SECONDS), st.mtime().toInstant().getNano(), entry.inode(), st.dev(),
                    batch.depth(), st.isSymbolicLink() ? Files.readSymbolicLink(Path.of(path)) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names, types, modes, owners, links, sizes, times, inodes, devices, depths, what links lead to. */
    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void walksAndScansTellWhatFindTells(long seed) throws Exception {
        fill(dir.resolve("tree"), seed);
        List<String> walked = new ArrayList<>();
        long count = get(io.aioTree(path("tree"), AioTree.WHOLE.stats(1 + (int) seed % 4 * 20), batch -> {
            assertThat(batch.errno()).isZero();
            for (int i = 0; i < batch.entries().size(); i++) {
                walked.add(described(batch, i));
            }
        }));
        String found = run("find", path("tree"), "-mindepth", "1", "-printf", "%p\\t%y %m %U:%G %n %s %T@ %i %D %d %l\\0");

        assertThat(walked).hasSize((int) count).hasSizeGreaterThan(50).containsExactlyInAnyOrder(found.split("\0"));
        for (String directory : run("find", path("tree"), "-type", "d", "-print0").split("\0")) {
            AioScan scan = get(io.aioScandir(directory, 1 + (int) seed % 2 * 10));
            String inIt = run("find", directory, "-mindepth", "1", "-maxdepth", "1", "-printf", "%y%f\\0");
            List<String> names = new ArrayList<>(scan.dirs().stream().map(name -> "d" + name).toList());
            names.addAll(scan.nondirs());
            assertThat(names).containsExactlyInAnyOrderElementsOf(inIt.isEmpty() ? List.of()
                    : Stream.of(inIt.split("\0")).map(line -> line.startsWith("d") ? line : line.substring(1)).toList());
        }
    }
}
