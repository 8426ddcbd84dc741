package io.github.jeio.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioStatx;
import io.github.jeio.support.CCompiler;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of struct statx, read as the C compiler reads it. A real file fills in too few of them for that. */
class AioStatxTest {

    /** Fields that the headers of a machine may be too old for, where the kernel's own have them. */
    private static final Map<String, Integer> LATER = Map.of("stx_subvol", 0xA0, "stx_atomic_write_unit_min", 0xA8,
            "stx_atomic_write_unit_max", 0xAC, "stx_atomic_write_segments_max", 0xB0, "stx_dio_read_offset_align", 0xB4,
            "stx_atomic_write_unit_max_opt", 0xB8);

    @TempDir
    Path dir;

    /** No two fields have the same bytes; the times stay within what an Instant can be. */
    private static ByteBuffer filled() {
        ByteBuffer stx = ByteBuffer.allocate(Stats.STATX_SIZE).order(java.nio.ByteOrder.nativeOrder());
        for (int i = 0; i < stx.capacity(); i++) {
            stx.put(i, (byte) (0x81 + 37 * i));
        }
        for (int at = 0x40; at < 0x80; at += 0x10) {
            stx.putLong(at, -1_000_000L - at).putInt(at + 8, 123_456_000 + at);
        }
        return stx;
    }

    /** The names of the fields that the installed header has, without what only fills the struct up. */
    private List<String> fieldsOfTheHeader() throws Exception {
        Path source = CCompiler.source(dir, "#include <linux/stat.h>\n", "");
        String struct = String.join("\n", CCompiler.output("gcc", "-E", "-P", source.toString()))
                .replaceAll("(?s).*struct statx \\{(.*?)\\};.*", "$1");
        List<String> names = new ArrayList<>();
        for (String declaration : struct.split(";")) {
            String name = declaration.strip().replaceAll(".*\\s", "");
            if (name.startsWith("stx_")) {
                names.add(name);
            }
        }
        assertThat(names).hasSizeGreaterThan(15);
        return names;
    }

    @Test
    void everyFieldIsWhereTheCompilerSeesIt() throws Exception {
        List<String> names = fieldsOfTheHeader();
        StringBuilder body = new StringBuilder("unsigned char bytes[256] = {");
        for (byte b : filled().array()) {
            body.append(b & 0xFF).append(',');
        }
        body.append("};\nstruct statx stx;\nmemcpy(&stx, bytes, sizeof bytes);\n");
        for (String name : names) {
            body.append(name.endsWith("time")
                    ? "printf(\"" + name + "=%lld.%u\\n\", (long long)stx." + name + ".tv_sec, stx." + name + ".tv_nsec);\n"
                    : "printf(\"" + name + "=%llu\\n\", (unsigned long long)stx." + name + ");\n");
        }
        Map<String, String> expected = new TreeMap<>();
        for (String line : CCompiler.run(dir, "#include <linux/stat.h>\n#include <string.h>\n", body.toString())) {
            expected.put(line.split("=")[0], line.split("=")[1]);
        }
        LATER.forEach((name, at) -> expected.putIfAbsent(name,
                name.equals("stx_subvol") ? Long.toUnsignedString(filled().getLong(at)) : Integer.toUnsignedString(filled().getInt(at))));
        assertThat(fields(Stats.statx(filled(), 0))).isEqualTo(expected);
    }

    @Test
    void everyFieldHasAComponentAndEveryComponentAField() throws Exception {
        TreeSet<String> names = new TreeSet<>(LATER.keySet());
        names.addAll(fieldsOfTheHeader());
        assertThat(Arrays.stream(AioStatx.class.getRecordComponents()).flatMap(component -> cNames(component.getName()).stream()))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    /** The fields of the struct that a component is made of. */
    private static List<String> cNames(String component) {
        String name = "stx_" + component.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
        return name.matches("stx_r?dev") ? List.of(name + "_major", name + "_minor") : List.of(name);
    }

    private static Map<String, String> fields(AioStatx stx) throws ReflectiveOperationException {
        Map<String, String> fields = new TreeMap<>();
        for (RecordComponent component : AioStatx.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(stx);
            List<String> names = cNames(component.getName());
            if (names.size() == 2) {
                fields.put(names.get(0), Integer.toUnsignedString(Advanced.major((long) value)));
                fields.put(names.get(1), Integer.toUnsignedString(Advanced.minor((long) value)));
            } else if (value instanceof FileTime time) {
                fields.put(names.get(0), time.toInstant().getEpochSecond() + "." + time.toInstant().getNano());
            } else {
                fields.put(names.get(0), value instanceof Integer number ? Integer.toUnsignedString(number) : Long.toUnsignedString((Long) value));
            }
        }
        return fields;
    }
}
