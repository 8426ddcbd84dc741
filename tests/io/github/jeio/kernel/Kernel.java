package io.github.jeio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A kernel that lacks some system calls, or a container that denies them: deny.c, compiled here, makes it out of this one. */
final class Kernel {

    /** Newer than the oldest kernels in use, or left out of many a container's filter. */
    static final List<String> NEWER = List.of("cachestat", "close_range", "copy_file_range", "execveat", "faccessat2", "fchmodat2",
            "getrandom", "memfd_create", "mlock2", "openat2", "pidfd_getfd", "pidfd_open", "pidfd_send_signal", "preadv2",
            "process_vm_readv", "process_vm_writev", "pwritev2", "renameat2", "statx", "syncfs");

    private final Path deny;

    Kernel(Path dir) throws Exception {
        deny = dir.resolve("deny");
        List<String> said = output(List.of("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-o", deny.toString(),
                "tests/io/github/jeio/kernel/deny.c"), 0);
        assertThat(said).isEmpty();
        assumeTrue(run(List.of(deny.toString(), "ENOSYS", "bpf", "--", "true"), new ArrayList<>()) == 0, "needs seccomp");
    }

    /** A command under a kernel without these calls. */
    List<String> without(String errno, List<String> calls, List<String> command) {
        List<String> all = new ArrayList<>(List.of(deny.toString(), errno));
        all.addAll(calls);
        all.add("--");
        all.addAll(command);
        return all;
    }

    /** A command under what a container engine's default filter allows. */
    List<String> inContainer(List<String> command) {
        return without("container", List.of(), command);
    }

    /** The program of {@link Operations}, below that directory. */
    static List<String> operations(Path dir) {
        return List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Operations.class.getName(), dir.toString());
    }

    static List<String> output(List<String> command, int status) throws Exception {
        List<String> lines = new ArrayList<>();
        assertThat(run(command, lines)).as("%s: %s", command, lines).isEqualTo(status);
        return lines;
    }

    private static int run(List<String> command, List<String> lines) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile()).start();
        process.inputReader().lines().forEach(lines::add);
        return process.waitFor();
    }
}
