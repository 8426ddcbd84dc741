package io.github.jeio.metrics;

import static io.github.jeio.AioConstants.O_RDONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, which Flight Recorder would not leave again. */
@Tag("unsanitized")
class FlightRecorderTest extends PoolTest {

    private static final String EVENTS = "io.github.jeio.";
    private static final String BIN = System.getProperty("java.home") + "/bin/";

    /** A program that makes requests until it is told to end. */
    static final class Busy {

        private Busy() { }

        public static void main(String[] args) throws Exception {
            ByteBuffer data = ByteBuffer.allocateDirect(7);
            try (IoAio io = IoAio.builder().name("busy").create()) {
                int fd = io.aioOpen(args[0], O_RDONLY, 0).await();
                boolean first = true;
                do {
                    io.aioReadlink(args[0], target -> { });
                    io.flush();
                    io.aioRead(fd, 0, data.clear()).await();
                    IoAio brief = IoAio.builder().name("brief").create();
                    brief.aioNop().await();
                    brief.close();
                    if (first) {
                        System.out.println("ready " + fd);
                        first = false;
                    }
                } while (System.in.available() == 0);
            }
        }
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream().filter(event -> event.getEventType().getName().startsWith(EVENTS)).toList();
    }

    private static Stream<RecordedEvent> of(List<RecordedEvent> events, String name, Predicate<RecordedEvent> which) {
        return events.stream().filter(event -> event.getEventType().getName().equals(EVENTS + name)).filter(which);
    }

    private static boolean hasAll(List<RecordedEvent> events, String... names) {
        return Stream.of(names).allMatch(name -> of(events, name, event -> true).findAny().isPresent());
    }

    private static Predicate<RecordedEvent> type(String type) {
        return event -> event.getString("type").equals(type);
    }

    @Test
    void allIsInARecordingThatBeginsInTheMiddleOfARunAndNothingIsLoadedBefore() throws Exception {
        String file = file("file", "content");
        Path loaded = dir.resolve("loaded");
        Process busy = new ProcessBuilder(BIN + "java", "-Xlog:class+load:file=" + loaded, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Busy.class.getName(), file).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<RecordedEvent> events;
        int fd;
        try (BufferedReader output = busy.inputReader()) {
            String ready = output.readLine();
            assertThat(ready).startsWith("ready ");
            fd = Integer.parseInt(ready.substring(6));
            assertThat(Files.readString(loaded)).contains("io.github.jeio.IoAio ").doesNotContain("jdk.jfr", "io.github.jeio.metrics.FlightEvents");

            String pid = Long.toString(busy.pid());
            run(BIN + "jcmd", pid, "JFR.start", "name=it", "+" + EVENTS + "Request#threshold=0ms", "+" + EVENTS + "LoopHeld#threshold=0ms");
            Path recording = dir.resolve("it.jfr");
            do {
                run(BIN + "jcmd", pid, "JFR.dump", "name=it", "filename=" + recording);
                events = events(recording);
            } while (!hasAll(events, "Request", "WorkerStart", "WorkerEnd", "PoolOpen", "PoolClose", "PoolState", "LoopHeld"));
        } finally {
            busy.getOutputStream().write('\n');
            busy.getOutputStream().close();
            busy.getErrorStream().close();
        }
        assertThat(busy.waitFor()).isZero();

        RecordedEvent readlink = of(events, "Request", type("readlink")).findFirst().orElseThrow();
        assertThat(readlink.getString("pool")).isEqualTo("busy");
        assertThat(readlink.getString("path")).isEqualTo(file);
        assertThat(readlink.getInt("errno")).isEqualTo(Errno.EINVAL);
        assertThat(readlink.getInt("priority")).isZero();
        assertThat(readlink.getBoolean("answeredAtSubmission")).isFalse();
        assertThat(readlink.getLong("worker")).isPositive();
        Duration parts = readlink.getDuration("queueWait").plus(readlink.getDuration("execution")).plus(readlink.getDuration("callbackDelay"));
        assertThat(parts).isPositive();

        RecordedEvent read = of(events, "Request", type("read")).findFirst().orElseThrow();
        assertThat(read.getInt("descriptor")).isEqualTo(fd);
        assertThat(read.getBoolean("answeredAtSubmission")).isTrue();

        for (String name : new String[] {"WorkerStart", "WorkerEnd"}) {
            assertThat(of(events, name, event -> event.getString("pool").equals("brief"))).as(name).isNotEmpty()
                    .allSatisfy(event -> assertThat(event.getLong("worker")).isPositive());
        }
        assertThat(of(events, "PoolOpen", event -> event.getString("pool").equals("brief"))).isNotEmpty();
        assertThat(of(events, "PoolClose", event -> event.getString("pool").equals("brief"))).isNotEmpty();
        assertThat(of(events, "PoolState", event -> event.getString("pool").equals("busy"))).isNotEmpty();
    }
}
