package io.github.jeio.cli;

import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command's arguments, in the words of getopt_long(3) and of coreutils. */
final class UsageMessages {

    private UsageMessages() { }

    /**
     * The message.
     *
     * @param e what picocli has found
     * @param args the command's arguments
     */
    static String of(ParameterException e, String[] args) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0));
        } else if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty() && missing.getMissing().get(0).isPositional()) {
            return "missing operand";
        } else if (e instanceof MissingParameterException && args.length > 0) {
            return missing(args[args.length - 1]);
        }
        return e.getMessage();
    }

    private static String unknown(String option) {
        if (!option.startsWith("-") || option.length() < 2) {
            return "extra operand " + Names.quote(Words.plain(option));
        }
        return option.startsWith("--") ? "unrecognized option '" + option + "'" : "invalid option -- '" + option.substring(1, 2) + "'";
    }

    private static String missing(String last) {
        return last.startsWith("--") ? "option '" + last + "' requires an argument"
                : "option requires an argument -- '" + last.substring(last.length() - 1) + "'";
    }

    static String invalidArgument(String value, String option) {
        return "invalid argument " + Names.quoteLocally(value) + " for " + Names.quoteLocally(option);
    }
}
