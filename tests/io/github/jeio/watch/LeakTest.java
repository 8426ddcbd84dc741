package io.github.jeio.watch;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.Pool;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is lost is told of, if that is asked for, with the place where it was made. */
class LeakTest extends PoolTest {

    private final Warnings warnings = new Warnings();

    @AfterEach
    void undo() {
        System.clearProperty("jeio.leaks");
        warnings.close();
    }

    private static void assertMadeHere(LogRecord record) {
        assertThat(record.getThrown().getStackTrace()).anyMatch(frame -> frame.getClassName().equals(LeakTest.class.getName()));
    }

    private Pool lose(String name) {
        return PoolAccess.pool(IoAio.builder().name(name).create());
    }

    @Test
    void aPool() {
        System.setProperty("jeio.leaks", "true");
        Pool lost = lose("lost");
        IoAio.builder().name("kept").create().close();
        assertMadeHere(warnings.await("pool lost was never closed", System::gc));
        lost.closing.close();
        System.gc();
        assertThat(warnings.with("pool kept")).isEmpty();
    }

    @Test
    void aDirectory() throws Exception {
        System.setProperty("jeio.leaks", "true");
        io.aioWd(dir.toString()).await().close();
        io.aioWd(dir.toString()).await();
        LogRecord told = warnings.await("a directory object (AioWd) was never closed", System::gc);
        assertThat(told.getThrown()).isNotNull();
        assertThat(warnings.with("AioWd")).hasSize(1);
    }

    @Test
    void aDescriptorWhenItsPoolIsClosed() throws Exception {
        System.setProperty("jeio.leaks", "descriptors");
        String file = file("file", "content");
        int left;
        try (IoAio pool = IoAio.create()) {
            int closed = pool.aioOpen(file, O_RDONLY, 0).await();
            left = pool.aioOpen(file, O_RDONLY, 0).await();
            pool.aioClose(closed).await();
        }
        assertThat(warnings.with("descriptor ")).hasSize(1);
        LogRecord told = warnings.with("descriptor " + left + " of " + file + " was not closed before its pool").get(0);
        assertMadeHere(told);
        io.aioClose(left).await();
    }

    @Test
    void nothingUnlessItIsAskedFor() throws Exception {
        String file = file("file", "content");
        Pool lost = lose("lost");
        int fd;
        try (IoAio pool = IoAio.create()) {
            fd = pool.aioOpen(file, O_RDONLY, 0).await();
        }
        System.gc();
        lost.closing.close();
        io.aioClose(fd).await();
        assertThat(warnings.with("")).isEmpty();
    }

    /** It was closed by other means, and the number is another file's. */
    @Test
    void anotherFileWithTheNumberOfOneIsNone() throws Exception {
        System.setProperty("jeio.leaks", "descriptors");
        String file = file("file", "content");
        String other = file("other", "content");
        List<Integer> opened = new ArrayList<>();
        int first;
        try (IoAio pool = IoAio.create()) {
            first = pool.aioOpen(file, O_RDONLY, 0).await();
            io.aioClose(first).await(); // of which that pool knows nothing
            do {
                opened.add(io.aioOpen(other, O_RDONLY, 0).await());
            } while (!opened.contains(first));
        }
        assertThat(warnings.with("descriptor " + first)).isEmpty();
        for (int fd : opened) {
            io.aioClose(fd).await();
        }
    }
}
