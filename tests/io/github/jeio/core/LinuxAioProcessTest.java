package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Linux::AIO is from the start, and what it leaves to the end of the program: each in a JVM of its own. */
class LinuxAioProcessTest {

    @TempDir
    Path dir;

    @Test
    void oneThreadExecutesOneRequestAfterTheOther() throws Exception {
        assertThat(new ChildJvm().run(OneThread.class)).containsExactly("0 done of 21", "pipe", "20 others");
    }

    /** The first request waits for a pipe, so the others have to wait for the first. */
    static final class OneThread {
        public static void main(String[] args) throws Exception {
            int[] pipe = Advanced.pipe2();
            int[] others = {0};
            LinuxAio.aioRead(pipe[0], -1, 1, ByteBuffer.allocate(1), 0, count -> System.out.println("pipe"));
            for (int i = 0; i < 20; i++) {
                LinuxAio.aioFsync(-1, status -> others[0]++);
            }
            Thread.sleep(300); // in which a second thread would have executed them
            System.out.println(LinuxAio.pollCb() + " done of " + LinuxAio.nreqs());
            Files.writeString(Path.of("/proc/self/fd/" + pipe[1]), "x");
            while (LinuxAio.nreqs() > 0) {
                LinuxAio.pollWait();
                LinuxAio.pollCb();
            }
            System.out.println(others[0] + " others");
        }
    }

    @Test
    void thePoolIsNotTheOneOfIoAio() throws Exception {
        assertThat(new ChildJvm().run(OwnPool.class)).containsExactly("0 1", "1 1", "IoAio", "1 0", "Linux::AIO", "0 0");
    }

    static final class OwnPool {
        public static void main(String[] args) {
            IoAio.shared().aioFsync(-1, status -> System.out.println("IoAio"));
            show();
            LinuxAio.aioFsync(-1, status -> System.out.println("Linux::AIO"));
            show();
            IoAio.shared().flush();
            show();
            while (LinuxAio.nreqs() > 0) {
                LinuxAio.pollWait();
                LinuxAio.pollCb();
            }
            show();
        }

        private static void show() {
            System.out.println(LinuxAio.nreqs() + " " + IoAio.shared().nreqs());
        }
    }

    @Test
    void whatIsOutstandingAtTheEndIsDone() throws Exception {
        Path file = dir.resolve("file");
        assertThat(new ChildJvm().run(AtTheEnd.class, file.toString())).containsExactly("called");
        assertThat(Files.exists(file)).isTrue();
    }

    static final class AtTheEnd {
        public static void main(String[] args) {
            LinuxAio.aioOpen(args[0], O_WRONLY | O_CREAT, 0600, fd -> System.out.println("called"));
        }
    }
}
