package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** jeio as a process of its own: what it is given byte for byte, signals, pipes and terminals. */
class ProcessTest extends CliTest {

    private static final int PIECES = 1_000_000;

    /** A command line for a shell. */
    static String line(String... args) {
        return line(Main.class, args);
    }

    private static String line(Class<?> main, String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "exec " + Names.quote(java, false) + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED -cp "
                + Names.quote(System.getProperty("java.class.path"), false) + " " + main.getName() + " "
                + Arrays.stream(args).map(arg -> Names.quote(arg, false)).collect(Collectors.joining(" "));
    }

    @Test
    void namesArriveByteForByteInAnyLocale() {
        sh("cd \"$1\"; mkdir d; touch \"$(printf 'd/b\\377d')\" 'd/ünï'", dir.toString());
        for (String locale : new String[] {"C", "C.UTF-8"}) {
            Result result = run("bash", "-c", "cd \"$0\"; export LC_ALL=" + locale + "; " + line("treescan", "-f", "d", "d/b\uDCFFd", "d/\u00fcn\u00ef/"), dir.toString());
            assertThat(result.lines()).containsExactly("d/b\u00ffd", "d/\u00c3\u00bcn\u00c3\u00af");
            assertThat(result.err()).contains("d/b\u00ffd: Not a directory").contains("d/\u00c3\u00bcn\u00c3\u00af: Not a directory");
        }
        assertThat(run("bash", "-c", "cd \"$0\"; " + line("rm", "d/b\uDCFFd"), dir.toString()).status()).isZero();
        assertThat(sh("ls \"$1/d\" | wc -l", dir.toString())).isEqualTo("1\n");
    }

    @Test
    void aRehearsalRunsEachCommandAndLeavesNothing() {
        Result result = run("bash", "-c", "export TMPDIR=\"$0\"; export JDK_JAVA_OPTIONS=-Djava.io.tmpdir=\"$0\"; " + line(Rehearsal.class), dir.toString());
        assertThat(result.out()).isEqualTo("jeio " + Version.TEXT + "\n");
        assertThat(result.status()).isZero();
        assertThat(sh("find \"$1\" -name 'rehearsal-*'", dir.toString())).isEmpty();
    }

    /** The JVM makes classes for annotations, which takes longer than a small tree, and which no archive holds. */
    @Test
    void noAnnotationIsReadAtAStart() {
        String log = "export JDK_JAVA_OPTIONS=-Xlog:class+load; ";
        assertThat(run("bash", "-c", log + line("cp", "--version")).out()).contains("io.github.jeio.cli.Cp ").doesNotContain("$Proxy");
    }

