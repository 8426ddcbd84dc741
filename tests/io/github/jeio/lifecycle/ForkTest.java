package io.github.jeio.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.support.CCompiler;
import io.github.jeio.support.Jvm;
import io.github.jeio.support.Preload;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started, and forked in C, while requests are in flight. */
@Tag("unsanitized")
class ForkTest {

    private static final int TIMES = 10;

    /** In place of fpathconf, whose result is the child's status: one that works in C, and then runs ls(1). */
    private static final String PRELOAD = """
            #include <sys/wait.h>
            long fpathconf (int fd, int name)
            {
              int status;
              pid_t child = fork ();
              if (!child)
                {
                  char *memory = malloc (1 << 20);
                  memset (memory, 1, 1 << 20);
                  free (memory);
                  int out = open (getenv ("FORKED"), O_WRONLY | O_CREAT | O_APPEND, 0600);
                  dup2 (out, 1);
                  close (out);
                  execlp ("ls", "ls", "-l", "/proc/self/fd", (char *)0);
                  _exit (127);
                }
              waitpid (child, &status, 0);
              return status;
            }
            """;

    @TempDir
    Path dir;

    /** Has descriptors of every kind open, and requests in flight, while a worker forks and the JDK starts processes. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            String dir = args[0];
            IoAio io = IoAio.create();
            io.pollFileno();
            AioWd wd = io.aioWd(dir).await();
            int fd = io.aioOpen(dir + "/file", AioConstants.O_RDWR | AioConstants.O_CREAT, 0600).await();
            int duplicate = io.aioFcntl(fd, AioConstants.F_DUPFD_CLOEXEC, 0).await().intValue();
            for (int i = 0; i < TIMES; i++) {
                List<AioRequest<?>> others = new ArrayList<>();
                for (int j = 0; j < 50; j++) {
                    others.add(j % 2 == 0 ? io.aioWriteFile(dir + "/other" + j, ByteBuffer.allocate(10_000), 0600) : wd.aioLoad("file"));
                }
                AioRequest<Long> forked = io.aioPathconf(fd, AioConstants.PC_NAME_MAX);
                Process listing = new ProcessBuilder("ls", "-l", "/proc/self/fd").start();
                try (var lines = listing.inputReader()) {
                    lines.lines().forEach(System.out::println);
                }
                if (listing.waitFor() != 0 || forked.await() != 0) {
                    throw new AssertionError("ls has failed");
                }
                for (AioRequest<?> other : others) {
                    other.await();
                }
            }
            io.aioClose(duplicate).await();
            io.aioClose(fd).await();
            wd.close();
            io.close();
        }
    }

    @Test
    void childrenInheritNoDescriptorAndTheProcessGoesOn() throws Exception {
        assumeTrue(CCompiler.run(new ArrayList<>(), "gcc", "--version") == 0, "needs a C compiler");
        Path work = Files.createDirectory(dir.resolve("work"));
        Path forked = dir.resolve("forked");

        Jvm jvm = new Jvm().variable("FORKED", forked.toString());
        Preload.build(dir, PRELOAD).forEach(jvm::variable);
        List<String> started = jvm.run(Program.class, work.toString());

        assertThat(started).filteredOn(line -> line.contains(" 0 -> ")).hasSize(TIMES);
        assertThat(Files.readAllLines(forked)).filteredOn(line -> line.contains(" 1 -> ")).hasSize(TIMES);
        assertThat(started).noneMatch(line -> line.contains(work.toString()) || line.contains("eventfd"));
        assertThat(Files.readAllLines(forked)).noneMatch(line -> line.contains(work.toString()) || line.contains("eventfd"));
    }
}
