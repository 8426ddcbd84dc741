package fileserver;

import static io.netty.handler.codec.http.HttpHeaderNames.ACCEPT_RANGES;
import static io.netty.handler.codec.http.HttpHeaderNames.ALLOW;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_RANGE;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;
import static io.netty.handler.codec.http.HttpHeaderNames.DATE;
import static io.netty.handler.codec.http.HttpHeaderNames.ETAG;
import static io.netty.handler.codec.http.HttpHeaderNames.LAST_MODIFIED;
import static io.netty.handler.codec.http.HttpHeaderNames.LOCATION;
import static io.netty.handler.codec.http.HttpHeaderNames.RANGE;
import static io.netty.handler.codec.http.HttpHeaderNames.TRANSFER_ENCODING;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDir;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;

/** One request and its response, in the loop's thread. Whatever happens, {@link Connection#over} is called once, at the end. */
final class Exchange {

    private static final String INDEX = "index.html";
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String HTML = "text/html; charset=utf-8";

    private final Connection connection;
    private final ChannelHandlerContext ctx;
    private final Root root;
    private final Sender sender;
    private final HttpRequest request;
    private final boolean keepAlive;
    /** What this has opened and has to close; -1 where there is nothing. */
    private int fd = -1;
    private AioDir listed;

    Exchange(Connection connection, ChannelHandlerContext ctx, Root root, Sender sender, HttpRequest request, boolean keepAlive) {
        this.connection = connection;
        this.ctx = ctx;
        this.root = root;
        this.sender = sender;
        this.request = request;
        this.keepAlive = keepAlive;
    }

    void begin() {
        HttpMethod method = request.method();
        if (request.protocolVersion().majorVersion() != 1) {
            fail(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        } else if (!Connection.isForOneHost(request)) {
            fail(HttpResponseStatus.BAD_REQUEST);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            respond(HttpResponseStatus.NO_CONTENT, new DefaultHttpHeaders().set(ALLOW, METHODS), Unpooled.EMPTY_BUFFER);
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            fail(HttpResponseStatus.METHOD_NOT_ALLOWED, new DefaultHttpHeaders().set(ALLOW, METHODS));
        } else if (Connection.expectsMore(request)) {
            fail(HttpResponseStatus.EXPECTATION_FAILED);
        } else {
            RequestPath path = RequestPath.of(request.uri());
            if (path != null) {
                root.open(path.path(), opened -> step(() -> opened(path, opened)));
            } else {
                fail(HttpResponseStatus.BAD_REQUEST);
            }
        }
    }

    /** What a callback does. A mistake in it costs the client its connection, and nobody a descriptor. */
    void step(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            closeFile();
            connection.over(false);
            throw e; // to the loop's handler of exceptions
        }
    }

    private void closeFile() {
        if (fd >= 0) {
            root.io().aioClose(fd);
            fd = -1;
        }
        if (listed != null) {
            listed.close();
            listed = null;
        }
    }

    private void opened(RequestPath path, int opened) {
        if (opened < 0) {
            failed();
            return;
        }
        fd = opened;
        root.io().aioStat(fd, st -> step(() -> {
            if (st == null) {
                fail(HttpResponseStatus.INTERNAL_SERVER_ERROR);
            } else if (isDirectory(st)) {
                directory(path);
            } else if (path.directory()) {
                fail(HttpResponseStatus.NOT_FOUND);
            } else {
                file(path.path(), st);
            }
        }));
    }

    private static boolean isDirectory(AioStat st) {
        return (st.mode() & AioConstants.S_IFMT) == AioConstants.S_IFDIR;
    }

    private void directory(RequestPath path) {
        if (!path.directory() && !path.path().isEmpty()) {
            fail(HttpResponseStatus.MOVED_PERMANENTLY, new DefaultHttpHeaders().set(LOCATION, path.location()));
            return;
        }
        String index = path.path().isEmpty() ? INDEX : path.path() + "/" + INDEX;
        root.open(index, opened -> step(() -> indexOpened(path, index, opened)));
    }

    private void indexOpened(RequestPath path, String index, int opened) {
        if (opened < 0) {
            int errno = IoAio.errno();
            if (errno == Errno.ENOENT) {
                list(path);
            } else {
                fail(Failures.status(errno));
            }
            return;
        }
        closeFile();
        fd = opened;
        root.io().aioStat(fd, st -> step(() -> {
            if (st == null || isDirectory(st)) {
                fail(HttpResponseStatus.NOT_FOUND);
            } else {
                file(index, st);
            }
        }));
    }

    /** By the descriptor, so that it is this very directory. */
    private void list(RequestPath path) {
        root.io().aioOpendir(Root.of(fd, "."), opened -> {
            listed = opened;
            step(() -> {
                root.io().aioClose(fd);
                fd = -1;
                if (opened == null) {
                    failed();
                } else {
                    new DirectoryPage(this, ctx, path, opened).next();
                }
            });
        });
    }

