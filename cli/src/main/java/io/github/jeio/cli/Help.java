package io.github.jeio.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands in one: for the overview, completion and man pages. */
final class Help {

    private Help() { }

    static CommandLine whole() {
        CommandSpec spec = CommandSpec.create().name("jeio").version("jeio " + Version.TEXT);
        spec.usageMessage().description("Works on files with many system calls at a time.").synopsisHeading("Usage: ")
                .commandListHeading("%nCommands:%n").footer("%n'jeio COMMAND --help' tells more of each.");
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("print this help").build());
        spec.addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("print the version").build());
        CommandLine whole = new CommandLine(spec);
        for (String name : Commands.NAMES) {
            whole.addSubcommand(name, new CommandLine(new Options(Commands.make(name)).spec()));
        }
        return Parser.configure(whole);
    }

    static String overview() {
        return whole().getUsageMessage(Ansi.OFF);
    }
}
