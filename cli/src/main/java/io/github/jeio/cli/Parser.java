package io.github.jeio.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** picocli, set to the habits of coreutils. */
final class Parser {

    private Parser() { }

    static int run(Command command, String[] args, Streams streams) {
        command.streams = streams;
        StringWriter help = new StringWriter();
        CommandLine line = configure(new CommandLine(command)).setOut(new PrintWriter(help));
        line.setStopAtPositional(command.operandsEndOptions()).getCommandSpec().version("jeio " + Version.TEXT);
        String name = "jeio " + line.getCommandName();
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
        String[] words;
        try {
            words = Words.of(command, line.getCommandSpec(), args);
        } catch (UsageException e) {
            return usage(streams, name, e.getMessage());
        }
        line.setParameterExceptionHandler((e, given) -> usage(streams, name, command.usageMessage(e, words)));
        int status = line.execute(words);
        if (help.getBuffer().length() > 0) {
            Output out = new Output(streams, name, false, '\n');
            out.print(help.toString());
            out.flush();
        }
        return status;
    }

    private static int usage(Streams streams, String name, String message) {
        streams.complain(name + ": " + message);
        streams.complain("Try '" + name + " --help' for more information.");
        return Exit.USAGE;
    }

    static CommandLine configure(CommandLine line) {
        return line.registerConverter(String.class, Words::plain)
                .setPosixClusteredShortOptionsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setAllowOptionsAsOptionParameters(true)
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
