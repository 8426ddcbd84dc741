package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where no thread can be started, requests fail with EAGAIN, and none waits for ever; with one thread, that has to do it all. */
@Tag("unsanitized")
class NoWorkersTest extends CoreTest {

    /** jeio gets no thread while there is a file REFUSE; the JVM does. */
    private static final String PRELOAD = """
            #include <pthread.h>
            int pthread_create (pthread_t *thread, const pthread_attr_t *attr, void *(*run) (void *), void *arg)
            {
              Dl_info whose;
              if (!access (getenv ("REFUSE"), F_OK) && dladdr ((void *)run, &whose) && strstr (whose.dli_fname, "libjeio")) return EAGAIN;
              return NEXT (pthread_create) (thread, attr, run, arg);
            }
            """;

    static final class Program {

        public static void main(String[] args) throws Exception {
            Path refuse = Path.of(System.getenv("REFUSE"));
            IoAio io = IoAio.create();
            io.inlineCached(false);
            List<String> told = new ArrayList<>();
            List<AioRequest<?>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                requests.add(io.aioStat("/", st -> told.add(st + " " + IoAio.errno())));
            }
            io.flush();
            System.out.println(told.size() + " " + told.stream().distinct().toList() + " " + io.nthreads());
            try {
                io.aioStat("/").await();
            } catch (AioException e) {
                System.out.println("await " + e.errnoName());
            }
            Files.delete(refuse);
            System.out.println("then " + io.aioStat("/").await().isDirectory() + " " + io.nthreads());
            Files.createFile(refuse);
            requests.clear();
            for (int i = 0; i < 100; i++) {
                requests.add(io.aioStat("/"));
            }
            io.flush();
            System.out.println("one " + requests.stream().filter(request -> request.errno() == 0).count() + " " + io.nthreads());
            io.close();
            System.out.println("closed");
        }
    }

    @Test
    void requestsFailAndNoneWaitsForEver() throws Exception {
        List<String> said = new ChildJvm().under("timeout", "60")
                .under(Preload.env(Preload.build(dir, PRELOAD), "REFUSE=" + file("refuse", "")).toArray(String[]::new))
                .run(Program.class);

        assertThat(said).containsExactly("10 [null 11] 0", "await EAGAIN", "then true 1", "one 100 1", "closed");
    }
}
