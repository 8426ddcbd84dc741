package io.github.jeio.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Strace;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request opens, for a moment or for good, is close-on-exec from the call on that opens it: a program that another thread
 * starts at that moment does not get it.
 */
@Tag("unsanitized") // strace would have to see past the sanitizer
class CloseOnExecTest extends PoolTest {

    private static final String CALLS = "open,openat,openat2,socket,dup,dup2,dup3,fcntl,eventfd2,memfd_create,pipe,pipe2,epoll_create1";

    private Path other;
    private IoAio opener;

    @BeforeEach
    void openWatched() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        other = Files.createTempDirectory(Path.of("/dev/shm"), "jeio-test-");
        opener = IoAio.builder().name("opener").minParallel(1).maxParallel(1).idleTimeout(1000).inlineCached(false).create();
    }

    @AfterEach
    void closeWatched() {
        if (opener != null) {
            opener.close();
            run("rm", "-rf", other.toString());
        }
    }

    /** The only call that makes a descriptor without the flag is the one by which a program asks for that. */
    private static boolean isCloseOnExec(String call) {
        return call.contains("_CLOEXEC") || call.startsWith("fcntl") && !call.contains("F_DUPFD");
    }

    @Test
    void whatARequestOpensIsCloseOnExecAtOnce() throws Exception {
        Path files = dir.resolve("files");
        Path log = dir.resolve("log");
        FaultyOperations operations = new FaultyOperations(opener, files, other.resolve("files"));
        opener.aioNop().await();
        try (Strace strace = Strace.trace(Strace.worker("opener/eio"), log, CALLS, List.of())) {
            for (FaultyOperations.Operation operation : operations.all()) {
                operations.prepare();
                operations.fd = io.aioOpen(files + "/file", AioConstants.O_RDWR, 0).await();
                operations.wd = opener.aioWd(files.toString()).await();
                FaultyOperations.close(io, operation.maker().make().await());
                operations.wd.close();
                io.aioClose(operations.fd).await();
                run("rm", "-rf", files.toString(), other.resolve("files").toString());
            }
            Path socket = dir.resolve("socket");
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(socket));
                opener.aioCopy(file("source", "content"), socket.toString()).await();
            }
            opener.flush();
        } catch (AioException e) {
            throw new AssertionError(e);
        }

        List<String> calls = Files.readAllLines(log).stream().filter(line -> line.matches("[a-z]\\w+\\(.*") && !line.startsWith("syscall_")).toList();
        assertThat(calls).filteredOn(call -> call.startsWith("openat")).hasSizeGreaterThan(150);
        assertThat(calls).anyMatch(call -> call.startsWith("socket(")).anyMatch(call -> call.startsWith("fcntl("));
        assertThat(calls).filteredOn(call -> !isCloseOnExec(call)).isEmpty();
    }
}
