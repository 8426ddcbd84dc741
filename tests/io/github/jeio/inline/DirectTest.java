package io.github.jeio.inline;

import static io.github.jeio.AioConstants.F_DUPFD_CLOEXEC;
import static io.github.jeio.AioConstants.F_SETFL;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A direct read waits for its device although it is not to wait, on some file systems, and is refused by others. Here it waits on all of
 * them: so it must not be tried by the thread that submits.
 */
@Tag("unsanitized")
class DirectTest extends InlineTest {

    private static final String PRELOAD = """
            #include <sys/uio.h>
            ssize_t preadv2 (int fd, const struct iovec *data, int count, off_t at, int flags)
            {
              return NEXT (preadv2) (fd, data, count, at, flags & ~8 /* RWF_NOWAIT */);
            }
            """;

    /** Says of each read whether it was answered. */
    static final class Reads implements Child.Program {

        @Override
        public void run(IoAio io, String... arguments) throws Exception {
            String file = arguments[0];
            Child.learn(io, file);
            int direct = io.aioOpen(file, O_RDONLY | O_DIRECT, 0).await();
            read(io, "direct", direct);
            int buffered = io.aioOpen(file, O_RDONLY, 0).await();
            read(io, "buffered", buffered);
            int duplicate = io.aioFcntl(buffered, F_DUPFD_CLOEXEC, 0).await().intValue();
            io.aioFcntl(duplicate, F_SETFL, O_DIRECT).await();
            read(io, "one whose duplicate has become direct", buffered);
            int number = io.aioOpen(file, O_RDONLY, 0).await();
            io.aioClose(number).await();
            int again = io.aioOpen(file, O_RDONLY | O_DIRECT, 0).await();
            read(io, "direct with the number of one that was not: " + (again == number), again);
        }

        private static void read(IoAio io, String which, int fd) throws Exception {
            long before = io.ninline();
            AioRequest<Long> read = io.aioRead(fd, 0, 4096, ByteBuffer.allocateDirect(8192).alignedSlice(4096), 0);
            System.out.println(which + ", " + read.await() + ", answered " + (io.ninline() - before));
        }
    }

    @Test
    void nobodyWaitsForTheDeviceInTheCall() throws Exception {
        assumeAnswers();
        String file = bytes("file", 8192);
        assertThat(Child.run(Preload.env(Preload.build(dir, PRELOAD)), Reads.class, file)).containsExactly(
                "direct, 4096, answered 0", "buffered, 4096, answered 1", "one whose duplicate has become direct, 4096, answered 0",
                "direct with the number of one that was not: true, 4096, answered 0");
    }
}
