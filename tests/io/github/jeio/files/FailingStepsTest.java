package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Strace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A step of an operation of AsyncFiles fails, or does not find what the step before has seen. */
class FailingStepsTest extends PoolTest {

    /** What comes of an operation in a pool of one thread, for which strace has a system call fail. */
    private <T> T with(String fault, Function<AsyncFiles, CompletableFuture<T>> operation) throws Exception {
        String call = fault.replaceAll(":.*", "");
        try (IoAio faulty = IoAio.builder().name("failing").minParallel(1).maxParallel(1).idleTimeout(1000).inlineCached(false).create()) {
            faulty.aioNop().await();
            try (Strace strace = Strace.trace(Strace.worker("failing/eio"), dir.resolve("log"), call, List.of("-e", "inject=" + fault))) {
                return operation.apply(AsyncFiles.on(faulty)).get();
            }
        }
    }

    private void mayTrace() {
        assumeTrue(run("sh", "-c", "strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
    }

    /** A program that would run with its user's rights must not run with those of whoever has copied it. */
    @Test
    @Tag("unsanitized")
    void aCopyThatCannotHaveItsOwnerHasNoSetIdBits() throws Exception {
        mayTrace();
        Path program = Path.of(file("program", "content"));
        run("chmod", "6755", program.toString());
        Path copy = dir.resolve("copy");

        with("fchown:error=EPERM", files -> files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES));

        assertThat(run("stat", "-c", "%a", copy.toString())).isEqualTo("755");
    }

    /** On network file systems, and where there is a quota, only close(2) may tell that there was no room. */
    @Test
    @Tag("unsanitized")
    void anErrorOfCloseIsOneOfWhatWasWritten() throws Exception {
        mayTrace();
        Set<String> before = new TreeSet<>(Leaks.openDescriptors().keySet());

        assertThatThrownBy(() -> with("close:error=EDQUOT:when=1", files -> files.writeString(dir.resolve("f"), "content")))
                .isInstanceOf(ExecutionException.class).cause().isInstanceOf(IOException.class).hasMessageContaining("quota");

        // strace has it fail by not making it
        Leaks.openDescriptors().forEach((fd, target) -> {
            if (!before.contains(fd) && target.startsWith(dir.toString())) {
                io.aioClose(Integer.parseInt(fd));
            }
        });
    }

    /** Somebody makes a link of that name after so many of the copy's callbacks: nothing is ever written to where it leads. */
    @Test
    void aCopyNeverGoesIntoWhatHasGotItsNameMeanwhile() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        Path source = Path.of(file("source", "content"));
        Path victim = Path.of(file("victim", "precious"));
        io.maxPollReqs(1);
        int refused = 0;
        boolean late = false;
        for (int callbacks = 0; !late; callbacks++) {
            Path target = dir.resolve("target" + callbacks);
            CompletableFuture<Path> copy = files.copy(source, target);
            for (int i = 0; i < callbacks && !copy.isDone(); i++) {
                io.poll();
            }
            late = Files.exists(target);
            if (!late) {
                Files.createSymbolicLink(target, victim);
            }
            io.flush();
            if (!late) {
                assertThatThrownBy(copy::get).cause().isInstanceOf(FileAlreadyExistsException.class);
                refused++;
            }
            assertThat(victim).hasContent("precious");
        }
        assertThat(refused).isGreaterThan(1);
    }
}
