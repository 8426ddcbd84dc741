package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioVersion;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What works here, as the API and the jar tell it. */
class VersionTest extends PoolTest {

    @Test
    void theVersionsAreThoseOfTheBuildAndTheMachine() throws Exception {
        AioVersion version = IoAio.version();
        assertThat(Build.mainJar()).hasFileName("jeio-" + version.jeio() + ".jar");
        assertThat(Files.readString(Path.of("libeio/pin"))).containsPattern("(?m)^" + version.libeio() + " ");
        assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(" " + version.library());
        assertThat(version.kernel()).isEqualTo(run("uname", "-r"));
        assertThat(version).hasToString("jeio " + version.jeio() + ", libeio " + version.libeio() + ", " + version.library()
                + " (build " + version.buildId() + "), Linux " + version.kernel() + " with " + String.join(" ", version.features()));
    }

    @Test
    void theBuildIdIsTheLinkers() {
        assertThat(run("readelf", "-n", IoAio.version().library())).contains("Build ID: " + IoAio.version().buildId());
    }

    @Test
    void aCallThatIsForbiddenIsNoFeature() {
        assertThat(IoAio.version().features()).contains("preadv2", "statx", "renameat2");
        String java = System.getProperty("java.home") + "/bin/java";
        String said = run("strace", "-f", "-o", "/dev/null", "-e", "trace=openat2,preadv2", "-e", "inject=openat2:error=ENOSYS", "-e",
                "inject=preadv2:error=EPERM", java, "-jar", Build.mainJar().toString());
        assertThat(said).contains(" with copy_file_range statx ").doesNotContain("openat2", "preadv2").endsWith(": it works");
    }

    @Test
    void theJarSaysThatItWorks() throws Exception {
        String java = System.getProperty("java.home") + "/bin/java";
        String said = run(java, "-Djava.io.tmpdir=" + dir, "-jar", Build.mainJar().toString());
        AioVersion version = IoAio.version();
        assertThat(said).startsWith("jeio " + version.jeio() + ", libeio " + version.libeio() + ", " + dir)
                .contains("IoAio[self-test, ").endsWith(": it works");
        try (var left = Files.list(dir)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theManifestNamesThem() throws Exception {
        try (JarFile jar = new JarFile(Build.mainJar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Libeio")).isEqualTo(IoAio.version().libeio());
        }
    }
}
