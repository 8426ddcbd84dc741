package io.github.jeio.inline;

import static io.github.jeio.AioConstants.F_DUPFD_CLOEXEC;
import static io.github.jeio.AioConstants.F_SETFL;
import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_DIRECT;
import static io.github.jeio.AioConstants.O_DIRECTORY;
import static io.github.jeio.AioConstants.O_NOATIME;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_PATH;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_SYNC;
import static io.github.jeio.AioConstants.O_TRUNC;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are answered at submission, and which are not, as the pool counts them. */
class AnswersTest extends InlineTest {

    private String path;
    private int fd;

    @BeforeEach
    void cachedFile() throws Exception {
        assumeAnswers();
        path = bytes("file", 200_000);
        fd = open(path, O_RDWR);
    }

    private void assertAnswered(int expected, Map<String, Runnable> requests) {
        requests.forEach((what, request) -> {
            assertThat(answered(request)).as(what).isEqualTo(expected);
            io.flush();
        });
    }

    @Test
    void whatTheCachesHaveIsAnswered() throws Exception {
        String small = bytes("small", 1000);
        AioRequest<AioWd> opened = io.aioWd(dir.toString());
        io.flush();
        try (AioWd wd = opened.await()) {
            Map<String, Runnable> requests = new LinkedHashMap<>();
            requests.put("read", () -> io.aioRead(fd, 0, buffer(4096)));
            requests.put("read of one byte", () -> io.aioRead(fd, 199_999, buffer(1)));
            requests.put("read of much", () -> io.aioRead(fd, 4096, buffer(1 << 16)));
            requests.put("read to the heap", () -> io.aioRead(fd, 0, ByteBuffer.allocate(4096)));
            requests.put("read over the end", () -> io.aioRead(fd, 199_000, buffer(4096)));
            requests.put("read at the end", () -> io.aioRead(fd, 200_000, buffer(4096)));
            requests.put("read behind the end", () -> io.aioRead(fd, 1L << 40, buffer(4096)));
            requests.put("stat", () -> io.aioStat(path));
            requests.put("stat of a directory", () -> io.aioStat(dir.toString()));
            requests.put("lstat", () -> io.aioLstat(path));
            requests.put("stat in a directory", () -> wd.aioStat("file"));
            requests.put("slurp", () -> io.aioSlurp(small, 0, 0));
            requests.put("slurp of a part", () -> io.aioSlurp(path, 100_000, 100));
            requests.put("slurp over the end", () -> io.aioSlurp(small, 500, 1000));
            requests.put("slurp into", () -> io.aioSlurp(path, 0, buffer(4096)));
            requests.put("slurp to the heap", () -> wd.aioSlurp("small", 0, ByteBuffer.allocate(4096)));
            assertAnswered(1, requests);
        }
        io.flush();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void openForReadingIsAnswered(int which) throws Exception {
        int flags = new int[] {O_RDONLY, O_NONBLOCK, O_NOATIME, O_NOFOLLOW, O_DIRECTORY}[which];
        long before = io.ninline();
        AioRequest<Integer> open = io.aioOpen(flags == O_DIRECTORY ? dir.toString() : path, flags, 0);
        closeLater(open.await());
        assertThat(io.ninline()).isEqualTo(before + 1);
    }

    /** A device of memory gives less where the scheduler wants the CPU and the reader must not wait. */
    @Test
    void aReadOfZerosIsWholeHoweverBusyTheMachineIs() throws Exception {
        int zero = open("/dev/zero");
        ByteBuffer data = buffer(1 << 16);
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> competitors = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            competitors.add(new Thread(() -> {
                while (!done.get()) {
                    Thread.onSpinWait();
                }
            }));
        }
        competitors.forEach(Thread::start);
        try {
            for (int i = 0; i < 20_000; i++) {
                assertThat(io.aioRead(zero, 0, data.clear()).await()).isEqualTo(1 << 16);
            }
        } finally {
            done.set(true);
            for (Thread competitor : competitors) {
                competitor.join();
            }
        }
    }

