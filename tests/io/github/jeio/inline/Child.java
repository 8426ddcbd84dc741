package io.github.jeio.inline;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Children;
import java.io.BufferedReader;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A JVM of its own, for what would change this one: what a program sees of its system calls, or does to them. */
final class Child {

    private Child() { }

    /** What a child does. */
    interface Program {
        void run(IoAio io, String... arguments) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Program program = (Program) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        try (IoAio io = IoAio.create()) {
            io.pollFileno();
            program.run(io, Arrays.copyOfRange(args, 1, args.length));
        }
        System.out.println("done");
    }

    /** The command; {@code before} is what runs the JVM: strace, say, with its options. */
    static List<String> command(List<String> before, Class<? extends Program> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED"));
        String library = System.getProperty("jeio.native.path");
        if (library != null) {
            command.add("-Djeio.native.path=" + library);
        }
        command.addAll(List.of("-cp", place(IoAio.class) + File.pathSeparator + place(Child.class), Child.class.getName(),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** What the child prints until it says that it is done. */
    static List<String> run(List<String> before, Class<? extends Program> program, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command(before, program, arguments)).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = Children.limit(builder.start());
        process.getOutputStream().close();
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(said::add);
        }
        process.getErrorStream().close();
        assertThat(process.waitFor()).as("%s", said).isZero();
        assertThat(said).endsWith("done");
        return said.subList(0, said.size() - 1);
    }

    /** The first request that meets a file system finds out about it. */
    static void learn(IoAio io, String path) {
        io.aioStat(path);
        io.flush();
    }

    /** Opens a file and reads its first bytes, so many times; says how much of each was answered without a thread. */
    static final class OpensAndReads implements Program {
        @Override
        public void run(IoAio io, String... arguments) throws Exception {
            String path = arguments[0];
            learn(io, path);
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                long before = io.ninline();
                var open = io.aioOpen(path, O_RDONLY, 0);
                long opened = io.ninline() - before;
                io.flush();
                ByteBuffer data = ByteBuffer.allocateDirect(16);
                before = io.ninline();
                var read = io.aioRead(open.await(), 0, data);
                long answered = io.ninline() - before;
                io.flush();
                io.aioClose(open.await());
                io.flush();
                System.out.println("open " + opened + " read " + answered + ": " + read.await() + " " + data.get(0));
            }
        }
    }
}
