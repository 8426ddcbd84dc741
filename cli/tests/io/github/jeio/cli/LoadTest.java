package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** load: what it says is what fincore(1) says. */
class LoadTest extends CliTest {

    @BeforeEach
    void makeTree() {
        assumeTrue(!sh("stat -f -c %T \"$1\"", dir.toString()).contains("tmpfs"), "needs files that can leave the cache");
        sh("cd \"$1\"; mkdir -p t/a; head -c 3000000 /dev/zero > t/large; echo x > \"$(printf 't/a/b\\377')\"; : > t/empty; ln -s /etc/passwd t/link; mkfifo t/fifo", dir.toString());
    }

    private String inCore() {
        return sh("find \"$1\" -type f -exec fincore -nb -o PAGES {} + | awk '{ n += $1 } END { print n + 0 }'", path("t")).strip();
    }

    @Test
    void filesLeaveTheCacheAndComeBack() {
        for (String way : new String[] {"-j8", "--mmap"}) {
            Result out = jeio("load", "--evict", path("t"));
            assertThat(out.err()).isEmpty();
            assertThat(out.out()).matches(".* of 2\\.9M were in the cache, .* are now, 3 files\\n");
            assertThat(inCore()).isEqualTo("0");
            assertThat(jeio("load", "-n", path("t")).out()).isEqualTo("0 of 2.9M in the cache, 3 files\n");
            assertThat(jeio("load", way, path("t")).out()).isEqualTo("0 of 2.9M were in the cache, 2.9M are now, 3 files\n");
            assertThat(inCore()).isEqualTo("734");
        }
    }

    @Test
    void eachFileIsToldIfThatIsWanted() {
        Result result = jeio("load", "-v", "--json", path("t"), path("nope"));
        assertThat(result.out()).contains("\"path\":\"" + path("t/a/b\\udcff") + "\",\"bytes\":2").contains("\"files\":3");
        assertThat(result.err()).contains("\"errno\":\"ENOENT\"");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aFileOfSeveralNamesCountsOnce() {
        sh("ln \"$1/t/large\" \"$1/t/a/again\"; ln \"$1/t/large\" \"$1/t/more\"", dir.toString());
        assertThat(jeio("load", path("t")).out()).contains(" of 2.9M ").endsWith(", 3 files\n");
    }

    @Test
    void usageErrorsAreTwo() {
        assertThat(jeio("load").status()).isEqualTo(2);
    }
}
