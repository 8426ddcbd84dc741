package io.github.jeio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for those who come from elsewhere show compiles with the imports that they show, and runs. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MigrationTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"asynchronousfilechannel", "files-in-a-pool", "vertx-filesystem", "io-aio"})
    void codeRuns(String from) throws Exception {
        IoAio.shared();
        var blocks = JAVA_BLOCK.matcher(Files.readString(Path.of("docs", "migrating-from-" + from + ".md"))).results().toList();
        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            assertThat(run(block.group(1))).isNotBlank().doesNotContain("No such file");
        }
    }

    private String run(String block) throws Exception {
        Path classes = Files.createTempDirectory(dir, "block");
        String imports = block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = Files.writeString(classes.resolve("Block.java"),
                imports + "\npublic class Block {\n    public static void run() throws Exception {\n" + body + "\n    }\n}\n");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, errors,
                "-Xlint:all,-classfile", "-cp", System.getProperty("java.class.path"), "-d", classes.toString(), source.toString());
        assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();

        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Block").getMethod("run").invoke(null);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
