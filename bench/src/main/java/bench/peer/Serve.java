package bench.peer;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A JVM that holds one system, and serves the protocol of {@code c/driver.h}. */
public final class Serve {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Serve() { }

    /** Takes the name of a system, the data directory and the number of threads. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Peer peer;
        try {
            peer = Peers.create(args[0], new Data(Path.of(args[1])), Integer.parseInt(args[2]));
        } catch (Exception | LinkageError e) {
            answers.println("missing " + sentence(e));
            return;
        }
        answers.println("ready Java " + System.getProperty("java.version"));
        serve(peer, answers);
        System.exit(0);
    }

    private static void serve(Peer peer, PrintStream answers) throws IOException {
        Map<String, Peer.Job> jobs = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            try {
                if (!jobs.containsKey(words[0])) {
                    jobs.put(words[0], peer.job(words[0]));
                }
                Peer.Job job = jobs.get(words[0]);
                answers.println(job == null ? "unsupported"
                        : measure(job, Integer.parseInt(words[1]), Long.parseLong(words[2])));
            } catch (Exception | LinkageError e) {
                e.printStackTrace();
                answers.println("failed " + words[0] + ": " + sentence(e));
            }
        }
    }

    private static String measure(Peer.Job job, int depth, long ops) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long done = job.run(depth, ops);
        long nanos = System.nanoTime() - start;
        return done + " " + nanos / 1e9 + " " + (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    }

    private static String sentence(Throwable e) {
        return e.toString().replaceAll("\\s+", " ");
    }
}
