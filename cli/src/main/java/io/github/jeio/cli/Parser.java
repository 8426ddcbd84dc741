package io.github.jeio.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** picocli, set to the habits of coreutils. */
final class Parser {

    /** Stands for an argument that is a hyphen, and for one that is empty, which picocli can't parse; no argument is like these. */
    private static final String HYPHEN = "\0";
    private static final String EMPTY = "\0\0";

    private Parser() { }

    static int run(Command command, String[] args, Streams streams) {
        command.streams = streams;
        StringWriter help = new StringWriter();
        CommandLine line = configure(new CommandLine(command)).setOut(new PrintWriter(help));
        String name = "jeio " + line.getCommandName();
        line.setParameterExceptionHandler((e, given) -> usage(streams, name, command.usageMessage(e, args)));
        line.setExecutionExceptionHandler((e, parsed, result) -> {
            if (e instanceof UsageException) {
                return usage(streams, name, e.getMessage());
            } else if (e instanceof Output.BrokenPipe) {
                return Exit.BROKEN_PIPE;
            } else if (e instanceof Output.WriteError) {
                streams.complain(name + ": write error: " + e.getMessage());
                return Exit.FAILED;
            }
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            streams.complain(name + ": this is a bug of jeio: " + trace);
            return Exit.FAILED;
        });
        int status = line.execute(withValues(args, command.optionalValues()));
        if (help.getBuffer().length() > 0) {
            Output out = new Output(streams, name, false, '\n');
            out.print(help.toString());
            out.flush();
        }
        return status;
    }

    private static String[] withValues(String[] args, Map<String, String> optional) {
        String[] all = args.clone();
        boolean operandsOnly = false;
        for (int i = 0; i < all.length; i++) {
            operandsOnly |= all[i].equals("--");
            String value = operandsOnly ? null : optional.get(all[i]);
            all[i] = all[i].equals("-") ? HYPHEN : all[i].isEmpty() ? EMPTY : value == null ? all[i] : all[i] + "=" + value;
        }
        return all;
    }

    private static String plain(String text) {
        return text.equals(HYPHEN) ? "-" : text.equals(EMPTY) ? "" : text;
    }

    private static int usage(Streams streams, String name, String message) {
        streams.complain(name + ": " + message);
        streams.complain("Try '" + name + " --help' for more information.");
        return Exit.USAGE;
    }

    static CommandLine configure(CommandLine line) {
        return line.registerConverter(String.class, Parser::plain)
                .setPosixClusteredShortOptionsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setAllowOptionsAsOptionParameters(true)
                .setAbbreviatedOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    /** All commands in one: for the overview, completion and man pages. */
    static CommandLine whole() {
        CommandSpec spec = CommandSpec.create().name("jeio").version("jeio " + Version.TEXT);
        spec.usageMessage().description("Works on files with many system calls at a time.").synopsisHeading("Usage: ")
                .commandListHeading("%nCommands:%n").footer("%n'jeio COMMAND --help' tells more of each.");
        spec.addOption(CommandLine.Model.OptionSpec.builder("-h", "--help").usageHelp(true).description("print this help").build());
        spec.addOption(CommandLine.Model.OptionSpec.builder("-V", "--version").versionHelp(true).description("print the version").build());
        CommandLine whole = new CommandLine(spec);
        for (String name : Commands.NAMES) {
            whole.addSubcommand(name, new CommandLine(Commands.make(name)));
        }
        return configure(whole);
    }

    static String overview() {
        return whole().getUsageMessage(Ansi.OFF);
    }
}
