package io.github.jeio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows compiles and runs, to the letter. */
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");

    private static final String WRAPPER = """
            public class Block {
                public static void run() throws Exception {
            %s
                }
            }
            """;

    private static final Path README = Path.of("README.md");

    @TempDir
    Path dir;

    @TestFactory
    Stream<DynamicTest> codeBlocks() throws Exception {
        List<String> blocks = JAVA_BLOCK.matcher(Files.readString(README)).results().map(match -> match.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(5);
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.lines().filter(line -> line.contains("aio")).findFirst().orElse(block), () -> run(block)));
    }

    private static String imports(String block) {
        return block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String code(String block) {
        return block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    }

    private void run(String block) throws Exception {
        io.github.jeio.IoAio.shared(); // is not counted as a leak
        Path classes = Files.createTempDirectory(dir, "block");
        Path source = Files.writeString(classes.resolve("Block.java"), imports(block) + WRAPPER.formatted(code(block)));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, errors,
                "-Xlint:all", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
        assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();

        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Block").getMethod("run").invoke(null);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isNotBlank().doesNotContain("No such file");
    }

    @Test
    void linksLeadToFiles() throws Exception {
        assertThat(LINK.matcher(Files.readString(README)).results().map(match -> match.group(1)).toList())
                .allSatisfy(link -> assertThat(Path.of(link)).exists());
    }
}
