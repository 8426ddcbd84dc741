package io.github.jeio.cli;

import io.github.jeio.AioException;
import io.github.jeio.AioStat;
import io.github.jeio.Errno;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The operands of cp and mv: sources, and where they go. */
final class Targets {

    private String directory;
    private boolean itself;
    private boolean strip;

    private List<String> operands = List.of();

    private final boolean move;

    /** @param move whether the command is mv */
    Targets(boolean move) {
        this.move = move;
    }

    void define(Options o) {
        directory = o.value("-t --target-directory", "DIRECTORY", "put all sources into it", directory);
        itself |= o.flag("-T --no-target-directory", "the last operand is the target itself, even if it is a directory");
        strip |= o.flag("--strip-trailing-slashes", "leave out the slashes after each source");
        operands = o.operands("SOURCE... TARGET", 0, Options.MANY, "what, and to where: into TARGET if that is a directory", operands);
    }

    void check() {
        if (directory != null && itself) {
            throw new UsageException("cannot combine --target-directory (-t) and --no-target-directory (-T)");
        }
        if (operands.isEmpty()) {
            throw new UsageException("missing file operand");
        }
        if (directory == null && operands.size() == 1) {
            throw new UsageException("missing destination file operand after " + Names.quote(operands.get(0)));
        }
        if (itself && operands.size() > 2) {
            throw new UsageException("extra operand " + Names.quote(operands.get(2)));
        }
    }

    String first() {
        return sources().get(0);
    }

    String last() {
        return directory == null ? operands.get(operands.size() - 1) : directory;
    }

    List<String> sources() {
        List<String> sources = directory == null ? operands.subList(0, operands.size() - 1) : operands;
        return strip ? sources.stream().map(Targets::withoutSlashes).toList() : sources;
    }

    /**
     * Gives each source and its target, in order; nothing where the target makes that impossible, which is told.
     */
    void forEach(Session session, BiConsumer<String, String> action) {
        List<String> sources = sources();
        String target = last();
        int errno = itself ? Errno.ENOTDIR : directoryErrno(session, target);
        if (errno == 0) {
            for (String source : sources) {
                String name = lastName(source);
                action.accept(source, join(target, name.equals("..") && !move ? "." : name));
            }
        } else if (directory != null) {
            session.failed("target directory", target, errno);
        } else if (sources.size() > 1) {
            session.failed("target", target, errno);
        } else {
            action.accept(move ? sources.get(0) : operands.get(0), target); // cp leaves out slashes only of what it puts into a directory
        }
    }

    private static int directoryErrno(Session session, String path) {
        try {
            AioStat st = session.io.aioStat(path).await();
            return st.isDirectory() ? 0 : Errno.ENOTDIR;
        } catch (AioException e) {
            return e.errno();
        }
    }

    /** Without the slashes after it; the root stays. */
    static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Of several slashes at the end, one stays: so fts(3) names operands. */
    static String withOneSlash(String path) {
        return path.length() > 2 && path.endsWith("//") ? withoutSlashes(path) + (withoutSlashes(path).equals("/") ? "" : "/") : path;
    }

    /** The directory that it is in, by its name. */
    static String parent(String path) {
        String whole = withoutSlashes(path);
        int slash = whole.lastIndexOf('/');
        return slash < 0 ? "." : whole.substring(0, slash + 1);
    }

    /** Without the directories before it, and the slashes after it. */
    static String lastName(String path) {
        String whole = withoutSlashes(path);
        return whole.substring(whole.lastIndexOf('/', whole.length() - 1) + 1);
    }

    /** Whether one path may be another's, or lead into it; by their names only. */
    static boolean areNested(List<String> paths) {
        TreeSet<String> all = new TreeSet<>();
        for (String path : paths) {
            if (!all.add(normal(path))) {
                return true;
            }
        }
        boolean absolute = !all.isEmpty() && all.first().startsWith("//");
        for (String path : all) {
            for (int at = path.lastIndexOf('/', path.length() - 2); at >= 0; at = at == 0 ? -1 : path.lastIndexOf('/', at - 1)) {
                if (all.contains(path.substring(0, at + 1))) {
                    return true;
                }
            }
            if (path.startsWith("//") != absolute) {
                return true;
            }
        }
        return false;
    }

    /** With a slash after each part, and without . and what .. takes back; the root is //. */
    private static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (path.startsWith("/") ? "//" : "/") + String.join("/", parts) + (parts.isEmpty() ? "" : "/");
    }

    /** A name in a directory; of the slashes after that, one stays. */
    static String join(String directory, String name) {
        String before = withoutSlashes(directory);
        return before.endsWith("/") ? before + name : before + "/" + name;
    }
}
