package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.support.Children;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another program, or another JVM, and what it printed on either output. */
record Child(int status, List<String> lines) {

    /** A program that is no JVM, without the sanitizer that this one may run with. */
    static Child run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("LD_PRELOAD");
        return finish(builder);
    }

    private static Child finish(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.redirectErrorStream(true).environment().put("LC_ALL", "C");
        Process process = Children.limit(builder.start());
        process.getOutputStream().close();
        List<String> lines = process.inputReader().lines().toList();
        return new Child(process.waitFor(), lines);
    }

    /** The lines of a program that succeeds. */
    static List<String> output(String... command) throws IOException, InterruptedException {
        Child child = run(List.of(command));
        assertThat(child.status).as("%s: %s", String.join(" ", command), child.lines).isZero();
        return child.lines;
    }

    /** Runs the main method of a class in a JVM like this one. */
    static Child jvm(List<String> before, List<String> options, Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/stdout",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        String library = System.getProperty("jeio.native.path");
        if (library != null) {
            command.add("-Djeio.native.path=" + library);
        }
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(args));
        return finish(new ProcessBuilder(command));
    }

    /** The lines of such a JVM that ends well. */
    static List<String> jvmOutput(List<String> options, Class<?> main, String... args) throws IOException, InterruptedException {
        Child child = jvm(List.of(), options, main, args);
        assertThat(child.status).as("%s %s: %s", main, List.of(args), child.lines).isZero();
        return child.lines;
    }
}
