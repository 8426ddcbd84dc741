package io.github.jeio.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual pages and bash's completion, from the same definitions as the help. For the build. */
final class Pages {

    private Pages() { }

    /**
     * Writes {@code man1/jeio.1}, {@code man1/jeio-cp.1} and so on, and {@code completion/jeio}.
     *
     * @param args the directory
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        CommandLine whole = Help.whole();
        write(directory.resolve("completion/jeio"), completion(AutoComplete.bash("jeio", whole)));
        write(directory.resolve("man1/jeio.1"), page("jeio", whole.getCommandSpec()));
        for (CommandLine command : whole.getSubcommands().values()) {
            String name = "jeio-" + command.getCommandName();
            write(directory.resolve("man1/" + name + ".1"), page(name, command.getCommandSpec()));
        }
    }

    /** After a command, names of files are completed, which picocli turns off where it knows no operand to be a {@code File}. */
    private static String completion(String script) {
        int commands = script.indexOf("function _picocli_jeio_");
        return script.substring(0, commands) + script.substring(commands).replace("  type compopt &>/dev/null && compopt +o default\n", "");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page in man(7)'s language. */
    static String page(String name, CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        String description = String.join(" ", spec.usageMessage().description());
        String first = description.replaceFirst("[.,:;].*", "");
        lines.add(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"jeio " + Version.TEXT + "\" \"User Commands\"");
        lines.add(".SH NAME");
        lines.add(text(name) + " \\- " + text(Character.toLowerCase(first.charAt(0)) + first.substring(1)));
        lines.add(".SH SYNOPSIS");
        lines.add(".B " + text(name.replace('-', ' ')));
        lines.add(text(synopsis(spec)));
        lines.add(".SH DESCRIPTION");
        lines.add(text(description));
        operands(spec, lines);
        lines.add(".SH OPTIONS");
        for (OptionSpec option : spec.options()) {
            lines.add(".TP");
            lines.add(".B " + text(names(option)));
            lines.add(text(String.join(" ", option.description())));
        }
        if (!spec.subcommands().isEmpty()) {
            lines.add(".SH COMMANDS");
            spec.subcommands().forEach((command, line) -> {
                lines.add(".TP");
                lines.add(".BR jeio\\-" + command + " (1)");
                lines.add(text(String.join(" ", line.getCommandSpec().usageMessage().description())));
            });
        }
        lines.add(".SH EXIT STATUS");
        lines.add("0 if all was done, 1 if something could not be done, which a message names, 2 if the arguments make no sense, 128 and a signal's"
                + " number if that has ended it: 130 for an interrupt.");
        lines.add(".SH SEE ALSO");
        lines.add(spec.subcommands().isEmpty() ? ".BR jeio (1)" : "https://github.com/jeio/jeio");
        return String.join("\n", lines) + "\n";
    }

    private static void operands(CommandSpec spec, List<String> lines) {
        for (PositionalParamSpec operand : spec.positionalParameters()) {
            lines.add(".TP");
            lines.add(".I " + text(operand.paramLabel()));
            lines.add(text(String.join(" ", operand.description())));
        }
    }

    private static String synopsis(CommandSpec spec) {
        StringBuilder synopsis = new StringBuilder("[OPTION]...");
        spec.positionalParameters().forEach(operand -> synopsis.append(' ').append(operand.paramLabel())
                .append(operand.arity().max() > 1 && operand.paramLabel().indexOf(' ') < 0 ? "..." : ""));
        return spec.subcommands().isEmpty() ? synopsis.toString() : "COMMAND [OPTION]... [OPERAND]...";
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : option.longestName().startsWith("--") ? "=" + option.paramLabel() : " " + option.paramLabel();
        return String.join(", ", option.names()) + value;
    }

    /** Nothing in it is a request or an escape. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
