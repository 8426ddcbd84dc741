package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import io.github.jeio.support.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is cancelled, or abandoned by a reinit, soon does nothing any more. */
class TreeCancelTest extends TreeTest {

    private static final int FILES = 500;
    /** Threads of a pool, each in the middle of something; and what is in the queue that they take before they see it. */
    private static final int UNDER_WAY = 16;

    /** Whoever removes or makes a file waits until there is a file GATE.open; that somebody waits, GATE.reached says. */
    private static final String GATE = """
            #include <stdio.h>
            static void gate (void)
            {
              static int reached;
              char name[4096];
              snprintf (name, sizeof name, "%s.reached", getenv ("GATE"));
              if (!__atomic_exchange_n (&reached, 1, __ATOMIC_SEQ_CST)) close (open (name, O_CREAT | O_WRONLY, 0600));
              snprintf (name, sizeof name, "%s.open", getenv ("GATE"));
              while (access (name, F_OK)) usleep (1000);
            }
            int unlinkat (int dir, const char *name, int flags)
            {
              if (!flags && strstr (name, "doomed")) gate ();
              return NEXT (unlinkat) (dir, name, flags);
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { int mode; va_list list; va_start (list, flags); mode = flags & O_CREAT ? va_arg (list, int) : 0; va_end (list); \\
              if (strstr (path, "doomed")) gate (); \\
              return NEXT (name) (dir, path, flags, mode); }
            OPEN (openat)
            OPEN (openat64)
            """;

    static final class Program {
        public static void main(String[] args) throws Exception {
            Path gate = Path.of(System.getenv("GATE"));
            IoAio io = IoAio.create();
            AioRequest<?> request = args[0].equals("remove") ? io.aioRmtree(args[2]) : io.aioCptree(args[2], args[3]);
            while (!Files.exists(Path.of(gate + ".reached"))) {
                io.pollCb();
            }
            if (args[1].equals("cancel")) {
                request.cancel();
            } else {
                io.reinit();
            }
            Files.createFile(Path.of(gate + ".open"));
            io.flush();
            Threads.joinReinits();
            io.close();
            System.out.println(request.isCancelled());
        }
    }

    /** @param levels near the root, and so deep that one request removes all that is below */
    @ParameterizedTest
    @CsvSource({"remove,cancel,0", "remove,cancel,40", "remove,reinit,0", "remove,reinit,40", "copy,cancel,0", "copy,reinit,0"})
    void nothingGoesOn(String what, String how, int levels) throws Exception {
        String deep = "/level".repeat(levels);
        // a directory of its own for each twentieth, so that there is much to be begun
        sh("mkdir -p \"$1\"; cd \"$1\"; mkdir $(seq 1 25); for i in $(seq 1 25); do (cd $i; seq -f doomed%g 1 20 | xargs touch); done",
                path("tree") + deep);
        Map<String, String> environment = new HashMap<>(Preload.build(dir, GATE));
        environment.put("GATE", path("gate"));

        List<String> said = Child.output(Child.start(List.of(), List.of(), environment, Program.class, what, how, path("tree"),
                path("copy")));

        assertThat(said).containsExactly("true");
        int left = Integer.parseInt(sh("find \"$1\" -name 'doomed*' | wc -l", path(what.equals("remove") ? "tree" : "copy")));
        if (what.equals("remove")) {
            assertThat(left).isBetween(FILES - UNDER_WAY, FILES);
        } else {
            assertThat(left).isBetween(0, UNDER_WAY);
        }
    }
}
