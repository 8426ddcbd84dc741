package io.github.jeio.files;

import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the twins give and what their trees are like, case by case; by itself, for another user, as a program. */
final class TwinDifferences {

    private TwinDifferences() { }

    /** Where jeio does better, or says it in another way that the contract of Files allows. */
    private static final List<String> KNOWN = List.of(
            // Files removes the link first, and then can't find what it led to
            "copy link to link .REPLACE_EXISTING.",
            // Files removes the target before it opens the source, or in JDK 25 opens the source before it looks at the target
            "copy unreadable to .*",
            // Files opens the file to set its times
            "setLastModifiedTime of unreadable to .*",
            // in JDK 17 the second ".." takes back the first
            "toRealPath through/../../f, nofollow",
            // another CharacterCodingException
            "writeString to .*, half a character",
            // Files has written the line's first half by then
            "write lines to new, half a character");

    /** Says each difference, in lines. */
    static List<String> of(Twins twins, TwinCases.Theme theme) throws IOException {
        List<String> lines = new ArrayList<>();
        for (TwinCases.Case each : theme.cases.get()) {
            Twins.Outcome expected = twins.byFiles(each);
            compare(each, "AsyncFiles", expected, twins.byAsyncFiles(each), lines);
            Twins.Outcome flow = twins.byFlow(each);
            if (flow != null) {
                compare(each, "FileFlow", expected, flow, lines);
            }
        }
        return lines;
    }

    private static void compare(TwinCases.Case each, String who, Twins.Outcome expected, Twins.Outcome actual, List<String> lines) {
        if (expected.equals(actual) || KNOWN.stream().anyMatch(each.name()::matches)) {
            return;
        }
        lines.add(each + ": Files " + expected.result() + ", " + who + ' ' + actual.result());
        Set<String> names = new TreeSet<>(expected.tree().keySet());
        names.addAll(actual.tree().keySet());
        for (String name : names) {
            String left = String.valueOf(expected.tree().get(name));
            String right = String.valueOf(actual.tree().get(name));
            if (!left.equals(right)) {
                lines.add("  " + name + ": " + left + ", " + right);
            }
        }
    }

    /** Says the differences in a directory. */
    public static void main(String[] args) throws IOException {
        try (IoAio io = IoAio.create()) {
            io.pollFileno();
            for (TwinCases.Theme theme : TwinCases.Theme.values()) {
                of(new Twins(io, Path.of(args[0])), theme).forEach(System.out::println);
            }
        }
        System.out.println("done");
    }
}
