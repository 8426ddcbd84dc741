package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file that becomes another when it has been looked at, and before it is opened. */
@Tag("unsanitized") // a sanitizer has a preload of its own
class ExchangedFileTest extends InlineTest {

    /** Makes a fifo of the file that EXCHANGED names, just before that is opened for more than to look at it. */
    private static final String EXCHANGE = """
            #include <sys/stat.h>
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              if (number == SYS_openat2 && !strcmp ((const char *)a[1], getenv ("EXCHANGED"))
                  && !(*(const unsigned long long *)a[2] & O_PATH)
                  && (unlink ((const char *)a[1]) || mkfifo ((const char *)a[1], 0600)))
                abort ();
              return PASS_ON (number, a);
            }
            """;

    static final class Opens implements Child.Program {
        @Override
        public void run(IoAio io, String... paths) throws Exception {
            Child.learn(io, paths[0]);
            for (String path : paths) {
                long before = io.ninline();
                AioRequest<Integer> open = io.aioOpen(path, O_RDONLY, 0);
                System.out.println("answered " + (io.ninline() - before));
                try (RandomAccessFile otherEnd = new RandomAccessFile(path, "rw")) {
                    io.flush();
                }
                io.aioClose(open.await());
                io.flush();
            }
        }
    }

    /** To open a fifo takes somebody who writes to it, so it is left to a worker. */
    @Test
    void isNotOpenedInTheCallIfThatMayWait() throws Exception {
        assumeAnswers();
        String exchanged = file("exchanged", "content");

        assertThat(Child.run(Preload.env(Preload.build(dir, EXCHANGE), "EXCHANGED=" + exchanged), Opens.class, file("file", "content"),
                exchanged)).containsExactly("answered 1", "answered 0");
    }
}
