package io.github.jeio.cli;

import io.github.jeio.AioDirent;
import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.IoAio;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** find, with the tests that people use most: all of them have to be true. */
final class Find extends Command {

    private List<String> names = List.of();
    private List<String> namesOfAnyCase = List.of();
    private List<String> wholes = List.of();
    private List<String> wholesOfAnyCase = List.of();
    private List<String> types = List.of();
    private List<String> sizes = List.of();
    private List<String> mtimes = List.of();
    private List<String> atimes = List.of();
    private List<String> ctimes = List.of();
    private List<String> mmins = List.of();
    private List<String> amins = List.of();
    private List<String> cmins = List.of();
    private List<String> newer = List.of();
    private List<String> readLater = List.of();
    private List<String> inodeNewer = List.of();
    private String least = "0";
    private String most = "2147483647";
    private boolean oneFileSystem;
    private boolean print0;
    private boolean print;

    private List<String> operands = List.of(".");

    /** What is tested. */
    private record Found(String path, String name, int type, AioStat st) { }

    private int minDepth;
    private int maxDepth;
    private Session session;
    private final List<Predicate<Found>> tests = new ArrayList<>();
    private boolean look;
    /** Whether paths are written to a terminal. */
    private boolean terminal;

    @Override
    void define(Options o) {
        o.command("find", "Finds what all of the given tests are true of, as GNU find does; in no particular order. Entries are looked at"
                + " by lstat only where a test needs it.");
        names = o.values("-name", "GLOB", "the name matches that pattern", names);
        namesOfAnyCase = o.values("-iname", "GLOB", "the same whatever the case of letters", namesOfAnyCase);
        wholes = o.values("-path -wholename", "GLOB", "the whole path matches that pattern, in which * also matches /", wholes);
        wholesOfAnyCase = o.values("-ipath -iwholename", "GLOB", "the same whatever the case of letters", wholesOfAnyCase);
        types = o.values("-type", "LETTERS", "it is one of these: f, a file, d, a directory, l, a symbolic link, p, s, b or c", types);
        sizes = o.values("-size", "[+-]N[cwbkMG]", "it has that many units, rounded up; more with +, fewer with -. A unit is 512 bytes (b),"
                + " or c, 1, w, 2, k, M or G", sizes);
        mtimes = o.values("-mtime", "[+-]DAYS", "it was changed so many whole days ago; more with +, fewer with -", mtimes);
        atimes = o.values("-atime", "[+-]DAYS", "it was read so many whole days ago", atimes);
        ctimes = o.values("-ctime", "[+-]DAYS", "its inode was changed so many whole days ago", ctimes);
        mmins = o.values("-mmin", "[+-]MINUTES", "it was changed so many minutes ago", mmins);
        amins = o.values("-amin", "[+-]MINUTES", "it was read so many minutes ago", amins);
        cmins = o.values("-cmin", "[+-]MINUTES", "its inode was changed so many minutes ago", cmins);
        newer = o.values("-newer", "FILE", "it was changed later than that file", newer);
        readLater = o.values("-anewer", "FILE", "it was read later than that file was changed", readLater);
        inodeNewer = o.values("-cnewer", "FILE", "its inode was changed later than that file", inodeNewer);
        least = o.value("-mindepth", "N", "nothing above that depth; the operands are at 0", least);
        most = o.value("-maxdepth", "N", "nothing below that depth", most);
        oneFileSystem |= o.flag("-xdev -mount", "stay on the operand's file system");
        print0 |= o.flag("-print0", "end each path with a NUL, not with a line feed");
        print |= o.flag("-print", "end it with a line feed, as it is anyhow");
        operands = o.operands("PATH", 0, Options.MANY, "where to look; the current directory by default", operands);
    }

    @Override
    char lineEnd() {
        return print0 ? '\0' : '\n';
    }

