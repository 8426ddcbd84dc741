package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioTree;
import io.github.jeio.IoAio;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tree that is deeper than a path can be long, and has more directories than the process may have descriptors. */
class FewDescriptorsTest extends TreeTest {

    private static final int LEVELS = 800;

    static final class Program {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            io.aioCptree(args[0], args[1]).await();
            System.out.println(io.aioTree(args[1], AioTree.WHOLE, batch -> { }).await());
            io.aioMvtree(args[1], args[2]).await();
            System.out.println(io.aioTree(args[2], AioTree.WHOLE, batch -> { }).await());
            io.aioRmtree(args[0]).await();
            io.close();
        }
    }

    @Test
    void itIsCopiedWalkedMovedAndRemoved() throws Exception {
        run("perl", "-e", """
                chdir $ARGV[0] or die; mkdir "deep" or die; chdir "deep";
                for (1..$ARGV[1]) { mkdir "side" or die; open my $g, ">", "side/file"; close $g;
                    mkdir "level" or die; chdir "level" or die; open my $f, ">", "file"; print $f $_; }
                """, dir.toString(), "" + LEVELS);
        Path other = otherFileSystem();

        List<String> said = Child.output(Child.start(List.of("prlimit", "--nofile=200:200"), List.of(), Map.of(), Program.class,
                path("deep"), path("copy"), other + "/moved"));

        assertThat(said).containsExactly("" + 4 * LEVELS, "" + 4 * LEVELS);
        assertThat(run("ls", dir.toString())).isEmpty();
        run("perl", "-e", """
                chdir $ARGV[0] or die;
                for (1..$ARGV[1]) { -e "side/file" or die; chdir "level" or die "$_"; open my $f, "<", "file" or die; <$f> eq $_ or die "$_: content"; }
                """, other + "/moved", "" + LEVELS);
    }
}
