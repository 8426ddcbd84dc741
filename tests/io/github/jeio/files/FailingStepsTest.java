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
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of an operation of AsyncFiles fails, or does not find what the step before has seen. */
class FailingStepsTest extends PoolTest {

    private static final int MOST_ROUNDS = 1000;

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

    @Test
    @Tag("unsanitized")
    void anAttributeThatCannotBeKeptIsLeftOut() throws Exception {
        mayTrace();
        Path source = Path.of(file("source", "content"));
        assumeTrue(run("sh", "-c", "setfattr -n user.a -v 1 \"$1\" && setfattr -n user.b -v 2 \"$1\" && echo yes || true", "sh",
                source.toString()).equals("yes"), "needs a file system with user attributes");
        Path copy = with("fsetxattr:error=EOPNOTSUPP:when=1", files -> files.copy(source, dir.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES));
        assertThat(copy).hasContent("content");
        assertThat(io.aioListxattr(copy.toString()).await()).hasSize(1);
    }

    @Test
    @Tag("unsanitized")
    void aTemporaryNameThatIsTakenIsNotTheOnlyOne() throws Exception {
        mayTrace();
        Path made = with("openat:error=EEXIST:when=1", files -> files.createTempFile(dir, "a", ".b"));
        assertThat(made).isEmptyFile().hasParent(dir);
        assertThat(made.getFileName().toString()).startsWith("a").endsWith(".b");
    }

    /** Strace says that so much was copied of what is not there. */
    @Test
    @Tag("unsanitized")
    void theRestOfALargeFileIsCopiedFromWhereItIs() throws Exception {
        mayTrace();
        Path source = Path.of(file("source", "content"));
        Path copy = with("sendfile:retval=2147483648:when=1", files -> files.copy(source, dir.resolve("copy")));
        assertThat(copy).isEmptyFile();
        assertThat(Files.readString(dir.resolve("log"))).contains("[2147483648]");
    }

    /** A file's size is stored by fdatasync(2) as well; its times are not. */
    @Test
    @Tag("unsanitized")
    void whatIsForcedWithItsMetadataIsSynced() throws Exception {
        mayTrace();
        try (AioFile file = AioFile.open(io, Path.of(file("f", "")), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> with("fsync:error=EIO", files -> AioFile.adopt(files.io, file.fd()).force(true)))
                    .isInstanceOf(ExecutionException.class).cause().hasMessageContaining("EIO");
            with("fsync:error=EIO", files -> AioFile.adopt(files.io, file.fd()).force(false));
        }
    }

    /** Somebody makes a link of that name after so many of the copy's callbacks: nothing is ever written to where it leads. */
    @Test
    void aCopyNeverGoesIntoWhatHasGotItsNameMeanwhile() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        Path source = Path.of(file("source", "content"));
        Path victim = Path.of(file("victim", "precious"));
        io.maxPollReqs(1);
        int refused = 0;
        int callbacks = 0;
        for (int round = 0; refused < 2 || callbacks > 0; round++) { // from the first again where a worker was quicker than this thread
            assertThat(round).as("rounds").isLessThan(MOST_ROUNDS);
            Path target = dir.resolve("target" + round);
            CompletableFuture<Path> copy = files.copy(source, target);
            for (int i = 0; i < callbacks && !copy.isDone(); i++) {
                io.poll();
            }
            boolean late = false;
            try {
                Files.createSymbolicLink(target, victim);
            } catch (FileAlreadyExistsException e) {
                late = true;
            }
            io.flush();
            if (!late) {
                assertThatThrownBy(copy::get).cause().isInstanceOf(FileAlreadyExistsException.class);
                refused++;
            }
            callbacks = late ? 0 : callbacks + 1;
            assertThat(victim).hasContent("precious");
        }
    }

    /** Somebody makes a file of that name after so many of the move's callbacks. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMoveNeverReplacesWhatHasGotTheNameMeanwhile(boolean across) throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        Path there = across ? Files.createTempDirectory(Path.of("/dev/shm"), "jeio-test-") : Files.createDirectory(dir.resolve("there"));
        io.maxPollReqs(1);
        int refused = 0;
        int callbacks = 0;
        for (int round = 0; refused < 2 || callbacks > 0; round++) {
            assertThat(round).as("rounds").isLessThan(MOST_ROUNDS);
            Path source = Path.of(file("source" + round, "content"));
            Path target = there.resolve("target" + round);
            CompletableFuture<Path> move = files.move(source, target);
            for (int i = 0; i < callbacks && !move.isDone(); i++) {
                io.poll();
            }
            boolean late = false;
            try {
                Files.writeString(target, "precious", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                late = true;
            }
            io.flush();
            if (!late) {
                assertThatThrownBy(move::get).cause().isInstanceOf(FileAlreadyExistsException.class);
                assertThat(target).hasContent("precious");
                refused++;
            }
            callbacks = late ? 0 : callbacks + 1;
            Files.delete(target);
        }
        Files.delete(there);
    }

    /** Somebody makes a link in its place after so many of the copy's callbacks. */
    @Test
    void theAttributesOfADirectoryNeverGoToWhatALinkInItsPlaceLeadsTo() throws Exception {
        AsyncFiles files = AsyncFiles.on(io);
        Path source = Files.createDirectory(dir.resolve("source"));
        Path victim = Files.createDirectory(dir.resolve("victim"));
        run("chmod", "777", source.toString());
        run("chmod", "700", victim.toString());
        io.maxPollReqs(1);
        int exchanged = 0;
        for (int callbacks = 0; callbacks < 12; callbacks++) {
            Path target = dir.resolve("target" + callbacks);
            CompletableFuture<Path> copy = files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
            for (int i = 0; i < callbacks && !copy.isDone(); i++) {
                io.poll();
            }
            if (Files.exists(target)) {
                Files.delete(target);
                Files.createSymbolicLink(target, victim);
                exchanged++;
            }
            io.flush();
            assertThat(run("stat", "-c", "%a", victim.toString())).isEqualTo("700");
        }
        assertThat(exchanged).isGreaterThan(1);
    }
}
