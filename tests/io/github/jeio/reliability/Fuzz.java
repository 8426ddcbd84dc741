package io.github.jeio.reliability;

import java.nio.file.Path;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code Fuzz <seed> <calls>}: makes every request there is, with hostile arguments and hostile callbacks, from several threads, in
 * rounds; each ends with a look at what was promised: every request is over, once, and nothing has leaked. It writes in the current
 * directory, and is meant to be run by tools/fenced.sh. The first round of a seed that is one more is this one's second.
 */
public final class Fuzz {

    private static final int CALLS = 4000;
    private static volatile String now = "begin";

    private Fuzz() { }

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        long wanted = Long.parseLong(args[1]);
        Logger silent = Logger.getLogger("io.github.jeio");
        silent.setLevel(Level.OFF);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!Boom.is(thrown)) {
                thrown.printStackTrace(System.out);
                System.out.println("FAILED: thrown in " + thread + " in " + now);
                Runtime.getRuntime().halt(1);
            }
        });
        Progress.watch(() -> now);
        long begun = System.nanoTime();
        long made = 0;
        int rounds = 0;
        for (; made < wanted; rounds++) {
            now = "the round of seed " + (seed + rounds);
            Random random = new Random(~(seed + rounds));
            int threads = 1 + random.nextInt(4);
            try {
                made += new Round(seed + rounds, Path.of("r" + rounds).toAbsolutePath()).run(threads, CALLS / threads);
            } catch (Throwable e) {
                e.printStackTrace(System.out);
                System.out.println("FAILED: " + now + "; SEED=" + (seed + rounds) + " CALLS=1 makes it alone");
                Runtime.getRuntime().halt(1);
            }
            if (rounds % 250 == 249) {
                System.out.printf("%,d requests in %d rounds, %d s%n", made, rounds + 1, (System.nanoTime() - begun) / 1_000_000_000);
            }
        }
        System.out.printf("fuzz: %,d requests in %d rounds from seed %d: each ended once, nothing leaked%n", made, rounds, seed);
    }
}
