package io.github.jeio.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Display;
import io.github.jeio.support.Jvm;
import java.awt.EventQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The toolkits whose threads take tasks. The examples run with their windows, in programs of their own, where there is a display
 * or can be one: {@code make toolkits} sees to that.
 */
class ToolkitsTest {

    @TempDir
    Path dir;

    @Test
    void callbacksRunInSwingsThreadWithoutAWindow() {
        System.setProperty("java.awt.headless", "true");
        CompletableFuture<Boolean> inSwing = new CompletableFuture<>();
        try (IoAio io = IoAio.create()) {
            new PollThread(io, EventQueue::invokeLater).start();
            io.aioStat("/", st -> inSwing.complete(EventQueue.isDispatchThread()));
            assertThat(inSwing.join()).isTrue();
        }
    }

    @Test
    @Tag("unsanitized")
    void aWindowOfSwingCountsATree() throws Exception {
        Display.need(Files.exists(Path.of(System.getProperty("java.home"), "lib/libawt_xawt.so")), "a JDK that is not headless");
        windowCounts("OnSwing", "in Swing's thread");
    }

    @Test
    @Tag("unsanitized")
    void aWindowOfJavaFxCountsATree() throws Exception {
        Display.need(Display.hasLibrary("libgtk-3.so.0") && Display.hasLibrary("libXtst.so.6"), "GTK 3 and libXtst");
        windowCounts("OnJavaFx", "in JavaFX's thread");
    }

    private void windowCounts(String example, String thread) throws Exception {
        Path tree = dir.resolve("tree");
        Files.createFile(Files.createDirectories(tree.resolve("d")).resolve("f"));
        try (Display display = Display.open()) {
            Jvm jvm = new Jvm().variable("DISPLAY", display.name())
                    .options("-Djava.awt.headless=false", "-Djavafx.cachedir=" + dir.resolve("cache"));
            assertThat(jvm.run(ToolkitWindows.class, example, tree.toString())).filteredOn(line -> line.contains("entries"))
                    .containsExactly("2 entries, " + thread, "a window, " + tree + ": 2 entries");
        }
    }
}
