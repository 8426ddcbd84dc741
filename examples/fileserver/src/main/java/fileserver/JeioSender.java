package fileserver;

import io.github.jeio.IoAio;
import io.github.jeio.netty.AioRegions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** What is small is read, and goes out with the head in one piece; what is large is sent by windows that are in the page cache. */
final class JeioSender implements Sender {

    private static final int SMALL = 1 << 16;

    @Override
    public void send(ChannelHandlerContext ctx, Root root, HttpResponseStatus status, HttpHeaders headers, int fd, Ranges.Range range,
            Consumer<ChannelFuture> done) {
        if (range.length() <= SMALL) {
            read(ctx, root.io(), status, headers, fd, range, ctx.alloc().directBuffer((int) range.length(), (int) range.length()), done);
            return;
        }
        AioRegions body = regions(ctx, root, fd, range);
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, status, headers));
        ctx.write(body).addListener(written -> {
            if (!written.isSuccess()) {
                ctx.close(); // the client has been promised more
            }
        });
        done.accept(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private static AioRegions regions(ChannelHandlerContext ctx, Root root, int fd, Ranges.Range range) {
        try {
            return new AioRegions(root.bulk(), ctx.channel(), fd, range.offset(), range.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(ChannelHandlerContext ctx, IoAio io, HttpResponseStatus status, HttpHeaders headers, int fd, Ranges.Range range,
            ByteBuf body, Consumer<ChannelFuture> done) {
        int have = body.writerIndex();
        int rest = body.writableBytes();
        io.aioRead(fd, range.offset() + have, rest, body.nioBuffer(have, rest), 0, count -> {
            if (count <= 0) {
                body.release();
                io.aioClose(fd);
                done.accept(ctx.newFailedFuture(new IOException("the file could not be read, or has become shorter")));
                return;
            }
            body.writerIndex(have + (int) count);
            if (body.isWritable()) {
                read(ctx, io, status, headers, fd, range, body, done);
                return;
            }
            io.aioClose(fd);
            done.accept(ctx.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, headers, EmptyHttpHeaders.INSTANCE)));
        });
    }
}
