package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the newer system calls are missing or denied, as in a container, the older ones that suffice are made. */
@Tag("unsanitized")
class DeniedTest {

    private static final String NEWER = "renameat2,preadv2,pwritev2,openat2,statx,copy_file_range,mlock2,faccessat2,process_vm_readv";

    @TempDir
    Path dir;

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Does without any of them what does not need them. */
    static final class Requests {
        public static void main(String[] args) throws Exception {
            String dir = args[0];
            try (IoAio io = IoAio.create()) {
                int fd = io.aioOpen(dir + "/a", O_RDWR | O_CREAT, 0600).await();
                System.out.println("pwritev " + io.aioPwritev(fd, 0, new ByteBuffer[] {text("01234"), text("56789")}, 0).await());
                System.out.println("pwritev at the descriptor's offset " + io.aioPwritev(fd, -1, new ByteBuffer[] {text("ab")}, 0).await());
                ByteBuffer read = ByteBuffer.allocate(4);
                System.out.println("preadv " + io.aioPreadv(fd, 1, new ByteBuffer[] {read}, 0).await());
                System.out.println(new String(read.array(), StandardCharsets.UTF_8));
                System.out.println("rename " + io.aioRename(dir + "/a", dir + "/b").await());
                int opened = io.aioOpenat2(dir + "/b", O_RDWR, 0, 0).await();
                System.out.println("openat2 " + (opened > 2));
                System.out.println("statx " + io.aioStatx(dir + "/b", 0, 0x7ff).await().size());
                System.out.println("statx of a descriptor " + io.aioStatx(fd, 0, 0x7ff).await().size());
                int out = io.aioOpen(dir + "/c", O_RDWR | O_CREAT, 0600).await();
                System.out.println("copy_file_range " + io.aioCopyFileRange(fd, 1, out, -1, 5, 0).await());
                System.out.println("copy_file_range at offsets " + io.aioCopyFileRange(fd, -1, out, 5, 100, 0).await());
                System.out.println("which moves " + io.aioCopyFileRange(fd, -1, out, 13, 100, 0).await());
                System.out.println("mlock2 " + io.aioMlock2(ByteBuffer.allocateDirect(100), 0, 100, 0).await());
                AioRequest<?> onFault = io.aioMlock2(ByteBuffer.allocateDirect(100), 0, 100, AioConstants.MLOCK_ONFAULT);
                io.flush();
                System.out.println("mlock2 with a flag " + Errno.name(onFault.errno()));
                System.out.println("fsetxattr " + io.aioSetxattr(fd, "user.x", ByteBuffer.allocateDirect(3), 0).await());
                System.out.println("access " + io.aioAccess(dir + "/b", 4).await());
                for (int each : new int[] {fd, opened, out}) {
                    io.aioClose(each).await();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM"})
    void theOlderCallThatSufficesIsMade(String errno) throws Exception {
        RequestTest.assumeRoot();
        // later JDKs look at files by statx(2) themselves, and take EPERM for an answer
        boolean ofTheJdk = errno.equals("EPERM") && Runtime.version().feature() > 17;
        String denied = ofTheJdk ? NEWER.replace("statx,", "") : NEWER;
        List<String> said = new ChildJvm().under("strace", "-f", "-qq", "-o", dir.resolve("trace").toString(), "-e", "trace=" + denied,
                "-e", "inject=" + denied + ":error=" + errno).run(Requests.class, dir.toString());
        assertThat(said).containsExactly("pwritev 10", "pwritev at the descriptor's offset 2", "preadv 4", "b234",
                "rename 0", "openat2 true", "statx 10", "statx of a descriptor 10", "copy_file_range 5",
                "copy_file_range at offsets 8", "which moves 0", "mlock2 0", "mlock2 with a flag " + errno, "fsetxattr 0", "access 0");
        assertThat(Files.readString(dir.resolve("c"))).isEqualTo("b234523456789");
    }

    // aioWriteFile

    static final class WriteFile {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                System.out.println(io.aioWriteFile(args[0], text("new"), Integer.parseInt(args[1], 8)).await());
            }
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("trace")).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "linkat"})
    void aProcessThatIsKilledLeavesTheOldFileAndNothingElse(String call) throws Exception {
        Files.writeString(dir.resolve("f"), "old");
        RequestTest.assumeRoot();
        ChildJvm killed = new ChildJvm().under("strace", "-f", "-qq", "-o", dir.resolve("trace").toString(), "-e", "trace=" + call,
                "-e", "inject=" + call + ":signal=SIGKILL");
        assertThatThrownBy(() -> killed.run(WriteFile.class, dir.resolve("f").toString(), "644")).isInstanceOf(AssertionError.class);
        assertThat(names()).containsExactly("f");
        assertThat(Files.readString(dir.resolve("f"))).isEqualTo("old");
    }

    @Test
    void whatCanNotBeNamedLaterHasANameAtOnce() throws Exception {
        Files.writeString(dir.resolve("f"), "old");
        List<String> said = new ChildJvm().under("strace", "-f", "-qq", "-o", dir.resolve("trace").toString(),
                "-P", "/proc/self/fd", "-e", "inject=access:error=ENOENT").run(WriteFile.class, dir.resolve("f").toString(), "4751");
        assertThat(said).last().isEqualTo("0");
        assertThat(names()).containsExactly("f");
        assertThat(RequestTest.stat("%a", dir.resolve("f").toString())).isEqualTo("4751");
    }

    static final class Restricted {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                AioRequest<Integer> open = io.aioOpenat2(args[0] + "/a", O_RDWR, 0, AioConstants.RESOLVE_NO_SYMLINKS);
                io.flush();
                System.out.println(open.errno() == 0 ? "opened" : Errno.name(open.errno()));
            }
        }
    }

    /** A program that asks for a restriction relies on it. */
    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM"})
    void noOlderCallIsMadeThatCannotRestrictHowAPathIsResolved(String errno) throws Exception {
        RequestTest.assumeRoot();
        Files.writeString(dir.resolve("a"), "content");
        assertThat(new ChildJvm().run(Restricted.class, dir.toString())).containsExactly("opened");
        assertThat(new ChildJvm().under("strace", "-f", "-qq", "-o", dir.resolve("trace").toString(), "-e", "trace=openat2",
                "-e", "inject=openat2:error=" + errno).run(Restricted.class, dir.toString())).containsExactly(errno);
    }
}
