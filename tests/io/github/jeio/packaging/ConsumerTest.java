package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program of somebody else's with one dependency, a jar in a local Maven repository: it compiles and runs, and
 * needs no flag.
 */
@Tag("unsanitized")
class ConsumerTest {

    private static final String PROGRAM = """
            package consumer;

            import io.github.jeio.IoAio;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    System.out.println(IoAio.shared().aioStat(args[0]).await().size());
                }
            }
            """;

    private static final String MODULE = "module consumer { requires io.github.jeio; }";

    @TempDir
    static Path dir;

    private static Path asked;

    @BeforeAll
    static void aFileToAskFor() throws IOException {
        asked = Files.write(dir.resolve("4711 bytes"), new byte[4711]);
    }

    /** The one dependency: the jar with every library, or this platform's. */
    static Stream<Path> dependencies() throws IOException {
        Path repository = dir.resolve("repository/io/github/jeio/jeio/1");
        Files.createDirectories(repository);
        List<Path> installed = new ArrayList<>();
        for (Path jar : List.of(Build.mainJar(), Build.jar(Build.PLATFORM))) {
            Path copy = repository.resolve(jar.getFileName());
            if (Files.notExists(copy)) {
                Files.copy(jar, copy);
            }
            installed.add(copy);
        }
        return installed.stream();
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void runsOnAClassPath(Path dependency) throws Exception {
        Path classes = compile(dependency, false);

        Build.Output run = java("-cp", classes + ":" + dependency, "consumer.Main", asked.toString());

        assertThat(run).isEqualTo(new Build.Output(0, "4711\n", restrictedMethodWarning(run)));
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void runsOnTheModulePath(Path dependency) throws Exception {
        Path classes = compile(dependency, true);

        Build.Output run = java("-p", classes + ":" + dependency, "-m", "consumer/consumer.Main", asked.toString());

        assertThat(run).isEqualTo(new Build.Output(0, "4711\n", restrictedMethodWarning(run)));
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void isSilentWhereNativeAccessIsGrantedToItAlone(Path dependency) throws Exception {
        Path classes = compile(dependency, true);
        List<String> options = new ArrayList<>(List.of("--enable-native-access=io.github.jeio"));
        if (Runtime.version().feature() >= 24) {
            options.add("--illegal-native-access=deny");
        }
        options.addAll(List.of("-p", classes + ":" + dependency, "-m", "consumer/consumer.Main", asked.toString()));

        Build.Output run = java(options.toArray(String[]::new));

        assertThat(run.out()).isEqualTo("4711\n");
        assertThat(run.err().lines().filter(line -> !line.contains("incubator modules"))).isEmpty();
        assertThat(run.status()).isZero();
    }

    /** From JDK 24 on the JVM warns of the first native access that nobody granted: that, and nothing else, may be said. */
    private static String restrictedMethodWarning(Build.Output run) {
        boolean warned = Runtime.version().feature() >= 24
                && run.err().lines().allMatch(line -> line.isEmpty() || line.startsWith("WARNING: "))
                && run.err().contains("A restricted method");
        return warned ? run.err() : "";
    }

    private static Path compile(Path dependency, boolean modular) throws IOException {
        Path project = Files.createTempDirectory(dir, "project");
        Path classes = project.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-d", classes.toString(),
                modular ? "--module-path" : "--class-path", dependency.toString(),
                Files.writeString(project.resolve("Main.java"), PROGRAM).toString()));
        if (modular) {
            arguments.add(Files.writeString(project.resolve("module-info.java"), MODULE).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("status of javac").isZero();
        return classes;
    }

    private static Build.Output java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(arguments));
        return Build.run(command);
    }
}
