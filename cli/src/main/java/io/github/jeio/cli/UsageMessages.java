package io.github.jeio.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command's arguments, in the words of getopt_long(3) and of coreutils. */
final class UsageMessages {

    private static final Pattern AMBIGUOUS = Pattern.compile("Error: ('.*') is not unique: it matches (.*)");

    private UsageMessages() { }

    /**
     * The message.
     *
     * @param e what picocli has found
     * @param args the command's arguments
     */
    static String of(ParameterException e, String[] args) {
        Matcher ambiguous = AMBIGUOUS.matcher(String.valueOf(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unknown(unmatched.getUnmatched().get(0));
        } else if (e instanceof MissingParameterException && args.length > 0) {
            return missing(args[args.length - 1]);
        } else if (ambiguous.matches()) {
            return "option " + ambiguous.group(1) + " is ambiguous; possibilities: " + ambiguous.group(2).replace("', '", "' '");
        } else if (e.getArgSpec() != null && e.getValue() != null) {
            return invalid(e.getArgSpec(), e.getValue());
        }
        return e.getMessage();
    }

    private static String unknown(String option) {
        return option.startsWith("--") ? "unrecognized option '" + option + "'" : "invalid option -- '" + option.substring(1, 2) + "'";
    }

    private static String missing(String last) {
        return last.startsWith("--") ? "option '" + last + "' requires an argument"
                : "option requires an argument -- '" + last.substring(last.length() - 1) + "'";
    }

    private static String invalid(ArgSpec arg, String value) {
        String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
        if (arg.arity().max() == 0) {
            return "option '" + name + "' doesn't allow an argument";
        } else if (arg.type().isEnum()) {
            StringBuilder message = new StringBuilder(invalidArgument(value, name)).append("\nValid arguments are:");
            for (Object constant : arg.type().getEnumConstants()) {
                message.append("\n  - ").append(Names.quoteLocally(constant.toString().toLowerCase(Locale.ROOT)));
            }
            return message.toString();
        }
        return invalidArgument(value, name);
    }

    static String invalidArgument(String value, String option) {
        return "invalid argument " + Names.quoteLocally(value) + " for " + Names.quoteLocally(option);
    }
}
