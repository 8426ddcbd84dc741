package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.Preload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A request that makes many system calls makes no more once it is cancelled. It is stopped in the first one, is cancelled, and goes
 * on then; the system calls are counted. Nothing that it has opened
 * or allocated is left.
 */
class OperationCancelTest extends TreeTest {

    /**
     * Each call of the function that GATE.call names, by a worker, adds a byte to GATE.calls, and does but little. The first, or the one
     * whose number follows the name, makes GATE.reached and waits for GATE.open.
     */
    private static final String GATE = """
            #include <dirent.h>
            #include <linux/fiemap.h>
            #include <linux/fs.h>
            #include <stdio.h>
            #include <sys/ioctl.h>
            #include <sys/prctl.h>
            #include <sys/stat.h>
            static const char *place (char *name, const char *end)
            {
              snprintf (name, 4096, "%s.%s", getenv ("GATE"), end);
              return name;
            }
            static int stops (const char *call)
            {
              char name[4096], watched[64] = "", thread[16] = "", *number;
              long call_number;
              int fd;
              prctl (PR_GET_NAME, thread);
              if (!strstr (thread, "/ei") || (fd = open (place (name, "call"), O_RDONLY)) < 0) return 0;
              NEXT (read) (fd, watched, sizeof watched - 1);
              close (fd);
              number = strchr (watched, ':');
              if (number) *number++ = 0;
              if (strcmp (watched, call)) return 0;
              fd = open (place (name, "calls"), O_WRONLY | O_APPEND | O_CREAT, 0600);
              NEXT (write) (fd, "x", 1);
              call_number = lseek (fd, 0, SEEK_CUR);
              close (fd);
              if (call_number < (number ? atoi (number) : 1)) return 1;
              fd = open (place (name, "reached"), O_WRONLY | O_CREAT | O_EXCL, 0600);
              if (fd >= 0)
                {
                  close (fd);
                  while (access (place (name, "open"), F_OK)) usleep (1000);
                }
              return 1;
            }
            static size_t little (const char *call, size_t size)
            {
              return stops (call) && size > 4096 ? 4096 : size;
            }
            ssize_t copy_file_range (int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags)
            {
              return NEXT (copy_file_range) (in, from, out, to, little ("copy_file_range", size), flags);
            }
            ssize_t pread (int fd, void *data, size_t size, off_t at)
            {
              return NEXT (pread) (fd, data, little ("pread", size), at);
            }
            ssize_t pwrite (int fd, const void *data, size_t size, off_t at)
            {
              return NEXT (pwrite) (fd, data, little ("pwrite", size), at);
            }
            ssize_t write (int fd, const void *data, size_t size)
            {
              return NEXT (write) (fd, data, little ("write", size));
            }
            struct dirent *readdir (DIR *dir)
            {
              stops ("readdir");
              return NEXT (readdir) (dir);
            }
            int fsync (int fd)
            {
              stops ("fsync");
              return NEXT (fsync) (fd);
            }
            int mkdirat (int dir, const char *name, mode_t mode)
            {
              stops ("mkdirat");
              return NEXT (mkdirat) (dir, name, mode);
            }
            int unlinkat (int dir, const char *name, int flags)
            {
              stops ("unlinkat");
              return NEXT (unlinkat) (dir, name, flags);
            }
            int ioctl (int fd, unsigned long request, ...)
            {
              va_list list;
              va_start (list, request);
              struct fiemap *map = va_arg (list, struct fiemap *);
              va_end (list);
              if (request == FS_IOC_FIEMAP && stops ("ioctl")) map->fm_extent_count = 2;
              return NEXT (ioctl) (fd, request, map);
            }
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              if (number == SYS_getdents64 && stops ("getdents64")) a[2] = 512;
              if (number == SYS_statx) stops ("statx");
              return PASS_ON (number, a);
            }
            """;

    private static final int SIZE = 1 << 16;

    static final class Program {

        private static IoAio io;
        private static Path dir;

