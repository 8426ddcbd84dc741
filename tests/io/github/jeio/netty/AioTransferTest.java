package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.support.LeakDetector;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.PoolTest;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataChunkedInput;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files over real sockets, of each transport, in the clear, under TLS, and as streams of HTTP/2. */
class AioTransferTest extends PoolTest {

    private static final int SIZE = 2_345_678;
    private static final char[] PASSWORD = "secret".toCharArray();

    enum Way { CHUNKS, REGIONS, TLS, HTTP2 }

    @TempDir
    static Path shared;
    private static Path file;
    private static byte[] digest;
    private static KeyStore keys;
    /** Of HTTP/2; it can't be closed, and so is there before a test counts descriptors. */
    private static HttpClient client;

    private EventLoopGroup group;
    private long before;

    static Stream<Arguments> ways() {
        return Transport.all().stream().flatMap(transport -> Stream.of(Way.values()).map(way -> arguments(transport, way)));
    }

    @BeforeAll
    static void aFileAndAKey() throws Exception {
        IoAio.shared().aioNop().await(); // closes files when a loop's own pool is closed before, and stays open
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        file = Files.write(shared.resolve("f"), content);
        digest = MessageDigest.getInstance("SHA-256").digest(content);
        Path store = shared.resolve("keys");
        run(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "test", "-keyalg", "EC",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass", new String(PASSWORD));
        keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        client = HttpClient.newBuilder().sslContext(clientTls()).version(HttpClient.Version.HTTP_2).build();
    }

    @BeforeEach
    void count() {
        before = descriptors();
    }

    /** Those of connections, event loops and the file; the JVM opens other files when it likes. */
    private static long descriptors() {
        return Leaks.openDescriptors().values().stream()
                .filter(target -> target.startsWith("socket:") || target.startsWith("anon_inode:") || target.equals(file.toString()))
                .count();
    }

    @AfterEach
    void end() {
        if (group != null) {
            group.shutdownGracefully(10, 10_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
            group.terminationFuture().syncUninterruptibly();
        }
        while (descriptors() > before) {
            Thread.onSpinWait(); // the JDK's client sees some time later that its connection is closed
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release(); // Netty looks for leaks here
        }
        assertThat(LeakDetector.found()).isEmpty();
    }

    private static SslContext serverTls(boolean http2) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SslContextBuilder builder = SslContextBuilder.forServer(factory).sslProvider(SslProvider.JDK);
        if (http2) {
            builder.applicationProtocolConfig(http2());
        }
        return builder.build();
    }

    private static ApplicationProtocolConfig http2() {
        return new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_2);
    }

