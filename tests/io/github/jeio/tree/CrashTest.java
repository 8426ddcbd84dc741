package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** aioWriteFile by a process that is killed at any moment; and what it asks of the kernel, for when the power fails. */
class CrashTest extends TreeTest {

    /** More than the request writes at a time: a content that is half written can be seen. */
    private static final int SIZE = 6_000_000;
    private static final int LETTERS = 26;

    /** Replaces a file over and over: each content is one byte's. */
    static final class Writer {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            int rounds = Integer.parseInt(args[1]);
            ByteBuffer data = ByteBuffer.allocateDirect(SIZE);
            for (int i = 0; i < rounds; i++) {
                for (data.clear(); data.hasRemaining(); ) {
                    data.put((byte) ('a' + i % LETTERS));
                }
                io.aioWriteFile(args[0], data.flip(), 0600).await();
                System.out.println("written");
            }
            io.close();
        }
    }

    @Test
    void aKilledProcessLeavesTheOldContentOrTheNew() throws Exception {
        Path target = dir.resolve("file");
        for (int kill = 0; kill < 12; kill++) {
            Process writer = Child.start(List.of(), List.of("-Xmx32m"), Map.of(), Writer.class, target.toString(), "1000000");
            int written = 0;
            try (BufferedReader output = writer.inputReader()) {
                for (; written <= kill % 3; written++) {
                    assertThat(output.readLine()).isEqualTo("written");
                }
                Thread.sleep(kill * 3L);
                writer.toHandle().destroyForcibly(); // which leaves its output to be read
                writer.waitFor();
                written += (int) output.lines().filter("written"::equals).count();
            }
            byte[] content = Files.readAllBytes(target);
            assertThat(content).hasSize(SIZE).containsOnly(content[0]);
            // what was acknowledged, or what was being written then
            assertThat((content[0] - 'a' - written + 1 + LETTERS * 1000) % LETTERS).isIn(0, 1);
        }
        // what the killed ones could not remove is not in the way
        assertThat(run("ls", "-A", dir.toString()).lines()).allMatch(name -> name.matches("file|\\.jeio-[0-9a-f]{16}\\.tmp"));
    }

    /** What makes it hold when the power fails: each step is on the disk before the next one relies on it. */
    @Test
    void theContentIsOnTheDiskBeforeItGetsTheNameAndTheNameBeforeItIsDone() throws Exception {
        Path log = dir.resolve("log");
        Path sub = Files.createDirectory(dir.resolve("sub"));
        Child.output(Child.start(
                List.of("strace", "-f", "-qq", "-y", "-s", "8", "-e", "trace=openat,write,fsync,fdatasync,rename,renameat,renameat2,/^unlink",
                        "-o", log.toString()),
                List.of(), Map.of(), Writer.class, sub + "/file", "1"));

        String temporary = sub + "/#\\d+>\\(deleted"; // without a name, as far as the kernel tells
        List<String> calls;
        try (Stream<String> lines = Files.lines(log)) {
            calls = lines.filter(line -> line.contains(sub.toString()) && !line.contains("resumed>")).toList();
        }
        assertThat(calls).hasSize(7);
        assertThat(calls.get(0)).contains(" openat(", "\"" + sub + "/\", O_RDONLY|O_CLOEXEC|O_DIRECTORY");
        assertThat(calls.get(1)).contains(" openat(", "O_WRONLY|O_CLOEXEC|O_TMPFILE, 0600");
        assertThat(calls.subList(2, 4)).allMatch(call -> call.matches(".* write\\(\\d+<" + temporary + "\\), \"aaaaaaaa\".*"));
        assertThat(calls.get(4)).matches(".* fsync\\(\\d+<" + temporary + "\\).*");
        assertThat(calls.get(5)).matches(".* renameat\\(\\d+<" + sub + ">, \"\\.jeio-.*\\.tmp\", \\d+<" + sub + ">, \"file\".*");
        assertThat(calls.get(6)).matches(".* fsync\\(\\d+<" + sub + ">.*");
    }
}
