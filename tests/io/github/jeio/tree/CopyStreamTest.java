package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** aioCopy to and from what is no regular file. */
class CopyStreamTest extends TreeTest {

    private String big() {
        String src = path("src");
        sh("head -c 3000000 /dev/urandom > \"$1\"", src);
        return src;
    }

    /** A program that reads all there is into a file, at its own pace. */
    private static Process reader(String script, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 4];
        command[0] = "sh";
        command[1] = "-c";
        command[2] = script;
        command[3] = "sh";
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        process.getErrorStream().close();
        return process;
    }

    private static void end(Process process) throws Exception {
        try (var output = process.getInputStream()) {
            output.readAllBytes();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFifosReaderGetsTheFile() throws Exception {
        String src = big();
        run("mkfifo", path("p"));
        // opened for both, so that there is a reader before it reads
        Process reader = reader("exec 3<> \"$1\"; echo ready; head -c 3000000 <&3 > \"$2\"", path("p"), path("got"));
        try {
            assertThat(reader.getInputStream().read()).isEqualTo('r');
            assertThat(get(io.aioCopy(src, path("p")))).isZero();
            assertThat(reader.waitFor()).isZero();
        } finally {
            end(reader);
        }
        run("cmp", src, path("got"));
        assertThat(run("stat", "-c", "%F", path("p"))).isEqualTo("fifo");
    }

    @Test
    void soDoesThePipeOfADescriptor() throws Exception {
        String src = big();
        int[] pipe = Advanced.pipe2(AioConstants.O_CLOEXEC);
        AioRequest<Long> copy = io.aioCopy(src, "/proc/self/fd/" + pipe[1]);
        byte[] got = new byte[3000000];
        try (InputStream in = new FileInputStream("/proc/self/fd/" + pipe[0])) {
            for (int at = 0, count; at < got.length; at += count) {
                count = in.read(got, at, got.length - at);
            }
        }
        assertThat(get(copy)).isZero();
        get(io.aioClose(pipe[0]));
        get(io.aioClose(pipe[1]));
        assertThat(got).isEqualTo(Files.readAllBytes(Path.of(src)));
    }

    /** The name of one may be longer than an address can be. */
    @ParameterizedTest
    @ValueSource(strings = {"s", "a-directory-with-a-name-that-is-long/and-another-one-in-it-so-that-no-address-has-room-for-it/another-one/socket"})
    void aSocketsServerGetsTheFile(String name) throws Exception {
        String src = big();
        Files.createDirectories(dir.resolve(name).getParent());
        Path address = Path.of(name.length() > 1 ? "/tmp/jeio-socket-" + ProcessHandle.current().pid() : path(name));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(address));
            if (name.length() > 1) {
                run("mv", address.toString(), path(name));
            }
            AioRequest<Long> copy = io.aioCopy(src, path(name));
            ByteBuffer got = ByteBuffer.allocate(3000001);
            try (SocketChannel client = server.accept()) {
                while (client.read(got) >= 0) {
                    assertThat(got.hasRemaining()).isTrue();
                }
            }
            assertThat(get(copy)).isZero();
            assertThat(java.util.Arrays.copyOf(got.array(), got.position())).isEqualTo(Files.readAllBytes(Path.of(src)));
        }
        assertFails(io.aioCopy(src, path(name)), Errno.ECONNREFUSED);
        assertThat(run("stat", "-c", "%F", path(name))).isEqualTo("socket");
    }

    /** A file's name may be the number of a descriptor that has nothing to do with it. */
    @Test
    void aSocketThatIsCalledLikeADescriptorIsNotTakenForIt() throws Exception {
        int fd = get(io.aioOpen(file("other", "other"), AioConstants.O_RDWR, 0));
        Path address = Path.of(path(Integer.toString(fd)));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(address));
            AioRequest<Long> copy = io.aioCopy(file("src", "content"), address.toString());
            ByteBuffer got = ByteBuffer.allocate(20);
            try (SocketChannel client = server.accept()) {
                while (client.read(got) >= 0) { }
            }
            assertThat(get(copy)).isZero();
            assertThat(got.position()).isEqualTo(7);
        }
        get(io.aioClose(fd));
        assertThat(dir.resolve("other")).hasContent("other");
    }

    /** Its own sockets have no name, but that of the descriptor. */
    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/fd/", "/dev/fd/"})
    void aSocketOfTheProcessGetsTheFile(String descriptors) throws Exception {
        String src = big();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(null)) {
            try (SocketChannel writer = SocketChannel.open(server.getLocalAddress()); SocketChannel reader = server.accept()) {
                AioRequest<Long> copy = io.aioCopy(src, descriptors + Advanced.fileno(writer));
                ByteBuffer got = ByteBuffer.allocate(3000000);
                while (got.hasRemaining() && reader.read(got) >= 0) { }
                assertThat(get(copy)).isZero();
                assertThat(got.array()).isEqualTo(Files.readAllBytes(Path.of(src)));
                assertThat(writer.isBlocking()).isTrue();
            }
        }
    }

    /** A reader that goes away ends it, and one that has no time does not hold a cancelled one. */
    @Test
    void aReaderThatLeavesOrSleepsHoldsNothing() throws Exception {
        String src = big();
        run("mkfifo", path("p"));
        Process leaves = reader("exec 3<> \"$1\"; exec 4< \"$1\"; exec 5> \"$1\"; exec 3>&-; echo ready; head -c 100 <&4 > /dev/null", path("p"));
        try {
            assertThat(leaves.getInputStream().read()).isEqualTo('r');
            assertFails(io.aioCopy(src, path("p")), Errno.EPIPE);
        } finally {
            end(leaves);
        }
        Process sleeps = reader("exec 3<> \"$1\"; echo ready; exec sleep 100", path("p"));
        try {
            assertThat(sleeps.getInputStream().read()).isEqualTo('r');
            AioRequest<Long> copy = io.aioCopy(src, path("p"));
            while (io.nready() > 0) {
                Thread.onSpinWait();
            }
            assertThat(copy.cancel()).isTrue();
            io.flush();
            assertThat(openHere()).isEmpty();
        } finally {
            sleeps.toHandle().destroyForcibly();
            end(sleeps);
        }
    }

    @Test
    void aBlockDevicesContentIsCopied() throws Exception {
        assumeRoot();
        sh("head -c 1048576 /dev/urandom > \"$1\"", path("image"));
        String loop;
        try {
            loop = sh("PATH=$PATH:/sbin:/usr/sbin; losetup -f --show \"$1\"", path("image"));
        } catch (AssertionError e) {
            org.junit.jupiter.api.Assumptions.abort("needs a loop device: " + e.getMessage());
            return;
        }
        try {
            get(io.aioCopy(loop, path("copy")));
            run("cmp", path("image"), path("copy"));
            assertThat(run("stat", "-c", "%F %s", path("copy"))).isEqualTo("regular file 1048576");

            sh("head -c 1000000 /dev/urandom > \"$1\"", path("src"));
            get(io.aioCopy(path("src"), loop));
            assertThat(run("stat", "-c", "%F", loop)).isEqualTo("block special file");
            get(io.aioCopy(loop, path("copy")));
            run("cmp", "-n", "1000000", path("src"), path("copy"));

            sh("mknod \"$1\" b $((0x$(stat -c %t \"$2\"))) $((0x$(stat -c %T \"$2\")))", path("node"), loop);
            assertFails(io.aioCopy(loop, loop), Errno.EINVAL);
            assertFails(io.aioCopy(path("node"), loop), Errno.EINVAL);
        } finally {
            sh("PATH=$PATH:/sbin:/usr/sbin; losetup -d \"$1\"", loop);
        }
    }

    /** A character device has no end, but for the one that is all end. */
    @Test
    void ofACharacterDeviceThereIsNothingToCopy() throws Exception {
        assertFails(io.aioCopy("/dev/zero", path("dst")), Errno.EINVAL);
        assertThat(exists("dst")).isFalse();

        get(io.aioCopy("/dev/null", file("old", "content")));
        assertThat(dir.resolve("old")).isEmptyFile();
    }

    @Test
    void aDeviceWithoutRoomIsAnError() {
        assertFails(io.aioCopy(file("src", "x"), "/dev/full"), Errno.ENOSPC);
        assertThat(run("stat", "-c", "%F", "/dev/full")).isEqualTo("character special file");
    }
}
