package io.github.jeio.reliability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.Jvm;
import java.nio.file.Path;

/** A JVM that can write nowhere but to a small file system of its own: see tools/fenced.sh. */
final class Fenced {

    private static final Path SCRIPT = Path.of("tools/fenced.sh").toAbsolutePath();

    private Fenced() { }

    static Jvm jvm() throws Exception {
        int status = new ProcessBuilder(SCRIPT.toString(), "1m", "true").start().waitFor();
        assumeTrue(status == 0, "needs root, and a mount namespace");
        return new Jvm().under(SCRIPT.toString(), "64m").options("-Xmx256m", "-XX:MaxDirectMemorySize=128m", "-XX:-UsePerfData",
                "-Djava.io.tmpdir=/mnt/tmp", "-Djeio.project=" + Path.of("").toAbsolutePath());
    }
}
