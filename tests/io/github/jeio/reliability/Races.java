package io.github.jeio.reliability;

import io.github.jeio.AioException;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code Races <seed> <times>}: any two things that can be done with a request, its group and its pool, done by two threads at the same
 * moment, each pair so often; whatever comes of it, the request and the group are over once, and each is told once.
 */
public final class Races {

    private static final Map<String, Action> ACTIONS = new LinkedHashMap<>();

    static {
        ACTIONS.put("submit", trial -> trial.more.add(trial.io.aioNop(trial.moreTold)));
        ACTIONS.put("cancel", trial -> trial.request.cancel());
        ACTIONS.put("poll", trial -> trial.io.pollCb());
        ACTIONS.put("flush", trial -> trial.io.flush());
        ACTIONS.put("await", trial -> trial.request.await(Duration.ofMillis(20)));
        ACTIONS.put("future", Trial::depend);
        ACTIONS.put("cancel the future", trial -> trial.request.future().cancel(true));
        ACTIONS.put("cb", trial -> trial.plain.cb(value -> trial.laterTold.incrementAndGet()));
        ACTIONS.put("timeout", trial -> trial.request.timeout(Duration.ofNanos(1)));
        ACTIONS.put("add", trial -> trial.group.add(trial.io.aioNop()));
        ACTIONS.put("seal", trial -> trial.group.seal());
        ACTIONS.put("cancel the group", trial -> trial.group.cancel());
        ACTIONS.put("cancelSubs", trial -> trial.group.cancelSubs());
        ACTIONS.put("feed", Trial::feed);
        ACTIONS.put("failFast", trial -> trial.group.failFast());
        ACTIONS.put("limits", trial -> trial.io.maxParallel(1 + trial.number % 4));
        ACTIONS.put("reinit", trial -> trial.io.reinit());
        ACTIONS.put("close", trial -> trial.io.close());
    }

    private interface Action {
        void run(Trial trial) throws Exception;
    }

    /** A request in flight, one with nobody to tell, and a group with a request in it. */
    private static final class Trial {
        final IoAio io;
        final int number;
        final Told told = new Told(() -> { });
        final Told groupTold = new Told(() -> { });
        final Told moreTold = new Told(() -> { });
        final AtomicInteger laterTold = new AtomicInteger();
        final AtomicInteger stageDone = new AtomicInteger();
        volatile int stages;
        final AioRequest<Void> request;
        final AioRequest<Void> plain;
        final AioGroup group;
        final AioRequest<?> member;
        final List<AioRequest<?>> more = Collections.synchronizedList(new ArrayList<>());

        Trial(IoAio io, int number) {
            this.io = io;
            this.number = number;
            request = number % 3 == 0 ? io.aioBusy(0.00002, told) : io.aioNop(told);
            plain = number % 2 == 0 ? io.aioNop() : io.aioBusy(0.00001);
            group = io.aioGroup(results -> groupTold.run());
            member = group.add(number % 2 == 0 ? io.aioNop() : io.aioRmdir("/none"));
        }

        void depend() {
            CompletableFuture<Void> future = request.future();
            synchronized (this) {
                stages++;
            }
            future.whenComplete((value, failure) -> stageDone.incrementAndGet());
        }

        void feed() {
            int[] left = {3};
            group.feed(fed -> {
                if (left[0]-- > 0) {
                    fed.add(io.aioNop());
                }
            });
        }

        /** What is wrong now that all is over; null if nothing is. */
        @Nullable String wrong() {
            List<AioRequest<?>> all = new ArrayList<>(List.of(request, plain, group, member));
            all.addAll(more);
            for (AioRequest<?> one : all) {
                if (!one.isDone()) {
                    return "not done: " + one;
                }
            }
            if (told.times() != (request.isCancelled() ? 0 : 1) || groupTold.times() != (group.isCancelled() ? 0 : 1)) {
                return "the request, cancelled " + request.isCancelled() + ", was told " + told.times() + " times, the group, cancelled "
                        + group.isCancelled() + ", " + groupTold.times() + " times";
            }
            long due = more.stream().filter(one -> !one.isCancelled()).count();
            if (moreTold.times() != due || stageDone.get() != stages || laterTold.get() > 1) {
                return "told " + moreTold.times() + " of " + due + " times, stages done " + stageDone.get() + " of " + stages + ", callback later "
                        + laterTold.get();
            }
            return null;
        }
    }

    /** Runs one action of each pair, at the moment when this thread's other one runs the other. */
    private static final class Second implements Runnable {
        private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        private volatile boolean over;

        @Override
        public void run() {
            while (!over) {
                Runnable now = next.get();
                if (now == null) {
                    Thread.onSpinWait();
                } else {
                    now.run();
                    next.set(null);
                }
            }
        }
    }

    private final Second second = new Second();
    private final Random random;
    private IoAio io = create();
    private final List<String> problems = new ArrayList<>();

    private Races(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        Races races = new Races(Long.parseLong(args[0]));
        int times = Integer.parseInt(args[1]);
        String[] now = {""};
        Progress.watch(() -> now[0]);
        Thread thread = new Thread(races.second, "second");
        thread.start();
        int pairs = 0;
        for (String one : ACTIONS.keySet()) {
            for (String other : ACTIONS.keySet()) {
                if (one.compareTo(other) <= 0) {
                    now[0] = one + " against " + other;
                    pairs++;
                    for (int i = 0; i < times && races.problems.isEmpty(); i++) {
                        races.trial(one, other, i);
                        Progress.made();
                    }
                }
            }
        }
        races.second.over = true;
        races.io.close();
        races.problems.forEach(System.out::println);
        System.out.printf("races: %d pairs, each %d times, seed %s: %s%n", pairs, times, args[0],
                races.problems.isEmpty() ? "each ended once" : "FAILED");
        System.exit(races.problems.isEmpty() ? 0 : 1);
    }

    private static IoAio create() {
        return IoAio.builder().maxParallel(3).create();
    }

    private void trial(String one, String other, int number) {
        Trial trial = new Trial(io, number);
        AtomicInteger arrived = new AtomicInteger();
        int lead = random.nextInt(200) - 100;
        second.next.set(() -> perform(other, trial, arrived, -lead));
        perform(one, trial, arrived, lead);
        while (second.next.get() != null) {
            Thread.onSpinWait();
        }
        try {
            trial.group.seal();
            io.minParallel(1);
            io.flush();
        } catch (IllegalStateException e) {
            io = create(); // it was closed
        }
        String wrong = trial.wrong();
        for (int i = 0; i < 1000 && wrong != null; i++) {
            Thread.yield(); // what the thread of a daemon, or reinit's, has yet to tell
            wrong = trial.wrong();
        }
        if (wrong != null) {
            problems.add(one + " against " + other + ", the " + number + "th time: " + wrong);
        }
    }

    private void perform(String action, Trial trial, AtomicInteger arrived, int lag) {
        arrived.incrementAndGet();
        while (arrived.get() < 2) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < lag; i++) {
            Thread.onSpinWait();
        }
        try {
            ACTIONS.get(action).run(trial);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // the pool or the group is over, or of before a reinit, or the other thread polls; CancellationException is one
        } catch (AioException e) {
            // the time was up
        } catch (Exception e) {
            synchronized (problems) {
                problems.add(action + " has thrown " + e);
            }
        }
    }
}
