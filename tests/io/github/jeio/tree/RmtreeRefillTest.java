package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** aioRmtree of a directory that gets a new entry whenever it is empty: each time just before it would be removed. */
class RmtreeRefillTest extends TreeTest {

    private static final String REFILL = """
            int unlinkat (int dir, const char *name, int flags)
            {
              static int refilled;
              if (flags & AT_REMOVEDIR && strstr (name, "refilled")
                  && __atomic_fetch_add (&refilled, 1, __ATOMIC_SEQ_CST) < atoi (getenv ("REFILL")))
                {
                  int sub = openat (dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
                  close (openat (sub, "new", O_WRONLY | O_CREAT, 0600));
                  close (sub);
                }
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
            System.out.println(io.aioRmtree(args[0]).future()
                    .handle((done, failed) -> failed == null ? "removed" : failed.getMessage()).get());
            io.close();
        }
    }

    private String remove(String tree, int refills) throws Exception {
        Map<String, String> environment = new HashMap<>(Preload.build(dir, REFILL));
        environment.put("REFILL", "" + refills);
        return Child.output(Child.start(List.of(), List.of(), environment, Remove.class, tree)).get(0);
    }

    /** The root, a directory in it, and one that is so deep that one request removes all that is below it. */
    static List<String> directories() {
        return List.of("refilled", "tree/refilled", "tree" + "/level".repeat(40) + "/refilled");
    }

    private static String root(String directory) {
        return directory.replaceFirst("/.*", "");
    }

    private void isRemoved(String directory, String what, int refills) throws Exception {
        sh("mkdir -p \"$1\"; cd \"$1\"; " + what, path(directory));

        assertThat(remove(path(root(directory)), refills)).isEqualTo("removed");

        assertThat(exists(root(directory))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void itIsEmptiedAgain(String directory) throws Exception {
        isRemoved(directory, ": > file", 5);
    }

    /** As long as something could be removed it is worth another attempt, and be it a directory. */
    @ParameterizedTest
    @MethodSource("directories")
    void soIsOneThatHadDirectoriesOnly(String directory) throws Exception {
        isRemoved(directory, "mkdir sub", 1);
    }

    @ParameterizedTest
    @MethodSource("directories")
    void butNotForEver(String directory) throws Exception {
        sh("mkdir -p \"$1\"; : > \"$1/file\"", path(directory));

        assertThat(remove(path(root(directory)), Integer.MAX_VALUE)).contains("ENOTEMPTY");

        assertThat(run("ls", path(directory))).isEqualTo("new");
    }
}
