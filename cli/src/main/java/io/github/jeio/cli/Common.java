package io.github.jeio.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class Common {

    @Option(names = {"-j", "--threads"}, paramLabel = "N", description = "system calls at a time, each in a thread of its own;"
            + " by default 16, and 64 on network file systems; jeio bench measures what suits a path")
    int threads;

    @Option(names = "--depth", paramLabel = "N", description = "requests in flight; by default four for each thread")
    int depth;

    @Option(names = "--json", description = "write an object on each line, for machines; messages, too. A byte of a name that is"
            + " not UTF-8 is the escape of U+DC80 to U+DCFF")
    boolean json;

    @Option(names = "--no-color", description = "no colour, as with NO_COLOR in the environment")
    boolean noColor;

    @Option(names = "--no-progress", description = "no progress bar, which there is when standard error is a terminal")
    boolean noProgress;

    @Option(names = "--help", usageHelp = true, description = "print this help")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "print the version")
    boolean version;

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
