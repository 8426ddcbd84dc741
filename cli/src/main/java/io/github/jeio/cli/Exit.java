package io.github.jeio.cli;

/** What commands exit with: coreutils' habits, and a shell's for signals. */
final class Exit {

    /** Everything was done. */
    static final int OK = 0;
    /** Something could not be done, and was named; the rest was done. */
    static final int FAILED = 1;
    /** The arguments make no sense; nothing was done. */
    static final int USAGE = 2;
    /** The reader of the output has gone: the status of a process that SIGPIPE has ended. */
    static final int BROKEN_PIPE = 128 + 13;

    private Exit() { }

    /** By a signal that has that number. */
    static int signal(int number) {
        return 128 + number;
    }
}
