package io.github.jeio.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command's options and operands. {@link Command#define} has one call here for each of them, in which its names, its
 * description and what becomes of it are together. All calls are made once, to make picocli's model of the command, and again
 * for each option that picocli has found: then only that option's call answers with what was given, and the others leave things
 * as they are. No annotation is used, as the JVM takes longer to read a command's than to list a small tree.
 */
final class Options {

    /** As many operands as there are. */
    static final int MANY = Integer.MAX_VALUE;

    /** In place of picocli's own, which looks for Groovy on the class path, and so opens the jar. picocli makes no object here. */
    private static final class Factory implements IFactory {
        @Override
        public <K> K create(Class<K> type) {
            throw new IllegalArgumentException(type.getName());
        }
    }

    static final IFactory NOTHING_MADE = new Factory();

    private static final int DEFINING = -1;

    private final Command command;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(null, NOTHING_MADE);
    private final Map<String, String> omitted = new HashMap<>();
    /** How many options there are that every command has: they come first. */
    private int commons;
    /** How many calls for options there were since define was called. */
    private int calls;
    /** The call that answers, a place in the model's options; that for operands is behind them all. */
    private int given = DEFINING;
    private String value;
    private List<String> values;

    /** What the command defines. */
    Options(Command command) {
        this.command = command;
        spec.interpolateVariables(false);
        command.common.define(this);
        commons = spec.options().size();
        command.define(this);
    }

    /** What the command is called, and a sentence about it. */
    void command(String name, String description) {
        if (given == DEFINING) {
            spec.name(name).usageMessage().description(description).sortOptions(false);
        }
    }

    /**
     * True if the option is given, which has no value.
     *
     * @param names with their hyphens, and a space between them
     */
    boolean flag(String names, String description) {
        return given == DEFINING ? add(option(names, description)) : answers();
    }

    /** The same for that which asks for help; nothing else is needed where it is given. */
    boolean help(String names, String description) {
        return given == DEFINING ? add(option(names, description).usageHelp(true)) : answers();
    }

    /** The same for that which asks for the version. */
    boolean version(String names, String description) {
        return given == DEFINING ? add(option(names, description).versionHelp(true)) : answers();
    }

    /**
     * The option's value if it is given, else {@code now}.
     *
     * @param label what stands for the value in help; the words that it may be if there are bars between them
     */
    String value(String names, String label, String description, String now) {
        return isValue(names, label, description) ? value : now;
    }

    /** The value of an option that may have none: it is {@code without} then, and never the next argument. */
    String valueOr(String without, String names, String label, String description, String now) {
        if (given == DEFINING) {
            omitted.put(names, without);
        }
        return isValue(names, label, description) ? value : now;
    }

    /** The values so far, and that which is given. */
    List<String> values(String names, String label, String description, List<String> now) {
        boolean answers = given == DEFINING
                ? add(option(names, description).paramLabel(label).arity("1").type(String[].class)) : answers();
        if (!answers) {
            return now;
        }
        List<String> more = new ArrayList<>(now);
        more.add(value);
        return more;
    }

    /** A value that is a number. */
    int number(String names, String label, String description, int now) {
        return isValue(names, label, description) ? number(value) : now;
    }

    /** A value that is numbers with commas between them. */
    List<Integer> numbers(String names, String label, String description, List<Integer> now) {
        if (!isValue(names, label, description)) {
            return now;
        }
        List<Integer> numbers = new ArrayList<>();
        for (String each : value.split(",", -1)) {
            numbers.add(number(each));
        }
        return numbers;
    }

    /** A value that is a number and may have a fraction. */
    double decimal(String names, String label, String description, double now) {
        if (!isValue(names, label, description)) {
            return now;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw invalid(value);
        }
    }

    /** The operands if there are any, else {@code now}. */
    List<String> operands(String label, int least, int most, String description, List<String> now) {
        if (given == DEFINING) {
            spec.addPositional(PositionalParamSpec.builder().paramLabel(label).description(description)
                    .arity(least + ".." + (most == MANY ? "*" : most)).required(least > 0).type(most == 1 ? String.class : String[].class).build());
        }
        return given == spec.options().size() ? values : now;
    }

    private static OptionSpec.Builder option(String names, String description) {
        return OptionSpec.builder(names.split(" ")).description(description).arity("0").type(boolean.class);
    }

    private boolean isValue(String names, String label, String description) {
        if (given != DEFINING) {
            return answers();
        }
        OptionSpec.Builder option = option(names, description).paramLabel(label).arity("1").type(String.class);
        if (label.indexOf('|') >= 0) {
            option.completionCandidates(List.of(label.split("[|]")));
        }
        return add(option);
    }

    private boolean add(OptionSpec.Builder option) {
        spec.addOption(option.build());
        return false;
    }

    private boolean answers() {
        return calls++ == given;
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private UsageException invalid(String text) {
        return new UsageException(UsageMessages.invalidArgument(text, spec.options().get(given).longestName()));
    }

    /** Gives the command what picocli has found, in order. */
    void give(ParseResult found) {
        int[] times = new int[spec.options().size()];
        for (OptionSpec option : found.matchedOptions()) {
            given = spec.options().indexOf(option);
            value = option.arity().max() == 0 ? null : Words.plain(option.originalStringValues().get(times[given]++));
            answer();
        }
        values = new ArrayList<>();
        for (String each : spec.positionalParameters().get(0).originalStringValues()) {
            values.add(Words.plain(each));
        }
        if (!values.isEmpty()) {
            given = spec.options().size();
            answer();
        }
    }

    private void answer() {
        calls = 0;
        command.common.define(this);
        command.define(this);
    }

    /** The model. */
    CommandSpec spec() {
        return spec;
    }

    /** The value that an option has where none is given; null where there has to be one. */
    String omitted(String name) {
        return omitted.get(name);
    }

    /** The options that only this command has, or those that all have. */
    List<OptionSpec> options(boolean common) {
        return common ? spec.options().subList(0, commons) : spec.options().subList(commons, spec.options().size());
    }
}
