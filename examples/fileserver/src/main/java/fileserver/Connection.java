package fileserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * A client: its requests are answered one after the other, in their order. While one is, no more are read than have arrived with
 * it.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    /** Told to every connection when the server is to end: what has begun is finished. */
    static final Object DRAIN = new Object();

    /** A larger body that nobody wants ends the connection. */
    private static final int BODY = 1 << 16;

    private final Root root;
    private final Sender sender;
    private final ArrayDeque<HttpRequest> waiting = new ArrayDeque<>();
    private ChannelHandlerContext ctx;
    private boolean busy;
    private boolean ending;
    /** Whether the client sends no more; it may still want its answers. */
    private boolean lastRead;

    Connection(Root root, Sender sender) {
        this.root = root;
        this.sender = sender;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                waiting.add(request);
                next();
            } else if (message instanceof HttpContent content && content.decoderResult().isFailure() && !busy) {
                ctx.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void next() {
        if (busy || ctx.isRemoved()) {
            return;
        }
        HttpRequest request = ending ? null : waiting.poll();
        if (request == null) {
            waiting.clear();
            if (lastRead) {
                ctx.close();
            }
            return;
        }
        busy = true;
        ctx.channel().config().setAutoRead(false);
        if (request.decoderResult().isFailure()) {
            endAfterThis();
            new Exchange(this, ctx, root, sender, request, false).fail(malformed(request.decoderResult().cause()));
        } else {
            new Exchange(this, ctx, root, sender, request, keepsAlive(request)).begin();
        }
    }

    private static boolean keepsAlive(HttpRequest request) {
        return HttpUtil.isKeepAlive(request) && HttpUtil.getContentLength(request, 0L) <= BODY
                && !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !request.headers().contains(HttpHeaderNames.EXPECT); // who expects something may send the body, or not
    }

    static boolean isForOneHost(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || hosts == 0 && request.protocolVersion().minorVersion() == 0;
    }

    /** Anything but to be asked for a body: the response is there at once, so that nobody waits. HTTP/1.0 knows no expectations. */
    static boolean expectsMore(HttpRequest request) {
        String expected = request.headers().get(HttpHeaderNames.EXPECT);
        return expected != null && request.protocolVersion().minorVersion() > 0
                && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected);
    }

    private static HttpResponseStatus malformed(Throwable cause) {
        return cause instanceof TooLongHttpLineException ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : cause instanceof TooLongHttpHeaderException ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** The response to the current request will be the last one. */
    void endAfterThis() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** By the exchange, when the last byte is written, or could not be. */
    void over(boolean success) {
        busy = false;
        if (!success) {
            ctx.close();
        } else if (ending) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.channel().config().setAutoRead(waiting.isEmpty());
            ctx.executor().execute(this::next); // not from inside the writing: requests that wait don't pile up on the stack
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
        if (event == DRAIN) {
            ending = true;
            if (!busy) {
                ctx.close();
            }
        } else if (event instanceof ChannelInputShutdownEvent) {
            lastRead = true;
            next();
        } else if (event instanceof IdleStateEvent idle && !idle.isFirst()) {
            ctx.close(); // the first is told whatever has gone out meanwhile; the second, where nothing has since then
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        ctx.close();
    }
}
