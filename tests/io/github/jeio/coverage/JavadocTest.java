package io.github.jeio.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public method has a description, and what is another manual's says whose. That it is complete is javadoc's to check. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/jeio");

    private static final Pattern METHOD = Pattern.compile("(/\\*\\*(?:(?!\\*/).)*\\*/ )?((?:@\\w+(?:\\([^)]*\\))? )*)"
            + "(?:public|default) (?:static |final )*(?!record )(?:<[^(]*> )?[\\w<>\\[\\]?., ]+ (\\w+)\\(([^)]*)\\)[\\w ]* \\{");

    /** A system call, a function of the manual, or another form of the method. */
    private static final String SOURCE = ".*(\\w\\(\\d\\)|\\baio_\\w|(IO|Linux)::AIO\\b|Manual: |(\\{@link|@see) #%s[( ]).*";

    /** What no manual has: pools and requests as Java objects, and what is told of them. */
    private static final List<String> OWN = List.of("shared", "create", "builder", "version", "close", "closeShared", "isAvailable", "unavailabilityCause", "errno",
            "inlineCached", "ninline", "onClose", "stats", "measure", "dump", "timeout", "onRoom", "await", "future", "isDone", "isCancelled");

    private record Method(String file, String doc, String annotations, String name) { }

    private static List<Method> methods() throws Exception {
        List<Method> methods = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java") && !file.toString().contains("internal")).toList()) {
                String source = Files.readString(file);
                if (Pattern.compile("^public ", Pattern.MULTILINE).matcher(source).find()) {
                    METHOD.matcher(source.replaceAll("\\s+", " ")).results().forEach(found -> methods.add(method(file, found)));
                }
            }
        }
        assertThat(methods).hasSizeGreaterThan(250);
        return methods;
    }

    private static Method method(Path file, MatchResult found) {
        return new Method(file.getFileName().toString(), found.group(1), found.group(2), found.group(3));
    }

    @Test
    void everyPublicMethodIsDescribed() throws Exception {
        assertThat(methods()).filteredOn(method -> !method.annotations.contains("@Override"))
                .allSatisfy(method -> assertThat(method.doc).as("%s", method).isNotNull());
    }

    @Test
    void whatIsASystemCallOrPerlsSaysSo() throws Exception {
        assertThat(methods()).filteredOn(method -> method.doc != null && !method.annotations.contains("@Override") && !OWN.contains(method.name)
                && method.file.matches("\\w*Requests.java|IoAio.java|AioRequest.java|AioGroup.java|Advanced.java|LinuxAio.java"))
                .allSatisfy(method -> assertThat(method.doc).as("%s of %s", method.name, method.file).matches(SOURCE.formatted(method.name)));
    }
}
