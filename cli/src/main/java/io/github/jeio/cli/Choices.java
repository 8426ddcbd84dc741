package io.github.jeio.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The words that an option's value may be, shortened as long as it is clear which is meant: GNU's argmatch. */
final class Choices {

    private final List<List<String>> groups;

    /** @param groups words that mean the same are joined by a comma */
    Choices(String... groups) {
        this.groups = Arrays.stream(groups).map(each -> List.of(each.split(","))).toList();
    }

    /** The first of the words that mean what the value does; null where there is none, or several. */
    String find(String value) {
        List<List<String>> found = meant(value);
        return found.size() == 1 ? found.get(0).get(0) : null;
    }

    private List<List<String>> meant(String value) {
        List<List<String>> exact = groups.stream().filter(group -> group.contains(value)).toList();
        return exact.isEmpty() ? groups.stream().filter(group -> group.stream().anyMatch(word -> word.startsWith(value))).toList() : exact;
    }

    /** The first of the words that mean what the value does; throws {@link UsageException} where there is none, or several. */
    String choose(String value, String option) {
        List<List<String>> found = meant(value);
        if (found.size() == 1) {
            return found.get(0).get(0);
        }
        String what = found.isEmpty() ? "invalid" : "ambiguous";
        throw new UsageException(what + " argument " + Names.quoteLocally(value) + " for " + Names.quoteLocally(option) + "\nValid arguments are:\n  - "
                + groups.stream().map(group -> group.stream().map(Names::quoteLocally).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("\n  - ")));
    }
}