    void page(ByteBuf page) {
        respond(HttpResponseStatus.OK, new DefaultHttpHeaders().set(CONTENT_TYPE, HTML), page);
    }

    /** The head of a page whose length nobody knows yet; false where nothing else is wanted. */
    boolean beginPage() {
        HttpHeaders headers = new DefaultHttpHeaders().set(CONTENT_TYPE, HTML);
        if (request.protocolVersion().minorVersion() == 0) {
            connection.endAfterThis(); // which is where the page ends
        } else {
            headers.set(TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        complete(HttpResponseStatus.OK, headers);
        if (request.method().equals(HttpMethod.HEAD)) {
            write(HttpResponseStatus.OK, headers, Unpooled.EMPTY_BUFFER);
            return false;
        }
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers));
        return true;
    }

    /** With the writing of the last byte. */
    void finish(ChannelFuture last) {
        closeFile();
        done(last);
    }

    void breakOff() {
        closeFile();
        connection.over(false);
    }

    void failed() {
        fail(Failures.status(IoAio.errno()));
    }

    private void file(String path, AioStat st) {
        if ((st.mode() & AioConstants.S_IFMT) != AioConstants.S_IFREG) {
            fail(HttpResponseStatus.FORBIDDEN); // a pipe, a device: nothing that has an end
            return;
        }
        Conditions conditions = new Conditions(st);
        HttpHeaders headers = new DefaultHttpHeaders().set(ETAG, conditions.etag)
                .set(LAST_MODIFIED, DateFormatter.format(conditions.modified)).set(ACCEPT_RANGES, "bytes");
        HttpResponseStatus condition = conditions.check(request.headers());
        if (condition != null) {
            respond(condition, headers, Unpooled.EMPTY_BUFFER);
            return;
        }
        List<Ranges.Range> ranges = request.method().equals(HttpMethod.GET) && conditions.rangeHolds(request.headers())
                ? Ranges.parse(request.headers().get(RANGE), st.size()) : null;
        if (ranges != null && ranges.isEmpty()) {
            fail(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers.set(CONTENT_RANGE, "bytes */" + st.size()));
            return;
        }
        String type = ContentTypes.of(path);
        if (ranges != null && ranges.size() > 1) {
            complete(HttpResponseStatus.PARTIAL_CONTENT, headers);
            Parts parts = new Parts(ctx, root.bulk(), fd, ranges, type, st.size());
            fd = -1;
            parts.send(headers, this::done);
            return;
        }
        headers.set(CONTENT_TYPE, type);
        Ranges.Range range = ranges == null ? new Ranges.Range(0, st.size()) : ranges.get(0);
        HttpResponseStatus status = HttpResponseStatus.OK;
        if (ranges != null) {
            status = HttpResponseStatus.PARTIAL_CONTENT;
            headers.set(CONTENT_RANGE, range.of(st.size()));
        }
        complete(status, headers.set(CONTENT_LENGTH, range.length()));
        if (request.method().equals(HttpMethod.HEAD) || range.length() == 0) {
            write(status, headers, Unpooled.EMPTY_BUFFER);
        } else {
            sender.send(ctx, root, status, headers, fd, range, this::done);
            fd = -1;
        }
    }

    /** What every response has. */
    private void complete(HttpResponseStatus status, HttpHeaders headers) {
        headers.set(DATE, DateFormatter.format(new Date())).set("X-Content-Type-Options", "nosniff");
        boolean keep = keepAlive && !connection.isEnding();
        HttpUtil.setKeepAlive(headers, request.protocolVersion(), keep);
        if (!keep) {
            connection.endAfterThis();
        }
    }

    void fail(HttpResponseStatus status) {
        fail(status, new DefaultHttpHeaders());
    }

    private void fail(HttpResponseStatus status, HttpHeaders headers) {
        if (status.equals(HttpResponseStatus.BAD_REQUEST) || status.equals(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED)) {
            connection.endAfterThis();
        }
        respond(status, headers.set(CONTENT_TYPE, "text/plain; charset=utf-8"),
                Unpooled.copiedBuffer(status + "\n", StandardCharsets.UTF_8));
    }

    private void respond(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
        if (!status.equals(HttpResponseStatus.NOT_MODIFIED) && !status.equals(HttpResponseStatus.NO_CONTENT)) {
            headers.set(CONTENT_LENGTH, body.readableBytes());
        }
        complete(status, headers);
        if (request.method().equals(HttpMethod.HEAD)) {
            body.release();
            body = Unpooled.EMPTY_BUFFER;
        }
        write(status, headers, body);
    }

    private void write(HttpResponseStatus status, HttpHeaders headers, ByteBuf body) {
        closeFile();
        done(ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body, headers, EmptyHttpHeaders.INSTANCE)));
    }

    private void done(ChannelFuture last) {
        last.addListener(written -> connection.over(written.isSuccess()));
    }
}
