package io.github.jeio.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that another program permits to be opened or read, and takes its time to: {@code permit.c}. */
@Tag("unsanitized")
class PermissionEventsTest extends InlineTest {

    private static final int MILLIS = 100;

    private List<String> whilePermitting(String permitted) throws Exception {
        assumeAnswers();
        String path = file("file", "a");
        Files.readAllBytes(Path.of(path));
        try (Helper permit = new Helper("permit", Integer.toString(MILLIS), permitted, path)) {
            assumeTrue(permit.isReady(), permit.greeting);
            return Child.run(List.of(), Child.OpensAndReads.class, path, "6");
        }
    }

    /** Nobody can know of the first time, and the second time could be chance. */
    private static List<String> twiceThenNot(String answered, String not) {
        return Stream.concat(Collections.nCopies(2, answered).stream(), Collections.nCopies(4, not).stream()).toList();
    }

    @Test
    void openingsThatMustBePermittedAreSoonLeftToThreadsOfThePool() throws Exception {
        assertThat(whilePermitting("open")).isEqualTo(twiceThenNot("open 1 read 1: 1 97", "open 0 read 1: 1 97"));
    }

    @Test
    void readingsThatMustBePermittedAreSoonLeftToThreadsOfThePool() throws Exception {
        assertThat(whilePermitting("access")).isEqualTo(twiceThenNot("open 1 read 1: 1 97", "open 1 read 0: 1 97"));
    }

    @Test
    void withoutThemAllIsAnswered() throws Exception {
        assumeAnswers();
        String path = file("file", "a");
        Files.readAllBytes(Path.of(path));
        assertThat(Child.run(List.of(), Child.OpensAndReads.class, path, "6"))
                .isEqualTo(Collections.nCopies(6, "open 1 read 1: 1 97"));
    }
}
