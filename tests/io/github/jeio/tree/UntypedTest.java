package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioDirent;
import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import io.github.jeio.support.Preload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that read directories, on a file system that tells no types. aioScandir's case is {@link ScandirTest}'s. */
class UntypedTest extends TreeTest {

    private static final String UNTYPED = """
            struct entry { unsigned long long ino; long long off; unsigned short length; unsigned char type; char name[]; };
            long syscall (long number, ...)
            {
              ARGUMENTS (a, number);
              long result;
              result = PASS_ON (number, a);
              if (number == SYS_getdents64)
                for (long at = 0; at < result; )
                  {
                    struct entry *entry = (struct entry *)(a[1] + at);
                    entry->type = 0;
                    at += entry->length;
                  }
              return result;
            }
            """;

    private Map<String, String> untyped;
    private String tree;

    @BeforeEach
    void makeUntyped() throws Exception {
        tree = makeTree("tree");
        untyped = Preload.build(dir, UNTYPED);
    }

    static final class Program {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            TreeSet<String> said = new TreeSet<>();
            switch (args[0]) {
                case "batches" -> io.aioReaddirBatches(args[1], 3, batch -> batch.forEach(entry -> say(said, "", entry))).await();
                case "walk" -> io.aioTree(args[1], AioTree.WHOLE, batch -> batch.entries().forEach(
                        entry -> say(said, batch.directory() + "/", entry))).await();
                case "copy" -> io.aioCptree(args[1], args[2]).await();
                default -> io.aioRmtree(args[1]).await();
            }
            said.forEach(System.out::println);
            io.close();
        }

        private static void say(TreeSet<String> said, String directory, AioDirent entry) {
            said.add(directory + (entry.name().equals("b\uDCFFd") ? "b?d" : entry.name()) + " " + entry.type() + " " + entry.inode());
        }
    }

    private List<String> child(Map<String, String> environment, String... args) throws Exception {
        return Child.output(Child.start(List.of(), List.of(), environment, Program.class, args));
    }

    @Test
    void typesAreToldAllTheSame() throws Exception {
        assertThat(child(untyped, "batches", tree)).isEqualTo(child(Map.of(), "batches", tree)).contains(
                "sub 4 " + run("stat", "-c", "%i", tree + "/sub"), "linkdir 10 " + run("stat", "-c", "%i", tree + "/linkdir"));
        assertThat(child(untyped, "walk", tree)).isEqualTo(child(Map.of(), "walk", tree)).hasSizeGreaterThan(10);
    }

    @Test
    void aTreeIsCopiedAllTheSame() throws Exception {
        child(untyped, "copy", tree, path("copy"));

        assertThat(describe(path("copy"))).isEqualTo(describe(tree));
    }

    @Test
    void aTreeIsRemovedAllTheSame() throws Exception {
        sh("mkdir -p \"$1\"; : > \"$1/file\"", tree + "/level".repeat(40));

        child(untyped, "remove", tree);

        assertThat(exists("tree")).isFalse();
    }

    /** That the shared object does what this test relies on. */
    @Test
    void noTypeIsTold() throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-e", "trace=newfstatat,?statx", "-o", path("log")));
        Child.output(Child.start(command, List.of(), untyped, Program.class, "batches", tree));

        assertThat(sh("grep -c '\"hello\"' \"$1\"", path("log"))).isEqualTo("1");
    }
}
