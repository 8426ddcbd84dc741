package io.github.jeio.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/mapping.md against the IO::AIO that is installed, and against jeio's public methods. */
class MappingTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/jeio");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SIGNATURE = Pattern.compile("(?:<R .*>> )?(\\S+) (\\w+)\\((.*)\\)");

    /** A row of a table: what its first column says of Perl, and the methods of jeio, which are in one of the types. */
    private record Row(List<String> perl, List<String> java, List<Class<?>> types, boolean leftOut) { }

    private static List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        String head = "";
        for (String line : Files.readAllLines(Path.of("docs/mapping.md"))) {
            if (line.startsWith("##")) {
                types = new ArrayList<>();
            } else if (!line.startsWith("|")) {
                types.addAll(types(line));
                head = "";
            } else if (head.isEmpty()) {
                head = line;
            } else if (!line.startsWith("|---")) {
                String[] cells = line.split("\\|");
                boolean perlFirst = head.contains("::AIO |");
                boolean javaLast = head.endsWith("| jeio |");
                rows.add(new Row(perlFirst ? code(cells[1]) : List.of(),
                        javaLast ? code(cells[2]) : perlFirst ? List.of() : code(cells[1]), types, head.endsWith("| why |")));
            }
        }
        assertThat(rows).hasSizeGreaterThan(150);
        return rows;
    }

    /** The functions that prototypes name, with some words that are none. */
    private static Stream<String> functions(List<String> prototypes) {
        return prototypes.stream().flatMap(prototype -> Pattern.compile("(?<![$\\w])[a-z_]\\w+").matcher(prototype).results())
                .map(MatchResult::group);
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static List<Class<?>> types(String text) throws Exception {
        List<Class<?>> types = new ArrayList<>();
        for (String name : code(text)) {
            if (Files.exists(SOURCES.resolve(name + ".java"))) {
                types.add(Class.forName(IoAio.class.getPackageName() + "." + name));
            }
        }
        return types;
    }

    private static PerlModule perl() throws Exception {
        PerlModule perl = PerlModule.installed();
        assumeTrue(perl != null, "needs Perl's IO::AIO: apt-get install libio-aio-perl");
        return perl;
    }

    @Test
    void everyFunctionOfPerlIsHereOrLeftOutForAReason() throws Exception {
        Set<String> mentioned = new TreeSet<>();
        for (Row row : rows()) {
            functions(row.perl()).forEach(mentioned::add);
        }
        assertThat(mentioned).containsAll(perl().functions());
    }

    @Test
    void everyRequestOfPerlIsInTheScriptThatBothRun() throws Exception {
        String driver = Files.readString(Path.of("tests/io/github/jeio/perl/driver.pl"));
        // all but one that would pin the whole JVM, or do nothing under a sanitizer
        assertThat(perl().functions()).filteredOn(function -> function.startsWith("aio_") && !function.equals("aio_mlockall"))
                .allMatch(function -> Pattern.compile("\\b" + function + "\\b").matcher(driver).find());

        String script = Files.readString(Path.of("tests/io/github/jeio/perl/requests.txt"));
        assertThat(Pattern.compile("(?m)^   (\\w+) => sub \\{").matcher(driver).results().map(operation -> operation.group(1)))
                .hasSizeGreaterThan(50)
                .allMatch(operation -> Pattern.compile("(?m)^(differs .*; )?(" + operation + "|\\{.*\\b" + operation + "\\b.*})( |$)").matcher(script).find());
    }

    @Test
    void everyPrototypeOfTheManualIsHere() throws Exception {
        assertThat(rows().stream().flatMap(row -> row.perl().stream())).containsAll(perl().prototypes());
    }

    /** A name is Perl's in camel case, nothing else, but that one function may be several methods. */
    @Test
    void everyPrototypeHasASignatureOfItsName() throws Exception {
        for (Row row : rows()) {
            if (!row.perl().isEmpty() && !row.leftOut() && !row.types().contains(AioStat.class)) {
                List<String> names = functions(row.perl()).map(MappingTest::camelCase).toList();
                assertThat(row.java()).as("%s", row.perl()).isNotEmpty()
                        .allMatch(signature -> names.stream().anyMatch(name -> signature.matches(".* " + name + "(All|Count)?\\(.*")));
            }
        }
    }

    private static String camelCase(String name) {
        return Pattern.compile("_(\\w)").matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void nothingOfPerlIsHereThatIsNotThere() throws Exception {
        Set<String> functions = perl().functions();
        for (Row row : rows()) {
            assertThat(row.perl()).allMatch(prototype -> prototype.contains("Linux::AIO") || row.types().contains(LinuxAio.class)
                    || functions.stream().anyMatch(function -> prototype.matches(".*(?<![$\\w])" + function + "(?!\\w).*")));
        }
    }

    @Test
    void everySignatureIsAMethodOfJeioAsItStandsInTheSource() throws Exception {
        String source;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            source = files.filter(file -> file.toString().endsWith(".java")).sorted().map(MappingTest::read)
                    .collect(Collectors.joining("\n")).replace(" @Nullable []", "[]").replaceAll("@Nullable\\s", "").replaceAll("\\s+", " ");
        }
        Map<Class<?>, Set<String>> signatures = new HashMap<>();
        for (Row row : rows()) {
            Set<String> methods = row.types().stream().flatMap(type -> signatures.computeIfAbsent(type, MappingTest::signatures).stream())
                    .collect(Collectors.toSet());
            for (String signature : row.java()) {
                assertThat(methods).as(signature).contains(withoutNames(signature));
                // an accessor of a record has no source of its own
                assertThat(signature.endsWith("()") || source.contains(signature)).as("the parameters' names of %s", signature).isTrue();
            }
        }
    }

    @Test
    void everyRequestAndFunctionOfJeioIsHere() throws Exception {
        for (Class<?> type : List.of(IoAio.class, Advanced.class, LinuxAio.class)) {
            Set<String> here = new TreeSet<>();
            for (Row row : rows()) {
                if (row.types().stream().anyMatch(owner -> owner.isAssignableFrom(type))) {
                    row.java().forEach(signature -> here.add(withoutNames(signature)));
                }
            }
            Set<String> there = Arrays.stream(type.getMethods())
                    .filter(method -> type != IoAio.class ? method.getDeclaringClass() == type : method.getName().startsWith("aio"))
                    .filter(method -> !hasShorterForm(type, method)).map(MappingTest::signature)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(here).as(type.getSimpleName()).containsAll(there);
        }
    }

    /** Whether there is the same method without a callback. */
    private static boolean hasShorterForm(Class<?> type, Method method) {
        Class<?>[] types = method.getParameterTypes();
        int last = types.length - 1;
        if (last < 0 || !Set.of(LongConsumer.class, IntConsumer.class, Consumer.class, Runnable.class).contains(types[last])) {
            return false;
        }
        return Arrays.stream(type.getMethods()).anyMatch(other -> other.getName().equals(method.getName())
                && Arrays.equals(other.getParameterTypes(), Arrays.copyOf(types, last)));
    }

    private static Set<String> signatures(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(MappingTest::signature).collect(Collectors.toSet());
    }

    private static String signature(Method method) {
        return simple(method.getGenericReturnType()) + " " + method.getName() + "("
                + Arrays.stream(method.getGenericParameterTypes()).map(MappingTest::simple).collect(Collectors.joining(", ")) + ")";
    }

    private static String simple(Type type) {
        return type.getTypeName().replaceAll("(\\w+[.$])+(?=\\w)", "");
    }

    /** {@code int f(int a, List<X>... b)} as {@code int f(int, List<X>[])}. */
    private static String withoutNames(String signature) {
        MatchResult parts = SIGNATURE.matcher(signature).results().findFirst().orElseThrow(() -> new AssertionError(signature));
        String types = Arrays.stream(parts.group(3).split(", ")).map(parameter -> parameter.replaceFirst(" ?\\w+$", ""))
                .collect(Collectors.joining(", "));
        return parts.group(1) + " " + parts.group(2) + "(" + types.replace("...", "[]") + ")";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
