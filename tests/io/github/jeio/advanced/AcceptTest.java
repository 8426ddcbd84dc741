package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptTest {

    private static final int SOCKADDR_IN = 16;

    ServerSocketChannel server;
    SocketChannel client;
    int listener;

    /** A listener, whose descriptor is the one that was not there before, with a connection waiting. */
    @BeforeEach
    void connect() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocketChannel.open().close(); // the JDK keeps a socket of its own from the first one on
        Set<String> before = sockets();
        server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        Set<String> after = sockets();
        after.removeAll(before);
        assertThat(after).hasSize(1);
        listener = Integer.parseInt(after.iterator().next());
        server.bind(new InetSocketAddress(loopback, 0));
        client = SocketChannel.open(server.getLocalAddress());
    }

    private static Set<String> sockets() {
        Map<String, String> open = Leaks.openDescriptors();
        open.values().removeIf(target -> !target.startsWith("socket:"));
        return open.keySet();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private int clientPort() throws IOException {
        return ((InetSocketAddress) client.getLocalAddress()).getPort();
    }

    @Test
    void acceptsWithTheName() throws IOException {
        ByteBuffer name = ByteBuffer.allocate(100).position(10);
        int fd = Advanced.accept4(listener, name, SOCKADDR_IN, SOCK_CLOEXEC | SOCK_NONBLOCK);

        assertThat(fd).isGreaterThan(2);
        assertThat(IoAio.errno()).isZero();
        assertThat(name.position()).isEqualTo(10 + SOCKADDR_IN);
        assertThat(name.getShort(12) & 0xFFFF).isEqualTo(clientPort());
        assertThat(name.getInt(14)).isEqualTo(0x7F000001);
        assertThat(Fds.isClosedOnExec(fd)).isTrue();

        client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
        assertThat(Fds.read(fd, 10)).isEqualTo("hello");
        Fds.close(fd);
    }

    @Test
    void acceptsWithoutAName() throws IOException {
        int fd = Advanced.accept4(listener, 0);

        assertThat(fd).isGreaterThan(2);
        assertThat(Fds.target(fd)).startsWith("socket:");
        assertThat(Fds.isClosedOnExec(fd)).isFalse();
        Fds.close(fd);
    }

    @Test
    void aNameThatIsTooLongShows() throws IOException {
        ByteBuffer name = ByteBuffer.allocate(9);
        int fd = Advanced.accept4(listener, name, 8, SOCK_CLOEXEC);

        assertThat(name.position()).as("one more than the longest expected").isEqualTo(9);
        assertThat(name.getInt(4)).isEqualTo(0x7F000001);
        Fds.close(fd);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        server.configureBlocking(false);
        Fds.close(Advanced.accept4(listener, 0));
        assertThat(Advanced.accept4(listener, 0)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EAGAIN);
        assertThat(Advanced.accept4(-1, 0)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);

        ByteBuffer name = ByteBuffer.allocate(10);
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.accept4(listener, name, -1, 0)).withMessageContaining("sockaddrMaxlen");
        assertThatIllegalArgumentException().isThrownBy(() -> Advanced.accept4(listener, name.asReadOnlyBuffer(), 10, 0)).withMessageContaining("read-only");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Advanced.accept4(listener, name, 11, 0)).withMessageContaining("11");
    }
}
