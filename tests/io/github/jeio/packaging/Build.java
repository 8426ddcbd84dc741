package io.github.jeio.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the build made, as the build tells it to the tests. */
final class Build {

    /** This machine's platform, which is the classifier of its jar. */
    static final String PLATFORM = property("jeio.build.platform");

    private static final Path DIRECTORY = Path.of(property("jeio.build.directory"));
    private static final String NAME = property("jeio.build.name");

    private Build() {}

    static Path mainJar() {
        return DIRECTORY.resolve(NAME + ".jar");
    }

    static Path jar(String classifier) {
        return DIRECTORY.resolve(NAME + "-" + classifier + ".jar");
    }

    static Path library() {
        return library(PLATFORM);
    }

    static Path library(String platform) {
        return DIRECTORY.resolve("classes").resolve(libraryEntry(platform));
    }

    /** The platforms that this build has made a library for: {@code make platforms} makes all of them. */
    static Stream<String> platforms() throws IOException {
        try (var found = Files.list(library().getParent().getParent())) {
            return found.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** What was taken out of a library when it was stripped, by its build id. */
    static Path debugFile(String buildId) {
        return DIRECTORY.resolve("native-debug/.build-id").resolve(buildId.substring(0, 2))
                .resolve(buildId.substring(2) + ".debug");
    }

    /** A folder with what {@code tools/arm64.sh} unpacked, which may not be there. */
    static Path arm64(String name) {
        return DIRECTORY.resolve("arm64").resolve(name);
    }

    static String libraryEntry(String platform) {
        return "META-INF/native/" + platform + "/libjeio.so";
    }

    /** The names of the files in a jar, without its directories. */
    static Set<String> files(Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName())
                    .collect(Collectors.toSet());
        }
    }

    static byte[] content(Path jar, String file) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.getInputStream(opened.getEntry(file)).readAllBytes();
        }
    }

    /** Runs a program to its end; what it says on each of its outputs is kept apart. */
    static Output run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jeio-out", null);
        Path err = Files.createTempFile("jeio-err", null);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
            int status = builder.start().waitFor();
            return new Output(status, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    record Output(int status, String out, String err) {}

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is set by the build, run the tests with it");
        }
        return value;
    }
}
