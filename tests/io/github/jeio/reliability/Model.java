package io.github.jeio.reliability;

import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code Model <directory> <seed> <operations>}: random programs, four at a time on one pool, each beside a model in memory and a twin
 * by java.nio.file; new ones after some thousand operations. The first programs of a seed that is one more are this one's second.
 */
public final class Model {

    private static final int CLIENTS = 4;
    private static final int STEPS = 2500;
    private static final int BETWEEN_COMPARISONS = 500;

    private Model() { }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        long seed = Long.parseLong(args[1]);
        long wanted = Long.parseLong(args[2]);
        Progress.watch(() -> "the model's programs");
        long done = 0;
        int rounds = 0;
        for (; done < wanted; rounds++) {
            done += round(dir.resolve("round"), seed + rounds);
            if (rounds % 100 == 99) {
                System.out.printf("%,d operations%n", done);
            }
        }
        System.out.printf("model: %,d operations in %d programs from seed %d: as in memory, and by java.nio.file%n", done, rounds * CLIENTS, seed);
    }

    static long round(Path dir, long seed) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (IoAio io = IoAio.builder().inlineCached(seed % 3 != 0).maxParallel(1 + (int) (seed & 7)).create()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Path own = Files.createDirectories(dir.resolve("jeio" + i));
                Path twin = Files.createDirectories(dir.resolve("jdk" + i));
                ModelClient client = new ModelClient(io, own, twin, new Random(seed * CLIENTS + i).nextLong());
                Thread thread = new Thread(() -> run(client, failure));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (failure.get() != null) {
                throw new AssertionError("SEED=" + seed + " OPERATIONS=1 makes it alone", failure.get());
            }
            io.flush();
            io.aioRemove(dir.toString()).await();
        }
        return (long) CLIENTS * STEPS;
    }

    private static void run(ModelClient client, AtomicReference<@Nullable Throwable> failure) {
        try {
            for (int i = 1; i <= STEPS && failure.get() == null; i++) {
                client.step();
                Progress.made();
                if (i % BETWEEN_COMPARISONS == 0) {
                    client.compare();
                }
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, new AssertionError("in " + client.doing(), e));
        } finally {
            client.close();
        }
    }
}
