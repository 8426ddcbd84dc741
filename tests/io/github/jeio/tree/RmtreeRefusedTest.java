package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** aioRmtree of a tree with a directory that can't be opened. */
class RmtreeRefusedTest extends TreeTest {

    private static final String REFUSE = """
            static int open_at (int (*next) (int, const char *, int, ...), int dir, const char *name, int flags, va_list list)
            {
              int mode = flags & O_CREAT ? va_arg (list, int) : 0;
              if (strcmp (name, "locked")) return next (dir, name, flags, mode);
              errno = EACCES;
              return -1;
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { va_list list; va_start (list, flags); int fd = open_at (NEXT (name), dir, path, flags, list); va_end (list); return fd; }
            OPEN (openat)
            OPEN (openat64)
            int unlinkat (int dir, const char *name, int flags)
            {
              if (flags & AT_REMOVEDIR && write (1, "rmdir\\n", 6) < 0) abort ();
              return NEXT (unlinkat) (dir, name, flags);
            }
            int rmdir (const char *path)
            {
              return unlinkat (AT_FDCWD, path, AT_REMOVEDIR);
            }
            """;

    static final class Remove {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            System.out.println(io.aioRmtree(args[0]).future().handle((done, failed) -> failed.getMessage()).get());
            io.close();
        }
    }

    /** It is no reason to try again what can't be removed. */
    @Test
    void theRestIsRemovedAndThatIsAll() throws Exception {
        sh("mkdir -p \"$1/sub/locked/inside\" \"$1/sub/open/inside\"; : > \"$1/file\"; : > \"$1/sub/file\"", path("tree"));

        List<String> said = Child.output(Child.start(List.of(), List.of(), Preload.build(dir, REFUSE), Remove.class, path("tree")));

        assertThat(said.get(said.size() - 1)).contains("ENOTEMPTY");
        assertThat(sh("cd \"$1\"; find . -mindepth 1 | sort", path("tree")).lines())
                .containsExactly("./sub", "./sub/locked", "./sub/locked/inside");
        // each directory once, and again where something was removed
        assertThat(said.stream().filter("rmdir"::equals)).hasSizeBetween(5, 12);
    }
}
