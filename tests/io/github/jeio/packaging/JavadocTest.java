package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Javadoc, as a release writes it: a warning is an error. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @TempDir
    private Path dir;

    @Test
    void isWrittenWithoutAWarning() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:all", "-Werror", "-notimestamp",
                "-classpath", System.getProperty("java.class.path"), "-d", dir.toString()));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java") && !file.endsWith("module-info.java"))
                    .filter(file -> !file.contains("/internal/")).forEach(arguments::add);
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int status = ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, arguments.toArray(new String[0]));
        assertThat(status).as(said.toString()).isZero();
        // every request is shown at IoAio itself, and the package's page leads there
        String page = Files.readString(dir.resolve("io/github/jeio/IoAio.html"));
        assertThat(page).contains("id=\"aioCptree(", "id=\"aioRead(", "id=\"pollCb()").doesNotContain("href=\"requests/");
        String summary = Files.readString(dir.resolve("io/github/jeio/package-summary.html"));
        assertThat(links(summary, "IoAio.html")).hasSizeGreaterThan(20)
                .allSatisfy(method -> assertThat(page).contains("id=\"" + method + '"'));
        String files = Files.readString(dir.resolve("io/github/jeio/files/AsyncFiles.html"));
        assertThat(links(summary, "files/AsyncFiles.html")).hasSizeGreaterThan(7)
                .allSatisfy(method -> assertThat(files).contains("id=\"" + method + '"'));
    }

    /** The places on a page that another one leads to. */
    private static List<String> links(String from, String page) {
        return Pattern.compile("href=\"" + page + "#([^\"]+)\"").matcher(from).results().map(link -> link.group(1)).toList();
    }

    /** The goal that forks a build of its own deletes the native libraries of the one before it. */
    @Test
    void makeJavadocForksNoBuild() throws Exception {
        Build.Output said = Build.run(List.of("make", "-n", "javadoc"));
        assertThat(said.out()).contains("javadoc:javadoc-no-fork");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("make javadoc");
    }
}
