package io.github.jeio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each promise of SECURITY.md names tests that there are. */
class SecurityTest {

    private static final Pattern PROMISE = Pattern.compile("(?ms)^- \\*\\*(.*?)\\*\\*.*?(?=^- |^$)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void eachPromiseHasATest() throws Exception {
        String page = Files.readString(Path.of("SECURITY.md"));
        String promised = page.substring(page.indexOf("## What is promised"), page.indexOf("## What is not promised"));
        List<MatchResult> promises = PROMISE.matcher(promised).results().toList();
        Set<String> tests;
        try (var files = Files.walk(Path.of("tests"))) {
            tests = files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", "")).collect(Collectors.toSet());
        }

        assertThat(promises).hasSizeGreaterThan(7).allSatisfy(promise ->
                assertThat(TEST.matcher(promise.group()).results().map(test -> test.group(1))).as(promise.group(1)).isNotEmpty().isSubsetOf(tests));
    }
}
