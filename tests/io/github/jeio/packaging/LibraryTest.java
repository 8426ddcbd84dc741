package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the dynamic linker sees of the library: what it needs, and what it lends to others. */
@Tag("unsanitized")
class LibraryTest {

    private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.*)]");

    /** A symbol that is defined here and visible outside: its section is a number, not UND. */
    private static final Pattern EXPORTED = Pattern.compile("(?:GLOBAL|WEAK) +DEFAULT +\\d+ (\\S+)");

    @Test
    void needsTheCLibraryOnly() throws Exception {
        assertThat(readelf("--dynamic", NEEDED)).allMatch(name -> name.matches("libc\\.so.*|ld-linux-.*"))
                .anyMatch(name -> name.startsWith("libc.so"));
    }

    @Test
    void exportsNativesOnly() throws Exception {
        assertThat(readelf("--dyn-syms", EXPORTED)).isNotEmpty()
                .allMatch(name -> name.matches("Java_io_github_jeio_internal_\\w+|JNI_On(Load|Unload)"));
    }

    @Test
    void isSealedAgainstOverwritingItsTables() throws Exception {
        assertThat(readelf("--dynamic", Pattern.compile("FLAGS_1\\).*(NOW)"))).hasSize(1);
        assertThat(readelf("--program-headers", Pattern.compile("(GNU_RELRO)"))).hasSize(1);
        assertThat(readelf("--program-headers", Pattern.compile("GNU_STACK.*(RWE)"))).isEmpty();
    }

    private static List<String> readelf(String what, Pattern pattern) throws Exception {
        Build.Output run = Build.run(List.of("readelf", "--wide", what, Build.library().toString()));
        assertThat(run.status()).as(run.err()).isZero();
        Stream<MatchResult> found = pattern.matcher(run.out()).results();
        return found.map(result -> result.group(1)).toList();
    }
}
