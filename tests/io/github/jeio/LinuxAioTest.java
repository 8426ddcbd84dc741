package io.github.jeio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The facade of Linux::AIO, used as its manual does. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LinuxAioTest {

    @TempDir
    Path dir;

    @AfterEach
    void theDefaultIsOneThread() {
        LinuxAio.maxParallel(1);
        finish();
    }

    /** The loop of the manual. */
    private static void finish() {
        while (LinuxAio.nreqs() > 0) {
            LinuxAio.pollWait();
            LinuxAio.pollCb();
        }
    }

    @Test
    void opensReadsWritesSyncsAndCloses() throws Exception {
        String path = dir.resolve("file").toString();
        List<Object> seen = new ArrayList<>();
        ByteBuffer data = ByteBuffer.wrap("..content..".getBytes(StandardCharsets.UTF_8));
        ByteBuffer back = ByteBuffer.allocateDirect(20);
        int[] file = {-2};
        LinuxAio.aioOpen(path, AioConstants.O_CREAT | AioConstants.O_RDWR, 0644, fd -> {
            file[0] = fd;
            LinuxAio.aioWrite(fd, 0, 7, data, 2, seen::add);
            LinuxAio.aioFsync(fd, seen::add);
            LinuxAio.aioFdatasync(fd, seen::add);
            LinuxAio.aioReadahead(fd, 0, 7, seen::add);
            LinuxAio.aioRead(fd, 3, 15, back, 1, seen::add);
            LinuxAio.aioStat(fd, st -> seen.add(st.size()));
            LinuxAio.aioClose(fd, seen::add);
        });
        finish();
        assertThat(file[0]).isNotNegative();
        assertThat(seen).containsExactly(7L, 0L, 0L, 0L, 4L, 7L, 0L);
        assertThat(Files.readString(Path.of(path))).isEqualTo("content");
        assertThat(StandardCharsets.UTF_8.decode(back.slice(1, 4)).toString()).isEqualTo("tent");
        assertThat(Files.exists(Path.of("/proc/self/fd/" + file[0]))).isFalse();
    }

    @Test
    void statsAndUnlinks() throws Exception {
        String path = Files.writeString(dir.resolve("file"), "content").toString();
        String link = Files.createSymbolicLink(dir.resolve("link"), Path.of("file")).toString();
        List<Object> seen = new ArrayList<>();
        LinuxAio.aioStat(link, st -> seen.add(st.size()));
        LinuxAio.aioLstat(link, st -> seen.add(st.isSymbolicLink()));
        LinuxAio.aioUnlink(path, seen::add);
        LinuxAio.aioStat(link, st -> seen.add(st + " " + Errno.name(IoAio.errno())));
        LinuxAio.aioOpen(path, AioConstants.O_RDONLY, 0, fd -> seen.add(fd + " " + Errno.name(IoAio.errno())));
        finish();
        assertThat(seen).containsExactly(7L, true, 0L, "null ENOENT", "-1 ENOENT");
        assertThat(Files.exists(Path.of(path))).isFalse();
    }

    @Test
    void pollCbGivesTheNumberProcessed() {
        int before = LinuxAio.nreqs();
        for (int i = 0; i < 5; i++) {
            LinuxAio.aioStat("/", st -> { });
        }
        assertThat(LinuxAio.nreqs() - before).isEqualTo(5);
        int processed = 0;
        while (LinuxAio.nreqs() > 0) {
            LinuxAio.pollWait();
            processed += LinuxAio.pollCb();
        }
        assertThat(processed).isEqualTo(5);
        assertThat(LinuxAio.pollCb()).as("nothing is outstanding").isZero();
        LinuxAio.pollWait();
    }

    @Test
    void executesOneRequestAtATimeByDefaultAndMoreWhenTold() throws Exception {
        int[] pipe = Advanced.pipe2(0);
        List<String> order = new ArrayList<>();
        try {
            LinuxAio.aioRead(pipe[0], -1, 1, ByteBuffer.allocate(1), 0, count -> order.add("pipe"));
            LinuxAio.aioFsync(-1, status -> order.add("second"));
            LinuxAio.minParallel(2); // lets the second overtake the first, which waits
            while (order.isEmpty()) {
                LinuxAio.pollWait();
                LinuxAio.pollCb();
            }
            assertThat(order).containsExactly("second");

            LinuxAio.aioFsync(-1, status -> order.add("third"));
            Files.writeString(Path.of("/proc/self/fd/" + pipe[1]), "x");
            finish();
            assertThat(order).contains("pipe", "third");
        } finally {
            LinuxAio.aioClose(pipe[0]);
            LinuxAio.aioClose(pipe[1]);
            finish();
        }
    }

    @Test
    void theDescriptorIsReadableWhileResultsArePending() {
        int fd = LinuxAio.pollFileno();
        assertThat(fd).isNotNegative().isEqualTo(LinuxAio.pollFileno());
        try (IoAio other = IoAio.create()) { // not the shared one: whoever takes its descriptor has to poll it
            assertThat(fd).isNotEqualTo(other.pollFileno());
        }
        assertThat(readable(fd)).isFalse();
        LinuxAio.aioFsync(-1);
        LinuxAio.pollWait();
        while (!readable(fd)) { // it becomes so an instant after the result can be seen
            Thread.onSpinWait();
        }
        LinuxAio.pollCb();
        assertThat(readable(fd)).isFalse();
    }

    @Test
    void badArgumentsThrow() {
        assertThatThrownBy(() -> LinuxAio.aioStat(null, st -> { })).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> LinuxAio.aioRead(0, 0, 2, ByteBuffer.allocate(1), 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> LinuxAio.minParallel(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(LinuxAio.nreqs()).isZero();
    }

    /** What the kernel says of an eventfd's counter. */
    private static boolean readable(int fd) {
        try {
            return !Files.readString(Path.of("/proc/self/fdinfo/" + fd)).matches("(?s).*eventfd-count:\\s+0\\n.*");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
