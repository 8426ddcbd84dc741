package io.github.jeio.internal.load;

import io.github.jeio.support.Children;
import java.io.BufferedReader;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A JVM of its own that loads the library, and what it says about that. */
final class ChildJvm {

    /** What ends the child's report, so that a test can wait for it and then kill the child. */
    static final String READY = "ready";

    private ChildJvm() { }

    /** Says whether the library is there; the arguments say how to go about it. */
    public static void main(String[] args) throws Exception {
        List<String> how = Arrays.asList(args);
        System.out.println("starting");
        if (how.contains("interrupted")) {
            Thread.currentThread().interrupt();
        }
        report(NativeLibrary.isAvailable(), NativeLibrary.unavailabilityCause());
        if (how.contains("interrupted")) {
            System.out.println("interrupted: " + Thread.interrupted());
        }
        do {
            for (int i = 0; how.contains("loaders") && i < 3; i++) {
                Class<?> copy = loadApart();
                report((Boolean) copy.getMethod("isAvailable").invoke(null),
                        (Throwable) copy.getMethod("unavailabilityCause").invoke(null));
            }
        } while (how.contains("forever"));
        System.out.println(READY);
        if (how.contains("stay")) {
            System.in.read();
        }
    }

    private static void report(boolean available, Throwable cause) {
        System.out.println(available ? "loaded" : "failed: " + cause.getMessage());
    }

    /** The class once more, in a class loader that shares nothing with this one. */
    static Class<?> loadApart() throws ReflectiveOperationException, URISyntaxException {
        URL[] classes = {NativeLibrary.class.getProtectionDomain().getCodeSource().getLocation()};
        URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader());
        return loader.loadClass(NativeLibrary.class.getName());
    }

    /** The command for a child; {@code options} are the JVM's, {@code args} what main gets. */
    static List<String> command(List<String> options, String... args) throws URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", place(NativeLibrary.class) + File.pathSeparator + place(ChildJvm.class),
                ChildJvm.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    static Process start(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return Children.limit(builder.start());
    }

    /** All that a child prints until it ends. */
    static List<String> run(List<String> command) throws Exception {
        Process child = start(command);
        child.getOutputStream().close();
        try (Stream<String> lines = child.inputReader().lines()) {
            List<String> said = lines.toList();
            child.waitFor();
            return said;
        }
    }

    /** Reads until the child has said this. */
    static void await(Process child, String line) throws Exception {
        BufferedReader reader = child.inputReader();
        for (String said = reader.readLine(); !line.equals(said); said = reader.readLine()) {
            if (said == null) {
                throw new AssertionError("the child ended before it said " + line);
            }
        }
    }
}
