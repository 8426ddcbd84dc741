package io.github.jeio.cli;

import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** du: a walk that looks at entries, and sums that are added up when it has ended. */
final class Du extends Command {

    private boolean summarize;
    private boolean all;
    private boolean total;
    private String maxDepth;
    private boolean apparent;
    private boolean inodes;
    private String threshold;

    private List<String> excluded = List.of();

    private boolean countLinks;
    private boolean separate;
    private boolean oneFileSystem;
    private boolean follow;
    private boolean noFollow;
    private boolean nul;

    private List<String> operands = List.of(".");

    private final SizeOptions unit = new SizeOptions();

    private Sizes sizes;
    private long depth = Long.MAX_VALUE;
    private long least;
    private long most = Long.MAX_VALUE;
    private Predicate<String> isExcluded = path -> false;
    private Session session;
    /** Files that were counted, and directories that were operands. */
    private final Set<Node> counted = new HashSet<>();
    private long sum;

    private record Node(long dev, long ino) { }

    @Override
    void define(Options o) {
        o.command("du", "Tells how much trees take, as coreutils' du does; a file with several names is counted once.");
        summarize |= o.flag("-s --summarize", "one line for each operand");
        all |= o.flag("-a --all", "a line for each file, too");
        total |= o.flag("-c --total", "a line for all operands together");
        maxDepth = o.value("-d --max-depth", "N", "lines down to that depth only", maxDepth);
        apparent |= o.flag("--apparent-size", "what files contain, not what they take");
        inodes |= o.flag("--inodes", "how many inodes there are, not what they take");
        threshold = o.value("-t --threshold", "SIZE", "leave out what is smaller; with a - before it, what is larger", threshold);
        excluded = o.values("--exclude", "GLOB", "leave out files and directories whose name, or path, matches that pattern", excluded);
        countLinks |= o.flag("-l --count-links", "count a file as often as it has names");
        separate |= o.flag("-S --separate-dirs", "a directory without those in it");
        oneFileSystem |= o.flag("-x --one-file-system", "stay on the operand's file system");
        follow |= o.flag("-D -H --dereference-args", "follow symbolic links that are operands");
        noFollow |= o.flag("-P --no-dereference", "follow none, as it is anyhow");
        nul |= o.flag("-0 --null", "end each line with a NUL");
        unit.define(o);
        operands = o.operands("FILE", 0, Options.MANY, "what to sum up; the current directory by default", operands);
    }

    @Override
    void check() {
        if (summarize && all) {
            throw new UsageException("cannot both summarize and show all entries");
        }
        if (maxDepth != null) {
            if (!maxDepth.matches("[0-9]{1,9}")) {
                throw new UsageException("invalid maximum depth " + Names.quoteLocally(maxDepth));
            }
            depth = Long.parseLong(maxDepth);
        }
        if (summarize && maxDepth != null && depth != 0) {
            throw new UsageException("warning: summarizing conflicts with --max-depth=" + depth);
        }
        depth = summarize ? 0 : depth;
        sizes = inodes ? unit.counts() : unit.sizes();
        apparent |= unit.bytes();
        if (threshold != null) {
            setThreshold();
        }
        if (!excluded.isEmpty()) {
            List<Predicate<String>> globs = excluded.stream().map(glob -> Glob.test(glob, false)).toList();
            isExcluded = path -> globs.stream().anyMatch(glob -> matchesEnd(glob, path));
        }
    }

    private void setThreshold() {
        if (threshold.startsWith("-")) {
            most = Sizes.parse(threshold.substring(1));
        } else {
            least = Sizes.parse(threshold);
        }
    }

    /** Whether the pattern matches the path, or what follows one of its slashes. */
    private static boolean matchesEnd(Predicate<String> glob, String path) {
        for (int from = 0; from >= 0; from = path.indexOf('/', from) < 0 ? -1 : path.indexOf('/', from) + 1) {
            if (glob.test(path.substring(from))) {
                return true;
            }
        }
        return false;
    }

    @Override
    char lineEnd() {
        return nul ? '\0' : '\n';
    }

    @Override
    void run(Session session) {
        this.session = session;
        session.tuneFor(operands.get(0));
        session.progress.unit("", 1);
        if (summarize && maxDepth != null) {
            session.out.complain("warning: summarizing is the same as using --max-depth=0");
        }
        if (inodes && apparent) {
            session.out.complain("warning: options --apparent-size and -b are ineffective with --inodes");
        }
        for (String operand : operands) {
            if (session.stop.requested()) {
                return;
            }
            look(Targets.withOneSlash(operand));
            session.flush(); // one after the other: a file that several operands contain is counted for the first one
        }
        if (total && !session.stop.requested()) {
            print(sum, "total");
        }
    }

