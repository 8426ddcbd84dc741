package fileserver;

import io.github.jeio.IoAio;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The file server with the ways that Netty has by itself to send a file, in place of jeio's. Files are opened and looked at in the
 * same way by all. Takes the way, a directory and a port; there is one event loop.
 */
public final class BenchServer {

    private static final int CHUNK = 1 << 16;

    private BenchServer() { }

    public static void main(String[] args) throws Exception {
        Sender sender = switch (args[0]) {
            case "jeio" -> new JeioSender();
            case "region" -> BenchServer::region;
            case "chunked" -> BenchServer::chunked;
            case "workers" -> new Workers();
            default -> throw new IllegalArgumentException(args[0]);
        };
        FileServer server = new FileServer(args[1], new InetSocketAddress(Integer.parseInt(args[2])), sender, 1, false);
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // until the input ends
        }
        server.close();
    }

    /** Of the descriptor, which is not needed any more. */
    private static FileChannel file(IoAio io, int fd) throws IOException {
        try {
            return FileChannel.open(Path.of("/proc/self/fd/" + fd), StandardOpenOption.READ);
        } finally {
            io.aioClose(fd);
        }
    }

    /** sendfile in the loop's thread. */
    private static void region(ChannelHandlerContext ctx, Root root, HttpResponseStatus status, HttpHeaders headers, int fd,
            Ranges.Range range, Consumer<ChannelFuture> done) {
        try {
            FileChannel file = file(root.io(), fd);
            ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers));
            ctx.write(new DefaultFileRegion(file, range.offset(), range.length()));
            done.accept(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        } catch (IOException e) {
            done.accept(ctx.newFailedFuture(e));
        }
    }

    /** Reads in the loop's thread. */
    private static void chunked(ChannelHandlerContext ctx, Root root, HttpResponseStatus status, HttpHeaders headers, int fd,
            Ranges.Range range, Consumer<ChannelFuture> done) {
        try {
            FileChannel file = file(root.io(), fd);
            ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers));
            ctx.write(new ChunkedNioFile(file, range.offset(), range.length(), CHUNK));
            done.accept(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        } catch (IOException e) {
            done.accept(ctx.newFailedFuture(e));
        }
    }

    /** Reads in a pool of threads, as many as jeio's has, a chunk at a time. */
    private static final class Workers implements Sender {

        private final ExecutorService threads = Executors.newFixedThreadPool(8, task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });

        @Override
        public void send(ChannelHandlerContext ctx, Root root, HttpResponseStatus status, HttpHeaders headers, int fd, Ranges.Range range,
                Consumer<ChannelFuture> done) {
            try {
                FileChannel file = file(root.io(), fd);
                boolean small = range.length() <= CHUNK;
                if (!small) {
                    ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers));
                }
                next(ctx, file, range.offset(), range.length(), small ? headers : null, status, done);
            } catch (IOException e) {
                done.accept(ctx.newFailedFuture(e));
            }
        }

        private void next(ChannelHandlerContext ctx, FileChannel file, long offset, long left, HttpHeaders head, HttpResponseStatus status,
                Consumer<ChannelFuture> done) {
            threads.execute(() -> {
                int size = (int) Math.min(left, CHUNK);
                ByteBuf chunk = ctx.alloc().directBuffer(size, size);
                try {
                    while (chunk.isWritable()) {
                        if (chunk.writeBytes(file, offset + chunk.writerIndex(), chunk.writableBytes()) <= 0) {
                            throw new IOException("shorter");
                        }
                    }
                    ctx.executor().execute(() -> write(ctx, file, offset + size, left - size, chunk, head, status, done));
                } catch (IOException e) {
                    chunk.release();
                    ctx.executor().execute(() -> over(file, ctx.newFailedFuture(e), done));
                }
            });
        }

        private void write(ChannelHandlerContext ctx, FileChannel file, long offset, long left, ByteBuf chunk, HttpHeaders head,
                HttpResponseStatus status, Consumer<ChannelFuture> done) {
            if (head != null) {
                over(file, ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, chunk, head, EmptyHttpHeaders.INSTANCE)), done);
                return;
            }
            ChannelFuture written = ctx.writeAndFlush(new DefaultHttpContent(chunk));
            if (left == 0) {
                over(file, ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), done);
                return;
            }
            written.addListener(now -> {
                if (now.isSuccess()) {
                    next(ctx, file, offset, left, null, status, done);
                } else {
                    over(file, written, done);
                }
            });
        }

        private static void over(FileChannel file, ChannelFuture last, Consumer<ChannelFuture> done) {
            try {
                file.close();
            } catch (IOException e) {
                // it was read only
            }
            done.accept(last);
        }
    }
}
