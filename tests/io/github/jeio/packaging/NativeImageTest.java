package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native-image is told, compared with the sources: each class and member that C or Java asks the JVM for by its name.
 * No native image is made, since there is no GraalVM where these tests run.
 */
@Tag("unsanitized")
class NativeImageTest {

    private static final String FOLDER = "META-INF/native-image/io.github.jeio/jeio/";

    @Test
    void everyNameThatCAsksForIsRegistered() throws IOException {
        String registered = new String(Build.content(Build.mainJar(), FOLDER + "jni-config.json"));
        Set<String> names = quoted(registered);
        Set<String> asked = askedFor();

        assertThat(asked).contains("java.nio.Buffer", "address");
        assertThat(names).containsAll(asked);
    }

    @Test
    void everyClassThatJavaAsksForByItsNameIsRegistered() throws IOException {
        Set<String> names = quoted(new String(Build.content(Build.mainJar(), FOLDER + "reflect-config.json")));
        Set<String> asked = namesInJava();

        assertThat(asked).contains("io.netty.channel.IoEventLoop", "io.github.jeio.metrics.FlightEvents", "isVirtual", "ofBuffer");
        assertThat(names).containsAll(asked);
    }

    @Test
    void theLibrariesAreResourcesOfTheImage() throws IOException {
        String resources = new String(Build.content(Build.mainJar(), FOLDER + "resource-config.json"));
        Pattern included = Pattern.compile(resources.replaceAll("(?s).*\"pattern\": \"([^\"]*)\".*", "$1"));

        assertThat(Build.libraryEntry(Build.PLATFORM)).matches(included);
        assertThat(Build.files(Build.mainJar())).contains(FOLDER + "native-image.properties", FOLDER + "reflect-config.json");
    }

    /** FindClass (env, "a/b/C") and Get…ID (env, c, "member", …). */
    private static Set<String> askedFor() throws IOException {
        Pattern call = Pattern.compile("FindClass \\(env, \"([^\"]+)\"|Get\\w+ID \\(env, \\w+, \"(\\w+)\"");
        try (var files = Files.walk(Path.of("src/main/c"))) {
            List<Path> sources = files.filter(Files::isRegularFile).toList();
            return sources.stream().flatMap(file -> call.matcher(read(file)).results())
                    .map(found -> found.group(1) != null ? found.group(1).replace('/', '.') : found.group(2))
                    .collect(Collectors.toSet());
        }
    }

    /** The classes that are named in text where Class.forName is called, and the methods of findVirtual and findStatic. */
    private static Set<String> namesInJava() throws IOException {
        Pattern name = Pattern.compile("\"((?:\\w+\\.)+[A-Z][\\w$]*)\"");
        Pattern method = Pattern.compile("find(?:Virtual|Static)\\([\\w.]+, \"(\\w+)\"");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            List<String> sources = files.filter(Files::isRegularFile).map(NativeImageTest::read).toList();
            return Stream.concat(sources.stream().filter(source -> source.contains("Class.forName(")).flatMap(source -> name.matcher(source).results()),
                            sources.stream().flatMap(source -> method.matcher(source).results()))
                    .map(found -> found.group(1)).collect(Collectors.toSet());
        }
    }

    private static Set<String> quoted(String json) {
        return Pattern.compile("\"([^\"]+)\"").matcher(json).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
