package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels, containers and file systems that refuse the calls that answers are made of: all goes to the threads. */
@Tag("unsanitized")
class RefusedTest extends InlineTest {

    /** Says what requests give, and how many were answered. */
    static final class Says implements Child.Program {

        private IoAio io;

        @Override
        public void run(IoAio io, String... arguments) throws Exception {
            this.io = io;
            String path = arguments[0];
            Child.learn(io, path);
            Child.learn(io, path);
            long start = io.ninline();
            say(io.aioStat(path));
            AioRequest<Integer> open = io.aioOpen(path, O_RDONLY, 0);
            io.flush();
            long opened = io.ninline() - start;
            int fd = open.await();
            System.out.println(Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).get(1));
            start = io.ninline();
            for (int offset : new int[] {0, 100, 8000, 8191, 8192, 10_000}) {
                ByteBuffer data = ByteBuffer.allocate(4096);
                say(io.aioRead(fd, offset, data));
                System.out.println(data + " " + data.clear().hashCode());
            }
            long read = io.ninline() - start;
            start = io.ninline();
            AioRequest<ByteBuffer> all = io.aioSlurp(path, 0, 0);
            say(all);
            System.out.println(all.await().hashCode());
            say(io.aioSlurp(path, 8000, ByteBuffer.allocate(1000)));
            say(io.aioStat(path + "/x"));
            long slurped = io.ninline() - start;
            io.aioClose(fd);
            io.flush();
            System.out.println("answered " + opened + " " + read + " " + slurped);
        }

        private void say(AioRequest<?> request) throws Exception {
            io.flush();
            try {
                System.out.println(request.await().toString().replaceAll("[ab]time=[^,\\]]*", ""));
            } catch (AioException e) {
                System.out.println(e.errnoName());
            }
        }
    }

    /** What strace does to which call, and how many opens and stats, reads, and slurps are answered all the same. */
    private static final Map<String, String> REFUSALS = Map.of(
            "preadv2:retval=0", "2 2 0", // an end of file where there is none, as Linux 5.9 and 5.10 say: only the true ones count
            "preadv2:error=EAGAIN", "2 0 0",
            "preadv2:error=EOPNOTSUPP", "2 0 0",
            "openat2:error=ENOSYS", "0 6 0",
            "openat2:error=EPERM", "0 6 0",
            "openat2:error=EXDEV", "0 6 0",
            "openat2:error=EAGAIN:when=4", "1 6 2", // the second call of the open
            "statx:error=ENOSYS", "0 2 0");

    @Test
    void theResultsAreTheSame() throws Exception {
        assumeAnswers();
        String path = bytes("file", 8192);
        List<String> expected = Child.run(List.of(), Says.class, path);
        assertThat(expected).endsWith("answered 2 6 2");
        for (Map.Entry<String, String> refusal : REFUSALS.entrySet()) {
            String log = path("log");
            List<String> said = Child.run(List.of("strace", "-f", "-qq", "-e", "trace=preadv2,openat2,statx",
                    "-e", "inject=" + refusal.getKey(), "-o", log), Says.class, path);
            assertThat(said.subList(0, said.size() - 1)).as(refusal.getKey()).isEqualTo(expected.subList(0, expected.size() - 1));
            assertThat(said).as(refusal.getKey()).endsWith("answered " + refusal.getValue());
            assertThat(Files.readString(Path.of(log))).contains("(INJECTED)");
        }
    }
}
