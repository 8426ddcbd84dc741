package io.github.jeio.cli;

import picocli.CommandLine.ParameterException;

/** What commands have in common: each is a class with its options, and {@link #run}. */
abstract class Command {

    final Common common = new Common();

    Streams streams;

    /**
     * Runs it with the options and operands that it has been given.
     *
     * @param name what messages begin with
     * @return its status
     */
    final int call(String name) throws Exception {
        common.check();
        check();
        try (Session session = new Session(name, common, streams, lineEnd())) {
            run(session);
            return session.status();
        }
    }

    /** Says what the command is called, and which options and operands it has; see {@link Options}. Does nothing else. */
    abstract void define(Options options);

    /** Whether what follows the first operand is operands only; else options may be anywhere. */
    boolean operandsEndOptions() {
        return false;
    }

    /**
     * Throws {@link UsageException} where an operand can't be meant.
     *
     * @param behindOption whether it stands behind one of the command's own options
     */
    void checkOperand(String operand, boolean behindOption) { }

    /** Whether a part of the option's name may stand for it; not where it takes away a failsafe. */
    boolean mayBeShortened(String option) {
        return true;
    }

    /** Throws {@link UsageException} where the arguments make no sense. */
    void check() { }

    /** What is wrong with the arguments. */
    String usageMessage(ParameterException e, String[] args) {
        return UsageMessages.of(e, args);
    }

    /** What a line of output ends with. */
    char lineEnd() {
        return '\n';
    }

    /** Does it all. */
    abstract void run(Session session) throws Exception;
}
