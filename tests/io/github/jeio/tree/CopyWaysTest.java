package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How aioCopy moves data, as strace sees it: by copy_file_range first, and by what is left where the kernel refuses. */
@Tag("unsanitized")
class CopyWaysTest extends TreeTest {

    private static final Pattern MOVED = Pattern.compile("(\\w+)\\(.*\\) = [1-9]\\d*\\b|<\\.\\.\\. (\\w+) resumed>.*\\) = [1-9]\\d*\\b");

    /** The program that is watched. */
    static final class Copier {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                io.aioCopy(args[0], args[1]).await();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'', copy_file_range", "copy_file_range:error=EXDEV, sendfile", "copy_file_range:error=ENOSYS, sendfile",
        "copy_file_range:error=EOPNOTSUPP, sendfile", "'copy_file_range,sendfile:error=EINVAL', pwrite64"})
    void theFirstWayThatTheKernelDoesNotRefuse(String refused, String expected) throws Exception {
        List<String> inject = refused.isEmpty() ? List.of() : List.of("-e", "inject=" + refused);
        String log = copy("copy_file_range,sendfile,write,pwrite64,pwritev,pwritev2", inject);
        assertThat(MOVED.matcher(log).results().map(CopyWaysTest::name)).isNotEmpty().containsOnly(expected);
    }

    /** As of a file that tells a length that it hasn't got: the kernel says that it ends, and reading says that it doesn't. */
    @Test
    void theEndIsWhereNothingCanBeRead() throws Exception {
        String log = copy("copy_file_range", List.of("-e", "inject=copy_file_range:retval=0"));
        assertThat(log).containsOnlyOnce("(INJECTED)");
    }

    /** ext4 writes a file that was truncated to the device when it is closed, and has the copier wait for that. */
    @Test
    void onlyATargetThatIsNotEmptyIsTruncated() throws Exception {
        assertThat(copy("ftruncate", List.of())).doesNotContain("ftruncate");
        assertThat(copy("ftruncate", List.of())).contains("ftruncate(");
    }

    /** Copies a file and gives what strace says of the target. */
    private String copy(String calls, List<String> more) throws Exception {
        String src = path("src");
        String dst = path("dst");
        sh("head -c 3000000 /dev/urandom > \"$1\"", src);
        String log = path("log");
        List<String> strace = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log, "-P", dst, "-e", "trace=" + calls));
        strace.addAll(more);
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        Child.output(Child.start(strace, List.of(), Map.of(), Copier.class, src, dst));
        run("cmp", src, dst);
        return Files.readString(dir.resolve("log"));
    }

    private static String name(MatchResult call) {
        return call.group(1) == null ? call.group(2) : call.group(1);
    }
}
