package fileserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An HTTP/1.1 server for the files of a directory, on Netty and jeio: its event loops never wait for a disk.
 *
 * <pre>
 * examples/fileserver/serve [directory [port]]
 * </pre>
 */
public final class FileServer implements AutoCloseable {

    private static final int MAX_LINE = 8 << 10;
    private static final int MAX_HEADERS = 16 << 10;
    /** As many as come with one reading; no more are read then. */
    private static final int MAX_PIPELINED = 1 << 12;
    private static final int IDLE_SECONDS = 60;
    private static final int GRACE_SECONDS = 30;

    private final MultiThreadIoEventLoopGroup group;
    private final Map<EventLoop, Root> roots = new ConcurrentHashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Channel server;

    /**
     * Starts a server.
     *
     * @param directory what is served
     * @param address where it listens
     * @throws IOException the directory can't be opened, or the address is taken
     */
    public FileServer(String directory, InetSocketAddress address) throws IOException {
        this(directory, address, new JeioSender(), 0, false);
    }

    /** With 0 loops, there are as many as Netty thinks right. */
    FileServer(String directory, InetSocketAddress address, Sender sender, int loops, boolean walk) throws IOException {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(loops, handlers);
        try {
            for (EventExecutor loop : group) {
                roots.put((EventLoop) loop, Root.open((EventLoop) loop, directory, walk));
            }
            server = new ServerBootstrap().group(group).channel(type).childHandler(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                    connections.add(channel);
                    addHandlers(channel.pipeline(), new Connection(roots.get(channel.eventLoop()), sender));
                }
            }).childOption(ChannelOption.ALLOW_HALF_CLOSURE, true).bind(address).syncUninterruptibly().channel();
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    /**
     * What is idle is told behind the codec, so that half a request is nothing; and by what leaves for the client, so that a slow
     * one gets the whole of a large file.
     */
    static void addHandlers(ChannelPipeline pipeline, Connection connection) {
        HttpDecoderConfig limits = new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS);
        pipeline.addLast(new HttpServerCodec(limits, MAX_PIPELINED), new IdleStateHandler(true, 0, 0, IDLE_SECONDS, TimeUnit.SECONDS),
                new ChunkedWriteHandler(), connection);
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port that was taken where 0 was asked for
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Takes no more connections, finishes the responses that have begun, for half a minute at most, and ends. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            group.terminationFuture().syncUninterruptibly();
            return;
        }
        server.close().syncUninterruptibly();
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(Connection.DRAIN));
        }
        if (!connections.newCloseFuture().awaitUninterruptibly(GRACE_SECONDS, TimeUnit.SECONDS)) {
            connections.close().awaitUninterruptibly();
        }
        end();
    }

    private void end() {
        roots.values().forEach(Root::close);
        group.shutdownGracefully(10, 10_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    /**
     * Serves until the process is told to end.
     *
     * @param args the directory (the current one by default), and the port (8080 by default)
     * @throws IOException the directory can't be opened, or the port is taken
     */
    public static void main(String[] args) throws IOException {
        String directory = args.length > 0 ? args[0] : ".";
        int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
        FileServer server = new FileServer(directory, new InetSocketAddress(port));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("serves " + directory + " at http://localhost:" + server.address().getPort() + "/");
    }
}
