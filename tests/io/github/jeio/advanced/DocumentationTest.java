package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Javadoc of the functions says what the call is, what each argument is, and how it fails. */
class DocumentationTest {

    private static final Pattern METHOD = Pattern.compile("/\\*\\*((?:(?!\\*/).)*?)\\*/\\s+"
            + "public static [^(=;]*?(\\w+)\\(([^)]*)\\) \\{", Pattern.DOTALL);

    /** Arithmetic, and a limit that can always be asked for. */
    private static final Set<String> NEVER_FAIL = Set.of("major", "minor", "makedev", "getFdlimit");

    @Test
    void everyFunctionNamesItsCallItsArgumentsAndItsErrors() throws Exception {
        int count = 0;
        for (MatchResult method : METHOD.matcher(Files.readString(Path.of("src/main/java/io/github/jeio/Advanced.java"))).results().toList()) {
            String text = method.group(1);
            String name = method.group(2);
            count++;
            for (String parameter : method.group(3).isEmpty() ? new String[0] : method.group(3).split(",\\s*")) {
                assertThat(text).as(name).containsPattern("@param " + parameter.replaceAll(".* ", "") + " \\S+");
            }
            assertThat(text).as(name).containsPattern("@return \\S+");
            boolean another = text.contains("{@link #" + name + "(") || name.equals("mmapAll"); // says the rest
            if (!another && !NEVER_FAIL.contains(name)) {
                assertThat(text).as(name).containsPattern("\\w\\([23]\\)").containsPattern("\\bE[A-Z0-9]{3,}\\b");
            }
        }
        assertThat(count).isEqualTo((int) Arrays.stream(Advanced.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())).count());
    }
}
