package io.github.jeio.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README, the guide and the pages for those who come from elsewhere show compiles and runs, to the letter. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CodeTest {

    @TempDir
    Path dir;

    @TestFactory
    Stream<DynamicTest> readme() throws Exception {
        return new CodeBlocks(Path.of("README.md"), dir).tests();
    }

    @TestFactory
    Stream<DynamicTest> guide() throws Exception {
        return new CodeBlocks(Path.of("docs/guide.md"), dir).tests();
    }

    @TestFactory
    Stream<DynamicTest> tuning() throws Exception {
        return new CodeBlocks(Path.of("docs/tuning.md"), dir).tests();
    }

    @TestFactory
    Stream<DynamicTest> migration() throws Exception {
        Stream<DynamicTest> tests = Stream.empty();
        for (String from : List.of("asynchronousfilechannel", "files-in-a-pool", "vertx-filesystem", "io-aio")) {
            Path classes = Files.createDirectory(dir.resolve(from));
            tests = Stream.concat(tests, new CodeBlocks(Path.of("docs/migrating-from-" + from + ".md"), classes).tests());
        }
        return tests;
    }
}
