package fileserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time, on a channel whose clock the test sets. */
class IdleClientsTest {

    /** A channel whose socket takes a byte at a time, when the test lets it. */
    private static final class SlowChannel extends EmbeddedChannel {

        private int room = Integer.MAX_VALUE;

        @Override
        protected void doWrite(ChannelOutboundBuffer out) throws Exception {
            if (room == Integer.MAX_VALUE) {
                super.doWrite(out);
            } else if (room > 0) {
                out.removeBytes(room);
            }
        }
    }

    private SlowChannel channel;

    @BeforeEach
    void connect() {
        channel = new SlowChannel();
        channel.freezeTime();
        FileServer.addHandlers(channel.pipeline(), new Connection(null, null));
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void whoSaysNothingIsClosed() {
        pass(59);
        assertThat(channel.isOpen()).isTrue();
        pass(61);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoSendsHisHeadByteByByteIsClosed() {
        channel.writeInbound(text("GET / HTTP/1.1\r\n"));
        for (int i = 0; i < 11; i++) {
            pass(10);
            channel.writeInbound(text("X: y\r\n"));
        }
        pass(10);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoReadsSlowlyIsServedAndWhoStopsIsClosed() {
        channel.room = 0;
        channel.pipeline().context(ChunkedWriteHandler.class).writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, text("x".repeat(1000))));
        for (int i = 0; i < 20; i++) {
            pass(50);
            channel.room = 1;
            channel.flush();
            channel.room = 0;
        }
        assertThat(channel.isOpen()).isTrue();
        pass(121);
        assertThat(channel.isOpen()).isFalse();
    }
}
