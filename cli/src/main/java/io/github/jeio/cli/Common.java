package io.github.jeio.cli;

/** The options that every command has. */
final class Common {

    int threads;
    int depth;
    boolean json;
    boolean noColor;
    boolean noProgress;
    boolean help;
    boolean version;

    void define(Options o) {
        threads = o.number("-j --threads", "N", "system calls at a time, each in a thread of its own; by default 16, and 64 on network file"
                + " systems; jeio bench measures what suits a path", threads);
        depth = o.number("--depth", "N", "requests in flight; by default four for each thread", depth);
        json |= o.flag("--json", "write an object on each line, for machines; messages, too. A byte of a name that is not UTF-8 is the"
                + " escape of U+DC80 to U+DCFF");
        noColor |= o.flag("--no-color", "no colour, as with NO_COLOR in the environment");
        noProgress |= o.flag("--no-progress", "no progress bar, which there is when standard error is a terminal");
        help |= o.help("--help", "print this help");
        version |= o.version("--version", "print the version");
    }

    /** Throws where a number can't be meant. */
    void check() {
        if (threads < 0 || threads > 1024) {
            throw new UsageException("-j " + threads + " is not in 1 to 1024");
        }
        if (depth < 0 || depth > 65536) {
            throw new UsageException("--depth " + depth + " is not in 1 to 65536");
        }
    }

    boolean color() {
        String no = System.getenv("NO_COLOR");
        return !noColor && (no == null || no.isEmpty());
    }
}
