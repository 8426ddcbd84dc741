package io.github.jeio.extra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is relative to no directory does not exist, also for the requests beyond the manual. On the shared pool. */
class InvalidDirectoryTest {

    @Test
    void everyRequestFailsWithEnoent() {
        for (AioRequest<?> request : List.of(IoAio.INVALID_WD.aioStatx("/", 0, -1), IoAio.INVALID_WD.aioLchown("/", -1, -1),
                IoAio.INVALID_WD.aioLutime("/", IoAio.OMIT, IoAio.OMIT), IoAio.INVALID_WD.aioOpenat2("/", 0, 0, 0),
                IoAio.INVALID_WD.aioGetxattr("/", "user.x"), IoAio.INVALID_WD.aioListxattr("/"),
                IoAio.INVALID_WD.aioSetxattr("/", "user.x", ByteBuffer.allocate(0), 0),
                IoAio.INVALID_WD.aioRemovexattr("/", "user.x"))) {
            request.future().handle((done, failure) -> null).join();
            assertThat(Errno.name(request.errno())).isEqualTo("ENOENT");
        }
    }
}
