package io.github.jeio.requests;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.SEEK_SET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.support.Leaks;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** sendfile and readahead. */
class SendfileTest extends RequestTest {

    private int in;

    @BeforeEach
    void makeInput() throws Exception {
        sh("seq 1 100000 > $1", path("in"));
        in = open(path("in"), O_RDONLY);
    }

    private long size() {
        return Long.parseLong(stat("%s", path("in")));
    }

    @Test
    void copiesToAFileAndLeavesTheInputsOffset() throws Exception {
        int out = open(path("out"), O_WRONLY | O_CREAT);
        get(io.aioSeek(in, 11, SEEK_SET));
        assertThat(get(io.aioSendfile(out, in, 0, size()))).isEqualTo(size());
        run("cmp", path("in"), path("out"));
        assertThat(fdinfo(in, "pos")).isEqualTo("11");
        assertThat(fdinfo(out, "pos")).isEqualTo(Long.toString(size()));
    }

    @Test
    void copiesTheRangeToWhereTheOutputIs() throws Exception {
        int out = open(file("out", "0123456789"), O_WRONLY);
        get(io.aioSeek(out, 3, SEEK_SET));
        assertThat(get(io.aioSendfile(out, in, 2, 4))).isEqualTo(4); // of 1\n2\n3\n4\n…
        assertThat(run("cat", path("out"))).isEqualTo("0122\n3\n789");
    }

    @Test
    void sendsWhatThereIsAtTheEnd() throws Exception {
        int out = open(path("out"), O_WRONLY | O_CREAT);
        assertThat(get(io.aioSendfile(out, in, size() - 7, 1000))).isEqualTo(7);
        assertThat(run("cat", path("out"))).isEqualTo("100000");
        assertThat(get(io.aioSendfile(out, in, size(), 1000))).isZero();
        assertThat(get(io.aioSendfile(out, in, 0, 0))).isZero();
    }

    @Test
    void fillsAPipe() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2());
        assertThat(get(io.aioSendfile(pipe[1], in, 0, 4))).isEqualTo(4);
        ByteBuffer data = ByteBuffer.allocate(10);
        assertThat(get(io.aioRead(pipe[0], -1, data))).isEqualTo(4);
        assertThat(new String(data.array(), 0, 4)).isEqualTo("1\n2\n");
    }

    @Test
    void sendsToASocketWhatFits() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            Set<String> before = Leaks.openDescriptors().keySet();
            try (SocketChannel from = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                Set<String> after = Leaks.openDescriptors().keySet();
                after.removeAll(before);
                from.connect(address);
                try (SocketChannel to = server.accept()) {
                    from.configureBlocking(false);
                    int socket = Integer.parseInt(after.iterator().next());
                    long sent = get(io.aioSendfile(socket, in, 0, size()));
                    assertThat(sent).isPositive().isLessThan(size());
                    assertFails(io.aioSendfile(socket, in, sent, size()), Errno.EAGAIN);
                    ByteBuffer data = ByteBuffer.allocate((int) sent);
                    while (data.hasRemaining()) {
                        to.read(data);
                    }
                    Files.write(dir.resolve("received"), data.array());
                    run("cmp", "-n", Long.toString(sent), path("in"), path("received"));
                }
            }
        }
    }

    /** The kernel's own sendfile refuses this output, so libeio reads and writes. */
    @Test
    void isEmulatedWhereTheKernelRefuses() throws Exception {
        int out = open(file("log", ""), O_WRONLY | O_APPEND);
        assertThat(get(io.aioSendfile(out, in, 0, size()))).isEqualTo(size());
        run("cmp", path("in"), path("log"));
        assertThat(get(io.aioSendfile(out, in, 0, 2))).isEqualTo(2);
        assertThat(run("tail", "-n", "2", path("log"))).isEqualTo("100000\n1");
    }

    @Test
    void failsAsTheKernelSays() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2(O_NONBLOCK));
        int out = open(path("out"), O_WRONLY | O_CREAT);
        assertFails(io.aioSendfile(-1, in, 0, 10), Errno.EBADF);
        assertFails(io.aioSendfile(out, -1, 0, 10), Errno.EBADF);
        assertFails(io.aioSendfile(in, out, 0, 10), Errno.EBADF);
        assertFails(io.aioSendfile(out, pipe[0], 0, 10), Errno.ESPIPE);
        while (get(io.aioSendfile(pipe[1], in, 0, size())) == size()) {
            // until the pipe is full
        }
        assertFails(io.aioSendfile(pipe[1], in, 0, 10), Errno.EAGAIN);
    }

    @Test
    void readaheadBringsPagesIntoTheCacheAndMovesNothing() throws Exception {
        sh("dd if=$1 of=$2 bs=1M conv=fsync; dd if=$2 iflag=nocache count=0", path("in"), path("cold"));
        int fd = open(path("cold"), O_RDONLY);
        assertThat(get(io.aioReadahead(fd, 0, size()))).isZero();
        assertThat(fdinfo(fd, "pos")).isEqualTo("0");
        while (cachedBytes(path("cold")) < size()) {
            // the kernel has asked the device, and does not wait for it
        }
    }

    private static long cachedBytes(String path) {
        return Long.parseLong(run("fincore", "-n", "-b", "-o", "RES", path).strip());
    }

    @Test
    void readaheadFailsWhereNoPagesCanBeCached() throws Exception {
        assertFails(io.aioReadahead(closeLater(Advanced.pipe2())[0], 0, 10), Errno.EINVAL);
        assertFails(io.aioReadahead(-1, 0, 10), Errno.EBADF);
        assertThat(get(io.aioReadahead(in, Long.MAX_VALUE / 2, 4096))).as("beyond the end").isZero();
    }
}
