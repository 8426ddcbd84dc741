package io.github.jeio.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's arguments as getopt_long(3) reads them, written so that picocli reads them the same way: shortened options in
 * full, values that may be left out given, and the value of an option never taken for another option.
 */
final class Words {

    /** Stands for an argument that is a hyphen, and for one that is empty, which picocli can't parse; no argument is like these. */
    private static final String HYPHEN = "\0";
    private static final String EMPTY = "\0\0";

    private final Command command;
    private final Options options;
    private final String[] args;
    private final List<String> words = new ArrayList<>();
    private int next;
    /** Whether an option was given that not all commands have. */
    private boolean own;
    /** Whether one was given that there is not, of which picocli tells. */
    private boolean unknown;

    private Words(Command command, Options options, String[] args) {
        this.command = command;
        this.options = options;
        this.args = args;
    }

    static String[] of(Command command, Options options, String[] args) {
        Words all = new Words(command, options, args);
        boolean operandsOnly = false;
        while (all.next < args.length) {
            String arg = args[all.next++];
            if (operandsOnly || !arg.startsWith("-") || arg.equals("-")) {
                operandsOnly |= command.operandsEndOptions();
                if (!all.unknown) {
                    command.checkOperand(arg, all.own);
                }
                all.words.add(written(arg));
            } else if (arg.equals("--")) {
                operandsOnly = true;
                all.words.add(arg);
            } else if (arg.startsWith("--")) {
                all.longOption(arg);
            } else {
                all.shortOptions(arg);
            }
        }
        return all.words.toArray(new String[0]);
    }

    private static String written(String arg) {
        return arg.equals("-") ? HYPHEN : arg.isEmpty() ? EMPTY : arg;
    }

    /** The argument that a word stands for. */
    static String plain(String text) {
        return text.equals(HYPHEN) ? "-" : text.equals(EMPTY) ? "" : text;
    }

    private void longOption(String arg) {
        int equals = arg.indexOf('=');
        String written = equals < 0 ? arg : arg.substring(0, equals);
        String name = inFull(written);
        String value = options.omitted(name);
        OptionSpec option = find(name);
        note(option);
        if (equals >= 0 && option != null && option.arity().max() == 0 && !unknown) {
            throw new UsageException("option '" + name + "' doesn't allow an argument");
        } else if (!name.equals(written) && !unknown && !command.mayBeShortened(name)) {
            throw new UsageException("you may not abbreviate the " + name + " option");
        } else if (equals >= 0) {
            words.add(name + arg.substring(equals));
        } else if (value != null) {
            words.add(name + "=" + value);
        } else {
            boolean asksForText = option != null && (option.usageHelp() || option.versionHelp());
            if (!asksForText || !unknown) { // after both, picocli would not tell what it does not know
                words.add(name);
            }
            takeValue(option);
            if (asksForText) {
                next = args.length; // what follows is not looked at
            }
        }
    }

    /** Letters behind one hyphen, or one of find's options. */
    private void shortOptions(String arg) {
        OptionSpec whole = find(arg);
        if (whole != null) {
            note(whole);
            words.add(arg);
            takeValue(whole);
            return;
        }
        for (int i = 1; i < arg.length(); i++) {
            OptionSpec option = find("-" + arg.charAt(i));
            note(option);
            if (option != null && option.arity().max() > 0) {
                boolean equals = arg.startsWith("=", i + 1); // is part of the value, which picocli would leave out
                words.add(arg.substring(0, i + 1) + (equals ? "=" : "") + arg.substring(i + 1));
                if (i + 1 == arg.length()) {
                    takeValue(option);
                }
                return;
            } else if (option != null && arg.startsWith("=", i + 1) && !unknown) {
                throw new UsageException("invalid option -- '='");
            }
        }
        words.add(arg);
    }

    /** Null if there is none of that name. */
    private OptionSpec find(String name) {
        return options.spec().optionsMap().get(name);
    }

    private void note(OptionSpec option) {
        unknown |= option == null;
        own |= option != null && options.options(false).contains(option);
    }

    private void takeValue(OptionSpec option) {
        if (option != null && option.arity().max() > 0 && next < args.length) {
            words.add(written(args[next++]));
        }
    }

    /** Of the command's own options and those that all commands have, the former are meant. */
    private String inFull(String name) {
        if (find(name) != null) {
            return name;
        }
        String found = find(name, options.options(false));
        found = found != null ? found : find(name, options.options(true));
        return found != null ? found : name;
    }

    private static String find(String start, List<OptionSpec> options) {
        Set<OptionSpec> found = new HashSet<>();
        TreeSet<String> names = new TreeSet<>();
        for (OptionSpec option : options) {
            for (String name : option.names()) {
                if (name.startsWith(start)) {
                    found.add(option);
                    names.add(name);
                }
            }
        }
        if (found.size() > 1) {
            throw new UsageException("option '" + start + "' is ambiguous; possibilities: '" + String.join("' '", names) + "'");
        }
        return names.isEmpty() ? null : names.first();
    }
}
