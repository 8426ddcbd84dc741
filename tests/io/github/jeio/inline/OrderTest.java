package io.github.jeio.inline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.support.PoolTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thread executes in the order of submission: an answer without a thread does not change that. */
class OrderTest extends PoolTest {

    @Test
    void onOneThreadAReadSeesTheWriteBeforeIt() throws Exception {
        io.maxParallel(1);
        int fd = io.aioOpen(file("data", "old"), AioConstants.O_RDWR, 0).await();
        ByteBuffer read = ByteBuffer.allocateDirect(3);
        io.aioRead(fd, 0, 3, read, 0).await(); // it is in the cache

        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] content = String.format("%03d", i).getBytes();
            io.aioWrite(fd, 0, ByteBuffer.wrap(content));
            io.aioRead(fd, 0, 3, read, 0, count -> {
                byte[] got = new byte[3];
                read.get(0, got);
                seen.add(new String(got));
            });
            io.flush();
            assertThat(seen).last().isEqualTo(new String(content));
        }
        io.aioClose(fd);
    }

    @Test
    void insideACallbackToo() throws Exception {
        io.maxParallel(1);
        int fd = io.aioOpen(file("data", "old"), AioConstants.O_RDWR, 0).await();
        ByteBuffer read = ByteBuffer.allocateDirect(3);
        io.aioRead(fd, 0, 3, read, 0).await();
        io.aioNop(() -> {
            io.aioWrite(fd, 0, ByteBuffer.wrap("new".getBytes()));
            io.aioRead(fd, 0, 3, read, 0);
        });
        io.flush();
        byte[] got = new byte[3];
        read.get(0, got);
        assertThat(new String(got)).isEqualTo("new");
        io.aioClose(fd);
    }
}
