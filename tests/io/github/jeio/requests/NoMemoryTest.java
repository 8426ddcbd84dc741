package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Preload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without memory a request fails, and the pool lives on. */
@Tag("unsanitized")
class NoMemoryTest {

    private static final Path SOURCE = Path.of("tests/io/github/jeio/requests/failmalloc.c");

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void everyAllocationMayFail(@TempDir Path dir) throws Exception {
        Path page = Files.write(dir.resolve("page"), new byte[8]);
        Map<String, String> environment = new HashMap<>(Preload.build(dir, Files.readString(SOURCE)));
        environment.put("FAILMALLOC", page.toString());
        List<String> said = new ChildJvm().environment(environment)
                .run(NoMemory.class, Files.createDirectory(dir.resolve("d")).toString(), page.toString());
        assertThat(said).contains("copies copy", "left of true 2", "closed");
        assertThat(said.subList(0, said.size() - 5)).as("outcomes").hasSizeGreaterThan(15)
                .allMatch(line -> line.matches(".* \\{((success|ENOMEM)=\\d+(, )?)*}"));
        assertThat(said.stream().filter(line -> line.startsWith("start "))).singleElement().asString()
                .matches("start \\{((EAGAIN|ENOMEM|OutOfMemoryError|IllegalStateException)=\\d+(, )?)+}");
        for (String call : List.of("wd", "realpath", "readdir", "readdirx", "load", "heap read", "vectors", "listxattr")) {
            assertThat(said).anyMatch(line -> line.startsWith(call + " ") && line.contains("ENOMEM="));
        }
    }
}
