package io.github.jeio.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples whose callbacks run in a toolkit's thread. That for JavaFX is compiled everywhere, and runs where there is a display. */
class ToolkitsTest {

    @TempDir
    Path dir;

    @Test
    void callbacksRunInSwingsThread() throws Exception {
        System.setProperty("java.awt.headless", "true");

        assertThat(run("OnSwing")).isEqualTo("1 entries, in Swing's thread\n");
    }

    @Test
    void callbacksRunInJavaFxsThread() throws Exception {
        assumeTrue(System.getenv("DISPLAY") != null, "needs a display");

        assertThat(run("OnJavaFx")).isEqualTo("1 entries, in JavaFX's thread\n");
    }

    /** What an example, which is in no package, prints of a directory with one file. */
    private String run(String example) throws Exception {
        Files.createFile(dir.resolve("f"));
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Class.forName(example).getMethod("main", String[].class).invoke(null, (Object) new String[] {dir.toString()});
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
