package io.github.jeio.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages as a site: every link leads to a file that is there, and to a heading of it where it names one. */
class LinksTest {

    private static final Path INDEX = Path.of("docs/README.md");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "bench", "libeio")) {
            try (var files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
                files.map(Path::normalize).filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        for (String link : links(page)) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : beside(page, parts[0]);
            assertThat(target).as("%s: %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("headings of %s, which %s links to", target, page).contains(parts[1]);
            }
        }
    }

    /** Whoever comes to one page finds the others. */
    @Test
    void thePagesThatTheIndexListsLinkBackToIt() throws IOException {
        List<Path> listed = links(INDEX).stream().map(link -> beside(INDEX, link.split("#")[0]))
                .filter(page -> page.startsWith("docs") && page.toString().endsWith(".md")).distinct().toList();
        assertThat(listed).hasSizeGreaterThan(10);
        for (Path page : listed) {
            assertThat(links(page)).as(page.toString()).contains("README.md");
        }
    }

    @Test
    void everyPageIsFoundFromTheReadme() throws IOException {
        Set<Path> found = new HashSet<>();
        List<Path> next = new ArrayList<>(List.of(Path.of("README.md")));
        while (!next.isEmpty()) {
            Path page = next.remove(next.size() - 1);
            if (page.toString().endsWith(".md") && found.add(page)) {
                links(page).forEach(link -> next.add(link.startsWith("#") ? page : beside(page, link.split("#")[0])));
            }
        }

        assertThat(found).contains(pages().filter(page -> page.startsWith("docs")).toArray(Path[]::new));
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("")).results().map(match -> match.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches()).toList();
    }

    private static Path beside(Path page, String link) {
        return page.resolveSibling(link).normalize();
    }

    /** What GitHub calls the headings of a page: small letters, hyphens for blanks, no punctuation, a number where one comes again. */
    private static Set<String> anchors(Path page) throws IOException {
        String text = Files.readString(page).replaceAll("(?ms)^```.*?^```", "");
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(text).results().map(match -> match.group(1)).forEach(heading -> {
            String anchor = heading.replaceAll("]\\([^)]*\\)", "").strip().toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }
}
