package io.github.jeio.perl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same requests through Perl's IO::AIO and through jeio, in two trees: the same results, errors and trees. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DifferentialTest {

    private static final Path HERE = Path.of("tests/io/github/jeio/perl").toAbsolutePath();

    /** A tree as find(1) and the files themselves tell of it, without what the time of day puts into it. */
    private static final String TREE = """
            cd "$1" && find . -type d -printf '%p %M %U %G\\n' -o -printf '%p %M %U %G %s %n %l\\n' | LC_ALL=C sort &&
            find . -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
            """;

    @TempDir
    Path dir;

    @Test
    void theAnswersAndTheTreesAreTheSame() throws Exception {
        assumeTrue(run("perl", "-MIO::AIO", "-e", "1").exit == 0, "needs Perl's IO::AIO: apt-get install libio-aio-perl");
        List<Script.Line> script = Script.expand(Files.readAllLines(HERE.resolve("requests.txt")));
        List<String> requests = script.stream().map(Script.Line::request).toList();
        assertThat(requests).hasSizeGreaterThan(500);
        String perlRoot = Files.createDirectory(dir.resolve("perl")).toString();
        String javaRoot = Files.createDirectory(dir.resolve("java")).toString();

        Output said = run("perl", HERE.resolve("driver.pl").toString(), perlRoot,
                Files.write(dir.resolve("script"), requests).toString());
        assertThat(said.exit).as(said.errors).isZero();
        assertThat(said.errors).isEmpty();
        List<String> perl = said.text.lines().toList();
        List<String> java;
        try (IoAio io = IoAio.create()) {
            java = new JavaDriver(io, javaRoot).run(requests);
        }

        assertThat(perl).hasSameSizeAs(script);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            String differs = script.get(i).differs();
            if (perl.get(i).equals(java.get(i)) != (differs == null) || differs != null && !differs.equals(java.get(i))) {
                wrong.add(requests.get(i) + "\n    perl: " + perl.get(i) + "\n    java: " + java.get(i));
            }
        }
        assertThat(wrong).as("of %d requests", script.size()).isEmpty();
        assertThat(tree(javaRoot)).isEqualTo(tree(perlRoot)).contains("./dir/sub");
    }

    private String tree(String root) throws Exception {
        Output output = run("sh", "-c", TREE, "sh", root);
        assertThat(output.exit).as(output.errors).isZero();
        return output.text;
    }

    private record Output(int exit, String text, String errors) { }

    private Output run(String... command) throws IOException, InterruptedException {
        Path text = dir.resolve("output");
        Path errors = dir.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile()).redirectInput(new File("/dev/null"))
                .redirectOutput(text.toFile()).redirectError(errors.toFile());
        builder.environment().remove("LD_PRELOAD"); // the sanitizer that this JVM may run with
        int exit = builder.start().waitFor();
        return new Output(exit, Files.readString(text, ISO_8859_1), Files.readString(errors, ISO_8859_1));
    }
}
