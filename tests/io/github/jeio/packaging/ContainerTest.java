package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The smallest image that docs/platforms.md describes: a runtime of jlink's with jeio in it, the C library, and a program.
 * A plain directory stands for the image, and chroot(1) for the container's engine.
 */
@Tag("heavy")
@Tag("unsanitized")
@Timeout(600)
class ContainerTest {

    @TempDir
    Path image;

    @Test
    void theDemoRunsInADirectoryWithNothingButARuntimeAndTheCLibrary() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/root")), "needs root");
        String jlink = Path.of(System.getProperty("java.home"), "bin/jlink").toString();
        Path runtime = image.resolve("jeio");
        succeeds(List.of(jlink, "--module-path", Build.jar(Build.PLATFORM).toString(), "--add-modules", "io.github.jeio",
                "--strip-debug", "--no-header-files", "--no-man-pages", "--output", runtime.toString()));
        for (String library : librariesOf(runtime)) {
            Path copy = image.resolve(library.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(library), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        for (String folder : List.of("tmp", "proc", "app", "data")) {
            Files.createDirectory(image.resolve(folder));
        }
        Files.write(image.resolve("data/file"), new byte[4711]);
        Files.copy(Path.of("target/test-classes/Demo.class"), image.resolve("app/Demo.class"));

        String said = succeeds(List.of("unshare", "--mount", "sh", "-c", "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" "
                + "/jeio/bin/java --add-modules io.github.jeio --enable-native-access=io.github.jeio -cp /app Demo /data",
                image.toString()));

        assertThat(said).containsPattern("files read +1\n").containsPattern("bytes +4,711\n");
    }

    /** What the dynamic linker looks for outside the runtime. */
    private static Set<String> librariesOf(Path runtime) throws Exception {
        try (var files = Files.walk(runtime)) {
            List<String> objects = files.map(Path::toString).filter(name -> name.endsWith(".so") || name.endsWith("/bin/java")).toList();
            StringBuilder needed = new StringBuilder();
            for (String object : objects) {
                needed.append(Build.run(List.of("ldd", object)).out());
            }
            return Pattern.compile("(/\\S+) \\(0x").matcher(needed).results().map(found -> found.group(1))
                    .filter(library -> !library.startsWith(runtime.toString())).collect(Collectors.toSet());
        }
    }

    private static String succeeds(List<String> command) throws Exception {
        Build.Output run = Build.run(command);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        return run.out();
    }
}
