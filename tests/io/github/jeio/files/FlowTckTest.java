package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** The publishers keep the Reactive Streams' rules, by their own tests; and no descriptor is left. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FlowTckTest {

    /** Each gives the number of elements that is asked for. */
    enum Kind { LIST, WALK, LINES, CHUNKS }

    @TempDir
    Path dir;

    private static Kind kind;
    private static Path scratch;
    private static IoAio io;
    private Leaks before;

    @BeforeEach
    void openPool() {
        before = Leaks.now();
        io = IoAio.create();
        scratch = dir;
    }

    @AfterEach
    void closePool() {
        io.flush();
        io.close();
        before.check();
    }

    /** TestNG makes it. */
    public static final class Verification extends FlowPublisherVerification<Object> {

        /** Called by TestNG. */
        public Verification() {
            super(new TestEnvironment(2_000, 200));
        }

        @Override
        public long maxElementsFromPublisher() {
            return 1_000;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Publisher<Object> createFlowPublisher(long elements) {
            try {
                return (Publisher<Object>) (Publisher<?>) publisher((int) elements);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** None fails before something is asked for. */
        @Override
        public Publisher<Object> createFailedFlowPublisher() {
            return null;
        }
    }

    private static Publisher<?> publisher(int elements) throws IOException {
        FileFlow flow = AsyncFiles.on(io).flow();
        Path path = Files.createTempDirectory(scratch, "tck");
        switch (kind) {
            case LIST -> {
                fill(path, elements);
                return flow.list(path);
            }
            case WALK -> {
                fill(path, elements - 1);
                return elements == 0 ? flow.list(path) : flow.walk(path);
            }
            case LINES -> {
                return flow.lines(Files.writeString(path.resolve("f"), "line\n".repeat(elements)));
            }
            default -> {
                return flow.chunks(Files.writeString(path.resolve("f"), "x".repeat(elements)), 1);
            }
        }
    }

    private static void fill(Path path, int elements) throws IOException {
        for (int i = 0; i < elements; i++) {
            Files.createFile(path.resolve("f" + i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheRules(Kind which) {
        kind = which;
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG tests = new TestNG(false);
        tests.setTestClasses(new Class<?>[] {Verification.class});
        tests.setOutputDirectory(dir.resolve("testng").toString());
        tests.addListener(results);
        tests.run();
        List<String> failures = new ArrayList<>();
        for (ITestResult failed : results.getFailedTests()) {
            failures.add(failed.getName() + ": " + failed.getThrowable());
        }
        assertThat(failures).isEmpty();
        assertThat(results.getPassedTests()).hasSizeGreaterThanOrEqualTo(25);
    }
}
