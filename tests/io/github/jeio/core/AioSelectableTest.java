package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.jeio.IoAio;
import io.github.jeio.nio.AioSelectable;
import io.github.jeio.support.Leaks;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The channel for NIO selectors, where {@link PollTest} does not look at it. */
class AioSelectableTest extends CoreTest {

    @BeforeAll
    static void theJvmsFirstPipeMakesAnotherOneThatStays() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void openedWhileAnotherThreadPollsItIsReadableForNoLongerThanResultsArePending() throws Exception {
        for (int round = 0; round < 300; round++) {
            try (IoAio other = IoAio.create()) {
                Running<Void> polls = start(() -> {
                    for (int i = 0; i < 50; i++) {
                        other.aioNop();
                        other.poll();
                    }
                    return null;
                });
                try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(other)) {
                    results.register(selector, SelectionKey.OP_READ);
                    polls.get();
                    other.flush();
                    other.pollCb();
                    assertThat(selector.selectNow()).as("in round %s", round).isZero();
                    other.aioNop();
                    assertThat(selector.select()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void thereMayBeSeveral() throws Exception {
        try (Selector selector = Selector.open(); AioSelectable a = AioSelectable.open(io); AioSelectable b = AioSelectable.open(io)) {
            a.register(selector, SelectionKey.OP_READ);
            b.register(selector, SelectionKey.OP_READ);
            io.aioNop();
            awaitReadable(io);
            assertThat(selector.selectNow()).isEqualTo(2);
            selector.selectedKeys().clear();
            io.pollCb();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void ofAClosedPoolItIsNeverReadable() throws Exception {
        IoAio other = IoAio.create();
        try (Selector selector = Selector.open(); AioSelectable results = AioSelectable.open(other)) {
            results.register(selector, SelectionKey.OP_READ);
            other.aioNop();
            assertThat(selector.select()).isEqualTo(1);
            selector.selectedKeys().clear();
            other.close();
            assertThat(selector.selectNow()).isZero();
        }
    }

    @Test
    void whatCouldNotBeOpenedLeavesNothing() throws Exception {
        IoAio other = IoAio.create();
        other.close();
        Leaks before = Leaks.now();
        assertThatIllegalStateException().isThrownBy(() -> AioSelectable.open(other)).withMessageContaining("closed");
        before.check();
    }

    /** The descriptor stays the selector's until the key is gone, and then it is closed. */
    @Test
    void isClosedOnceItsKeyIsGone() throws Exception {
        Leaks before = Leaks.now();
        try (Selector selector = Selector.open()) {
            AioSelectable results = AioSelectable.open(io);
            SelectionKey key = results.register(selector, SelectionKey.OP_READ);
            assertThat(results.keyFor(selector)).isSameAs(key);
            results.close();
            assertThat(key.isValid()).isFalse();
            selector.selectNow();
        }
        before.check();
    }

    @Test
    @Tag("unsanitized") // it loads the build's library
    void needsNoDirectoryAndNoRandomNumbers() throws Exception {
        Path library = Path.of(System.getProperty("jeio.build.directory"), "classes/META-INF/native",
                System.getProperty("jeio.build.platform"), "libjeio.so");
        List<String> said = new ChildJvm().with("-Djava.io.tmpdir=/proc", "-Djeio.native.path=" + library,
                "-Xlog:class+load:stdout").run(Opens.class);
        assertThat(said).contains("opened").noneMatch(line -> line.contains(" java.security.SecureRandom "));
    }

    /** In a JVM of its own. */
    static final class Opens {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            AioSelectable.open(io).close();
            io.close();
            System.out.println("opened");
        }
    }
}
