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

import io.github.jeio.AioConstants;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
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

    private final Connection connection;
    private final ChannelHandlerContext ctx;
    private final Root root;
    private final Sender sender;
    private final HttpRequest request;
    private final boolean keepAlive;
    /** What this has opened and has to close; -1 where there is nothing. */
    private int fd = -1;

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
        } else if (!isForOneHost()) {
            fail(HttpResponseStatus.BAD_REQUEST);
        } else if (method.equals(HttpMethod.OPTIONS)) {
            HttpHeaders headers = new DefaultHttpHeaders().set(ALLOW, "GET, HEAD, OPTIONS");
            respond(HttpResponseStatus.NO_CONTENT, headers, Unpooled.EMPTY_BUFFER);
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            fail(HttpResponseStatus.METHOD_NOT_ALLOWED, new DefaultHttpHeaders().set(ALLOW, "GET, HEAD, OPTIONS"));
        } else if (expectsMore()) {
            fail(HttpResponseStatus.EXPECTATION_FAILED);
        } else {
            RequestPath path = RequestPath.of(request.uri());
            if (path == null) {
                fail(HttpResponseStatus.BAD_REQUEST);
            } else {
                root.open(path.path(), opened -> step(() -> opened(path, opened)));
            }
        }
    }

    private boolean isForOneHost() {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || hosts == 0 && request.protocolVersion().minorVersion() == 0;
    }

    /** Anything but to be asked for a body: the response is there at once, so that nobody waits. HTTP/1.0 knows no expectations. */
    private boolean expectsMore() {
        String expected = request.headers().get(HttpHeaderNames.EXPECT);
        return expected != null && request.protocolVersion().minorVersion() > 0
                && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected);
    }

    /** What a callback does. A mistake in it costs the client its connection, and nobody a descriptor. */
    private void step(Runnable step) {
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
    }

    private void opened(RequestPath path, int opened) {
        if (opened < 0) {
            fail(status(IoAio.errno()));
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
                fail(status(errno));
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
        root.io().aioReaddirx(Root.of(fd, "."), AioConstants.READDIR_DENTS, entries -> step(() -> {
            if (entries == null) {
                fail(status(IoAio.errno()));
                return;
            }
            ByteBuf page = ByteBufUtil.writeUtf8(ctx.alloc(), Listing.of(path, entries.entries()));
            respond(HttpResponseStatus.OK, new DefaultHttpHeaders().set(CONTENT_TYPE, "text/html; charset=utf-8"), page);
        }));
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
        HttpResponseStatus status = ranges == null ? HttpResponseStatus.OK : HttpResponseStatus.PARTIAL_CONTENT;
        if (ranges != null) {
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

    private static HttpResponseStatus status(int errno) {
        if (errno == Errno.EACCES || errno == Errno.EPERM) {
            return HttpResponseStatus.FORBIDDEN;
        }
        if (errno == Errno.EMFILE || errno == Errno.ENFILE || errno == Errno.ENOMEM || errno == Errno.EAGAIN) {
            return HttpResponseStatus.SERVICE_UNAVAILABLE;
        }
        // EXDEV and ELOOP: a link that leads out of the root
        boolean absent = errno == Errno.ENOENT || errno == Errno.ENOTDIR || errno == Errno.EXDEV || errno == Errno.ELOOP
                || errno == Errno.ENAMETOOLONG || errno == Errno.ENXIO || errno == Errno.EINVAL;
        return absent ? HttpResponseStatus.NOT_FOUND : HttpResponseStatus.INTERNAL_SERVER_ERROR;
    }
}
