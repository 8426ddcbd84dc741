package io.github.jeio.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** find beside GNU find. */
class FindTest extends CliTest {

    private static final String TREE = "mkdir -p d/a/b/c d/e; head -c 100000 /dev/zero > d/a/1.txt; echo x > d/a/b/2.TXT; : > d/.hidden; ln -s .. d/e/up;"
            + " mkfifo d/p; mkdir \"$(printf 'd/b\\377d')\"; echo y > \"$(printf 'd/b\\377d/n[e]w')\"; touch -d '3 days ago' d/a/1.txt; touch -d '90 minutes ago' d/.hidden;"
            + " ln -s d/e/two link; touch -h -d '1 hour ago' link; truncate -s 2M d/e/two; touch 'd/e/ü' d/e/sp' 'ce d/e/+plus 'd/e/a]b' 'd/e/-'";

    @BeforeEach
    void makeTree() {
        sh("cd \"$1\" && " + TREE, dir.toString());
    }

    @Test
    void findsWhatFindFinds() {
        for (String[] tests : new String[][] {{}, {"-type", "f"}, {"-type", "d"}, {"-type", "l,p"}, {"-name", "*.txt"}, {"-iname", "*.txt"}, {"-name", "*"},
            {"-name", ".*"}, {"-name", "[0-9].*"}, {"-name", "[!a-z]*"}, {"-name", "n\\[e]w"}, {"-name", "?"}, {"-path", "*/a/*"}, {"-size", "+1k"}, {"-size", "-2"},
            {"-size", "1"}, {"-size", "2c"}, {"-size", "2M"}, {"-size", "+1M"}, {"-size", "-1M"}, {"-mtime", "+1"}, {"-mtime", "-1"}, {"-mtime", "3"}, {"-mmin", "+60"},
            {"-mmin", "-60"}, {"-newer", "@/d/.hidden"}, {"-maxdepth", "1"}, {"-mindepth", "2"}, {"-maxdepth", "0"}, {"-mindepth", "1", "-maxdepth", "2", "-type", "d"},
            {"-type", "f", "-size", "+0", "-name", "*1*"}, {"-print0"}, {"-xdev"}, {"-name", "[[:digit:]]*"}, {"-mtime", "-3"}, {"-mtime", "-2.5"}, {"-mmin", "+89.5"}, {"-amin", "-60"},
            {"-cmin", "+60"}, {"-newer", "@/link"}, {"-anewer", "@/d/.hidden"}, {"-cnewer", "@/d/.hidden"}, {"-ipath", "*TXT"}, {"-type", "f", "-type", "d"},
            {"-name", "*[[:punct:]]*"}, {"-name", "a[x\\]]b"}, {"-name", "[[=a=]]*"}, {"-name", "[!a-z-]*"}, {"-name", "[]+]*"}, {"-name", "a\\"}, {"-name", "[[:none:]]*"},
            {"-size", "-5368709120c"}, {"-size", "+2147483648c"}, {"-mtime", "-.5"}, {"-mmin", "+1e1"}, {"-mmin", "+60."}}) {
            List<String> command = new ArrayList<>(List.of("find", "@/d"));
            command.addAll(List.of(tests));
            sameOn(command.toArray(String[]::new));
        }
        sameOn("find", "@/d/a", "@/d/e", "@/d/a/1.txt");
    }

    private static String quoted(String text) {
        return new String(Names.encode(Names.quoteLocally(text)), ISO_8859_1);
    }

    @Test
    void whatIsNotThereIsTold() {
        Result result = jeio("find", path("nope"), dir.toString());
        assertThat(result.err()).isEqualTo("find: " + quoted(path("nope")) + ": No such file or directory\n");
        assertThat(result.out()).startsWith(dir + "\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void usageErrorsAreTwo() {
        for (String[] args : new String[][] {{"find", "-type", "x"}, {"find", "-size", "many"}, {"find", "-nothing"}, {"find", ".", "-name", "a", "b"}, {"find", "-maxdepth", "-1"},
            {"find", "-name"}, {"find", "-type", "f,f"}, {"find", "-type", "f,"}}) {
            assertThat(jeio(args).status()).isEqualTo(2);
        }
    }

    @Test
    void whatMayNotBeLookedAtIsTold() {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may look at everything");
        sh("cd \"$1\"; mkdir x; echo y > x/f; chmod 644 x", dir.toString());
        Result result = jeio("find", path("x"), "-size", "1");
        assertThat(result.err()).isEqualTo("find: " + quoted(path("x/f")) + ": Permission denied\n");
        assertThat(result.status()).isEqualTo(1);
    }
}
