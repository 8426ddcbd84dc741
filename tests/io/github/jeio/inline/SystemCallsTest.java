package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_NOATIME;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The system calls of the thread that submits and polls, as strace(1) sees them. */
@Tag("unsanitized")
class SystemCallsTest extends InlineTest {

    /** Memory and threads, which the JVM and the pool need, are no files. */
    private static final String NO_FILE = "mmap|munmap|mprotect|madvise|mremap|clone3?|futex|sched_yield|sched_getaffinity|clock_nanosleep|"
            + "getrusage";

    private static final String INLINE = "preadv2\\(.*, RWF_NOWAIT\\)|openat2\\(.*resolve=RESOLVE_CACHED.*|statx\\(\\d+, \"\",.*|"
            + "fcntl\\(\\d+, F_(GETFL|SETFL).*|close\\(\\d+\\)";

    /** All sorts of requests, from one thread, twice: what the first time loads and learns does not count. */
    static final class AllSorts implements Child.Program {

        private IoAio io;
        private String dir;

        @Override
        public void run(IoAio io, String... arguments) throws Exception {
            this.io = io;
            dir = arguments[1];
            io.inlineCached(Boolean.parseBoolean(arguments[0]));
            requests();
            String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
            System.out.println("thread " + thread + " descriptor " + io.pollFileno());
            long before = io.ninline();
            System.out.println("begin");
            requests();
            System.out.println("end");
            System.out.println("answered " + (io.ninline() - before));
        }

        private void handle() {
            while (io.nreqs() > 0) {
                io.pollWait();
                io.pollCb();
            }
        }

        private void requests() {
            int[] fds = new int[2];
            ByteBuffer data = ByteBuffer.allocateDirect(1 << 17);
            io.aioOpen(dir + "/file", O_RDWR, 0, fd -> fds[0] = fd);
            handle();
            io.aioOpen(dir + "/file", O_RDONLY | O_NOATIME, 0, fd -> fds[1] = fd);
            handle();
            for (int length : new int[] {10, 4096, 8192, 1 << 17}) {
                for (int offset : new int[] {0, 4096, 100_000}) {
                    io.aioRead(fds[0], offset, length, data, 0, count -> { });
                    handle();
                }
            }
            io.aioStat(dir + "/file", stat -> { });
            handle();
            io.aioLstat(dir + "/missing", stat -> { });
            handle();
            io.aioSlurp(dir + "/file", 10, 100, content -> { });
            handle();
            io.aioSlurp(dir + "/file", 0, data.clear(), count -> { });
            handle();
            io.aioOpen(dir + "/missing", O_RDONLY, 0, fd -> { });
            handle();
            io.aioWrite(fds[0], 0, data.clear().limit(10), count -> { });
            handle();
            io.aioStat(fds[0], stat -> { });
            io.aioReaddir(dir, names -> io.aioStat(dir, stat -> io.aioRead(fds[0], 0, data.clear().limit(16), count -> { })));
            io.aioMkdir(dir + "/d", 0700, ok -> io.aioRmdir(dir + "/d", done -> { }));
            handle();
            io.aioClose(fds[0], ok -> { });
            io.aioClose(fds[1], ok -> { });
            handle();
        }
    }

    private record Trace(List<String> calls, int answered) { }

    /** What the thread called between its two marks, but for memory and its poll descriptor. */
    private Trace trace(boolean inline) throws Exception {
        assumeAnswers();
        bytes("file", 150_000);
        Path log = dir.resolve("log");
        List<String> said = Child.run(List.of("strace", "-ff", "-qq", "-s", "40", "-e", "trace=file,desc,process", "-o", log.toString()),
                AllSorts.class, Boolean.toString(inline), dir.toString());
        String[] words = said.get(0).split(" ");
        String thread = words[1];
        String descriptor = words[3];
        Pattern own = Pattern.compile("(" + NO_FILE + ")\\(.*|(read|write|poll|ppoll)\\((\\[\\{fd=)?" + descriptor + ",.*");
        List<String> calls = Files.readAllLines(Path.of(log + "." + thread)).stream()
                .dropWhile(line -> !line.contains("\"begin\\n\"")).skip(1).takeWhile(line -> !line.contains("\"end\\n\""))
                .map(line -> line.replaceAll("\\s+= .*", "")).filter(line -> !own.matcher(line).matches()).toList();
        return new Trace(calls, Integer.parseInt(said.get(said.size() - 1).split(" ")[1]));
    }

    @Test
    void switchedOffTheThreadMakesNoFileSystemCall() throws Exception {
        Trace trace = trace(false);
        assertThat(trace.calls()).isEmpty();
        assertThat(trace.answered()).isZero();
    }

    @Test
    void otherwiseItMakesOnlyThoseThatDoNotWait() throws Exception {
        Trace trace = trace(true);
        assertThat(trace.calls()).isNotEmpty().allMatch(call -> call.matches(INLINE));
        assertThat(trace.answered()).isPositive();
        assertThat(trace.calls().stream().map(call -> call.replaceAll("\\(.*", "")).collect(Collectors.toSet()))
                .contains("preadv2", "openat2", "statx", "close");
    }
}
