package io.github.jeio.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A test of channels with a directory of its own, in which no descriptor may be left open. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
abstract class ChannelTest {

    static final Set<OpenOption> BOTH = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    @TempDir
    Path dir;

    /** How a channel is opened, so that a rule is tried on both kinds. */
    interface Opener {
        AsynchronousFileChannel open(Path path, OpenOption... options) throws IOException;
    }

    /** The JDK's channel first. */
    static Stream<Opener> openers() {
        return Stream.of(AsynchronousFileChannel::open, AioFileChannel::open);
    }

    @BeforeEach
    void warmUp() throws IOException {
        Leaks.now();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        Map<String, String> open = new TreeMap<>(Leaks.openDescriptors());
        open.values().removeIf(target -> !target.startsWith(dir.toString()));
        assertThat(open).isEmpty();
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    /** A handler that completes a future, whose thread is noted. */
    static final class Caught<V> implements CompletionHandler<V, Object> {

        final CompletableFuture<V> outcome = new CompletableFuture<>();
        volatile Thread thread;
        volatile Object attachment;

        @Override
        public void completed(V result, Object with) {
            thread = Thread.currentThread();
            attachment = with;
            outcome.complete(result);
        }

        @Override
        public void failed(Throwable error, Object with) {
            thread = Thread.currentThread();
            attachment = with;
            outcome.completeExceptionally(error);
        }

        V get() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }
    }
}
