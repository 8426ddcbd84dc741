package io.github.jeio.extra;

import static io.github.jeio.AioConstants.AT_SYMLINK_NOFOLLOW;
import static io.github.jeio.AioConstants.MLOCK_ONFAULT;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.RESOLVE_NO_SYMLINKS;
import static io.github.jeio.AioConstants.RWF_DSYNC;
import static io.github.jeio.AioConstants.RWF_HIPRI;
import static io.github.jeio.AioConstants.SPLICE_F_MOVE;
import static io.github.jeio.AioConstants.STATX_BASIC_STATS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each request beyond the manual is the system call that it says it is: strace watches a JVM that makes them all. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SystemCallsTest {

    private static final String CALLS = "statx,fchownat,utimensat,openat2,getxattr,lgetxattr,fgetxattr,"
            + "setxattr,lsetxattr,fsetxattr,listxattr,llistxattr,flistxattr,removexattr,lremovexattr,fremovexattr,"
            + "copy_file_range,splice,tee,preadv2,pwritev2,mlock2";

    @TempDir
    Path dir;

    /** The program that is watched. Whether its requests succeed is not the question here. */
    static final class Program {

        private static void report(Throwable failure) {
            if (failure instanceof AioException aio) {
                System.out.println(aio.call() + " " + aio.errnoName());
            }
        }

        private static ByteBuffer[] buffers() {
            return new ByteBuffer[] {ByteBuffer.allocate(3), ByteBuffer.allocateDirect(4)};
        }

        public static void main(String[] args) throws Exception {
            String path = args[0];
            IoAio io = IoAio.create();
            int fd = io.aioOpen(path, O_CREAT | O_RDWR, 0600).await();
            AioWd wd = io.aioWd(Path.of(path).getParent().toString()).await();
            int[] from = Advanced.pipe2(0);
            int[] to = Advanced.pipe2(0);
            io.aioWrite(from[1], -1, ByteBuffer.allocate(9)).await();
            ByteBuffer value = ByteBuffer.wrap(new byte[] {'v'});
            for (AioRequest<?> request : List.of(
                    io.aioStatx(path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS), io.aioStatx(fd, 0, STATX_BASIC_STATS),
                    io.aioLutime(path, null, IoAio.OMIT), io.aioLchown(path, -1, -1),
                    io.aioOpenat2(path, O_RDONLY, 0, RESOLVE_NO_SYMLINKS),
                    io.aioSetxattr(path, "user.p", value, 0), io.aioLsetxattr(path, "user.l", value, 0),
                    io.aioSetxattr(fd, "user.f", value, 0), io.aioGetxattr(path, "user.p"),
                    io.aioLgetxattr(path, "user.l"), io.aioGetxattr(fd, "user.f"), io.aioListxattr(path),
                    io.aioLlistxattr(path), io.aioListxattr(fd), io.aioRemovexattr(path, "user.p"),
                    io.aioLremovexattr(path, "user.l"), io.aioRemovexattr(fd, "user.f"),
                    wd.aioGetxattr("relative", "user.p"),
                    io.aioCopyFileRange(fd, 11, fd, -1, 22, 0), io.aioTee(from[0], to[1], 5, 0),
                    io.aioSplice(from[0], -1, fd, 33, 6, SPLICE_F_MOVE),
                    io.aioPwritev(fd, 1L << 33, buffers(), RWF_DSYNC), io.aioPreadv(fd, -1, buffers(), RWF_HIPRI),
                    io.aioMlock2(ByteBuffer.allocateDirect(1), 0, 1, MLOCK_ONFAULT))) {
                request.future().handle((done, failure) -> failure).thenAccept(Program::report).join();
            }
            io.close();
        }
    }

    @Test
    void everyRequestIsItsSystemCall() throws Exception {
        String path = dir.resolve("watched").toString();
        Path log = dir.resolve("log");
        strace(path, "-s", "200", "-e", "trace=" + CALLS, "-o", log.toString());

        String calls = Files.readString(log).replace(path, "PATH");
        assertThat(calls)
                .contains("statx(AT_FDCWD, \"PATH\", AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS")
                .containsPattern("statx\\(\\d+, \"\", AT_STATX_SYNC_AS_STAT\\|AT_EMPTY_PATH, STATX_BASIC_STATS")
                .contains("utimensat(AT_FDCWD, \"PATH\", [UTIME_NOW, UTIME_OMIT], AT_SYMLINK_NOFOLLOW")
                .contains("fchownat(AT_FDCWD, \"PATH\", -1, -1, AT_SYMLINK_NOFOLLOW")
                .contains("openat2(AT_FDCWD, \"PATH\", {flags=O_RDONLY|O_CLOEXEC, resolve=RESOLVE_NO_SYMLINKS}, 24")
                .contains(" setxattr(\"PATH\", \"user.p\", \"v\", 1, 0", " lsetxattr(\"PATH\", \"user.l\", \"v\", 1, 0")
                .contains(" getxattr(\"PATH\", \"user.p\"", " lgetxattr(\"PATH\", \"user.l\"")
                .contains(" listxattr(\"PATH\"", " llistxattr(\"PATH\"")
                .contains(" removexattr(\"PATH\", \"user.p\"", " lremovexattr(\"PATH\", \"user.l\"")
                .containsPattern("fsetxattr\\(\\d+, \"user.f\", \"v\", 1, 0").containsPattern("fgetxattr\\(\\d+, \"user.f\"")
                .containsPattern("flistxattr\\(\\d+, ").containsPattern("fremovexattr\\(\\d+, \"user.f\"")
                .containsPattern(" getxattr\\(\"/proc/self/fd/\\d+/relative\", \"user.p\"")
                .containsPattern("copy_file_range\\(\\d+, \\[11\\], \\d+, NULL, 22, 0")
                .containsPattern("tee\\(\\d+, \\d+, 5, 0")
                .containsPattern("splice\\(\\d+, NULL, \\d+, \\[33\\], 6, SPLICE_F_MOVE")
                .containsPattern("pwritev2\\(\\d+, \\[.*iov_len=3.*iov_len=4}\\], 2, 8589934592, RWF_DSYNC")
                .containsPattern("preadv2\\(\\d+, ")
                .contains("MLOCK_ONFAULT");
    }

    @Test
    void whatTheKernelLacksIsEnosysWhereNoOlderCallDoes() throws Exception {
        // the JVM itself needs statx, and the ones before it are as old as Linux 2.6
        String young = CALLS.substring(CALLS.indexOf("openat2"));
        List<String> said = strace(dir.resolve("watched").toString(), "-o", "/dev/null", "-e", "inject=" + young + ":error=ENOSYS");
        assertThat(said).containsExactly(("openat2 setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr"
                + " flistxattr removexattr lremovexattr fremovexattr getxattr tee splice pwritev preadv mlock2")
                .replace(" ", " ENOSYS,").concat(" ENOSYS").split(","));
    }

    @Test
    void aKernelWithoutStatxIsAskedByStat() throws Exception {
        String path = dir.resolve("watched").toString(); // of other paths, the JVM asks itself
        List<String> said = strace(path, "-o", "/dev/null", "-P", path, "-e", "inject=statx:error=ENOSYS");
        assertThat(said).noneMatch(line -> line.startsWith("statx"));
    }

    /** What the program says while strace watches it. */
    private static List<String> strace(String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "signal=none"));
        command.addAll(List.of(options));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", place(IoAio.class) + File.pathSeparator + place(Program.class), Program.class.getName(), path));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().remove("LD_PRELOAD"); // the sanitizer that this JVM may run with
        Process strace = builder.start();
        List<String> said = strace.inputReader().lines().toList();
        assertThat(strace.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }

    private static String place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
