package io.github.jeio.cli;

import io.github.jeio.AioDirent;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.IoAio;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** du: a walk that looks at entries, and sums that are added up when it has ended. */
@CommandLine.Command(name = "du", description = "Tells how much trees take, as coreutils' du does; a file with several names is"
        + " counted once.", sortOptions = false)
final class Du extends Command {

    @Option(names = {"-s", "--summarize"}, description = "one line for each operand")
    private boolean summarize;

    @Option(names = {"-a", "--all"}, description = "a line for each file, too")
    private boolean all;

    @Option(names = {"-c", "--total"}, description = "a line for all operands together")
    private boolean total;

    @Option(names = {"-d", "--max-depth"}, paramLabel = "N", description = "lines down to that depth only")
    private Integer maxDepth;

    @Option(names = "--apparent-size", description = "what files contain, not what they take")
    private boolean apparent;

    @Option(names = {"-b", "--bytes"}, description = "same as --apparent-size --block-size=1")
    private boolean bytes;

    @Option(names = {"-h", "--human-readable"}, description = "sizes like 1.2K, 34M, 5.6G")
    private boolean human;

    @Option(names = "--si", description = "the same in powers of 1000")
    private boolean si;

    @Option(names = {"-k"}, description = "in KiB, as it is anyhow")
    private boolean kib;

    @Option(names = {"-m"}, description = "in MiB")
    private boolean mib;

    @Option(names = {"-B", "--block-size"}, paramLabel = "SIZE", description = "in units of that size: 512, 1M")
    private String blockSize;

    @Option(names = {"-l", "--count-links"}, description = "count a file as often as it has names")
    private boolean countLinks;

    @Option(names = {"-S", "--separate-dirs"}, description = "a directory without those in it")
    private boolean separate;

    @Option(names = {"-x", "--one-file-system"}, description = "stay on the operand's file system")
    private boolean oneFileSystem;

    @Option(names = {"-0", "--null"}, description = "end each line with a NUL")
    private boolean nul;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "what to sum up; the current directory by default")
    private List<String> operands = List.of(".");

    private Session session;
    private Sizes sizes;
    /** Files that were counted, and directories that were operands. */
    private final Set<Node> counted = new HashSet<>();
    private long sum;

    private record Node(long dev, long ino) { }

    /** A directory, or with -a a file. */
    private static final class Sum {
        private final String path;
        private final boolean directory;
        private long own;
        /** Of all below, and with -S of the directories below, which do not count. */
        private long beneath;
        private long separated;
        private final List<Sum> below = new ArrayList<>(0);
        private int next;

        Sum(String path, boolean directory) {
            this.path = path;
            this.directory = directory;
        }

        void above(Sum done, boolean apart) {
            long size = done.own + done.beneath;
            beneath += apart ? 0 : size;
            separated += done.separated + (apart ? size : 0);
        }
    }

    @Override
    void check() {
        if (summarize && all) {
            throw new UsageException("cannot both summarize and show all entries");
        }
        if (summarize && maxDepth != null && maxDepth != 0) {
            throw new UsageException("summarizing conflicts with --max-depth=" + maxDepth);
        }
        if (maxDepth != null && maxDepth < 0) {
            throw new UsageException("invalid maximum depth " + maxDepth);
        }
        apparent |= bytes;
        long unit = blockSize != null ? Sizes.parse(blockSize) : bytes ? 1 : mib ? 1 << 20 : 1024;
        sizes = new Sizes(unit, si ? 1000 : human ? 1024 : 0);
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
        for (String operand : operands) {
            if (session.stop.requested()) {
                return;
            }
            session.io.aioLstat(operand, st -> {
                if (st == null) {
                    session.failed("cannot access", operand, IoAio.errno());
                } else {
                    begin(operand, st);
                }
            });
            session.flush(); // one after the other: a file that several operands contain is counted for the first one
        }
        if (total && !session.stop.requested()) {
            print(sum, "total");
        }
    }

    private void begin(String operand, AioStat st) {
        if (!count(st, true)) {
            return;
        }
        if (!st.isDirectory()) {
            sum += size(st);
            print(size(st), operand);
            return;
        }
        Sum root = new Sum(operand, true);
        root.own = size(st);
        Map<String, Sum> known = new HashMap<>();
        known.put(operand, root);
        AioTree how = AioTree.WHOLE.requests(session.depth()).stats(session.statsPerRequest())
                .sameDevice(oneFileSystem);
        session.cancelOnStop(session.io.aioTree(operand, how, batch -> take(batch, known, st.dev()), count -> {
            if (count < 0) {
                session.failed("cannot read directory", operand, IoAio.errno());
            }
            finish(root);
        }));
    }

    /** What is in a directory can come before the directory's own size. */
    private void take(AioTreeBatch batch, Map<String, Sum> known, long dev) {
        if (batch.errno() != 0) {
            session.failed("cannot read directory", batch.directory(), batch.errno());
        }
        Sum in = known.computeIfAbsent(batch.directory(), path -> new Sum(path, true));
        for (int i = 0; i < batch.entries().size(); i++) {
            AioDirent entry = batch.entries().get(i);
            AioStat st = batch.stats().get(i);
            if (st == null) {
                tellWhy(batch.path(entry));
            } else if ((!oneFileSystem || st.dev() == dev) && count(st, false)) {
                add(in, batch.path(entry), st, known);
            }
        }
        session.progress.done(batch.entries().size(), batch.directory());
    }

    private void add(Sum in, String path, AioStat st, Map<String, Sum> known) {
        if (st.isDirectory()) {
            Sum directory = known.computeIfAbsent(path, p -> new Sum(p, true));
            directory.own += size(st);
            in.below.add(directory);
        } else if (all) {
            Sum file = new Sum(path, false);
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
        return apparent ? st.size() : st.blocks() * 512;
    }

    /** Adds up from the bottom; the tree may be deeper than the stack. */
    private void finish(Sum root) {
        Deque<Sum> path = new ArrayDeque<>(List.of(root));
        int most = summarize ? 0 : maxDepth == null ? Integer.MAX_VALUE : maxDepth;
        while (!path.isEmpty()) {
            Sum last = path.peek();
            if (last.next < last.below.size()) {
                path.push(last.below.get(last.next++));
                continue;
            }
            path.pop();
            Sum up = path.peek();
            if (up != null) {
                up.above(last, separate && last.directory);
            }
            if (path.size() <= most) {
                print(last.own + last.beneath, last.path);
            }
        }
        sum += root.own + root.beneath + root.separated;
    }

    private void print(long size, String path) {
        if (session.out.json()) {
            session.out.line(new Json().put("path", path).put("bytes", size));
        } else {
            session.out.print(sizes.text(size)).print("\t").print(path).end();
        }
    }
}
