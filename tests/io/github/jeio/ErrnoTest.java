package io.github.jeio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.CCompiler;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errno table against the one of the C compiler and of the C library. */
class ErrnoTest {

    @Test
    void hasEveryErrnoOfTheCompilerWithItsValue(@TempDir Path dir) throws Exception {
        Map<String, Integer> java = constants();
        List<String> names = CCompiler.macros(dir, "#include <errno.h>\n").stream()
                .filter(name -> name.matches("E[0-9A-Z]+")).toList();
        assertThat(names).hasSizeGreaterThan(130);
        assertThat(java.keySet()).containsExactlyInAnyOrderElementsOf(names);

        StringBuilder body = new StringBuilder();
        names.forEach(name -> body.append("printf(\"%s %d\\n\", \"" + name + "\", " + name + ");\n"));
        for (String line : CCompiler.run(dir, "#include <errno.h>\n", body.toString())) {
            String[] field = line.split(" ");
            assertThat(java).containsEntry(field[0], Integer.valueOf(field[1]));
        }
    }

    @Test
    void namesAndMeaningsAreTheCLibrarys(@TempDir Path dir) throws Exception {
        List<String> expected = CCompiler.run(dir, "#include <string.h>\n", """
                for (int i = 0; i < 140; i++)
                  printf("%d %s %s\\n", i, strerrorname_np(i) && i ? strerrorname_np(i) : "-", strerror(i));
                """);
        assertThat(expected).hasSize(140);
        for (String line : expected) {
            String[] field = line.split(" ", 3);
            int errno = Integer.parseInt(field[0]);
            assertThat(Errno.message(errno)).isEqualTo(field[2]);
            assertThat(Errno.name(errno)).isEqualTo(field[1].equals("-") ? "E" + errno : field[1]);
        }
    }

    @Test
    void unknownNumbersGetANameAndAMeaning() {
        assertThat(Errno.name(4711)).isEqualTo("E4711");
        assertThat(Errno.message(4711)).isEqualTo("Unknown error 4711");
        assertThat(Errno.name(-1)).isEqualTo("E-1");
        assertThat(Errno.message(Integer.MIN_VALUE)).isEqualTo("Unknown error " + Integer.MIN_VALUE);
    }

    @Test
    void constantsFitACaseLabel() {
        String what = switch (Errno.EWOULDBLOCK) {
            case Errno.EAGAIN -> "again";
            default -> "other";
        };
        assertThat(what).isEqualTo("again");
    }

    private static Map<String, Integer> constants() throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Field field : Errno.class.getFields()) {
            constants.put(field.getName(), field.getInt(null));
        }
        return constants;
    }
}
