package io.github.jeio.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read off the words of dynamic linkers and mount tables that this machine does not have. */
class LoadAdviceTest {

    private static final Platform GLIBC = Platform.of("Linux", "amd64", false);
    private static final Platform MUSL = Platform.of("Linux", "arm64", true);
    private static final Path FILE = Path.of("/nowhere/jeio-1/libjeio.so");

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-x86_64",
        "Linux, x86_64, true, linux-x86_64-musl",
        "Linux, aarch64, false, linux-aarch64",
        "Linux, arm64, true, linux-aarch64-musl",
        "Linux, riscv64, false, linux-riscv64",
        "Windows 11, amd64, false, windows11-x86_64",
    })
    void namesThePlatformAsTheKernelDoes(String os, String arch, boolean musl, String classifier) {
        Platform platform = Platform.of(os, arch, musl);
        assertThat(platform.classifier()).isEqualTo(classifier);
        assertThat(platform.resource()).isEqualTo("META-INF/native/" + classifier + "/libjeio.so");
        assertThat(platform.isLinux()).isEqualTo(os.equals("Linux"));
    }

    @ParameterizedTest
    @CsvSource({
        "Error loading shared library libc.so.6: No such file or directory (needed by /nowhere/jeio-1/libjeio.so)",
        "Error relocating /nowhere/jeio-1/libjeio.so: __isoc23_strtol: symbol not found",
        "/nowhere/jeio-1/libjeio.so: /lib64/ld-linux-x86-64.so.2: cannot open shared object file",
    })
    void knowsMuslsWordsForALibraryOfGlibc(String said) {
        assertThat(LoadAdvice.explain(MUSL, FILE, false, said)).startsWith("wrong C library: this JVM runs on musl")
                .contains("the classifier linux-aarch64-musl").contains("-Djeio.native.path=").doesNotContain("\n");
    }

    @Test
    void knowsTheWordsForALibraryOfAnotherProcessor() {
        assertThat(LoadAdvice.explain(GLIBC, FILE, true, FILE + ": " + FILE + ": cannot open shared object file:"
                + " No such file or directory (Possible cause: can't load AARCH64 .so on a AMD 64 platform)"))
                .startsWith(FILE + " is not a library for linux-x86_64 (cannot open");
        assertThat(LoadAdvice.explain(GLIBC, FILE, true, "wrong ELF class: ELFCLASS32"))
                .startsWith(FILE + " is not a library for linux-x86_64");
    }

    @Test
    void knowsAMappingThatTheSystemRefuses() {
        assertThat(LoadAdvice.explain(GLIBC, FILE, false, "failed to map segment from shared object: Operation not"
                + " permitted")).startsWith("the system does not let a library in /nowhere/jeio-1 be loaded")
                .contains("set -Djeio.native.dir=<directory> to another one");
        assertThat(LoadAdvice.explain(GLIBC, FILE, true, "failed to map segment from shared object"))
                .contains("move it to another directory").doesNotContain("jeio.native.dir");
    }

    @Test
    void passesOnWhatItDoesNotKnow() {
        assertThat(LoadAdvice.explain(GLIBC, FILE, false, "moon in the wrong house"))
                .isEqualTo("the native library " + FILE + " can't be loaded (moon in the wrong house); build jeio on"
                        + " this machine and set -Djeio.native.path=<its libjeio.so>");
        assertThat(LoadAdvice.explain(GLIBC, FILE, false, null)).contains("no reason given");
    }

    @ParameterizedTest
    @CsvSource({
        "/tmp, true",
        "/tmp/jeio-1, true",
        "/tmp/exec/jeio-1, false",
        "/tmpx, false",
        "/with space/x, true",
        "/stacked/x, false",
        "/, false",
    })
    void findsTheMountOfADirectory(String dir, boolean noexec) {
        assertThat(LoadAdvice.isNoexec("""
                22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
                30 22 0:25 / /tmp rw,nosuid,noexec shared:5 - tmpfs tmpfs rw
                31 30 0:26 / /tmp/exec rw,nosuid shared:6 - tmpfs tmpfs rw
                32 22 0:27 / /with\\040space rw,noexec - tmpfs tmpfs rw
                33 22 0:28 / /stacked rw,noexec - tmpfs tmpfs rw
                34 33 0:29 / /stacked rw - tmpfs tmpfs rw
                broken line
                """, dir)).isEqualTo(noexec);
    }
}
