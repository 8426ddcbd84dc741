package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.Advanced.SigInfo;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidfdTest {

    private static final int SIGKILL = 9;
    private static final int SIGUSR1 = 10;
    private static final int SI_QUEUE = -1;

    /** Waits for SIGUSR1, once it said so, and prints what came with it. */
    private static final String RECEIVER = """
            #include <signal.h>
            #include <stdio.h>
            int main (void)
            {
              sigset_t set;
              siginfo_t info;
              sigemptyset (&set);
              sigaddset (&set, SIGUSR1);
              sigprocmask (SIG_BLOCK, &set, 0);
              puts ("ready");
              fflush (stdout);
              sigwaitinfo (&set, &info);
              printf ("%d %d %d %d %lx\\n", info.si_code, (int)info.si_pid, (int)info.si_uid, info.si_value.sival_int,
                      (unsigned long)info.si_value.sival_ptr);
              return 0;
            }
            """;

    @TempDir
    Path dir;
    Process cat;
    int pidfd;

    @BeforeEach
    void start() throws IOException {
        cat = new ProcessBuilder("cat").start();
        pidfd = Advanced.pidfdOpen((int) cat.pid());
    }

    @AfterEach
    void stop() throws Exception {
        Fds.close(pidfd);
        cat.destroyForcibly().waitFor();
    }

    @Test
    void opensAProcess() throws IOException {
        assertThat(pidfd).isGreaterThan(2);
        assertThat(Fds.isClosedOnExec(pidfd)).isTrue();
        assertThat(Files.readAllLines(Path.of("/proc/self/fdinfo/" + pidfd))).contains("Pid:\t" + cat.pid());

        int nonblocking = Advanced.pidfdOpen((int) cat.pid(), PIDFD_NONBLOCK);
        assertThat(nonblocking).isGreaterThan(2);
        Fds.close(nonblocking);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Advanced.pidfdOpen(Integer.MAX_VALUE)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.ESRCH);
        assertThat(Advanced.pidfdOpen(-1)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThat(Advanced.pidfdSendSignal(-1, 0)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThat(Advanced.pidfdSendSignal(pidfd, 1_000)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EINVAL);
        assertThat(Advanced.pidfdGetfd(pidfd, 12_345)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void sendsASignal() throws Exception {
        assertThat(Advanced.pidfdSendSignal(pidfd, 0)).as("only a check").isZero();
        assertThat(cat.isAlive()).isTrue();

        assertThat(Advanced.pidfdSendSignal(pidfd, SIGKILL)).isZero();
        assertThat(IoAio.errno()).isZero();
        assertThat(cat.waitFor()).isEqualTo(128 + SIGKILL);

        assertThat(Advanced.pidfdSendSignal(pidfd, 0)).as("never another process").isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.ESRCH);
    }

    @Test
    void aSignalCarriesItsInfo() throws Exception {
        Path source = Files.writeString(dir.resolve("receiver.c"), RECEIVER);
        Path program = dir.resolve("receiver");
        Child.output("gcc", "-o", program.toString(), source.toString());

        assertThat(received(program, new SigInfo(SI_QUEUE, 4711, 42, 7, 0))).isEqualTo("-1 4711 42 7 7");
        assertThat(received(program, new SigInfo(SI_QUEUE, 1, 2, 3, 0x1234_5678_9ABCL))).isEqualTo("-1 1 2 1450744508 123456789abc");
    }

    private static String received(Path program, SigInfo info) throws Exception {
        Process process = new ProcessBuilder(program.toString()).start();
        var out = process.inputReader();
        assertThat(out.readLine()).isEqualTo("ready");
        int fd = Advanced.pidfdOpen((int) process.pid());
        assertThat(Advanced.pidfdSendSignal(fd, SIGUSR1, info)).as(Errno.name(IoAio.errno())).isZero();
        Fds.close(fd);
        return out.readLine();
    }

    @Test
    void copiesADescriptor() throws Exception {
        int copy = Advanced.pidfdGetfd(pidfd, 0);
        assertThat(copy).as(Errno.name(IoAio.errno())).isGreaterThan(2);
        assertThat(List.of(Fds.target(copy))).isEqualTo(Child.output("readlink", "/proc/" + cat.pid() + "/fd/0"));
        assertThat(Fds.isClosedOnExec(copy)).isTrue();
        Fds.close(copy);
    }
}