    private static TrustManagerFactory trust() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        return factory;
    }

    private static SslContext clientHttp2() throws Exception {
        return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).trustManager(trust()).applicationProtocolConfig(http2()).build();
    }

    private static SSLContext clientTls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    /** Sends the file to whoever connects. */
    private int serve(Transport transport, Way way) throws Exception {
        group = transport.group(1);
        SslContext tls = way == Way.TLS || way == Way.HTTP2 ? serverTls(way == Way.HTTP2) : null;
        Channel server = new ServerBootstrap().group(group).channel(transport.serverChannel())
                .childOption(ChannelOption.SO_SNDBUF, 1 << 16)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (tls != null) {
                            pipeline.addLast(tls.newHandler(channel.alloc()));
                        }
                        if (way == Way.HTTP2) {
                            pipeline.addLast(Http2FrameCodecBuilder.forServer().build());
                            pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                @Override
                                protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new ChunkedWriteHandler(), new Http2Server());
                                }
                            }));
                        } else {
                            pipeline.addLast(new ChunkedWriteHandler(), new PlainServer(way));
                        }
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static final class PlainServer extends ChannelInboundHandlerAdapter {

        private final Way way;

        PlainServer(Way way) {
            this.way = way;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (way != Way.TLS) {
                send(ctx);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent) {
                send(ctx);
            }
        }

        private void send(ChannelHandlerContext ctx) {
            AioNetty.of(ctx.channel().eventLoop()).aioOpen(file.toString(), AioConstants.O_RDONLY, 0, fd -> {
                try {
                    Object input = way == Way.REGIONS ? new AioRegions(ctx.channel(), fd, 0, SIZE) : new AioChunks(ctx.channel(), fd, 0, SIZE);
                    ctx.channel().writeAndFlush(input).addListener(ChannelFutureListener.CLOSE);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // the client has gone
        }
    }

    private static final class Http2Server extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            if (frame instanceof Http2HeadersFrame) {
                Http2StreamChannel stream = (Http2StreamChannel) ctx.channel();
                AioNetty.of(stream.eventLoop()).aioOpen(file.toString(), AioConstants.O_RDONLY, 0, fd -> {
                    stream.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
                    stream.writeAndFlush(new Http2DataChunkedInput(new AioChunks(stream, fd, 0, SIZE), stream.stream()));
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theFileArrives(Transport transport, Way way) throws Exception {
        int port = serve(transport, way);
        for (int i = 0; i < 3; i++) {
            if (i == 1) {
                dropFromCache();
            }
            assertThat(fetch(way, port)).isEqualTo(digest);
        }
    }

    private static byte[] fetch(Way way, int port) throws Exception {
        if (way == Way.HTTP2) {
            HttpResponse<InputStream> response = client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + port)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            return digest(response.body());
        }
        try (Socket socket = connect(way, port)) {
            return digest(socket.getInputStream());
        }
    }

    /**
     * Resets a stream of HTTP/2 when so many bytes have come. What was read for it is given back while the connection goes on. The
     * client is on NIO: a client's connection on io_uring that is closed before its loop ends can have Netty wait for ever.
     */
    private void resetAfter(int bytes, int port) throws Exception {
        EventLoopGroup clients = Transport.NIO.group(1);
        try {
            reset(bytes, port, clients);
        } finally {
            clients.shutdownGracefully(0, 10_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    private void reset(int bytes, int port, EventLoopGroup clients) throws Exception {
        SslContext tls = clientHttp2();
        Channel connection = new Bootstrap().group(clients).channel(Transport.NIO.channel()).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc(), "localhost", port), Http2FrameCodecBuilder.forClient().build(),
                        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
            }
        }).connect(InetAddress.getLoopbackAddress(), port).sync().channel();
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(connection).handler(new Resetting(bytes)).open().sync().getNow();
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().method("GET").scheme("https").authority("localhost").path("/"),
                true)).sync();
        stream.closeFuture().sync();
        while (Leaks.openDescriptors().containsValue(file.toString())) {
            Thread.onSpinWait();
        }
        assertThat(connection.isActive()).isTrue();
        connection.close().sync();
    }

    private static final class Resetting extends ChannelInboundHandlerAdapter {

        private int left;

        Resetting(int bytes) {
            left = bytes;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            left -= frame instanceof Http2DataFrame data ? data.content().readableBytes() : 0;
            ReferenceCountUtil.release(frame);
            if (left <= 0) {
                ctx.close();
            }
        }
    }

    private static Socket connect(Way way, int port) throws Exception {
        return way == Way.TLS ? clientTls().getSocketFactory().createSocket("localhost", port) : new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static byte[] digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        for (int count; (count = in.read(buffer)) > 0; ) {
            digest.update(buffer, 0, count);
        }
        return digest.digest();
    }

    private void dropFromCache() throws Exception {
        int fd = io.aioOpen(file.toString(), AioConstants.O_RDONLY, 0).future().get();
        io.aioFdatasync(fd).future().get();
        Advanced.fadvise(fd, 0, 0, AioConstants.FADV_DONTNEED);
        io.aioClose(fd).future().get();
    }

    /** Who goes away in the middle leaves nothing behind. */
    @ParameterizedTest
    @MethodSource("ways")
    void aClientMayGoAway(Transport transport, Way way) throws Exception {
        int port = serve(transport, way);
        for (int i = 0; i < 5; i++) {
            dropFromCache();
            if (way == Way.HTTP2) {
                resetAfter(100_000 * i, port);
            } else {
                try (Socket socket = connect(way, port)) {
                    socket.getInputStream().readNBytes(100_000 * i);
                }
            }
        }
        while (Leaks.openDescriptors().containsValue(file.toString())) {
            Thread.onSpinWait();
        }
    }
}
