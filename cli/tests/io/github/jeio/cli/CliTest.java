package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of commands share: a directory of their own, and jeio beside the program that it is like, on twin trees. */
abstract class CliTest {

    /** What a program has said, byte for byte as Latin-1, and its status. */
    record Result(String out, String err, int status) {
        List<String> lines() {
            return out.lines().sorted().toList();
        }

        List<String> errors() {
            return err.lines().sorted().toList();
        }
    }

    @TempDir
    Path dir;

    /** What JUnit could not remove: names that Path can't have. */
    @AfterEach
    void removeAll() {
        sh("chmod -R u+rwx \"$1\"; rm -rf \"$1\"; mkdir \"$1\"", dir.toString());
    }

    String path(String name) {
        return dir + "/" + name;
    }

    /** A command of jeio in this JVM, its messages as those of the program that it is like. */
    Result jeio(String... args) {
        return jeioWith("", args);
    }

    Result jeioWith(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(args, new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out, err, false));
        return new Result(out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.ISO_8859_1).replace("jeio ", ""), status);
    }

    /** Another program. */
    Result run(String... command) {
        return runWith("", command);
    }

    Result runWith(String input, String... command) {
        try {
            Path err = Files.createTempFile("jeio-cli", null);
            Path in = Files.write(Files.createTempFile("jeio-cli", null), input.getBytes(StandardCharsets.ISO_8859_1));
            ProcessBuilder builder = new ProcessBuilder(asAscii(command)).redirectError(err.toFile()).redirectInput(in.toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int status = process.waitFor();
            String errors = Files.readString(err, StandardCharsets.ISO_8859_1);
            Files.delete(err);
            Files.delete(in);
            return new Result(out, errors, status);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A shell gives any bytes to a program; the JVM does not. */
    private static String[] asAscii(String[] command) {
        if (String.join("", command).chars().allMatch(c -> c < 0x80)) {
            return command;
        }
        return new String[] {"bash", "-c", Arrays.stream(command).map(arg -> Names.quote(arg, false)).collect(Collectors.joining(" "))};
    }

    /** A shell's output; {@code $1} and so on are the arguments. */
    String sh(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        Result result = run(command.toArray(String[]::new));
        return result.out() + result.err();
    }

    /** All that a tree is, to find(1) and cksum(1), without what no two trees have in common. */
    String describe(String tree) {
        return sh("""
                cd "$1"
                find . -type d -printf '%p d %m %U %G\\n' -o -printf '%p %y %m %U %G %s %n %l\\n' | LC_ALL=C sort
                find . -type f -exec cksum {} + | LC_ALL=C sort
                getfattr -Rhd -m - . 2>/dev/null | tr '\\n' '\\001' | sed 's/\\x01\\x01/\\n/g' | LC_ALL=C sort
                """, tree);
    }

    /**
     * Runs a command of jeio and the program of that name, each on a tree of its own that the script has made; {@code @} in an
     * argument is the tree. What they say, their status and what they leave has to be the same.
     *
     * @return what they said, without the tree's path
     */
    Result same(String script, String... args) {
        return sameWith(script, "", args);
    }

    Result sameWith(String script, String input, String... args) {
        Result theirs = in("theirs", script, input, false, args);
        Result ours = in("ours", script, input, true, args);
        assertThat(ours.errors()).as("messages of %s", Arrays.toString(args)).isEqualTo(theirs.errors());
        assertThat(ours.lines()).as("output of %s", Arrays.toString(args)).isEqualTo(theirs.lines());
        assertThat(ours.status()).as("status of %s", Arrays.toString(args)).isEqualTo(theirs.status());
        assertThat(describe(path("ours"))).as("tree after %s", Arrays.toString(args)).isEqualTo(describe(path("theirs")));
        return ours;
    }

    /** The same for a command that changes nothing: on one tree. */
    Result sameOn(String... args) {
        String[] command = Arrays.stream(args).map(arg -> arg.replace("@", dir.toString())).toArray(String[]::new);
        Result theirs = run(command);
        Result ours = jeio(command);
        assertThat(ours.errors()).as("messages of %s", Arrays.toString(args)).isEqualTo(theirs.errors());
        assertThat(entries(ours)).as("output of %s", Arrays.toString(args)).isEqualTo(entries(theirs));
        assertThat(ours.status()).as("status of %s", Arrays.toString(args)).isEqualTo(theirs.status());
        return ours;
    }

    private static List<String> entries(Result result) {
        return Arrays.stream(result.out().split(result.out().indexOf('\0') >= 0 ? "\0" : "\n")).sorted().toList();
    }

    private Result in(String tree, String script, String input, boolean ours, String... args) {
        sh("chmod -R u+rwx \"$1\"; rm -rf \"$1\"; mkdir \"$1\" && cd \"$1\" && " + script, path(tree));
        String[] command = Arrays.stream(args).map(arg -> arg.replace("@", path(tree))).toArray(String[]::new);
        Result result = ours ? jeioWith(input, command) : runWith(input, command);
        return new Result(result.out().replace(path(tree), "@"), result.err().replace(path(tree), "@"), result.status());
    }

    /** A directory with 60 others in it, one in the other, and a file at the bottom: longer than a path can be. */
    void makeDeep(String top) {
        sh("mkdir -p \"$1\" && cd \"$1\" && perl -e 'for (1..60) { mkdir \"7\" x 100; chdir \"7\" x 100 } open F, \">bottom\"; print F 1'", top);
    }
}
