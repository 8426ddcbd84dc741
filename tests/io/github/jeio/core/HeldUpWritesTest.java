package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Writes to one file are one worker's, however many are in flight. If that worker is held up, as by a pipe that is full, the others do
 * the rest, whether the application polls or not.
 */
class HeldUpWritesTest extends CoreTest {

    private static final int FIT = 16;
    private static final int HELD_UP = 3;
    private static final int BEHIND = 5;

    private final ByteBuffer data = ByteBuffer.allocateDirect(4096);
    private String file;
    private int fd;
    private int written;

    /** A pipe takes 16 pages; the writes that come then wait for room. */
    @BeforeEach
    void writesFillAPipe() throws Exception {
        file = file("f", "content");
        io.inlineCached(false);
        io.pollCb(); // this thread polls from now on, and no daemon
        String pipe = path("pipe");
        run("mkfifo", pipe);
        fd = io.aioOpen(pipe, O_RDWR).await();
        write(FIT);
        while (io.nreqs() > 0) {
            io.poll();
        }
        read(FIT);
        write(FIT + HELD_UP);
        for (int i = 0; i < BEHIND; i++) {
            io.aioStat(file, stat -> { });
        }
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            io.aioWrite(fd, -1, data.duplicate(), bytes -> written++);
        }
    }

    private void read(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            assertThat(io.aioRead(fd, -1, data.duplicate()).await()).isEqualTo(4096);
        }
    }

    @RepeatedTest(20)
    void theRestIsDoneWhileNobodyPolls() {
        until(() -> io.npending() == FIT + BEHIND);
    }

    @RepeatedTest(20)
    void theRestIsDoneWhileAThreadPolls() {
        while (io.nreqs() > HELD_UP) {
            io.poll();
        }
    }

    @AfterEach
    void thePipeIsEmptied() throws Exception {
        read(FIT + HELD_UP);
        io.flush();
        assertThat(written).isEqualTo(2 * FIT + HELD_UP);
        io.aioClose(fd).await();
    }
}
