package io.github.jeio.reliability;

import static io.github.jeio.AioConstants.O_RDWR;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.reliability.FaultyOperations.Operation;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.Strace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Faults <directory> <other file system> <seed> <number>}: traces each request once, and then has each system call that its
 * worker made fail, the first of its kind, the second, and so on, with each errno, by strace. The request has to end, with that errno,
 * or as if nothing had been, and then it has to have done what it says; no descriptor may be left. 0 makes the whole matrix, another
 * number so many of it, as the seed will.
 */
public final class Faults {

    private static final List<String> ERRNOS = List.of("EIO", "EINTR", "EAGAIN", "ENOSPC", "ENOMEM", "EMFILE", "ENOSYS", "EPERM", "EDQUOT");
    /** What a worker does for itself: waits, ends, gets memory for its stack and heap. glibc ends the process where a futex fails. */
    private static final Set<String> OWN = Set.of("futex", "mmap", "munmap", "mprotect", "madvise", "brk", "exit", "rt_sigprocmask",
            "restart_syscall", "sched_yield", "clock_gettime", "set_robust_list", "rseq", "gettid", "prctl", "sched_getaffinity");
    /** An injected close closes nothing, so that its descriptor is left by strace, not by jeio. */
    private static final String CLOSE = "close";
    private static final int MOST = 4;
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(.*");

    private final Path dir;
    private final Path other;
    private final IoAio io;
    private final IoAio helper;
    private final FaultyOperations operations;
    private final long worker;
    private final Map<String, String> outcomes = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private volatile String now = "";

    private record Fault(Operation operation, String call, int which, String errno) {
        @Override
        public String toString() {
            return operation + ": " + call + " " + which + " " + errno;
        }
    }

    private Faults(Path dir, Path other) throws Exception {
        this.dir = dir;
        this.other = other;
        io = IoAio.builder().name("faulty").minParallel(1).maxParallel(1).idleTimeout(100_000).inlineCached(false).create();
        helper = IoAio.builder().name("helper").minParallel(1).maxParallel(1).idleTimeout(100_000).create();
        operations = new FaultyOperations(io, dir, other);
        io.aioNop().await();
        helper.aioNop().await();
        worker = Strace.worker("faulty/eio");
    }

    public static void main(String[] args) throws Exception {
        Faults faults = new Faults(Path.of(args[0]), Path.of(args[1]));
        Progress.watch(() -> faults.now);
        faults.run(Long.parseLong(args[2]), Integer.parseInt(args[3]));
    }

    private void run(long seed, int number) throws Exception {
        List<Operation> all = operations.all();
        List<Fault> matrix = new ArrayList<>();
        for (Operation operation : all) {
            attempt(operation); // so that the JVM has all classes
            traced(operation).forEach((call, times) -> {
                for (int which = 1; which <= Math.min(times, MOST); which++) {
                    for (String errno : ERRNOS) {
                        matrix.add(new Fault(operation, call, which, errno));
                    }
                }
            });
        }
        Collections.shuffle(matrix, new Random(seed));
        List<Fault> some = number == 0 ? matrix : matrix.subList(0, Math.min(number, matrix.size()));
        for (Fault fault : some) {
            now = fault.toString();
            Progress.made();
            inject(fault);
        }
        io.close();
        helper.close();
        outcomes.forEach((outcome, by) -> System.out.println(outcome + ": " + by));
        problems.forEach(problem -> System.out.println("FAILED: " + problem));
        System.out.printf("faults: %d of the matrix' %d (%d requests, %d system calls, %d errnos), seed %d: %d not as they have to be%n",
                some.size(), matrix.size(), all.size(), matrix.stream().map(Fault::call).distinct().count(), ERRNOS.size(), seed,
                problems.size());
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    /** How often the worker makes each system call for this request. */
    private Map<String, Integer> traced(Operation operation) throws Exception {
        Path log = dir.resolveSibling("trace");
        begin();
        try (Strace trace = Strace.trace(worker, log)) {
            end(operation, operation.maker().make());
        }
        clear();
        Map<String, Integer> calls = new LinkedHashMap<>();
        for (String line : Files.readAllLines(log)) {
            Matcher call = CALL.matcher(line);
            // strace can't name a call that is newer than itself
            if (call.matches() && !OWN.contains(call.group(1)) && !call.group(1).startsWith("syscall_")) {
                calls.merge(call.group(1), 1, Integer::sum);
            }
        }
        return calls;
    }

    private void attempt(Operation operation) throws Exception {
        begin();
        String outcome = end(operation, operation.maker().make());
        if (!outcome.equals("success")) {
            throw new AssertionError(operation + " without a fault: " + outcome);
        }
        clear();
    }

    private void inject(Fault fault) throws Exception {
        begin();
        Set<String> before = new HashSet<>(Leaks.openDescriptors().keySet());
        String outcome;
        try (Strace strace = Strace.inject(worker, fault.call, fault.errno, Integer.toString(fault.which))) {
            before.addAll(Leaks.openDescriptors().keySet()); // those of strace's output
            outcome = end(fault.operation, fault.operation.maker().make());
            io.flush();
        }
        Map<String, String> left = new TreeMap<>(Leaks.openDescriptors());
        left.keySet().removeAll(before);
        left.values().removeIf(target -> !target.startsWith(dir.toString()) && !target.startsWith(other.toString()));
        for (String fd : left.keySet()) {
            helper.aioClose(Integer.parseInt(fd)).await();
        }
        judge(fault, outcome, left);
        clear();
    }

    private static String and(String some, String another) {
        return List.of(some.split(", ")).contains(another) ? some : some + ", " + another;
    }

    private void judge(Fault fault, String outcome, Map<String, String> left) throws Exception {
        outcomes.merge(fault.call + " " + fault.errno + " -> " + outcome, fault.operation.name(), Faults::and);
        if (!fault.call.equals(CLOSE) && !left.isEmpty()) {
            problems.add(fault + ": leaves open " + left);
        }
        if (!outcome.equals("success") && !outcome.equals(fault.errno) && !FaultyErrnos.isDocumented(fault.operation.name(), fault.call, fault.errno, outcome)) {
            problems.add(fault + ": " + outcome);
        }
        if (fault.operation.name().matches(FaultyOperations.COPIES) && !operations.isNothingLost()) {
            problems.add(fault + ": " + outcome + ", and something is lost");
        }
    }

    /** "success", which was looked at, an errno, or what is wrong. */
    private String end(Operation operation, AioRequest<?> request) throws Exception {
        Object value;
        try {
            value = request.await();
        } catch (AioException e) {
            return e.errnoName();
        }
        if (!operation.check().holds(value)) {
            return "success, which it is not";
        }
        FaultyOperations.close(helper, value);
        return "success";
    }

    private void begin() throws Exception {
        clear();
        operations.prepare();
        operations.fd = helper.aioOpen(dir + "/file", O_RDWR, 0).await();
        operations.wd = helper.aioWd(dir.toString()).await();
    }

    private void clear() throws Exception {
        if (operations.wd != null) {
            operations.wd.close();
            operations.wd = null;
            helper.aioClose(operations.fd).await();
            helper.flush();
        }
        for (Path tree : List.of(dir, other)) {
            if (Files.exists(tree)) {
                helper.aioRemove(tree.toString()).await();
            }
        }
        Files.createDirectories(dir);
    }
}
