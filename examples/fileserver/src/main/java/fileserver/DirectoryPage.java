package fileserver;

import io.github.jeio.AioDir;
import io.github.jeio.AioDirent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The list of a directory, which may be huge: it is read by portions, and sent in pieces as the client takes them, so that no turn
 * of the loop is longer than a piece takes. A directory of up to {@link #SORTED} entries is sorted, directories first; what a
 * larger one has beyond these is sent as it comes, and never all in memory.
 */
final class DirectoryPage {

    static final int SORTED = 10_000;

    /** Bytes of the kernel's entries: some 200 with usual names. */
    private static final int PORTION = 1 << 13;
    private static final int PIECE = 200;

    private final Exchange exchange;
    private final ChannelHandlerContext ctx;
    private final RequestPath path;
    private final AioDir directory;
    private final TreeSet<AioDirent> sorted = new TreeSet<>(
            Comparator.comparing((AioDirent entry) -> !Listing.isDirectory(entry)).thenComparing(AioDirent::name));
    /** Whether the last portion is there. */
    private boolean read;
    /** Whether the head of the response has gone. */
    private boolean begun;

    /** @param directory closed by the exchange */
    DirectoryPage(Exchange exchange, ChannelHandlerContext ctx, RequestPath path, AioDir directory) {
        this.exchange = exchange;
        this.ctx = ctx;
        this.path = path;
        this.directory = directory;
    }

    void next() {
        directory.aioReaddir(PORTION, entries -> exchange.step(() -> portion(entries)));
    }

    private void portion(List<AioDirent> entries) {
        if (entries == null) {
            if (begun) {
                exchange.breakOff();
            } else {
                exchange.failed();
            }
        } else if (begun && !entries.isEmpty()) {
            send(entries, this::next);
        } else {
            sorted.addAll(entries);
            read = entries.isEmpty();
            if (read || sorted.size() > SORTED) {
                sendSorted();
            } else {
                next();
            }
        }
    }

    private void sendSorted() {
        if (!begun && read && sorted.size() <= PIECE) {
            exchange.page(text(Listing.head(path) + Listing.of(sorted) + Listing.END));
            return;
        }
        List<AioDirent> piece = new ArrayList<>(PIECE);
        while (piece.size() < PIECE && !sorted.isEmpty()) {
            piece.add(sorted.pollFirst());
        }
        if (!piece.isEmpty()) {
            send(piece, this::sendSorted);
        } else if (read) {
            ctx.write(new DefaultHttpContent(text(Listing.END)));
            exchange.finish(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        } else {
            next();
        }
    }

    private void send(Collection<AioDirent> entries, Runnable then) {
        if (!begun) {
            begun = true;
            if (!exchange.beginPage()) {
                return;
            }
            ctx.write(new DefaultHttpContent(text(Listing.head(path))));
        }
        ctx.writeAndFlush(new DefaultHttpContent(text(Listing.of(entries)))).addListener(written -> exchange.step(() -> {
            if (written.isSuccess()) {
                ctx.executor().execute(() -> exchange.step(then)); // others have their turn in between
            } else {
                exchange.breakOff();
            }
        }));
    }

    private ByteBuf text(String text) {
        return ByteBufUtil.writeUtf8(ctx.alloc(), text);
    }
}
