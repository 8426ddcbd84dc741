package io.github.jeio.files;

import io.github.jeio.support.PoolTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscriber that wants no more of a directory, a tree or a file. */
class GivenUpSourceTest extends PoolTest {

    /** By another thread, just as it is opened: PoolTest counts the descriptors. */
    @Test
    void aDirectoryThatIsOpenedThenIsClosed() throws Exception {
        Files.createDirectories(dir.resolve("d/e"));
        OpenDirectory listed = new OpenDirectory();
        listed.close();
        listed.opened(io.aioOpendir(path("d")).await());

        WalkSource walk = new WalkSource(AsyncFiles.on(io).handOff, dir, 9, false);
        walk.next().join();
        walk.close();
        try {
            walk.next().join();
        } catch (CompletionException e) {
            // nothing is to be had from what is closed
        }
    }

    /** Whatever it is at then: PoolTest counts the descriptors. */
    @ParameterizedTest
    @ValueSource(strings = {"chunks", "lines", "list", "walk", "find"})
    void aSourceThatIsGivenUpAfterAnyNumberOfCallbacksIsClosed(String kind) throws Exception {
        Files.createDirectories(dir.resolve("d/e"));
        Path file = Files.writeString(dir.resolve("d/f"), "a line\n".repeat(100));
        io.inlineCached(false);
        io.maxPollReqs(1);
        FileFlow flow = AsyncFiles.on(io).flow();
        Flow.Publisher<?> source = switch (kind) {
            case "chunks" -> flow.chunks(file, 10);
            case "lines" -> flow.lines(file);
            case "list" -> flow.list(dir.resolve("d"));
            case "walk" -> flow.walk(dir.resolve("d"));
            default -> flow.find(dir.resolve("d"), 9, (path, attributes) -> true);
        };
        for (int callbacks = 0; callbacks < 12; callbacks++) {
            AtomicReference<Flow.Subscription> given = new AtomicReference<>();
            source.subscribe(new Flow.Subscriber<Object>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    given.set(subscription);
                    subscription.request(1);
                }

                @Override
                public void onNext(Object item) {
                    given.get().request(1);
                }

                @Override
                public void onError(Throwable error) { }

                @Override
                public void onComplete() { }
            });
            for (int i = 0; i < callbacks && io.nreqs() > 0; i++) {
                io.poll();
            }
            given.get().cancel();
            io.flush();
        }
    }
}
