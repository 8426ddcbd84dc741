package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A directory of a tree is exchanged for a link to one outside: between the moment that it was found and the one that it is
 * opened. Nothing outside is read, replaced, changed or removed.
 */
class NeverOutsideTest extends TreeTest {

    /**
     * "victim" in the directory EXCHANGE is exchanged for TRAP whenever it is about to be opened; by three calls, since one for that is
     * not on every kernel.
     */
    private static final String EXCHANGE = """
            static void exchange (int dir, const char *path)
            {
              static __thread int busy;
              const char *slash = strrchr (path, '/');
              char link[64], in[4096], aside[4096];
              ssize_t length;
              if (strcmp (slash ? slash + 1 : path, "victim") || busy) return;
              busy = 1;
              snprintf (link, sizeof link, "/proc/self/fd/%d", dir);
              length = readlink (link, in, sizeof in - 1);
              if (length > 0) in[length] = 0;
              snprintf (aside, sizeof aside, "%s.aside", getenv ("TRAP"));
              if (length > 0 && !strcmp (in, getenv ("EXCHANGE")) && !renameat (dir, path, AT_FDCWD, aside)
                  && (renameat (AT_FDCWD, getenv ("TRAP"), dir, path) || rename (aside, getenv ("TRAP")) || write (1, "exchanged\\n", 10) < 0)) abort ();
              busy = 0;
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { int mode; va_list list; va_start (list, flags); mode = flags & O_CREAT ? va_arg (list, int) : 0; va_end (list); \\
              if (flags & O_DIRECTORY) exchange (dir, path); \\
              return NEXT (name) (dir, path, flags, mode); }
            OPEN (openat)
            OPEN (openat64)
            """;

    /** A directory "marked" in TREE is moved to AWAY as soon as the one above it is looked for by "..". */
    private static final String MOVE_AWAY = """
            static void move (int dir, const char *path)
            {
              static int moved;
              char link[64], in[4096];
              ssize_t length;
              if (strcmp (path, "..")) return;
              snprintf (link, sizeof link, "/proc/self/fd/%d", dir);
              length = readlink (link, in, sizeof in - 1);
              if (length < 7) return;
              in[length] = 0;
              if (!strcmp (in + length - 7, "/marked") && !strncmp (in, getenv ("TREE"), strlen (getenv ("TREE")))
                  && !__atomic_exchange_n (&moved, 1, __ATOMIC_SEQ_CST)
                  && (rename (in, getenv ("AWAY")) || write (1, "moved\\n", 6) < 0)) abort ();
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { int mode; va_list list; va_start (list, flags); mode = flags & O_CREAT ? va_arg (list, int) : 0; va_end (list); \\
              move (dir, path); \\
              return NEXT (name) (dir, path, flags, mode); }
            OPEN (openat)
            OPEN (openat64)
            """;

