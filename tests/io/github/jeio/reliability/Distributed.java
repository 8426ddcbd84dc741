package io.github.jeio.reliability;

import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code Distributed <file system> <mounted at> <tools/distributed.sh> <seed> <rounds> <fault> ...}: writes, copies and moves on a file
 * system whose servers are away, while these die and the network is cut. What was acknowledged is wherever it has to be, also while
 * a server is dead; each request ends once, whatever becomes of it; a pool that works elsewhere goes on.
 */
public final class Distributed {

    private static final int BETWEEN_FAULTS = 6;

    private final String kind;
    private final Path mount;
    private final String script;
    private final List<RemoteClient> clients = new ArrayList<>();
    private final AtomicLong elsewhere = new AtomicLong();
    private volatile String now = "nothing";

    private Distributed(String kind, Path mount, String script) {
        this.kind = kind;
        this.mount = mount;
        this.script = script;
    }

    public static void main(String[] args) throws Exception {
        Distributed distributed = new Distributed(args[0], Path.of(args[1]), args[2]);
        Progress.watch(() -> distributed.now);
        distributed.run(Long.parseLong(args[3]), Integer.parseInt(args[4]), List.of(args).subList(5, args.length));
        System.exit(0);
    }

    private void run(long seed, int rounds, List<String> faults) throws Exception {
        Random random = new Random(seed);
        Path local = Files.createTempDirectory(Path.of("/mnt"), "local-"); // in memory, and not served to anybody
        Thread other = new Thread(() -> workElsewhere(local.resolve("elsewhere")), "elsewhere");
        other.setDaemon(true);
        other.start();
        for (RemoteClient.Kind what : RemoteClient.Kind.values()) {
            clients.add(new RemoteClient(what, mount, Files.createDirectory(local.resolve(what.name()))));
        }
        for (int round = 0; round < rounds; round++) {
            for (String fault : faults) {
                now = fault;
                System.out.println(fault + ": " + round(fault, random));
            }
        }
        Map<String, Integer> errors = new TreeMap<>();
        long acknowledged = 0;
        for (RemoteClient client : clients) {
            acknowledged += client.acknowledged();
            client.errors().forEach((errno, times) -> errors.merge(errno, times, Integer::sum));
            client.close();
        }
        System.out.printf("%s: %d faults, %d requests acknowledged, all of it where it has to be; errors %s; seed %d%n", kind,
                rounds * faults.size(), acknowledged, errors, seed);
    }

    /** Has the clients work, a fault begin while they do, looks at what is left, and once more when all is well again. */
    private String round(String fault, Random random) throws Exception {
        long before = clients.stream().mapToLong(RemoteClient::acknowledged).sum();
        List<Thread> threads = new ArrayList<>();
        clients.forEach(client -> threads.add(client.start()));
        while (clients.stream().mapToLong(RemoteClient::acknowledged).sum() < before + BETWEEN_FAULTS) {
            Thread.sleep(10);
            threads.forEach(thread -> check(thread.isAlive(), "a client has failed"));
        }
        Thread.sleep(random.nextInt(300));
        long others = elsewhere.get();
        List<Path> left = fault(fault, "begin");
        check(elsewhere.get() > others, "the other pool stands still");
        clients.forEach(RemoteClient::pause);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Path copy : left) {
            compare(copy, fault);
        }
        String tried = clients.stream().map(RemoteClient::toString).toList().toString();
        for (Path copy : fault(fault, "end")) {
            compare(copy, fault + ", and all is well again");
        }
        compare(mount, fault + ", and all is well again");
        clients.forEach(RemoteClient::nothingIsLost);
        return tried;
    }

    private void compare(Path copy, String when) throws Exception {
        for (RemoteClient client : clients) {
            client.compare(copy, when);
        }
    }

    private List<Path> fault(String fault, String when) throws Exception {
        Process process = new ProcessBuilder(script, "--fault", kind, fault, when).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var output = process.inputReader()) {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                if (when.equals("end")) {
                    Progress.made(); // healing takes its time, of which the script knows the end
                }
            }
            check(process.exitValue() == 0, "the script fails at the " + when + " of " + fault);
            return output.lines().map(Path::of).toList();
        }
    }

    /** Another pool, on another file system. */
    private void workElsewhere(Path file) {
        try (IoAio io = IoAio.create()) {
            for (;;) {
                io.aioWriteFile(file.toString(), ByteBuffer.allocate(100), 0600).await();
                io.aioStat(file.toString()).await();
                elsewhere.incrementAndGet();
                Thread.sleep(1);
            }
        } catch (Exception e) {
            throw new AssertionError("elsewhere", e);
        }
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
