package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** aioRmtree of a process that has no descriptor left, or too few, says so: not that the tree is not empty. */
class RmtreeShortageTest extends TreeTest {

    static final class Program {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            // all classes are loaded that are needed when nothing can be opened any more
            for (String warm : List.of("/warm", "/none", "/none")) {
                System.out.println(remove(io, args[0] + warm));
            }
            Deque<Integer> taken = new ArrayDeque<>();
            try {
                for (;;) {
                    taken.push(io.aioOpen("/dev/null", AioConstants.O_RDONLY, 0).await());
                }
            } catch (AioException e) {
                // there are no more
            }
            for (int free = 0; free < 3; free++) {
                System.out.println(free + " " + remove(io, args[0] + "/tree" + free));
                io.aioClose(taken.pop()).await();
            }
            for (int free = 0; free < 3; free++) {
                remove(io, args[0] + "/tree" + free);
            }
            io.close();
        }

        private static String remove(IoAio io, String tree) {
            try {
                io.aioRmtree(tree).await();
                return "removed";
            } catch (AioException e) {
                return e.errnoName();
            }
        }
    }

    @Test
    void itSaysThatDescriptorsAreShort() throws Exception {
        sh("""
                cd "$1"; mkdir -p warm/sub
                for i in 0 1 2; do mkdir -p tree$i/sub/deeper; : > tree$i/sub/deeper/file; done
                """, dir.toString());

        List<String> said = Child.output(Child.start(List.of("prlimit", "--nofile=100:100"), List.of("-XX:-MaxFDLimit"), Map.of(),
                Program.class, dir.toString()));

        assertThat(said.subList(0, 5)).containsExactly("removed", "ENOENT", "ENOENT", "0 EMFILE", "1 EMFILE");
        assertThat(said.get(5)).isIn("2 EMFILE", "2 removed");
        assertThat(run("ls", dir.toString())).isEmpty();
    }
}