    @Test
    void whatMayWaitOrChangesSomethingIsNot() throws Exception {
        run("mkfifo", path("fifo"));
        run("ln", "-s", "nowhere", path("dangling"));
        int direct = open(path, O_RDONLY | O_DIRECT);
        int fifo = open(path("fifo"), O_RDWR);
        int directory = open(dir.toString());
        Map<String, Runnable> requests = new LinkedHashMap<>();
        requests.put("nop", () -> io.aioNop());
        requests.put("busy", () -> io.aioBusy(0));
        requests.put("write", () -> io.aioWrite(fd, 0, buffer(10)));
        requests.put("fstat", () -> io.aioStat(fd));
        requests.put("readlink", () -> io.aioReadlink(path("dangling")));
        requests.put("readdir", () -> io.aioReaddir(dir.toString()));
        requests.put("read at the descriptor's offset", () -> io.aioRead(fd, -1, buffer(10)));
        requests.put("read of nothing", () -> io.aioRead(fd, 0, buffer(0)));
        requests.put("read of more than 64 KiB", () -> io.aioRead(fd, 0, buffer((1 << 16) + 1)));
        requests.put("direct read", () -> io.aioRead(direct, 0, buffer(8192).alignedSlice(4096)));
        requests.put("direct read, a buffer that is not aligned", () -> io.aioRead(direct, 0, buffer(4096 + 16).slice(16, 4096)));
        requests.put("read of a FIFO", () -> io.aioRead(fifo, 0, buffer(1)));
        requests.put("read of what is not open", () -> io.aioRead(-1, 0, buffer(1)));
        requests.put("read of a directory", () -> io.aioRead(directory, 0, buffer(1)));
        requests.put("stat of nothing", () -> io.aioStat(path("missing")));
        requests.put("stat of nothing's target", () -> io.aioStat(path("dangling")));
        requests.put("stat of /proc", () -> io.aioStat("/proc/self/status"));
        requests.put("slurp of /proc", () -> io.aioSlurp("/proc/self/status", 0, 1000));
        requests.put("slurp of more than 64 KiB", () -> io.aioSlurp(path, 0, 0));
        requests.put("slurp from the end", () -> io.aioSlurp(path, -10, 0));
        requests.put("slurp of the last byte", () -> io.aioSlurp(path, -1, 10));
        requests.put("slurp of a directory", () -> io.aioSlurp(dir.toString(), 0, 10));
        for (int flags : new int[] {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC | O_WRONLY, O_APPEND, O_DIRECT, O_SYNC, O_PATH}) {
            requests.put("open " + Integer.toOctalString(flags), () -> io.aioOpen(path, flags, 0600, opened -> io.aioClose(opened)));
        }
        requests.put("open of a device", () -> io.aioOpen("/dev/null", O_RDONLY, 0, opened -> io.aioClose(opened)));
        requests.put("open of a FIFO", () -> io.aioOpen(path("fifo"), O_RDONLY | O_NONBLOCK, 0, opened -> io.aioClose(opened)));
        assertAnswered(0, requests);
    }

    @Test
    void aDescriptorThatBecomesDirectIsReadByAThread() throws Exception {
        int flags = open(path);
        assertRead(1, flags);
        io.aioFcntl(flags, F_SETFL, O_DIRECT).await();
        assertRead(0, flags);
    }

    @Test
    void aDescriptorWhoseDuplicateBecomesDirectIsReadByAThread() throws Exception {
        int original = open(path);
        int duplicate = io.aioFcntl(original, F_DUPFD_CLOEXEC, 0).await().intValue();
        closeLater(duplicate);
        assertRead(1, original);
        io.aioFcntl(duplicate, F_SETFL, O_DIRECT).await();
        assertRead(0, original);
    }

    @Test
    void aNumberThatComesBackAsADirectDescriptorIsReadByAThread() throws Exception {
        int buffered = io.aioOpen(path, O_RDONLY, 0).await();
        assertRead(1, buffered);
        io.aioClose(buffered).await();
        int direct = open(path, O_RDONLY | O_DIRECT);
        assumeTrue(direct == buffered, "another thread took the number");
        assertRead(0, direct);
    }

