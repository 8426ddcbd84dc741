package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Names of more than 255 bytes, as file systems have them that count characters of UTF-16: vfat, exfat, NTFS, CIFS. The one here tells of
 * directories with such names, as there may be none of them to be mounted.
 */
class LongNamesTest extends TreeTest {

    private static final int SHORT = 16;
    private static final int LONG = 8;
    private static final int LENGTH = 765; // 255 characters of three bytes

    private static final String LONG_NAMES = """
            #include <sys/stat.h>
            struct entry { unsigned long long ino; long long off; unsigned short length; unsigned char type; char name[]; };
            static int told;
            /* Of the directory that JEIO_INODE names, the first time that it is read. */
            static int is_wanted (int fd)
            {
              struct stat st;
              return !told && !fstat (fd, &st) && st.st_ino == strtoul (getenv ("JEIO_INODE"), 0, 10);
            }
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              if (number != SYS_getdents64 || !is_wanted (a[0]))
                return PASS_ON (number, a);
              told = 1;
              char *at = (char *)a[1];
              for (int i = 0; i < 24; i++)
                {
                  struct entry *entry = (struct entry *)at;
                  int length = i < 16 ? 24 : 765;
                  *entry = (struct entry){ .ino = 1, .length = (19 + length + 1 + 7) & ~7, .type = 4 };
                  memset (entry->name, 'a' + i, length);
                  entry->name[length] = 0;
                  at += entry->length;
                }
              return at - (char *)a[1];
            }
            """;

    private Map<String, String> environment;
    private Path inner;

    @BeforeEach
    void makeTree() throws Exception {
        inner = Files.createDirectories(dir.resolve("tree/inner"));
        environment = new TreeMap<>(Preload.build(dir, LONG_NAMES));
        environment.put("JEIO_INODE", Files.getAttribute(inner, "unix:ino").toString());
    }

    static final class Program {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                if (args[0].equals("remove")) {
                    io.aioRmtree(args[1]).await();
                } else {
                    io.aioReaddirBatches(args[1], 3, batch -> batch.forEach(entry -> System.out.println(entry.name()))).await();
                }
            }
        }
    }

    private List<String> child(String... args) throws Exception {
        return Child.output(Child.start(List.of(), List.of(), environment, Program.class, args));
    }

    /** The directories are not there when they are to be removed, which is nobody's fault. */
    @Test
    void aTreeIsRemoved() throws Exception {
        assertThat(child("remove", dir.resolve("tree").toString())).isEmpty();

        assertThat(dir.resolve("tree")).doesNotExist();
    }

    @Test
    void theDirectoryItselfIsRemoved() throws Exception {
        assertThat(child("remove", inner.toString())).isEmpty();

        assertThat(inner).doesNotExist();
    }

    @Test
    void namesAreTold() throws Exception {
        assertThat(child("list", inner.toString())).hasSize(SHORT + LONG).filteredOn(name -> name.length() == LENGTH).hasSize(LONG);
    }
}