        /** For each call that many are made of, by their requests; each is made twice, of something else. */
        private static Map<String, Function<String, AioRequest<?>>> requests(int fd) {
            ByteBuffer data = ByteBuffer.allocateDirect(SIZE);
            Map<String, Function<String, AioRequest<?>>> all = new LinkedHashMap<>();
            all.put("copy_file_range of copy", n -> io.aioCopy(dir + "/file", dir + "/copy" + n));
            all.put("pread of copy", n -> io.aioCopy("/proc/kallsyms", dir + "/symbols" + n));
            all.put("pread of load", n -> io.aioLoad(dir + "/file"));
            all.put("pread of slurp", n -> io.aioSlurp(dir + "/file", 0, 0));
            all.put("pread of readFully", n -> io.aioReadFully(fd, 0, data.duplicate()));
            all.put("pwrite of writeFully", n -> io.aioWriteFully(fd, 0, data.duplicate()));
            all.put("write of writeFile", n -> io.aioWriteFile(dir + "/written" + n, data.duplicate(), 0600));
            all.put("write of append", n -> io.aioAppend(dir + "/appended" + n, data.duplicate(), 0600));
            all.put("fsync of writeFile", n -> io.aioWriteFile(dir + "/synced" + n, data.duplicate(), 0600));
            all.put("ioctl of fiemap", n -> io.aioFiemap(fd, 0, -1, 0, -1));
            all.put("getdents64 of tree", n -> io.aioTree(dir + "/many", AioTree.WHOLE, batch -> { }));
            all.put("statx of tree", n -> io.aioTree(dir + "/many", AioTree.WHOLE.stats(200), batch -> { }));
            all.put("statx:20 of tree", n -> io.aioTree(dir + "/many", AioTree.WHOLE.stats(200).requests(1), batch -> { }));
            all.put("statx:20 of parts", n -> io.aioTree(dir + "/many", AioTree.WHOLE.stats(30).requests(1), batch -> { }));
            all.put("readdir of readdir", n -> io.aioReaddir(dir + "/many"));
            all.put("mkdirat of mkdirs", n -> io.aioMkdirs(dir + "/new" + n + "/a/b/c/d", 0700));
            // up to the one that is there, and then down again
            all.put("mkdirat:7 of mkdirs", n -> io.aioMkdirs(dir + "/other" + n + "/a/b/c/d", 0700));
            all.put("unlinkat of rmtree", n -> io.aioRmtree(dir + "/deep" + n));
            // of which the first is a file's, and the next its directory's
            all.put("unlinkat of file", n -> io.aioRmtree(dir + "/deeper" + n));
            return all;
        }

        public static void main(String[] args) throws Exception {
            dir = Path.of(args[0]);
            Leaks before = Leaks.now();
            io = IoAio.create();
            io.inlineCached(false);
            int fd = io.aioOpen(dir + "/file", AioConstants.O_RDWR, 0).await();
            for (var request : requests(fd).entrySet()) {
                System.out.println(request.getKey() + " " + calls(request, "1", false) + " " + calls(request, "2", true));
            }
            io.aioClose(fd).await();
            io.close();
            before.check();
        }

        private static Path gate(String end) {
            return Path.of(System.getenv("GATE") + "." + end);
        }

        private static long calls(Map.Entry<String, Function<String, AioRequest<?>>> of, String n, boolean cancel) throws IOException {
            for (String end : new String[] {"open", "reached", "calls"}) {
                Files.deleteIfExists(gate(end));
            }
            if (!cancel) {
                Files.createFile(gate("open"));
            }
            Files.writeString(gate("call"), of.getKey().split(" ")[0]);
            AioRequest<?> request = of.getValue().apply(n);
            if (cancel) {
                while (!Files.exists(gate("reached"))) {
                    io.pollCb();
                }
                request.cancel();
                Files.createFile(gate("open"));
            }
            io.flush();
            Files.delete(gate("call"));
            return Files.size(gate("calls"));
        }
    }

    @Test
    void noSystemCallFollowsACancel() throws Exception {
        sh("""
                cd "$1"; mkdir many; cd many; seq -f a-name-that-is-long-%g 1 200 | xargs touch
                cd "$1"; perl -e 'open F, ">", "file"; for (0..15) { seek F, 8192 * $_, 0; syswrite F, "x" x 4096 }'; sync file
                for n in 1 2; do mkdir -p "deep$n$2" "deeper$n$2"; touch "deeper$n$2/file"; done
                """, dir.toString(), "/level".repeat(60));
        Map<String, String> environment = new HashMap<>(Preload.build(dir, GATE));
        environment.put("GATE", path("gate"));

        List<String> said = Child.output(Child.start(List.of(), List.of(), environment, Program.class, dir.toString()));

        assertThat(said).hasSize(19).allMatch(line -> {
            String[] words = line.split(" ");
            String until = words[0].replaceAll("\\D*:", "");
            String last = until.equals(words[0]) ? "1" : until;
            boolean many = Integer.parseInt(words[3]) > Integer.parseInt(last) || words[0].equals("ioctl") // not every file system tells extents
                    || words[0].equals("copy_file_range") && !IoAio.version().features().contains("copy_file_range");
            return many && words[4].equals(last);
        });
        assertThat(exists("written1")).isTrue();
        assertThat(exists("written2")).isFalse();
        assertThat(exists("synced1")).isTrue();
        assertThat(exists("synced2")).as("which was cancelled when its content was there").isFalse();
        assertThat(sh("ls -A \"$1\" | grep jeio- || true", dir.toString())).as("names of drafts").isEmpty();
    }
}
