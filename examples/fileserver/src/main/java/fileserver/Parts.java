package fileserver;

import io.github.jeio.IoAio;
import io.github.jeio.netty.AioChunks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Several ranges of a file, as multipart/byteranges. */
final class Parts {

    private final ChannelHandlerContext ctx;
    private final IoAio io;
    private final int fd;
    private final List<Ranges.Range> ranges;
    private final List<ByteBuf> heads = new ArrayList<>();
    private final ByteBuf end;
    private final String boundary = Long.toHexString(ThreadLocalRandom.current().nextLong())
            + Long.toHexString(ThreadLocalRandom.current().nextLong());
    private int left;

    Parts(ChannelHandlerContext ctx, IoAio io, int fd, List<Ranges.Range> ranges, String type, long size) {
        this.ctx = ctx;
        this.io = io;
        this.fd = fd;
        this.ranges = ranges;
        left = ranges.size();
        for (Ranges.Range range : ranges) {
            heads.add(text("\r\n--" + boundary + "\r\nContent-Type: " + type + "\r\nContent-Range: " + range.of(size) + "\r\n\r\n"));
        }
        end = text("\r\n--" + boundary + "--\r\n");
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    void send(HttpHeaders headers, Consumer<ChannelFuture> done) {
        long length = end.readableBytes();
        for (int i = 0; i < ranges.size(); i++) {
            length += heads.get(i).readableBytes() + ranges.get(i).length();
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, length).set(HttpHeaderNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.PARTIAL_CONTENT, headers));
        for (int i = 0; i < ranges.size(); i++) {
            ctx.write(heads.get(i));
            Ranges.Range range = ranges.get(i);
            ctx.write(new AioChunks(io, ctx.channel(), fd, range.offset(), range.length(), this::oneDone)).addListener(written -> {
                if (!written.isSuccess()) {
                    ctx.close(); // the client has been promised more
                }
            });
        }
        ctx.write(end);
        done.accept(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private void oneDone() {
        if (--left == 0) {
            io.aioClose(fd);
        }
    }
}