    private void assertRead(int answers, int descriptor) throws Exception {
        long before = io.ninline();
        assertThat(io.aioRead(descriptor, 0, 4096, buffer(8192).alignedSlice(4096), 0).await()).isEqualTo(4096);
        assertThat(io.ninline() - before).isEqualTo(answers);
    }

    @Test
    void switchedOffNothingIsAnsweredInThatPool() {
        io.inlineCached(false);
        Map<String, Runnable> requests = new LinkedHashMap<>();
        requests.put("read", () -> io.aioRead(fd, 0, buffer(4096)));
        requests.put("stat", () -> io.aioStat(path));
        requests.put("open", () -> io.aioOpen(path, O_RDONLY, 0, this::closeLater));
        requests.put("slurp", () -> io.aioSlurp(path, 0, 10));
        assertAnswered(0, requests);
        try (IoAio other = IoAio.create()) {
            other.aioRead(fd, 0, buffer(4096));
            assertThat(other.ninline()).isOne();
        }
        io.inlineCached(true);
        assertAnswered(1, requests);
    }

    @Test
    void callbacksRequestsAreAnsweredWithoutAThreadToo() {
        long[] counts = new long[3];
        io.aioNop(() -> {
            for (int i = 0; i < counts.length; i++) {
                int each = i;
                io.aioRead(fd, i, buffer(10), count -> counts[each] = count);
            }
        });
        assertThat(answered(io::flush)).isEqualTo(counts.length);
        assertThat(counts).containsOnly(10);
    }

    /** More than a few at a time are faster in the threads of the pool; each has its result either way. */
    @Test
    void manyAtOnceHaveTheirResults() {
        int many = 1000;
        long[] sizes = new long[many];
        long[] counts = new long[many];
        io.aioNop(() -> {
            for (int i = 0; i < many; i++) {
                int each = i;
                io.aioStat(path, stat -> sizes[each] = stat.size());
                io.aioRead(fd, each, buffer(1 << 16), count -> counts[each] = count);
            }
        });
        io.flush();
        assertThat(sizes).containsOnly(200_000);
        assertThat(counts).containsOnly(1 << 16);
        assertThat(io.nreqs()).isZero();
    }

    /** Each byte is there when the read says so, and comes up once. */
    @Test
    void aFileThatGrowsIsReadToItsEndAndNoFurther() throws Exception {
        int total = 300_000;
        Path growing = Files.createFile(dir.resolve("growing"));
        int reads = open(growing.toString());
        AtomicBoolean failed = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try (OutputStream out = Files.newOutputStream(growing)) {
                for (int at = 0; at < total; at += 100) {
                    byte[] part = new byte[100];
                    for (int i = 0; i < part.length; i++) {
                        part[i] = (byte) ((at + i) % 251);
                    }
                    out.write(part);
                }
            } catch (IOException e) {
                failed.set(true);
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        ByteBuffer data = buffer(8192);
        int at = 0;
        while (at < total && !failed.get()) {
            AioRequest<Long> read = io.aioRead(reads, at, data.clear());
            io.flush();
            int count = Math.toIntExact(read.await());
            for (int i = 0; i < count; i++) {
                assertThat(data.get(i) & 255).isEqualTo((at + i) % 251);
            }
            at += count;
        }
        writer.join();
        assertThat(at).isEqualTo(total);
    }

    @Test
    void aHoleIsZeros() throws Exception {
        try (var sparse = new RandomAccessFile(path("sparse"), "rw")) {
            sparse.setLength(1 << 20);
        }
        int hole = open(path("sparse"));
        ByteBuffer data = buffer(4096);
        for (int i = 0; i < 2; i++) {
            data.clear().putLong(0, -1);
            AioRequest<Long> read = io.aioRead(hole, 8192, data);
            io.flush();
            assertThat(read.await()).isEqualTo(4096);
            assertThat(data.flip()).isEqualTo(ByteBuffer.allocate(4096));
        }
    }

    @Test
    void aChangeIsSeenByTheNextStat() throws Exception {
        for (int length = 1; length < 50; length++) {
            Files.write(Path.of(path), new byte[length]);
            AioRequest<AioStat> stat = io.aioStat(path);
            io.flush();
            assertThat(stat.await().size()).isEqualTo(length);
        }
    }
}
