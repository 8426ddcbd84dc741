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

    private static final int SIZE = 300_000;

    /** Replaces a file over and over: each content is one byte's. */
    static final class Writer {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            int rounds = Integer.parseInt(args[1]);
            for (int i = 0; i < rounds; i++) {
                ByteBuffer data = ByteBuffer.allocateDirect(SIZE);
                while (data.hasRemaining()) {
                    data.put((byte) ('a' + i % 26));
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
            try (BufferedReader output = writer.inputReader()) {
                for (int i = 0; i <= kill; i++) {
                    assertThat(output.readLine()).isEqualTo("written");
                }
                writer.destroyForcibly().waitFor();
            }
            byte[] content = Files.readAllBytes(target);
            assertThat(content).hasSize(SIZE).containsOnly(content[0]);
        }
        // what the killed ones could not remove is not in the way
        assertThat(run("ls", "-A", dir.toString()).lines()).allMatch(name -> name.matches("file|\\.jeio-[0-9a-f]{16}\\.tmp"));
    }
}