    static final class Program {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            try {
                switch (args[0]) {
                    case "copy" -> io.aioCptree(args[1], args[2]).await();
                    case "move" -> io.aioMvtree(args[1], args[2]).await();
                    case "walk" -> io.aioTree(args[1], AioTree.WHOLE, batch -> batch.entries().forEach(
                            entry -> System.out.println("found " + entry.name()))).await();
                    default -> io.aioRmtree(args[1]).await();
                }
                System.out.println("done");
            } catch (io.github.jeio.AioException e) {
                System.out.println("failed " + e.errnoName());
            }
            io.close();
        }
    }

    private Path outside;

    @BeforeEach
    void makeOutside() throws Exception {
        outside = Files.createDirectories(dir.resolve("outside"));
        fillOutside(outside);
    }

    private static void fillOutside(Path outside) {
        sh("cd \"$1\"; printf untouched > precious; mkdir empty sub; printf untouched > sub/precious; chmod 751 . sub; "
                + "find . -depth -exec touch -d '2001-02-03' {} +", outside.toString());
    }

    private static String describeOutside(Path outside) {
        return sh("cd \"$1\"; find . -printf '%p %y %i %m %T@\\n' | sort; cat precious sub/precious", outside.toString());
    }

    private List<String> child(Map<String, String> preload, String name, Object value, String... args) throws Exception {
        Map<String, String> environment = new HashMap<>(preload);
        environment.put(name, value.toString());
        return Child.output(Child.start(List.of(), List.of(), environment, Program.class, args));
    }

    /** @param levels of the directory that is exchanged: also where directories are closed and opened again */
    @ParameterizedTest
    @CsvSource({"copy,src,0", "copy,dst,0", "copy,src,5", "copy,dst,5", "copy,src,100", "copy,dst,100", "move,src,3", "move,dst,3",
        "walk,src,0", "walk,src,5", "walk,src,100", "remove,src,0", "remove,src,5", "remove,src,40"})
    void whatIsExchangedIsNotFollowed(String what, String side, int levels) throws Exception {
        String deep = "/level".repeat(levels);
        Path src = dir.resolve("src");
        Path target = what.equals("move") ? otherFileSystem() : dir;
        Path dst = target.resolve("dst");
        Path beyond = outside;
        if (side.equals("dst") && !outside.startsWith(target)) {
            beyond = Files.createDirectory(target.resolve("outside"));
            fillOutside(beyond);
        }
        String before = describeOutside(beyond);
        sh("mkdir -p \"$1/victim/sub\"; cd \"$1/victim\"; printf own > precious; printf own > sub/precious; printf own > only",
                src + deep);
        Path trap = Files.createSymbolicLink((side.equals("src") ? dir : target).resolve("trap"), beyond);
        Map<String, String> preload = new HashMap<>(Preload.build(dir, EXCHANGE));
        preload.put("TRAP", trap.toString());

        List<String> said = child(preload, "EXCHANGE", (side.equals("src") ? src : dst) + deep, what, src.toString(), dst.toString());

        assertThat(said).contains("exchanged").doesNotContain("found empty");
        assertThat(describeOutside(beyond)).isEqualTo(before);
        if (what.equals("copy") || what.equals("move")) {
            assertThat(said).contains("failed ENOTDIR");
            assertThat(run("find", dst.toString(), "-name", "empty")).isEmpty();
            assertThat(sh("find \"$1\" -name precious -exec grep -L own {} + || true", dst.toString())).isEmpty();
            assertThat(exists("src")).isTrue();
        }
    }

    /** In a deep tree, one goes up by "..": where a directory has been moved meanwhile, that leads outside. */
    @ParameterizedTest
    @CsvSource({"remove,src", "copy,src", "copy,dst", "walk,src"})
    void whatIsMovedAwayLeadsNowhere(String what, String side) throws Exception {
        Path src = dir.resolve("src");
        sh("mkdir -p \"$1\"; cd \"$1\"; mkdir a; : > a/file; : > file", src + "/level".repeat(40) + "/marked" + "/level".repeat(100));
        sh("mkdir \"$1/marked\" \"$1/away\"; : > \"$1/marked/precious\"; touch -d '2001-02-03' \"$1\"", outside.toString());
        String before = describeOutside(outside);
        Map<String, String> preload = new HashMap<>(Preload.build(dir, MOVE_AWAY));
        preload.put("TREE", dir.resolve(side).toString());

        List<String> said = child(preload, "AWAY", outside.resolve("away"), what, src.toString(), path("dst"));

        assertThat(said).contains("moved", what.equals("walk") ? "done" : what.equals("remove") ? "failed ENOTEMPTY" : "failed ESTALE").doesNotContain("found empty");
        assertThat(exists("outside/away/" + "level/".repeat(what.equals("remove") ? 0 : 99))).isTrue();
        run("rm", "-r", outside.resolve("away").toString());
        sh("mkdir \"$1/away\"; touch -d '2001-02-03' \"$1\"", outside.toString());
        assertThat(describeOutside(outside).replaceAll("/away .*", "")).isEqualTo(before.replaceAll("/away .*", ""));
    }
}
