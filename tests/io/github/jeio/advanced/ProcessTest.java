package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fexecve and the limit on descriptors, in JVMs of their own. */
class ProcessTest {

    @TempDir
    Path dir;

    @Test
    void fexecveReplacesTheJvm() throws Exception {
        assertThat(Child.jvmOutput(List.of(), Exec.class, "env")).containsExactly("1 arg0 arg 1", "TWO=zwei ONE=1", "SigBlk:\t0000000000000000");
    }

    @Test
    void fexecveKeepsTheEnvironment() throws Exception {
        assertThat(Child.jvm(List.of("env", "INHERITED=yes"), List.of(), Exec.class, "inherit").lines()).contains("INHERITED=yes");
    }

    @Test
    void fexecveFromAnyThread() throws Exception {
        assertThat(Child.jvmOutput(List.of(), Exec.class, "thread")).containsExactly("from a thread");
    }

    /** Of this thread; the JVM blocks some in each of its threads. */
    private static String blockedSignals() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream().filter(line -> line.startsWith("SigBlk")).findFirst().orElseThrow();
    }

    @Test
    void fexecveSaysWhatIsWrongAndTheJvmGoesOn() throws IOException {
        String blocked = blockedSignals();
        int directory = Fds.open(dir, O_RDONLY);
        assertThat(Advanced.fexecve(directory, new String[] {"x"})).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EACCES);
        Fds.close(directory);
        assertThat(Advanced.fexecve(-1, new String[] {"x"}, new String[0])).isEqualTo(-1);
        assertThat(IoAio.errno()).isNotZero();
        assertThat(blockedSignals()).isEqualTo(blocked);
        assertThatNullPointerException().isThrownBy(() -> Advanced.fexecve(0, null)).withMessage("argv");
        assertThatNullPointerException().isThrownBy(() -> Advanced.fexecve(0, new String[] {"a", null})).withMessage("argv[1]");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.fexecve(0, new String[] {"a"}, new String[] {"A=\0"})).withMessageContaining("envp[0]");
    }

    static final class Exec {
        public static void main(String[] args) throws Exception {
            int sh = Fds.open(Path.of("/bin/sh"), O_RDONLY);
            switch (args[0]) {
                case "env" -> Advanced.fexecve(sh, new String[] {"sh", "-c", "echo \"$# $0 $1\"; echo \"TWO=$TWO ONE=$ONE\"; grep SigBlk /proc/self/status", "arg0", "arg 1"},
                        new String[] {"ONE=1", "TWO=zwei", "PATH=/usr/bin:/bin"});
                case "inherit" -> Advanced.fexecve(sh, new String[] {"sh", "-c", "env"});
                case "thread" -> {
                    Thread thread = new Thread(() -> Advanced.fexecve(sh, new String[] {"sh", "-c", "echo from a thread"}));
                    thread.start();
                    thread.join();
                }
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.println("failed: " + Errno.name(IoAio.errno()));
        }
    }

    @Test
    void theLimitIsTheKernels() throws Exception {
        assertThat(Child.output("prlimit", "--pid", Long.toString(ProcessHandle.current().pid()), "--nofile", "-o", "SOFT", "--noheadings").get(0).strip())
                .isEqualTo(Long.toString(Advanced.getFdlimit()));
    }

    @Test
    void theLimitIsRaisedNeverLowered() throws Exception {
        // -XX:-MaxFDLimit keeps HotSpot from raising the limit itself
        Child child = Child.jvm(List.of("prlimit", "--nofile=200:4000"), List.of("-XX:-MaxFDLimit"), Raise.class, "100", "300", "4000");
        assertThat(child.lines()).containsExactly("200", "100 true 200", "300 true 300", "4000 true 4000");
    }

    @Test
    void theHardLimitIsRaisedAsFarAsItGoes() throws Exception {
        Child child = Child.jvm(List.of("prlimit", "--nofile=200:4000"), List.of("-XX:-MaxFDLimit"), Raise.class, "5000", Long.toString(Integer.MAX_VALUE));
        boolean privileged = mayRaiseLimits();
        String most = privileged ? Child.output("cat", "/proc/sys/fs/nr_open").get(0) : "4000";
        assertThat(child.lines()).containsExactly("200", privileged ? "5000 true 5000" : "5000 false 4000", "2147483647 false " + most);
    }

    private static boolean mayRaiseLimits() throws IOException {
        int capSysResource = 24;
        String effective = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:")).findFirst().orElseThrow().substring(7).strip();
        return (Long.parseUnsignedLong(effective, 16) >>> capSysResource & 1) != 0;
    }

    private static boolean isRoot() throws Exception {
        return Child.output("id", "-u").equals(List.of("0"));
    }

    static final class Raise {
        public static void main(String[] args) {
            System.out.println(Advanced.getFdlimit());
            for (String count : args) {
                boolean done = Advanced.minFdlimit(Long.parseLong(count));
                if (done != (IoAio.errno() == 0)) {
                    System.out.println("errno " + IoAio.errno());
                }
                System.out.println(count + " " + done + " " + Advanced.getFdlimit());
            }
        }
    }

    @Test
    void aLimitCannotBeNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.minFdlimit(-1)).withMessageContaining("numfd");
    }

    /** Where memory that may be locked is bounded, locking all future memory would kill the JVM at its next allocation. */
    @Test
    void lockingTheFutureNeedsNoLimit() throws Exception {
        List<String> bounded = List.of("prlimit", "--memlock=65536:65536");
        List<String> unprivileged = List.of("setpriv", "--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock", "prlimit", "--memlock=65536:65536");
        Child child = Child.jvm(isRoot() ? unprivileged : bounded, List.of(), LockFuture.class);
        assertThat(child.lines()).containsExactly("-1 ENOMEM", "alive");
    }

    static final class LockFuture {
        public static void main(String[] args) throws InterruptedException {
            System.out.println(Advanced.mlockall(MCL_FUTURE) + " " + Errno.name(IoAio.errno()));
            Thread thread = new Thread(() -> System.out.println("alive"));
            thread.start();
            thread.join();
        }
    }
}
