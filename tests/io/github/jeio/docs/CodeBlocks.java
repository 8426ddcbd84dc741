package io.github.jeio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;

/** The Java that a page shows: compiled to the letter, with the imports that it shows, and run. */
final class CodeBlocks {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final List<String> blocks;
    private final Path classes;

    /** @param directory for the classes, one for each page */
    CodeBlocks(Path page, Path directory) throws IOException {
        blocks = JAVA_BLOCK.matcher(Files.readString(page)).results().map(match -> match.group(1)).toList();
        classes = directory;
        assertThat(blocks).as("blocks of %s", page).isNotEmpty();
        compile();
    }

    /** A test for each block: it says something, and finds the files that it looks for. */
    Stream<DynamicTest> tests() {
        IoAio.shared(); // is not counted as a leak
        return IntStream.range(0, blocks.size()).mapToObj(i -> DynamicTest.dynamicTest(name(blocks.get(i)),
                () -> assertThat(run(i)).isNotBlank().doesNotContain("No such file")));
    }

    private static String name(String block) {
        return block.lines().filter(line -> line.contains("aio") || line.contains("files.")).findFirst().orElse(block).strip();
    }

    /** All at once, since starting javac takes longest. */
    private void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-classfile", "-proc:none", "-cp", System.getProperty("java.class.path"),
                "-d", classes.toString()));
        for (int i = 0; i < blocks.size(); i++) {
            arguments.add(Files.writeString(classes.resolve("Block" + i + ".java"), """
                    %s
                    public class Block%d {
                        public static void run() throws Exception {
                    %s
                        }
                    }
                    """.formatted(lines(i, true), i, lines(i, false))).toString());
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments.toArray(String[]::new));
        assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String lines(int block, boolean imports) {
        return blocks.get(block).lines().filter(line -> line.startsWith("import ") == imports).collect(Collectors.joining("\n"));
    }

    private String run(int block) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Block" + block).getMethod("run").invoke(null);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