    private void look(String operand) {
        if (operand.isEmpty()) {
            session.failed("invalid zero-length file name");
        } else if (follow && !noFollow) {
            session.io.aioStat(operand, st -> looked(operand, st));
        } else {
            session.io.aioLstat(operand, st -> looked(operand, st));
        }
    }

    private void looked(String operand, AioStat st) {
        if (isExcluded.test(operand)) {
            return;
        }
        if (st == null) {
            session.failed("cannot access", operand, IoAio.errno());
        } else {
            begin(operand, st);
        }
    }

    private void begin(String operand, AioStat st) {
        if (!count(st, true)) {
            return;
        }
        if (!st.isDirectory()) {
            sum += size(st);
            tell(size(st), operand);
            return;
        }
        DuSum root = new DuSum(operand, true);
        root.own = size(st);
        Map<String, DuSum> known = new HashMap<>();
        known.put(operand, root);
        AioTree how = AioTree.WHOLE.requests(session.depth()).sameDevice(oneFileSystem);
        if (!excluded.isEmpty()) {
            how = how.descend(path -> !isExcluded.test(path));
        }
        session.forStats(operand, how, walk -> session.cancelOnStop(session.io.aioTree(operand, walk, batch -> take(batch, known, st.dev()), count -> {
            if (count < 0) {
                session.failed("cannot read directory", operand, IoAio.errno());
            }
            finish(root);
        })));
    }

    /** What is in a directory can come before the directory's own size. */
    private void take(AioTreeBatch batch, Map<String, DuSum> known, long dev) {
        if (batch.errno() != 0) {
            session.failed("cannot read directory", batch.directory(), batch.errno());
        }
        DuSum in = known.computeIfAbsent(batch.directory(), path -> new DuSum(path, true));
        for (int i = 0; i < batch.entries().size(); i++) {
            AioStat st = batch.stats().get(i);
            if (!excluded.isEmpty() && isExcluded.test(path(batch, i))) {
                continue;
            }
            if (st == null) {
                tellWhy(path(batch, i));
            } else if ((!oneFileSystem || st.dev() == dev) && count(st, false)) {
                add(in, batch, i, st, known);
            }
        }
        session.progress.done(batch.entries().size(), batch.directory());
    }

    /** Asked for only where it is needed: the walk makes no object of an entry before. */
    private static String path(AioTreeBatch batch, int index) {
        return batch.path(batch.entries().get(index));
    }

    private void add(DuSum in, AioTreeBatch batch, int index, AioStat st, Map<String, DuSum> known) {
        if (st.isDirectory()) {
            DuSum directory = known.computeIfAbsent(path(batch, index), path -> new DuSum(path, true));
            directory.own += size(st);
            in.below.add(directory);
        } else if (all) {
            DuSum file = new DuSum(path(batch, index), false);
            file.own = size(st);
            in.below.add(file);
        } else {
            in.own += size(st);
        }
    }

    private void tellWhy(String path) {
        session.io.aioLstat(path, st -> {
            if (st == null) {
                session.failed("cannot access", path, IoAio.errno());
            }
        });
    }

    /** Whether the file is to be counted, and has not been. */
    private boolean count(AioStat st, boolean operand) {
        boolean once = operand || st.isDirectory() || st.nlink() > 1;
        return countLinks || !once || counted.add(new Node(st.dev(), st.ino()));
    }

    private long size(AioStat st) {
        return inodes ? 1 : apparent ? st.size() : st.blocks() * 512;
    }

    /** Adds up from the bottom; the tree may be deeper than the stack. */
    private void finish(DuSum root) {
        Deque<DuSum> path = new ArrayDeque<>(List.of(root));
        while (!path.isEmpty()) {
            DuSum last = path.peek();
            DuSum next = last.next();
            if (next != null) {
                path.push(next);
                continue;
            }
            path.pop();
            DuSum up = path.peek();
            if (up != null) {
                up.above(last, separate && last.directory);
            }
            if (path.size() <= depth) {
                tell(last.own + last.beneath, last.path);
            }
        }
        sum += root.own + root.beneath + root.separated;
    }

    private void tell(long size, String path) {
        if (size >= least && size <= most) {
            print(size, path);
        }
    }

    private void print(long size, String path) {
        if (session.out.json()) {
            session.out.line(new Json().put("path", path).put("bytes", size));
        } else {
            session.out.print(sizes.text(size)).print("\t").print(path).end();
        }
    }
}
