package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files under names that jeio has chosen: nobody knows them before, and none is opened through a link, or one that exists. */
class TemporaryFilesTest extends TreeTest {

    private static final int ATTEMPTS = 100;

    /** Tells how a name with TEMPORARY in it is made. So many of these exist already; there are no files without a name. */
    private static final String NAMES = """
            #include <stdio.h>
            #include <sys/stat.h>
            static int exists (const char *call, const char *path, int flags, int mode)
            {
              static int seen;
              char line[4096];
              int length;
              if (!strstr (path, getenv ("TEMPORARY"))) return 0;
              length = snprintf (line, sizeof line, "%s %s %o %o\\n", call, strrchr (path, '/') ? strrchr (path, '/') + 1 : path, flags, mode);
              if (write (1, line, length) < 0) abort ();
              errno = EEXIST;
              return ++seen <= atoi (getenv ("EXISTING"));
            }
            #define OPEN(name) int name (int dir, const char *path, int flags, ...) \\
            { int mode; va_list list; va_start (list, flags); mode = flags & O_CREAT ? va_arg (list, int) : 0; va_end (list); \\
              if ((flags & O_TMPFILE) == O_TMPFILE) return errno = EOPNOTSUPP, -1; \\
              if (flags & O_CREAT && exists ("open", path, flags, mode)) return -1; \\
              return NEXT (name) (dir, path, flags, mode); }
            OPEN (openat)
            OPEN (openat64)
            int mkdirat (int dir, const char *path, mode_t mode)
            {
              return exists ("mkdir", path, 0, mode) ? -1 : NEXT (mkdirat) (dir, path, mode);
            }
            int fsync (int fd)
            {
              return getenv ("FAILS") ? errno = EIO, -1 : NEXT (fsync) (fd);
            }
            int renameat (int dir, const char *from, int other, const char *to)
            {
              return getenv ("FAILS") && strstr (from, ".jeio-") ? errno = EIO, -1 : NEXT (renameat) (dir, from, other, to);
            }
            """;

    static final class Program {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            try {
                switch (args[0]) {
                    case "mkstemp" -> io.aioClose(io.aioMkstemp(args[1] + "/temp-").await().fd()).await();
                    case "mkdtemp" -> io.aioMkdtemp(args[1] + "/temp-").await();
                    case "write" -> io.aioWriteFile(args[1] + "/written", ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}), 0640).await();
                    default -> io.aioCptree(args[1] + "/from", args[1] + "/written").await();
                }
                System.out.println("done");
            } catch (AioException e) {
                System.out.println(e.errnoName());
            }
            io.close();
        }
    }

    private List<String> child(String what, String temporary, int existing, boolean fails) throws Exception {
        Map<String, String> environment = new HashMap<>(Preload.build(dir, NAMES));
        environment.put("TEMPORARY", temporary);
        environment.put("EXISTING", Integer.toString(existing));
        if (fails) {
            environment.put("FAILS", "yes");
        }
        return Child.output(Child.start(List.of(), List.of(), environment, Program.class, what, dir.toString()));
    }

    /** Of a file that did not exist. */
    private static String flags(int access) {
        return Integer.toOctalString(access | AioConstants.O_CREAT | AioConstants.O_EXCL | AioConstants.O_NOFOLLOW | AioConstants.O_CLOEXEC);
    }

    private static void assertNew(List<String> said, String name, String how) {
        assertThat(said).allMatch(line -> line.matches("(open|mkdir) " + name + " " + how)).doesNotHaveDuplicates();
    }

    @Test
    void namesAreTriedUntilOneIsNew() throws Exception {
        List<String> file = child("mkstemp", "temp-", 3, false);
        assertThat(file).hasSize(5).last().isEqualTo("done");
        assertNew(file.subList(0, 4), "temp-[0-9a-zA-Z]{6}", flags(AioConstants.O_RDWR) + " 600");

        List<String> directory = child("mkdtemp", "temp-", 3, false);
        assertThat(directory).hasSize(5).last().isEqualTo("done");
        assertNew(directory.subList(0, 4), "temp-[0-9a-zA-Z]{6}", "0 700");
    }

    @Test
    void theyAreNotTriedForEver() throws Exception {
        for (String what : new String[] {"mkstemp", "mkdtemp"}) {
            assertThat(child(what, "temp-", 1000, false)).hasSize(ATTEMPTS + 1).last().isEqualTo("EEXIST");
        }
    }

    @Test
    void whatIsNotCompleteHasANameThatNobodyKnows() throws Exception {
        run("chmod", "640", file("from", "new"));
        file("written", "old");
        List<String> all = new ArrayList<>();
        for (String what : new String[] {"write", "copy", "write", "copy"}) {
            List<String> said = child(what, ".jeio-", what.equals("write") ? 2 : 0, false);
            assertThat(said).last().isEqualTo("done");
            assertNew(said.subList(0, said.size() - 1), "\\.jeio-[0-9a-f]{16}\\.tmp", flags(AioConstants.O_WRONLY) + (what.equals("write") ? " 640" : " 200"));
            all.addAll(said.subList(0, said.size() - 1));
            assertThat(Path.of(path("written"))).hasContent("new");
        }
        assertThat(all).hasSize(8).doesNotHaveDuplicates();
        assertThat(run("ls", "-A", dir.toString())).doesNotContain(".jeio-");
    }

    @Test
    void nothingIsLeftOfWhatFails() throws Exception {
        file("from", "new");
        file("written", "old");
        for (String what : new String[] {"write", "copy"}) {
            assertThat(child(what, ".jeio-", 0, true)).hasSize(2).last().isEqualTo("EIO");
            assertThat(Path.of(path("written"))).hasContent("old");
            assertThat(run("ls", "-A", dir.toString())).doesNotContain(".jeio-");
        }
    }
}
