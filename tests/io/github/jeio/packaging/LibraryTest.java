package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dynamic linker sees of each library: what it needs, what it lends to others, and how it is hardened. */
@Tag("unsanitized")
class LibraryTest {

    /** Debian 10, RHEL 8 and their kin. */
    private static final String OLDEST_GLIBC = "2.28";

    private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.*)]");

    /** A symbol that is defined here and visible outside: its section is a number, not UND. */
    private static final Pattern EXPORTED = Pattern.compile("(?:GLOBAL|WEAK) +DEFAULT +\\d+ (\\S+)");

    static Stream<String> platforms() throws Exception {
        return Build.platforms();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void needsTheCLibraryOnly(String platform) throws Exception {
        String libc = isMusl(platform) ? "libc\\.so" : "libc\\.so\\.6|ld-linux-.*";
        assertThat(readelf(platform, "--dynamic", NEEDED)).allMatch(name -> name.matches(libc))
                .anyMatch(name -> name.startsWith("libc.so"));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void exportsNativesOnly(String platform) throws Exception {
        assertThat(readelf(platform, "--dyn-syms", EXPORTED)).isNotEmpty()
                .allMatch(name -> name.matches("Java_io_github_jeio_internal_natives_\\w+|JNI_On(Load|Unload)"));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void needsNoSymbolThatAnOldGlibcLacks(String platform) throws Exception {
        assumeFalse(isMusl(platform));
        List<String> versions = run("objdump", "-T", platform, Pattern.compile("GLIBC_([0-9.]+)"));
        assertThat(versions).isNotEmpty().allSatisfy(
                version -> assertThat(Arrays.compare(numbers(version), numbers(OLDEST_GLIBC))).as(version).isNotPositive());
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void isSealedAgainstOverwritingItsTables(String platform) throws Exception {
        assertThat(readelf(platform, "--dynamic", Pattern.compile("FLAGS_1\\).*(NOW)"))).hasSize(1);
        assertThat(readelf(platform, "--program-headers", Pattern.compile("(GNU_RELRO)"))).hasSize(1);
        assertThat(readelf(platform, "--program-headers", Pattern.compile("GNU_STACK.*(RWE)"))).isEmpty();
    }

    /** The linker leaves the mark out when one object file lacks it. */
    @ParameterizedTest
    @MethodSource("platforms")
    void isMarkedForControlFlowEnforcement(String platform) throws Exception {
        assumeTrue(platform.startsWith("linux-x86_64"), "x86 has CET; on aarch64 gcc's own helpers lack the mark");
        assertThat(readelf(platform, "--notes", Pattern.compile("x86 feature: (IBT, SHSTK)"))).hasSize(1);
    }

    /** glibc's headers turn calls that write to a buffer into such that check; musl's don't. */
    @ParameterizedTest
    @MethodSource("platforms")
    void checksTheBuffersThatGlibcWritesTo(String platform) throws Exception {
        assumeFalse(isMusl(platform));
        assertThat(readelf(platform, "--dyn-syms", Pattern.compile("UND (__\\w+_chk)@"))).contains("__snprintf_chk");
    }

    /** The debug information, kept aside, says how every file was compiled. */
    @ParameterizedTest
    @MethodSource("platforms")
    void isStrippedAndItsDebugFileIsKept(String platform) throws Exception {
        assertThat(readelf(platform, "--sections", Pattern.compile("(\\.debug_\\w+|\\.symtab)"))).isEmpty();
        List<String> id = readelf(platform, "--notes", Pattern.compile("Build ID: (\\w+)"));
        assertThat(id).hasSize(1);
        Build.Output dump = Build.run(List.of("readelf", "--wide", "--debug-dump=info", Build.debugFile(id.get(0)).toString()));
        List<String> compiled = Pattern.compile("DW_AT_producer.*: (GNU C11 .*)").matcher(dump.out()).results()
                .map(result -> result.group(1)).toList();
        assertThat(compiled).isNotEmpty().allSatisfy(options -> assertThat(options)
                .contains("-O2", "-fPIC", "-fvisibility=hidden", "-fstack-protector-strong", "-fstack-clash-protection")
                .contains(platform.startsWith("linux-x86_64") ? "-fcf-protection=full" : "-mbranch-protection=standard"));
    }

    private static boolean isMusl(String platform) {
        return platform.endsWith("-musl");
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<String> readelf(String platform, String what, Pattern pattern) throws Exception {
        return run("readelf", "--wide", what, platform, pattern);
    }

    private static List<String> run(String tool, String what, String platform, Pattern pattern) throws Exception {
        return found(List.of(tool, what, Build.library(platform).toString()), pattern);
    }

    private static List<String> run(String tool, String how, String what, String platform, Pattern pattern) throws Exception {
        return found(List.of(tool, how, what, Build.library(platform).toString()), pattern);
    }

    private static List<String> found(List<String> command, Pattern pattern) throws Exception {
        Build.Output run = Build.run(command);
        assertThat(run.status()).as(run.err()).isZero();
        Stream<MatchResult> found = pattern.matcher(run.out()).results();
        return found.map(result -> result.group(1)).toList();
    }
}
