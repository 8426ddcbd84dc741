package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a JVM: what is outstanding is handled, as by the manual's END block, but a stuck pool delays it no longer than told. */
class ExitTest {

    @TempDir
    private Path dir;
    private String path;

    @BeforeEach
    void aPath() {
        path = dir.resolve("made").toString();
    }

    private String fifo() throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", path).start().waitFor() == 0, "needs a file system that has fifos");
        return path;
    }

    @Test
    void writesAreDoneAndCallbacksCalled() throws Exception {
        assertThat(new ChildJvm().run(Scenarios.class, "writes", path)).containsExactly("called");
        assertThat(dir.resolve("made")).hasSize(100_000);
    }

    @Test
    void whatCallbacksSubmitIsHandledToo() throws Exception {
        assertThat(new ChildJvm().run(Scenarios.class, "chain")).containsExactly("the end");
    }

    @Test
    void groupsThatWereOpenForMoreAreDone() throws Exception {
        assertThat(new ChildJvm().run(Scenarios.class, "group")).containsExactly("group");
    }

    @Test
    void poolThatNobodyRefersToKeepsItsRequestsAndTheirBuffers() throws Exception {
        assertThat(new ChildJvm().run(Scenarios.class, "abandoned")).containsExactly("read 32768");
    }

    @Test
    void exceptionOfACallbackIsReportedAndHarmsNobody() throws Exception {
        List<String> said = new ChildJvm().run(Scenarios.class, "exception");
        assertThat(said).filteredOn(line -> line.contains("UnsupportedOperationException: a callback's")).hasSize(2);
        assertThat(said).filteredOn("the next"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1"})
    void stuckPoolDelaysItByTheBoundOnly(String seconds) throws Exception {
        assertThat(new ChildJvm().with("-Djeio.exit.seconds=" + seconds).run(Scenarios.class, "stuck", fifo())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "99999999999", "many", ""})
    void boundThatIsNoneLosesNothing(String seconds) throws Exception {
        assertThat(new ChildJvm().with("-Djeio.exit.seconds=" + seconds).run(Scenarios.class, "writes", path))
                .containsExactly("called");
    }

    @Test
    void stuckPoolsDoNotKeepOthersFromBeingHandled() throws Exception {
        assertThat(new ChildJvm().with("-Djeio.exit.seconds=2").run(Scenarios.class, "stuck beside others", fifo()))
                .containsExactly("the end", "the end", "the end", "the end");
    }

    @Test
    void pausedPoolIsHandled() throws Exception {
        assertThat(new ChildJvm().run(Scenarios.class, "paused", path)).containsExactly("made");
        assertThat(dir.resolve("made")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit in a callback", "exit in the daemon"})
    void exitInACallbackEndsTheJvmOnceWhatWasSubmittedIsExecuted(String scenario) throws Exception {
        Process child = new ChildJvm().start(Scenarios.class, scenario, path);
        assertThat(child.inputReader().lines().toList()).isEmpty();
        assertThat(child.waitFor()).isEqualTo(3);
        assertThat(dir.resolve("made")).isDirectory();
    }

    @Test
    void threadsThatWaitDoNotKeepTheJvm() throws Exception {
        assertThat(new ChildJvm().with("-Djeio.exit.seconds=1").run(Scenarios.class, "waiters", fifo())).isEmpty();
    }
}
