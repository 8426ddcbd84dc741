package io.github.jeio.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** picocli, set to the habits of coreutils. */
final class Parser {

    static {
        // converters that no option has, and which picocli would look up by reflection, with all the classes that they convert to
        System.setProperty("picocli.converters.excludes", "java.*");
    }

    private Parser() { }

    static int run(Command command, String[] args, Streams streams) {
        command.streams = streams;
        Options options = new Options(command);
        CommandLine line = configure(new CommandLine(options.spec(), Options.NOTHING_MADE));
        line.setStopAtPositional(command.operandsEndOptions());
        String name = "jeio " + line.getCommandName();
        String[] words = args;
        try {
            words = Words.of(command, options, args);
            options.give(line.parseArgs(words));
        } catch (ParameterException e) {
            return usage(streams, name, command.usageMessage(e, words));
        } catch (UsageException e) {
            return usage(streams, name, e.getMessage());
        }
        if (command.common.help || command.common.version) {
            Output out = new Output(streams, name, false, '\n');
            out.print(command.common.help ? line.getUsageMessage(Ansi.OFF) : "jeio " + Version.TEXT + "\n");
            out.flush();
            return Exit.OK;
        }
        return call(command, name, streams);
    }

    private static int call(Command command, String name, Streams streams) {
        try {
            return command.call(name);
        } catch (UsageException e) {
            return usage(streams, name, e.getMessage());
        } catch (Output.BrokenPipe e) {
            return Exit.BROKEN_PIPE;
        } catch (Output.WriteError e) {
            streams.complain(name + ": write error: " + e.getMessage());
            return Exit.FAILED;
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            streams.complain(name + ": this is a bug of jeio: " + trace);
            return Exit.FAILED;
        }
    }

    private static int usage(Streams streams, String name, String message) {
        streams.complain(name + ": " + message);
        streams.complain("Try '" + name + " --help' for more information.");
        return Exit.USAGE;
    }

    static CommandLine configure(CommandLine line) {
        return line.setPosixClusteredShortOptionsAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setAllowOptionsAsOptionParameters(true)
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }
}
