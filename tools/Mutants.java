import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Asks whether the tests would notice a mistake. Each mutant, one line of the source changed, is compiled into a copy of what is
 * built, and the tests are run that should fail then. tools/mutants/README.md says what a list looks like.
 *
 * <pre>
 * java tools/Mutants.java check            whether each mutant can still be applied, and its tests are there
 * java tools/Mutants.java run [pattern]    all, a list, or those that have the text in their names
 * </pre>
 *
 * <p>To run takes the classes, the JNI headers and target/test-classpath. The status is 1 where fewer than 90 % are killed or one
 * can't be applied.
 */
public final class Mutants {

    private static final Path MAIN = Path.of("src/main");
    private static final Path TESTS = Path.of("tests");
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    /** So long a mutant's tests may take at least: and three times as long as without it. */
    private static final int SECONDS = 15;
    private static final int PERCENT = 90;
    private static final String PLATFORM = "linux-" + System.getProperty("os.arch").replace("amd64", "x86_64");

    /** One of a list: what is wrong with it, where, the change, the tests that should fail, and why none can, or null. */
    private record Mutant(String list, String name, String in, String was, String is, List<String> by, String survives) {

        boolean isJava() {
            return in.endsWith(".java");
        }

        String original() throws IOException {
            return Files.readString(MAIN.resolve(in));
        }

