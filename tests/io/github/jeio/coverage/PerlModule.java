package io.github.jeio.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The IO::AIO that is installed on this machine: its functions, and the prototypes in its manual. */
record PerlModule(Set<String> functions, Set<String> prototypes) {

    /** Every function of the module's packages that is no constant; then where the manual is. */
    private static final String SYMBOLS = """
            no strict "refs";
            for my $package ("IO::AIO", "IO::AIO::REQ", "IO::AIO::GRP", "IO::AIO::WD") {
              print map "$_\\n", grep { /^[a-z_]/ && defined &{"${package}::$_"} } keys %{"${package}::"};
            }
            print $INC{"IO/AIO.pm"};
            """;

    /** Null where there is none. */
    static PerlModule installed() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("perl", "-MIO::AIO", "-e", SYMBOLS)
                .redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("LD_PRELOAD"); // the sanitizer that this JVM may run with
        Process perl = builder.start();
        List<String> lines = perl.inputReader().lines().toList();
        if (perl.waitFor() != 0) {
            return null;
        }
        Set<String> functions = new TreeSet<>(lines.subList(0, lines.size() - 1));
        assertThat(functions).hasSizeGreaterThan(100);
        return new PerlModule(functions, prototypes(Path.of(lines.get(lines.size() - 1)), functions));
    }

    /** The manual's headings that are a function with its arguments. */
    private static Set<String> prototypes(Path manual, Set<String> functions) throws Exception {
        Pattern call = Pattern.compile("(?:[^=]* = )?(?:IO::AIO::|\\$grp->)?(" + String.join("|", functions) + ")(?![\\w:]).*");
        Set<String> prototypes = new TreeSet<>();
        for (String line : Files.readAllLines(manual)) {
            String item = line.replaceFirst("^=item ", "").replace("*NOT EXPORTED*", "").replaceAll("\\s+", " ").strip();
            if (line.startsWith("=item ") && call.matcher(item).matches() && item.matches(".*(\\$|IO::AIO::).*")) {
                prototypes.add(item);
            }
        }
        assertThat(prototypes).hasSizeGreaterThan(90);
        return prototypes;
    }
}
