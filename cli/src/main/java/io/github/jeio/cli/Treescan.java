package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioDirent;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeBatch;
import io.github.jeio.AioWd;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** IO::AIO's treescan, option for option. It exits with 1 where a path could not be read, which the original does not tell. */
final class Treescan extends Command {

    private static final int LOOK_AT_A_TIME = 64;
    private static final long SECOND = 1_000_000_000;

    private boolean quiet;
    private boolean print0;
    private boolean stat;
    private boolean dirsOnly;
    private boolean filesOnly;
    private boolean progress;
    private boolean sync;
    private String grep;

    private List<String> paths = List.of(".");

    private Session session;
    private Pattern pattern;
    private long dirs;
    private long files;
    private long stats;
    private final long start = System.nanoTime();
    private long told = start;

    @Override
    void define(Options o) {
        o.command("treescan", "Lists trees, as IO::AIO's treescan does.");
        quiet |= o.flag("-q --quiet", "do not print names");
        print0 |= o.flag("-0 --print0", "end each name with a NUL, not with a line feed; stronger than -q");
        stat |= o.flag("-s --stat", "look at every entry by lstat, which brings it into the cache");
        dirsOnly |= o.flag("-d --dirs", "print directories only");
        filesOnly |= o.flag("-f --files", "print only what is no directory");
        progress |= o.flag("-p --progress", "tell every second on standard error how far it is");
        sync |= o.flag("--sync", "open, fsync and close every entry");
        grep = o.value("-g --grep", "RE", "print only what the regular expression is found in. It is matched against bytes, as Perl does"
                + " it, a dot matches a line feed, and its syntax is Java's", grep);
        paths = o.operands("PATH", 0, Options.MANY, "what to scan; the current directory by default", paths);
    }

    @Override
    void check() {
        try {
            // "0" is false to Perl: the original matches nothing against it, and prints all
            pattern = grep == null || grep.equals("0") ? null : Pattern.compile(Names.asBytes(grep),
                    Pattern.DOTALL | Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw new UsageException("invalid regular expression: " + e.getMessage());
        }
    }

    @Override
    boolean operandsEndOptions() {
        return true;
    }

    @Override
    char lineEnd() {
        return print0 ? '\0' : '\n';
    }

    @Override
    void run(Session session) {
        this.session = session;
        session.tuneFor(paths.get(0));
        for (String path : paths) {
            String root = withoutAnySlash(path);
            session.io.aioLstat(root + "/.", st -> {
                if (st != null) {
                    scan(root);
                } else {
                    fail(root, IoAio.errno());
                }
            });
        }
        session.flush();
    }

    /** Without the slashes after it; of the root nothing stays, as each path is made with one behind it. */
    private static String withoutAnySlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private void scan(String root) {
        AioTree how = AioTree.WHOLE.everyDirectory(true).requests(session.depth()).stats(stat ? LOOK_AT_A_TIME : 0);
        session.cancelOnStop(session.io.aioTree(root + "/", how, this::take, count -> {
            if (count < 0) {
                fail(root + "/", IoAio.errno());
            }
        }));
    }

    /** The original's form of a message, which has no quotes. */
    private void fail(String path, int errno) {
        session.failed(path + ": " + Errno.message(errno));
    }

    private void take(AioTreeBatch batch) {
        String prefix = batch.directory().endsWith("/") ? batch.directory() : batch.directory() + "/";
        if (batch.errno() != 0) {
            fail(prefix, batch.errno());
            if (batch.errno() == Errno.EACCES) {
                takeIfNotEntered(prefix);
            }
        } else if (batch.last()) {
            dirs++;
            if (!filesOnly && matches(prefix, "")) {
                print(prefix, "", true);
            }
        }
        List<String> names = takeFiles(prefix, batch.entries());
        stats += batch.stats().size();
        if (sync) {
            sync(prefix, names, batch.last());
        }
        if (progress) {
            tell();
        }
    }

    /** Counts and prints what is no directory; the names, if they are to be synced. */
    private List<String> takeFiles(String prefix, List<AioDirent> entries) {
        List<String> names = sync ? new ArrayList<>(entries.size()) : List.of();
        byte[] start = isTold() && !session.out.json() ? Names.encode(prefix) : null;
        for (int i = 0; i < entries.size(); i++) {
            AioDirent entry = entries.get(i);
            if (entry.type() != AioConstants.DT_DIR && (dirsOnly || matches(prefix, entry.name()))) {
                files++;
                if (!dirsOnly && start != null) {
                    session.out.line(start, entry.name());
                } else if (!dirsOnly) {
                    print(prefix, entry.name(), false);
                }
                if (sync && entry.type() != AioConstants.DT_FIFO) { // which has nothing to be synced: to open it waits for who writes to it
                    names.add(entry.name());
                }
            }
        }
        return names;
    }

    /** What may not even be entered, the original takes for a file. */
    private void takeIfNotEntered(String prefix) {
        session.io.aioLstat(prefix + ".", st -> {
            String path = prefix.substring(0, prefix.length() - 1);
            if (st == null && !dirsOnly && matches(path, "")) {
                files++;
                print(path, "", false);
            }
        });
    }

    private boolean matches(String prefix, String name) {
        return pattern == null || pattern.matcher(Names.asBytes(prefix + name)).find();
    }

    private boolean isTold() {
        return !quiet || print0;
    }

    private void print(String prefix, String name, boolean directory) {
        if (!isTold()) {
            return;
        }
        if (session.out.json()) {
            session.out.line(new Json().put("path", prefix + name).put("directory", directory));
        } else {
            session.out.print(prefix).print(name).end();
        }
    }

    /** Relative to the directory, which may be deeper than a path can say. */
    private void sync(String prefix, List<String> names, boolean directory) {
        session.io.aioWd(prefix, wd -> {
            if (wd != null) {
                syncAll(wd, names, directory);
            } else {
                fail(prefix, IoAio.errno());
            }
        });
    }

    private static void syncAll(AioWd wd, List<String> names, boolean directory) {
        try (wd) {
            names.forEach(wd::aioPathsync);
            if (directory) {
                wd.aioPathsync(".");
            }
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told < SECOND) {
            return;
        }
        told = now;
        double seconds = (now - start) / (double) SECOND;
        session.out.progress(String.format(Locale.ROOT, "\r%d dirs (%.6g/s) %d files (%.6g/s) %d stats (%.6g/s)       ",
                dirs, dirs / seconds, files, files / seconds, stats, stats / seconds));
    }
}