        /** Whatever the space between its words is in the source, the end of a line, too. */
        Matcher found() throws IOException {
            return Pattern.compile(Stream.of(was.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"))).matcher(original());
        }

        String mutated() throws IOException {
            return found().replaceFirst(Matcher.quoteReplacement(is));
        }

        /** Null, or why it can't be applied. */
        String refusal(Set<String> tests) throws IOException {
            if (was.isEmpty() || was.equals(is) || !Files.exists(MAIN.resolve(in))) {
                return "src/main/" + in + " is not there, or nothing is changed";
            }
            long times = found().results().count();
            if (times != 1) {
                return "\"" + was + "\" is " + times + " times in src/main/" + in;
            }
            for (String test : by) {
                if (tests.stream().filter(each -> each.endsWith("." + test)).count() != 1) {
                    return test + " is no test, or several";
                }
            }
            return by.isEmpty() && survives == null ? "no test is named" : null;
        }
    }

    private final Path work;
    private final String classpath;
    private final Set<String> tests;
    /** The seconds that each test class takes without any mutant. */
    private final Map<String, Double> times = new HashMap<>();

    private Mutants(Set<String> tests) throws IOException {
        this.tests = tests;
        classpath = Files.readString(TARGET.resolve("test-classpath")).strip();
        work = Files.createTempDirectory("jeio-mutants");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x")); // some tests run as nobody
        Files.createDirectory(work.resolve("tmp"));
    }

    public static void main(String[] args) throws Exception {
        List<Mutant> all = read();
        Set<String> tests = testClasses();
        boolean run = args.length > 0 && args[0].equals("run");
        String pattern = args.length > 1 ? args[1] : "";
        boolean list = all.stream().anyMatch(mutant -> mutant.list.equals(pattern));
        all.removeIf(mutant -> list ? !mutant.list.equals(pattern) : !mutant.name.contains(pattern));
        List<String> refused = new ArrayList<>();
        for (Mutant mutant : all) {
            String refusal = mutant.refusal(tests);
            if (refusal != null) {
                refused.add(mutant.list + ": " + mutant.name + ": " + refusal);
            }
        }
        refused.forEach(System.out::println);
        if (!refused.isEmpty() || all.isEmpty() || !run) {
            System.out.println(all.size() + " mutants, of which " + refused.size() + " can't be applied");
            System.exit(refused.isEmpty() && !all.isEmpty() ? 0 : 1);
        }
        Mutants mutants = new Mutants(tests);
        boolean noticed;
        try {
            noticed = mutants.run(all);
        } finally {
            mutants.removeAll();
        }
        System.exit(noticed ? 0 : 1);
    }

    // the lists

    private static List<Mutant> read() throws IOException {
        List<Mutant> all = new ArrayList<>();
        try (Stream<Path> lists = Files.list(Path.of("tools/mutants"))) {
            for (Path list : lists.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
                String name = list.getFileName().toString().replace(".txt", "");
                for (String block : Files.readString(list).split("\n\\s*\n")) {
                    List<String> lines = block.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
                    if (!lines.isEmpty()) {
                        all.add(mutant(name, lines));
                    }
                }
            }
        }
        return all;
    }

    private static Mutant mutant(String list, List<String> lines) {
        TreeMap<String, String> fields = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.strip().split("\\s+", 2);
            fields.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        if (!Set.of("in", "was", "is", "by", "survives").containsAll(fields.keySet())) {
            throw new IllegalArgumentException(list + ": " + lines);
        }
        return new Mutant(list, lines.get(0), fields.getOrDefault("in", ""), fields.getOrDefault("was", ""), fields.getOrDefault("is", ""),
                Stream.of(fields.getOrDefault("by", "").split("\\s+")).filter(test -> !test.isEmpty()).toList(), fields.get("survives"));
    }

    /** The names of all test classes. */
    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.map(TESTS::relativize).map(Path::toString).filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.substring(0, file.length() - 5).replace('/', '.')).collect(Collectors.toSet());
        }
    }

    private List<String> named(List<String> by) {
        return by.stream().map(test -> tests.stream().filter(each -> each.endsWith("." + test)).findFirst().orElseThrow()).toList();
    }

    // running

    private boolean run(List<Mutant> all) throws Exception {
        List<Mutant> tried = all.stream().filter(mutant -> mutant.survives == null).toList();
        copy(TARGET.resolve("classes"), work.resolve("classes"));
        if (tried.stream().anyMatch(mutant -> !mutant.isJava())) {
            copy(MAIN.resolve("c"), work.resolve("c"));
            compileAll();
            link(List.of());
        }
        Set<String> classes = tried.stream().flatMap(mutant -> named(mutant.by).stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        String unmutated = classes.isEmpty() ? "survived" : verdict(new ArrayList<>(classes), false, 1500);
        if (!unmutated.startsWith("survived")) {
            System.out.println("The tests fail without any mutant: " + unmutated);
            return false;
        }
        readTimes(classes.isEmpty() ? "" : Files.readString(work.resolve("reports/TEST-junit-jupiter.xml")));
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Mutant mutant : all) {
            long start = System.nanoTime();
            String verdict = mutant.survives != null ? "argued   " + mutant.survives : tried(mutant);
            counts.merge(verdict.split(" ")[0], 1, Integer::sum);
            System.out.printf("%-9s %-9s %4d s  %s%s%n", verdict.split(" ")[0], mutant.list, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                    mutant.name, verdict.contains(" ") ? " [" + verdict.substring(verdict.indexOf(' ')).strip() + "]" : "");
        }
        int killed = counts.getOrDefault("killed", 0);
        System.out.println(all.size() + " mutants: " + counts);
        return killed * 100 >= all.size() * PERCENT && !counts.containsKey("broken");
    }

    private String tried(Mutant mutant) throws Exception {
        boolean compiled = mutant.isJava() ? compileJava(mutant) : compileC(mutant);
        try {
            return compiled ? verdict(inOrder(mutant), true, limit(mutant)) : "broken it does not compile";
        } finally {
            restore(mutant);
        }
    }

    /** By the report of the run before: how long each test class takes. */
    private void readTimes(String report) {
        Matcher test = Pattern.compile("classname=\"([^\"]*)\" time=\"([^\"]*)\"").matcher(report);
        while (test.find()) {
            times.merge(test.group(1), Double.parseDouble(test.group(2).replace(",", "")), Double::sum);
        }
    }

    /** The quickest first. */
    private List<String> inOrder(Mutant mutant) {
        return named(mutant.by).stream().sorted(Comparator.comparingDouble(test -> times.getOrDefault(test, 0.0))).toList();
    }

    private int limit(Mutant mutant) {
        return SECONDS + (int) (3 * named(mutant.by).stream().mapToDouble(test -> times.getOrDefault(test, 0.0)).sum());
    }

    /**
     * "survived", or "killed" and by what.
     *
     * @param first whether one failure is enough
     */
    private String verdict(List<String> classes, boolean first, int seconds) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + work.resolve("error"),
                "-Djava.io.tmpdir=" + work.resolve("tmp"), "-Djeio.build.directory=" + TARGET, "-Djeio.build.platform=" + PLATFORM, "-cp", work.resolve("classes") + File.pathSeparator + TARGET.resolve("test-classes")
                + File.pathSeparator + classpath));
        command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner", "--disable-ansi-colors",
                "--details=summary", "--fail-if-no-tests", "--reports-dir=" + work.resolve("reports"), "--exclude-tag=heavy", "--config=junit.jupiter.execution.timeout.default=60s"));
        if (first) {
            command.add("--config=junit.jupiter.extensions.autodetection.enabled=true"); // which finds support.FirstFailure
        }
        classes.forEach(test -> command.addAll(List.of("-c", test)));
        remove(work.resolve("reports"));
        Path log = work.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return "killed it has not ended";
        }
        int status = process.exitValue();
        String failed = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1).lines().map(String::strip)
                .filter(line -> line.startsWith("JUnit Jupiter:")).findFirst().orElse("status " + status).replace("JUnit Jupiter:", "");
        return status == 0 ? "survived" : "killed " + failed;
    }

    // compiling

    private boolean compileJava(Mutant mutant) throws IOException {
        Path source = Files.createDirectories(work.resolve("java")).resolve(Path.of(mutant.in).getFileName());
        Path out = Files.createDirectories(work.resolve("compiled"));
        // outside its module, what is sealed may permit nothing of another package
        Files.writeString(source, mutant.mutated().replaceAll("\\bsealed (interface [^{]*?) permits [^{]*", "$1 "));
        int status = ToolProvider.getSystemJavaCompiler().run(null, new java.io.ByteArrayOutputStream(), null, "--release", "17", "-nowarn",
                "-proc:none", "-XDstringConcat=inline", "-d", out.toString(), "-cp", TARGET.resolve("classes") + File.pathSeparator + classpath,
                source.toString());
        if (status == 0) {
            copy(out, work.resolve("classes"));
        }
        return status == 0;
    }

    /** In the class path, so that the programs that tests start, and class loaders of their own, have the mutant as well. */
    private Path library() {
        return work.resolve("classes/META-INF/native/" + PLATFORM + "/libjeio.so");
    }

    /** Part of embed.c is what ends in .inc, and a header is part of all. */
    private boolean compileC(Mutant mutant) throws Exception {
        Path source = work.resolve(mutant.in);
        Files.writeString(source, mutant.mutated());
        if (mutant.in.endsWith(".h")) {
            return compileAll() && link(List.of());
        }
        Path unit = mutant.in.endsWith(".inc") ? work.resolve("c/pool/embed.c") : source;
        Path object = work.resolve("mutant.o");
        return gcc(List.of("-c", "-o", object.toString(), unit.toString())) && link(List.of(object(unit), object));
    }

    private static Path object(Path unit) {
        return Path.of(unit.toString().replaceAll("c$", "o"));
    }

    private List<Path> units() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("c"))) {
            return files.filter(file -> file.toString().endsWith(".c")).toList();
        }
    }

    private boolean compileAll() throws Exception {
        boolean compiled = true;
        for (Path unit : units()) {
            compiled &= gcc(List.of("-c", "-o", object(unit).toString(), unit.toString()));
        }
        return compiled;
    }

    /** @param instead an object that is replaced, and the one that is linked in its place; or none */
    private boolean link(List<Path> instead) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-shared", "-o", library().toString()));
        for (Path unit : units()) {
            arguments.add((!instead.isEmpty() && instead.get(0).equals(object(unit)) ? instead.get(1) : object(unit)).toString());
        }
        if (!Files.deleteIfExists(Path.of(library() + ".sha256"))) { // with it, the library is the one that was built, which others use
            removeCopies();
        }
        return gcc(arguments);
    }

    /** Those that programs with another directory for temporary files than the tests' have made of the library. */
    private void removeCopies() throws Exception {
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(library())));
        try (Stream<Path> folders = Files.list(Path.of("/tmp"))) {
            for (Path folder : folders.filter(path -> path.getFileName().toString().matches("jeio-\\d+")).toList()) {
                Files.deleteIfExists(folder.resolve("libjeio-" + hash + ".so"));
            }
        }
    }

    private boolean gcc(List<String> arguments) throws Exception {
        Path home = Path.of(System.getProperty("java.home"), "include");
        List<String> command = new ArrayList<>(List.of("gcc", "-std=c11", "-D_GNU_SOURCE", "-O1", "-w", "-fPIC", "-pthread", "-fvisibility=hidden",
                "-include", "tools/libc.h", "-Itarget/native/include", "-I" + home, "-I" + home.resolve("linux"), "-isystem", "libeio", "-Wl,-z,nodelete"));
        try (Stream<Path> parts = Files.list(work.resolve("c"))) {
            parts.forEach(part -> command.add("-I" + part));
        }
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(work.resolve("gcc").toFile()).start().waitFor() == 0;
    }

    private void restore(Mutant mutant) throws Exception {
        if (mutant.isJava()) {
            remove(work.resolve("compiled"));
            copy(TARGET.resolve("classes"), work.resolve("classes"));
        } else {
            Files.writeString(work.resolve(mutant.in), mutant.original());
            if (mutant.in.endsWith(".h")) {
                compileAll();
            }
            link(List.of());
        }
    }

    // files

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static int remove(Path tree) throws Exception {
        return new ProcessBuilder("rm", "-rf", tree.toString()).inheritIO().start().waitFor();
    }

    /** With what tests have mounted there that were ended. */
    private void removeAll() throws Exception {
        for (String mount : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            if (mount.split(" ")[1].startsWith(work + "/")) {
                new ProcessBuilder("umount", "-l", mount.split(" ")[1]).inheritIO().start().waitFor();
            }
        }
        remove(work);
    }
}
