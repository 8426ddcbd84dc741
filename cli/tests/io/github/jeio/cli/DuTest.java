package io.github.jeio.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** du beside coreutils'. */
class DuTest extends CliTest {

    private static final String TREE = "mkdir -p d/a/b/c d/e; head -c 100000 /dev/zero > d/a/1; echo x > d/a/b/2; ln d/a/1 d/a/hard;"
            + " truncate -s 5M d/e/hole; ln -s .. d/e/up; mkdir \"$(printf 'd/b\\377d')\"; echo y > \"$(printf 'd/b\\377d/new\\nline')\"";

    @BeforeEach
    void makeTree() {
        sh("cd \"$1\" && " + TREE, dir.toString());
    }

    @Test
    void linesAreCoreutils() {
        for (String options : new String[] {"", "-s", "-sh", "-h", "-a", "-d 1", "-d0", "--max-depth=2 -a", "--apparent-size", "-b", "-bs", "-c", "-S", "-Sc",
            "-l", "-al", "-k", "-m", "-B 1M", "-B512", "--si", "-x", "-ah --apparent-size", "-0", "-hb", "-bh", "-h -k", "-k -h", "-m -k", "-h --si",
            "--si -h", "-BM", "-BK -s", "-BkB -s", "-B1K -s", "-B human-readable", "--block-size=si", "--inodes", "-s --inodes", "--inodes -m", "--inodes -BK -a", "--inodes -h", "--inodes -b", "-c -t 1M", "-c -t -4K", "-sc --inodes -t 100",
            "-t 50K -a", "-a --threshold=-10K", "-a --exclude=1", "--exclude=b* -a", "-s -d 0", "-B 10"}) {
            sameOn(("du" + (options.isEmpty() ? "" : " " + options) + " @/d").split(" "));
        }
        sameOn("du", "@/d/a", "@/d/e", "@/d", "@/d/a/1", "@/nope", "@/d");
        sameOn("du", "-c", "@/d/a/b", "@/d");
        sameOn("du", "@/d/");
        sameOn("du", "@/d//");
        sameOn("du", "-D", "@/d/e/up");
        sameOn("du", "@/d/e/up");
        sh("ln -s nowhere \"$1\"", path("d/dangling"));
        sameOn("du", "-D", "--exclude=dang*", "@/d/dangling", "@/nope");
    }

    @Test
    void usageErrorsAreTwo() {
        assertThat(jeio("du", "-s", "-a").status()).isEqualTo(2);
        assertThat(jeio("du", "-B", "much").err()).startsWith("du: invalid -B argument 'much'");
        assertThat(jeio("du", "-B", "0").status()).isEqualTo(2);
        assertThat(jeio("du", "-d", "-1").err()).startsWith("du: invalid maximum depth " + new String(Names.encode(Names.quoteLocally("-1")), ISO_8859_1));
    }

    @Test
    void aDeepTreeIsSummedUp() {
        makeDeep(path("deep"));
        Result ours = jeio("du", "-s", "--apparent-size", path("deep"));
        assertThat(ours.out()).isEqualTo(run("du", "-s", "--apparent-size", path("deep")).out());
        assertThat(ours.err()).isEmpty();
    }

    @Test
    void sizesAreRoundedUp() {
        Sizes human = new Sizes(1, 1024);
        assertThat(human.text(0)).isEqualTo("0");
        assertThat(human.text(1023)).isEqualTo("1023");
        assertThat(human.text(1024)).isEqualTo("1.0K");
        assertThat(human.text(1025)).isEqualTo("1.1K");
        assertThat(human.text(10 * 1024)).isEqualTo("10K");
        assertThat(human.text((1 << 20) - 1)).isEqualTo("1.0M");
        assertThat(Sizes.parse("4K")).isEqualTo(4096);
        assertThat(Sizes.parse("2MB")).isEqualTo(2_000_000);
    }
}