    @Test
    void aBrokenPipeEndsItSilently() {
        sh("mkdir \"$1/d\"; cd \"$1/d\"; seq 20000 | xargs touch", dir.toString());
        Result result = run("bash", "-c", "(" + line("treescan", path("d")) + ") | head -n 1; echo ${PIPESTATUS[0]}");
        assertThat(result.out().lines().skip(1)).containsExactly("141");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aFullDeviceIsTold() {
        Result result = run("bash", "-c", line("treescan", "/etc") + " > /dev/full");
        assertThat(result.err()).endsWith("write error: No space left on device\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void anInterruptLeavesNoPartOfAFile() throws Exception {
        sh("mkfifo \"$1/fifo\"; echo old > \"$1/old\"", dir.toString());
        for (String target : new String[] {"new", "old"}) {
            // a shell has what it runs in the background ignore interrupts: these tests, perhaps, and all that they start
            Process process = new ProcessBuilder("env", "--default-signal=INT", "bash", "-c", line("cp", path("fifo"), path(target)))
                    .redirectErrorStream(true).start();
            try (FileOutputStream fifo = new FileOutputStream(path("fifo"))) {
                byte[] piece = "some of it".repeat(100).getBytes(StandardCharsets.US_ASCII);
                do {
                    fifo.write(piece);
                } while (sh("stat -c %s \"$1\" 2>&1", path(target)).length() < 4); // the first piece is there
                sh("kill -INT $1", Long.toString(process.pid()));
                for (int i = 0; i < PIECES; i++) {
                    fifo.write(piece); // until nobody reads it any more
                }
                throw new AssertionError("it goes on after the interrupt");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("Broken pipe");
            }
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
            assertThat(process.waitFor()).isEqualTo(130);
            assertThat(Files.exists(Path.of(path(target)))).isFalse();
        }
    }

    /** A file in a new directory is opened before it is looked at; what can't be opened is told as ever. */
    @Test
    void whatMayNotBeReadIsToldAsCoreutilsDo() {
        String as = run("id", "-u").out().equals("0\n") ? "exec setpriv --bounding-set=-dac_override,-dac_read_search " : "exec ";
        sh("cd \"$1\"; mkdir -p src/sub src/closed; echo a > src/a; echo b > src/sub/b; echo c > src/sub/c; echo d > src/closed/d; chmod 0 src/sub/b src/closed",
                dir.toString());
        assumeTrue(run("bash", "-c", as + "cat " + path("src/sub/b")).err().contains("Permission denied"), "can't be denied anything");
        String left = "cd \"$1\"; find new -printf '%p %y %s;' | tr ';' '\\n' | LC_ALL=C sort; chmod -R u+rwx new; rm -r new";
        Result theirs = run("bash", "-c", as + "cp -rv " + path("src") + " " + path("new"));
        String theirTree = sh(left, dir.toString());
        Result ours = run("bash", "-c", as + line("cp", "-rv", path("src"), path("new")).substring("exec ".length()));
        assertThat(ours.errors().stream().map(text -> text.replaceFirst("^jeio ", "")).toList()).isEqualTo(theirs.errors()).hasSize(2);
        assertThat(ours.lines()).isEqualTo(theirs.lines());
        assertThat(ours.status()).isEqualTo(1);
        assertThat(sh(left, dir.toString())).isEqualTo(theirTree);
    }

    @Test
    void aTerminalShowsABarAndAPipeDoesNot() throws Exception {
        sh("mkfifo \"$1/fifo\"", dir.toString());
        Process process = new ProcessBuilder("script", "-qec", line("cp", path("fifo"), path("copy")), "/dev/null").redirectErrorStream(true).start();
        StringBuilder shown = new StringBuilder();
        try (FileOutputStream fifo = new FileOutputStream(path("fifo"))) {
            byte[] piece = new byte[1 << 16];
            byte[] seen = new byte[1 << 16];
            while (shown.indexOf("MiB") < 0) {
                fifo.write(piece);
                int count = process.getInputStream().available() == 0 ? 0 : process.getInputStream().read(seen);
                shown.append(new String(seen, 0, count, StandardCharsets.UTF_8));
            }
        }
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        assertThat(shown.toString()).contains("fifo").contains("MiB/s");
        Result quiet = run("bash", "-c", "(" + line("cp", path("copy"), path("copy2")) + ") 2>&1 | cat");
        assertThat(quiet.out()).isEmpty();
    }

    /** It takes no more than a line, however narrow the terminal is or becomes. */
    @Test
    void theBarFitsIntoTheTerminal() throws Exception {
        sh("mkfifo \"$1/fifo\"", dir.toString());
        String command = "tty > " + path("tty") + "; stty cols 60; " + line("cp", path("fifo"), path("copy"));
        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true).start();
        StringBuilder shown = new StringBuilder();
        try (FileOutputStream fifo = new FileOutputStream(path("fifo"))) {
            byte[] piece = new byte[1 << 12];
            byte[] seen = new byte[1 << 16];
            int narrowSince = 0;
            while (narrowSince == 0 || !lines(shown.substring(narrowSince)).anyMatch(columns -> columns == 25)) {
                fifo.write(piece);
                int count = process.getInputStream().available() == 0 ? 0 : process.getInputStream().read(seen);
                shown.append(new String(seen, 0, count, StandardCharsets.UTF_8));
                if (narrowSince == 0 && shown.indexOf("MiB/s") >= 0) {
                    narrowSince = shown.length();
                    sh("stty -F \"$(cat \"$1\")\" cols 25", path("tty"));
                }
            }
            assertThat(lines(shown.substring(0, narrowSince))).allMatch(columns -> columns <= 60).contains(60);
        }
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }

    /** How many columns are used by what is drawn one over the other. */
    private static Stream<Integer> lines(String shown) {
        return Arrays.stream(shown.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").split("[\r\n]+")).map(String::length);
    }

    /** What is in a name must not be obeyed. */
    @Test
    void aTerminalGetsNoControlCharacters() {
        assertThat(Names.printable("a\u001B[31mb\u009Bc\n\uDCFF\u00fc\uD83D\uDE00", true)).isEqualTo("a?[31mb?c??\u00fc\uD83D\uDE00");
        assertThat(Names.printable("\u00fc\u009B\uDCFF", false)).isEqualTo("?????");
        sh("mkdir \"$1/n\"; cd \"$1/n\"; touch \"$(printf 'a\\033[31mb')\" \"$(printf 'c\\377\\302\\233d')\"", dir.toString());
        Result ours = run("script", "-qec", line("find", path("n")), "/dev/null");
        assertThat(ours.lines()).isEqualTo(run("script", "-qec", "find " + path("n"), "/dev/null").lines());
        assertThat(ours.out()).contains("a?[31mb").contains("c??d");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("bash", "-c", line("--version")).out()).startsWith("jeio 0.");
        assertThat(run("bash", "-c", line("nothing")).status()).isEqualTo(2);
        assertThat(run("bash", "-c", line()).out()).contains("treescan");
    }
}
