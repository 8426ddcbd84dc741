package io.github.jeio.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user may not see or open is refused in the same words with answers at submission and without. */
@Tag("unsanitized")
class UnprivilegedTest extends InlineTest {

    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    /** Says the differences, for all that is in a directory. */
    static final class Differences implements Child.Program {
        @Override
        public void run(IoAio io, String... arguments) throws Exception {
            List<Map<String, String>> all = new ArrayList<>();
            for (boolean inline : new boolean[] {false, true, true}) {
                io.inlineCached(inline);
                Outcomes outcomes = new Outcomes(io);
                for (String name : List.of("open", "secret", "own", "own-secret", "d", "d/file", "hidden", "hidden/file",
                        "passage", "passage/file", "link", "missing", "hidden/missing", "sticky/file")) {
                    outcomes.ofStat(io, arguments[0] + "/" + name, false);
                    outcomes.ofContent(io, arguments[0] + "/" + name, false);
                }
                all.add(outcomes.all);
            }
            Map<String, String> expected = all.get(0);
            for (Map<String, String> seen : all) {
                expected.forEach((what, outcome) -> {
                    if (!outcome.equals(seen.get(what))) {
                        System.out.println(what + ": " + outcome + " without, " + seen.get(what) + " with");
                    }
                });
            }
            for (String errno : List.of("EACCES", "EPERM", "ENOENT")) {
                System.out.println(errno + " " + expected.values().stream().anyMatch(errno::equals));
            }
            System.out.println("answered " + (io.ninline() > 100));
        }
    }

    @Test
    void nobodyIsRefusedTheSame() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeAnswers();
        run("sh", "-c", "cd $1 && umask 022 && mkdir d hidden passage sticky && for f in open secret own own-secret d/file hidden/file"
                + " passage/file sticky/file; do echo $f > $f; done && ln -s hidden/file link && chmod 600 secret own-secret"
                + " && chown 65534 own own-secret && chmod 700 hidden && chmod 711 passage && chmod 1777 sticky && chmod 755 .",
                "sh", dir.toString());
        String java = Child.command(List.of(), Differences.class).get(0);
        Path classes = Path.of(Child.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process readable = new ProcessBuilder(Stream.concat(NOBODY.stream(), Stream.of("sh", "-c", "test -x \"$1\" && test -r \"$2\"",
                "sh", java, classes + "/io/github/jeio/inline/Child.class")).toList()).start();
        readable.getOutputStream().close();
        readable.getErrorStream().close();
        readable.getInputStream().close();
        assumeTrue(readable.waitFor() == 0, "needs classes that everybody may read");
        assertThat(Files.exists(dir.resolve("sticky/file"))).isTrue();

        assertThat(Child.run(NOBODY, Differences.class, dir.toString()))
                .containsExactly("EACCES true", "EPERM true", "ENOENT true", "answered true");
    }
}