    @Override
    String usageMessage(ParameterException e, String[] args) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return "unknown predicate `" + unmatched.getUnmatched().get(0) + "'";
        } else if (e instanceof MissingParameterException && args.length > 0) {
            return "missing argument to `" + args[args.length - 1] + "'";
        }
        return super.usageMessage(e, args);
    }

    /** An operand behind a test is rather a pattern that the shell has expanded. */
    @Override
    void checkOperand(String operand, boolean behindOption) {
        if (behindOption && !operand.startsWith("-")) {
            throw new UsageException("paths must precede expression: `" + operand + "'");
        }
    }

    @Override
    void check() {
        terminal = !print0 && streams.outIsTerminal();
        minDepth = depth("-mindepth", least);
        maxDepth = depth("-maxdepth", most);
        long now = System.currentTimeMillis();
        names.forEach(glob -> addTest(Glob.test(glob, false), Found::name));
        namesOfAnyCase.forEach(glob -> addTest(Glob.test(glob, true), Found::name));
        wholes.forEach(glob -> addTest(Glob.test(glob, false), Found::path));
        wholesOfAnyCase.forEach(glob -> addTest(Glob.test(glob, true), Found::path));
        for (String letters : types) {
            List<Integer> wanted = Kinds.ofLetters(letters);
            tests.add(found -> wanted.contains(found.type));
        }
        sizes.forEach(text -> addNumber(Bounds.size(text), st -> st.size()));
        mtimes.forEach(text -> addNumber(Bounds.days("-mtime", text), st -> now - st.mtime().toMillis()));
        atimes.forEach(text -> addNumber(Bounds.days("-atime", text), st -> now - st.atime().toMillis()));
        ctimes.forEach(text -> addNumber(Bounds.days("-ctime", text), st -> now - st.ctime().toMillis()));
        mmins.forEach(text -> addNumber(Bounds.minutes("-mmin", text), st -> now - st.mtime().toMillis()));
        amins.forEach(text -> addNumber(Bounds.minutes("-amin", text), st -> now - st.atime().toMillis()));
        cmins.forEach(text -> addNumber(Bounds.minutes("-cmin", text), st -> now - st.ctime().toMillis()));
    }

    private static int depth(String option, String text) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new UsageException("Expected a positive decimal integer argument to " + option + ", but got " + Names.quoteLocally(text));
        }
        return Integer.parseInt(text);
    }

    private void addTest(Predicate<String> test, Function<Found, String> of) {
        tests.add(found -> test.test(of.apply(found)));
    }

    private void addNumber(Bounds bounds, ToLongFunction<AioStat> of) {
        look = true;
        tests.add(found -> bounds.contain(of.applyAsLong(found.st)));
    }

    @Override
    void run(Session session) {
        this.session = session;
        session.tuneFor(operands.get(0));
        boolean known = addLater(newer, AioStat::mtime) && addLater(readLater, AioStat::atime) && addLater(inodeNewer, AioStat::ctime);
        if (!known) {
            return;
        }
        operands.forEach(this::find);
        session.flush();
    }

    /** Tests that compare a time with that of the change of a file; a symbolic link is not followed. */
    private boolean addLater(List<String> files, Function<AioStat, FileTime> time) {
        for (String file : files) {
            AioStat st;
            try {
                st = session.io.aioLstat(file).await();
            } catch (AioException e) {
                session.failed(Names.quoteLocally(file), e.errno());
                return false;
            }
            look = true;
            tests.add(found -> time.apply(found.st).compareTo(st.mtime()) > 0);
        }
        return true;
    }

    private void find(String operand) {
        session.io.aioLstat(operand, st -> {
            if (st == null) {
                session.failed(Names.quoteLocally(operand), IoAio.errno());
                return;
            }
            int type = Kinds.direntType(st);
            if (minDepth <= 0) {
                consider(new Found(operand, Targets.lastName(operand), type, st));
            }
            if (st.isDirectory() && maxDepth > 0) {
                walk(operand);
            }
        });
    }

    private void walk(String operand) {
        AioTree how = AioTree.WHOLE.requests(session.depth()).maxDepth(maxDepth).sameDevice(oneFileSystem);
        Consumer<AioTree> walk = such -> session.cancelOnStop(session.io.aioTree(operand, such, this::take, count -> {
            if (count < 0) {
                session.failed(Names.quoteLocally(operand), IoAio.errno());
            }
        }));
        if (look) {
            session.forStats(operand, how, walk);
        } else {
            walk.accept(how);
        }
    }

    private void take(AioTreeBatch batch) {
        if (batch.errno() != 0) {
            session.failed(Names.quoteLocally(batch.directory()), batch.errno());
        }
        if (batch.depth() < minDepth) {
            return;
        }
        for (int i = 0; i < batch.entries().size(); i++) {
            AioDirent entry = batch.entries().get(i);
            AioStat st = look ? batch.stats().get(i) : null;
            if (look && st == null) {
                tellWhy(batch.path(entry));
            } else {
                consider(new Found(batch.path(entry), entry.name(), entry.type(), st));
            }
        }
    }

    /** The walk could not look at an entry, and does not say why. */
    private void tellWhy(String path) {
        session.io.aioLstat(path, st -> {
            if (st == null) {
                session.failed(Names.quoteLocally(path), IoAio.errno());
            } else {
                consider(new Found(path, Targets.lastName(path), Kinds.direntType(st), st));
            }
        });
    }

    private void consider(Found found) {
        for (Predicate<Found> test : tests) {
            if (!test.test(found)) {
                return;
            }
        }
        if (session.out.json()) {
            session.out.line(new Json().put("path", found.path).put("type", Kinds.letter(found.type)));
        } else {
            session.out.print(terminal ? Names.printable(found.path) : found.path).end();
        }
    }
}
