package bench.run;

import bench.Setup;
import bench.plan.Contestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The process of one system, which does what it is told, line by line (see {@code c/driver.h}). */
final class Driver implements AutoCloseable {

    private static final int START_SECONDS = 30;
    private static final String END = "";

    private final Process process;
    private final PrintStream requests;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final String version;
    private boolean pinned;

    /** Why a system can't be measured, in one line. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        /** The system as it is will not do it, in this case or in any. */
        final boolean unsupported;

        Refused(String message, boolean unsupported) {
            super(message);
            this.unsupported = unsupported;
        }
    }

    Driver(Setup setup, Contestant contestant, int threads) throws Refused {
        ProcessBuilder builder = new ProcessBuilder(contestant.launch().command(setup, threads));
        builder.environment().putAll(Contestant.environment(threads));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(setup.target().resolve(contestant.id() + ".log").toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new Refused("it can't be started: " + e.getMessage(), true);
        }
        requests = new PrintStream(process.getOutputStream(), true);
        Thread reader = new Thread(this::read, contestant.id());
        reader.setDaemon(true);
        reader.start();
        String greeting = answer(START_SECONDS);
        if (!greeting.startsWith("ready ")) {
            close();
            throw new Refused(greeting.isEmpty() ? "it ended at once" : greeting.replaceFirst("^missing ", ""), true);
        }
        version = greeting.substring("ready ".length());
    }

    String version() {
        return version;
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // the process ended
        }
        answers.add(END);
    }

    private String answer(double seconds) throws Refused {
        try {
            String line = answers.poll((long) (seconds * 1000), TimeUnit.MILLISECONDS);
            if (line == null) {
                close();
                throw new Refused("stalled", false);
            }
            return line;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Sample run(String work, int depth, long ops, double timeoutSeconds) throws Refused {
        requests.println(work + ' ' + depth + ' ' + ops);
        String line = answer(timeoutSeconds);
        if (line.equals("unsupported")) {
            throw new Refused(line, true);
        }
        String[] words = line.split(" ");
        if (line.equals(END) || words.length != 3 || words[0].equals("failed")) {
            close();
            throw new Refused(line.equals(END) ? "its process died" : line, false);
        }
        return new Sample(Long.parseLong(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Holds every thread of the process on one CPU, or lets them go. Threads to come inherit it. */
    void pin(boolean on) throws Refused {
        if (pinned != on) {
            try {
                String allowed = allowedCpus();
                String cpus = on ? allowed.split("[,-]")[0] : allowed;
                Process taskset = new ProcessBuilder("taskset", "-acp", cpus, "" + process.pid())
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (taskset.waitFor() != 0) {
                    throw new Refused("taskset can't pin it", true);
                }
            } catch (IOException | InterruptedException e) {
                throw new Refused("taskset can't pin it: " + e.getMessage(), true);
            }
            pinned = on;
        }
    }

    private static String allowedCpus() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim()).findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status does not tell the CPUs"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
