package fileserver;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Consumer;

/** How the bytes of a file get into a channel. The benchmark has others than {@link JeioSender}. */
interface Sender {

    /**
     * Sends a response's head and a part of a file, in the loop's thread.
     *
     * @param root the loop's pools
     * @param fd the file; the sender closes it, unless this throws
     * @param done called once, with the writing of the last byte
     */
    void send(ChannelHandlerContext ctx, Root root, HttpResponseStatus status, HttpHeaders headers, int fd, Ranges.Range range,
            Consumer<ChannelFuture> done);
}
