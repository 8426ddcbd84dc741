package io.github.jeio.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On an old kernel, and in a container, a request fails only if it is the missing system call itself. */
@Tag("unsanitized")
class KernelTest {

    /** What nothing else can do, by the call that does it. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            "faccessat2", Set.of("access with a flag"),
            "mlock2", Set.of("mlock2 with a flag"),
            "renameat2", Set.of("rename2 with a flag"),
            "syncfs", Set.of("syncfs"));

    @TempDir
    static Path dir;

    private static Kernel kernel;

    @BeforeAll
    static void compile() throws Exception {
        kernel = new Kernel(dir);
    }

    @Test
    void everyOperationSucceedsHere() throws Exception {
        assertThat(Kernel.output(Kernel.operations(fresh()), 0)).containsExactly("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM"})
    void withoutAnyNewerCallOnlyThoseFailThatNeedIt(String errno) throws Exception {
        failOnly(errno, Kernel.NEWER);
    }

    @Test
    void aContainersFilterIsNoHindrance() throws Exception {
        assertThat(Kernel.output(kernel.inContainer(Kernel.operations(fresh())), 0)).containsExactly("done");
    }

    /** io_uring_setup(2) is 425, and 451 is younger than the filter. */
    @Test
    void theContainersFilterForbidsIoUringAndUnknownCalls() throws Exception {
        List<String> ask = List.of("perl", "-e", "for (425, 451) { syscall ($_, 1, 0) >= 0 or print $!{EPERM} ? 'EPERM' : $!{ENOSYS} "
                + "? 'ENOSYS' : $!, \"\\n\" }");
        assertThat(Kernel.output(kernel.inContainer(ask), 0)).containsExactly("EPERM", "ENOSYS");
    }

    static Stream<Arguments> oneByOne() {
        return Kernel.NEWER.stream().flatMap(call -> Stream.of("ENOSYS", "EPERM").map(errno -> Arguments.of(call, errno)));
    }

    @Tag("heavy")
    @ParameterizedTest
    @MethodSource("oneByOne")
    void withoutOneOnlyThoseFailThatNeedIt(String call, String errno) throws Exception {
        failOnly(errno, List.of(call));
    }

    private static void failOnly(String errno, List<String> denied) throws Exception {
        // later JDKs look at files by statx(2) themselves, and take EPERM for an answer
        boolean ofTheJdk = errno.equals("EPERM") && Runtime.version().feature() > 17;
        List<String> calls = ofTheJdk ? denied.stream().filter(call -> !call.equals("statx")).toList() : denied;
        List<String> failed = Kernel.output(kernel.without(errno, calls, Kernel.operations(fresh())), 0);
        Set<String> allowed = calls.stream().flatMap(call -> NEEDED.getOrDefault(call, Set.of()).stream())
                .map(operation -> operation + " " + errno).collect(Collectors.toSet());
        assertThat(failed).last().isEqualTo("done");
        assertThat(allowed).containsAll(failed.subList(0, failed.size() - 1));
    }

    private static Path fresh() throws Exception {
        return Files.createTempDirectory(dir, "operations");
    }
}
