package io.github.jeio.reliability;

import io.github.jeio.AioDir;
import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import io.github.jeio.requests.EveryRequest;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does one thing after the other with a pool, at random: a thread of a round of fuzzing, or a callback. */
final class Actor {

    private static final List<EveryRequest> FORMS = Stream.of(
            Stream.of(1, 2, 3, 4).flatMap(times -> EveryRequest.of(IoAio.class)), EveryRequest.of(AioWd.class),
            EveryRequest.of(LinuxAio.class), EveryRequest.of(AioDir.class)).flatMap(forms -> forms)
            .filter(form -> form.names() != null).toList();

    private final Random random;
    private final Round round;
    private final Hostile hostile;
    /** Inside a callback: what would wait or end the pool is refused there, and chains of callbacks must come to an end. */
    private final boolean nested;

    Actor(long seed, Round round, boolean nested) {
        random = new Random(seed);
        this.round = round;
        hostile = new Hostile(random, round.things);
        this.nested = nested;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** One thing; what jeio, or a callback that a wait has run, may throw is forgotten, and anything else is the round's failure. */
    void act() {
        Progress.made();
        try {
            step();
        } catch (Throwable e) {
            round.judge(e);
        }
    }

    private void step() throws Throwable {
        int what = random.nextInt(100);
        if (what < 72) {
            request();
            return;
        }
        Made made = round.any(random);
        if (made == null) {
            return;
        }
        switch (what) {
            case 72, 73, 74, 75, 76 -> made.request.cancel();
            case 77, 78, 79 -> made.request.await(Duration.ofNanos(random.nextInt(2_000_000)));
            case 80, 81 -> made.depend();
            case 82, 83 -> made.request.timeout(Duration.ofMillis(random.nextInt(5)));
            case 84, 85, 86, 87, 88, 89 -> group(made);
            case 90, 91 -> settings();
            case 92 -> look(made);
            case 93 -> IoAio.aioreqPri(random.nextInt(12) - 6);
            case 94 -> round.io().pollCb();
            case 95 -> interrupted();
            case 96 -> round.io().onRoom(callback());
            case 97 -> end();
            default -> waitForOne();
        }
    }

    private void waitForOne() throws Exception {
        AioRequest<Void> nop = round.io().aioNop();
        round.made("aioNop", nop, null);
        nop.await();
    }

    private void interrupted() {
        if (oneIn(3)) {
            Thread.currentThread().interrupt();
        } else {
            Thread.interrupted();
        }
    }

    private void end() {
        if (oneIn(60)) {
            round.io().reinit();
        } else if (oneIn(120)) {
            round.io().close();
        }
    }

    private void look(Made made) {
        String said = oneIn(20) ? IoAio.dump() : round.io() + " " + made.request + " " + round.io().stats();
        if (said.isEmpty() || round.io().nreqs() < 0 || made.request.errno() < 0) {
            throw new AssertionError("nonsense: " + said);
        }
    }

    private void settings() {
        IoAio io = round.io();
        int number = oneIn(10) ? -1 : random.nextInt(8);
        switch (random.nextInt(9)) {
            case 0 -> io.minParallel(number);
            case 1 -> io.maxParallel(number == 0 ? 1 : number);
            case 2 -> io.maxIdle(number);
            case 3 -> io.idleTimeout(number);
            case 4 -> io.maxPollReqs(number);
            case 5 -> io.maxPollTime(number / 1000.0);
            case 6 -> io.maxOutstanding(number * 10);
            case 7 -> io.measure(number > 3);
            default -> io.inlineCached(number > 3);
        }
    }

    private void group(Made made) {
        if (!(made.request instanceof AioGroup group)) {
            if (!made.hasCallback()) { // which would be replaced
                made.request.cb(value -> Progress.made());
            }
            return;
        }
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> group.add(some(made).request);
            case 3 -> group.seal();
            case 4 -> group.cancelSubs();
            case 5 -> group.limit(random.nextInt(5) - 1);
            case 6 -> feed(group);
            case 7 -> group.failFast().failures();
            default -> group.result(1, null);
        }
    }

    private Made some(Made otherwise) {
        Made some = round.any(random);
        return some == null ? otherwise : some;
    }

    /** A feeder that comes to an end, unless it is the first to throw. */
    private void feed(AioGroup group) {
        Random own = new Random(random.nextLong());
        int[] left = {own.nextInt(20)};
        group.feed(oneIn(20) ? null : fed -> {
            if (own.nextInt(30) == 0) {
                throw new Boom();
            }
            while (left[0]-- > 0 && own.nextBoolean()) {
                fed.add(own.nextBoolean() ? round.io().aioNop() : round.io().aioStat(hostileName()));
            }
        });
    }

    private String hostileName() {
        return round.things.dir + "/a";
    }

    /** What a callback does: mostly nothing. */
    private Runnable callback() {
        long seed = random.nextLong();
        return () -> {
            Random own = new Random(seed);
            int what = own.nextInt(20);
            if (what == 0) {
                throw new Boom();
            } else if (what < 6) {
                new Actor(own.nextLong(), round, true).act();
            } else if (what == 6) {
                LockSupport.parkNanos(own.nextInt(300_000));
            }
        };
    }

    private void request() throws Throwable {
        EveryRequest form = FORMS.get(random.nextInt(FORMS.size()));
        String call = form.method().getName();
        if (call.startsWith("aioSync") && !oneIn(300)) {
            return; // all file systems of the machine
        }
        Told told = null;
        Object[] arguments = new Object[form.names().size()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = form.type(i);
            if (form.hasCallback() && i == arguments.length - 1 && !oneIn(200)) {
                told = new Told(nested && !oneIn(4) ? () -> { } : callback());
                arguments[i] = told;
            } else if (type == Consumer.class) {
                arguments[i] = consumer(form.names().get(i));
            } else if (type == Collection.class) {
                arguments[i] = some();
            } else {
                arguments[i] = hostile.argument(form, i);
            }
        }
        Object target = form.method().getDeclaringClass() == AioDir.class ? round.things.stream
                : form.method().getDeclaringClass().isAssignableFrom(IoAio.class) && !oneIn(4) ? round.io() : round.directory(random);
        if (!form.method().getDeclaringClass().isInstance(target)) {
            target = round.io();
        }
        if (call.equals("aioFcntl") && arguments[1] instanceof Integer cmd && (cmd == 0 || cmd == 1030)) {
            call = "aioFcntl F_DUPFD";
        }
        try {
            round.made(call, (AioRequest<?>) form.method().invoke(target, arguments), told);
        } catch (InvocationTargetException e) {
            if (told != null && told.times() != 0) {
                throw new AssertionError(call + " has thrown, and called back", e.getCause());
            }
            throw e.getCause();
        }
    }

    private Consumer<Object> consumer(String name) {
        Random own = new Random(random.nextLong());
        return value -> {
            if (own.nextInt(20) == 0) {
                throw new Boom();
            }
            if (name.equals("fill") && value instanceof AioGroup group) {
                for (int i = own.nextInt(4); i > 0; i--) {
                    Made some = round.any(own);
                    group.add(own.nextBoolean() || some == null ? round.io().aioNop() : some.request);
                }
            }
        };
    }

    private @Nullable Collection<AioRequest<?>> some() {
        List<AioRequest<?>> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Made made = round.any(random);
            some.add(oneIn(50) || made == null ? null : oneIn(3) ? made.request : round.io().aioNop());
        }
        return some;
    }
}
