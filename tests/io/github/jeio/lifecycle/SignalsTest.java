package io.github.jeio.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Children;
import io.github.jeio.support.Jvm;
import java.io.BufferedReader;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals that come while requests are in flight: those that end the process, and those that the program handles, by requests. */
class SignalsTest {

    private static final int SIZE = 100_000;

    @TempDir
    Path dir;

    /** Writes files, and says which is there; a hook writes one more when the process ends. */
    static final class Writer {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    io.aioWriteFile(args[0] + "/hook", ByteBuffer.allocate(SIZE), 0600).await();
                } catch (Exception e) {
                    e.printStackTrace(System.out);
                }
            }));
            for (int i = 0; ; i++) {
                int number = i;
                for (int other = 0; other < 10; other++) {
                    io.aioWriteFile(args[0] + "/other" + other, ByteBuffer.allocate(SIZE), 0600);
                }
                io.aioWriteFile(args[0] + "/file" + i, ByteBuffer.allocate(SIZE), 0600).await();
                System.out.println(number);
            }
        }
    }

    /** Handles USR2 three times, each by requests in the thread that the JVM runs handlers in, and ends by itself then. */
    static final class Handler {
        public static void main(String[] args) throws Exception {
            IoAio io = IoAio.create();
            CountDownLatch three = new CountDownLatch(3);
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handles = Proxy.newProxyInstance(Handler.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                long number = three.getCount();
                io.aioWriteFile(args[0] + "/" + number, ByteBuffer.allocate(SIZE), 0600).await();
                three.countDown();
                System.out.println("handled " + number);
                return null;
            });
            signal.getMethod("handle", signal, handler).invoke(null, signal.getConstructor(String.class).newInstance("USR2"), handles);
            System.out.println("ready");
            while (three.getCount() > 0) {
                List<io.github.jeio.AioRequest<?>> many = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    many.add(io.aioStat(args[0]));
                }
                io.aioAll(many).await();
            }
            io.close();
        }
    }

    private static void send(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    /** What was said to be there is, whole, and so is all that the hook and the requests in flight have written. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void oneThatEndsTheProcessLosesNothing(String signal, int status) throws Exception {
        // what this JVM may have been told to ignore, a JVM that it starts ignores, too
        Process process = Children.limit(new Jvm().under("env", "--default-signal=INT,HUP,TERM").start(Writer.class, dir.toString()));
        int last;
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("0");
            send(process, signal);
            List<String> more = output.lines().toList();
            assertThat(more).allMatch(line -> line.matches("\\d+"));
            last = more.size();
        }
        assertThat(process.waitFor()).isEqualTo(status);
        for (int i = 0; i <= last; i++) {
            assertThat(dir.resolve("file" + i)).hasSize(SIZE);
        }
        assertThat(dir.resolve("hook")).hasSize(SIZE);
        try (Stream<Path> files = Files.list(dir)) {
            // the writer makes requests until the very end: one of them may have begun when there was no time left
            assertThat(files.filter(file -> !file.toString().endsWith(".tmp"))).allMatch(file -> file.toFile().length() == SIZE);
        }
    }

    @Test
    void oneThatIsHandledIsHandledByRequests() throws Exception {
        Process process = Children.limit(new Jvm().start(Handler.class, dir.toString()));
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            for (int i = 0; i < 3; i++) {
                send(process, "USR2");
                said.add(output.readLine());
            }
        }
        assertThat(process.waitFor()).isZero();
        assertThat(said).containsExactly("handled 3", "handled 2", "handled 1");
        for (String name : Arrays.asList("1", "2", "3")) {
            assertThat(dir.resolve(name)).hasSize(SIZE);
        }
    }
}
