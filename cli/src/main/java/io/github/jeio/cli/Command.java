package io.github.jeio.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands have in common: each is a class with its options, and {@link #run}. */
abstract class Command implements Callable<Integer> {

    @Mixin
    Common common = new Common();

    @Spec
    CommandSpec spec;

    Streams streams;

    @Override
    public final Integer call() throws Exception {
        common.check();
        check();
        try (Session session = new Session(spec.name(), common, streams, lineEnd())) {
            run(session);
            return session.status();
        }
    }

    /** Options whose value may be left out, and the value that they have then: it is never the next argument. */
    Map<String, String> optionalValues() {
        return Map.of();
    }

    /** Whether what follows the first operand is operands only; else options may be anywhere. */
    boolean operandsEndOptions() {
        return false;
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
