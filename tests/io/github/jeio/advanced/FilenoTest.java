package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.Advanced;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.nio.AioFileChannel;
import io.github.jeio.support.PoolTest;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Descriptors that Java has: of every kind of channel, and requests on them. */
class FilenoTest extends PoolTest {

    /** From its first asynchronous socket on, the JDK keeps descriptors for all of them; so does jeio for its channels. */
    @BeforeAll
    static void openWhatIsShared() throws Exception {
        AsynchronousSocketChannel.open().close();
        AioFileChannel.open(Path.of("/dev/null")).close();
    }

    private static String target(int fd) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
    }

    private static void check(Channel channel, String kind) throws Exception {
        int fd = Advanced.fileno(channel);
        assertThat(IoAio.errno()).isZero();
        assertThat(target(fd)).startsWith(kind);
        channel.close();
        assertThat(Advanced.fileno(channel)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void everyChannelOfTheJdkHasOne() throws Exception {
        String file = file("f", "x");
        check(FileChannel.open(Path.of(file)), file);
        check(AsynchronousFileChannel.open(Path.of(file)), file);
        check(AioFileChannel.open(Path.of(file)), file);
        check(Files.newByteChannel(Path.of(file)), file);
        check(SocketChannel.open(), "socket:");
        check(SocketChannel.open(StandardProtocolFamily.UNIX), "socket:");
        check(ServerSocketChannel.open(), "socket:");
        check(DatagramChannel.open(), "socket:");
        check(AsynchronousSocketChannel.open(), "socket:");
        check(AsynchronousServerSocketChannel.open(), "socket:");
        Pipe pipe = Pipe.open();
        check(pipe.source(), "pipe:");
        check(pipe.sink(), "pipe:");
    }

    @Test
    void aDescriptorHasOne() throws Exception {
        assertThat(Advanced.fileno(FileDescriptor.in)).isZero();
        assertThat(Advanced.fileno(FileDescriptor.out)).isEqualTo(1);
        assertThat(Advanced.fileno(FileDescriptor.err)).isEqualTo(2);
        String path = file("f", "hello");
        RandomAccessFile file = new RandomAccessFile(path, "rw");
        FileDescriptor descriptor = file.getFD();
        try (file; FileInputStream stream = new FileInputStream(path)) {
            assertThat(target(Advanced.fileno(descriptor))).isEqualTo(path);
            assertThat(target(Advanced.fileno(stream.getFD()))).isEqualTo(path);
            assertThat(Advanced.fileno(descriptor)).isEqualTo(Advanced.fileno(file.getChannel()));
        }
        assertThat(Advanced.fileno(descriptor)).isEqualTo(-1);
        assertThat(IoAio.errno()).isEqualTo(Errno.EBADF);
        assertThat(Advanced.fileno(new FileDescriptor())).isEqualTo(-1);
    }

    @Test
    void whatHasNoneIsRefused() throws Exception {
        try (Channel none = Channels.newChannel(new ByteArrayInputStream(new byte[1]))) {
            assertThatThrownBy(() -> Advanced.fileno(none)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("channel is a ").hasMessageContaining(none.getClass().getName());
        }
        assertThatThrownBy(() -> Advanced.fileno((Channel) null)).isInstanceOf(NullPointerException.class).hasMessage("channel");
        assertThatThrownBy(() -> Advanced.fileno((FileDescriptor) null)).isInstanceOf(NullPointerException.class).hasMessage("descriptor");
    }

    @Test
    void aFileIsSentToASocketOfTheJdk() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        Path path = Files.write(dir.resolve("f"), content);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel out = SocketChannel.open(server.getLocalAddress()); SocketChannel in = server.accept();
                FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer received = ByteBuffer.allocate(content.length);
            Thread reader = new Thread(() -> {
                try {
                    while (received.hasRemaining() && in.read(received) >= 0) {
                        Thread.onSpinWait();
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            reader.start();
            long sent = 0;
            while (sent < content.length) {
                sent += io.aioSendfile(Advanced.fileno(out), Advanced.fileno(file), sent, content.length - sent).await();
            }
            reader.join();
            assertThat(received.array()).isEqualTo(content);
        }
    }

    @Test
    void aPipeOfTheJdkIsReadByARequest() throws Exception {
        Pipe pipe = Pipe.open();
        try (var source = pipe.source(); var sink = pipe.sink()) {
            sink.write(ByteBuffer.wrap("hello".getBytes()));
            ByteBuffer data = ByteBuffer.allocate(9);
            assertThat(io.aioRead(Advanced.fileno(source), -1, data).await()).isEqualTo(5);
            assertThat(data.position()).isEqualTo(5);
        }
    }
}
