package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of arguments that make no sense: getopt_long's words, as coreutils'. */
class UsageTest extends CliTest {

    private void says(String message, String... args) {
        Result result = jeio(args);
        assertThat(result.err()).isEqualTo(args[0] + ": " + message + "\nTry '" + args[0] + " --help' for more information.\n");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void messagesAreGetoptLongs() {
        says("unrecognized option '--nonsense'", "cp", "--nonsense", "a", "b");
        says("unrecognized option '--nonsense=x'", "cp", "--nonsense=x", "a", "b");
        says("invalid option -- 'Q'", "cp", "-Q", "a", "b");
        says("invalid option -- 'Q'", "cp", "-rQ", "a", "b");
        says("option requires an argument -- 't'", "cp", "-t");
        says("option requires an argument -- 't'", "cp", "-vt");
        says("option '--target-directory' requires an argument", "cp", "--target-directory");
        says("option '--recursive' doesn't allow an argument", "cp", "--recursive=x", "a", "b");
        says("option '--no' is ambiguous; possibilities: '--no-color' '--no-progress'", "treescan", "--no");
        says("option '--no-' is ambiguous; possibilities: '--no-clobber' '--no-dereference' '--no-preserve' '--no-target-directory'", "cp", "--no-", "a");
        says("option '--target-directory' requires an argument", "cp", "--targ");
        says("missing destination file operand after '--archive'", "cp", "--preserve=mode", "--", "--archive");
        says("unrecognized --preserve-root argument: 'x'", "rm", "--preserve-root=x", "a");
        says("unknown predicate `-nope'", "find", "-nope");
        says("missing argument to `-name'", "find", "-name");
        says("paths must precede expression: `b'", "find", "a", "--depth", "5", "-type", "f", "b", "-nope");
        says("missing operand", "load", "-v");
        says("extra operand 'b'", "bench", "a", "b");
        assertThat(jeio("treescan", "-j", "x").err()).startsWith("treescan: invalid argument ").contains("--threads");
        assertThat(jeio("bench", "--depths", "1,,2", "a").err()).startsWith("bench: invalid argument ").contains("--depths");
        assertThat(jeio("bench", "--seconds=", "a").err()).startsWith("bench: invalid argument ").contains("--seconds");
        assertThat(jeio("bench", "-w", "writes", "a").err()).contains("Valid arguments are:\n").contains("stat");
    }

    /** What is wrong behind an option that asks for help is not looked at. */
    @Test
    void argumentsAreReadInOrder() {
        assertThat(jeio("cp", "-v", "--help", "--nonsense").out()).startsWith("Usage: cp");
        assertThat(jeio("bench", "--version").status()).isZero();
        says("unrecognized option '--nonsense'", "cp", "--nonsense", "--help");
        says("invalid option -- '='", "cp", "-r=x", "a", "b");
        says("option '--help' doesn't allow an argument", "cp", "--he=p");
    }

    @Test
    void valuesThatAreMeantAreListed() {
        assertThat(jeio("cp", "--sparse=bad", "a", "b").err()).contains("Valid arguments are:\n").contains("never").contains("--help");
        assertThat(jeio("cp", "--preserve=mode,bad", "a", "b").err()).contains("Valid arguments are:\n").contains("timestamps");
        assertThat(jeio("rm", "--interactive=bad", "a").err()).contains("Valid arguments are:\n").contains("once");
    }

    /** A shortened option is meant as the command's own; a value may be shortened, too. */
    @Test
    void optionsAndValuesMayBeShortened() {
        for (String options : new String[] {"--pres", "--preserv=mode,t", "--no-c", "--no-p=m -p", "--sparse=au", "--sparse=a", "--spars=ne", "--preserve=",
            "--preserve=mode,", "--no-preserve=all -a", "-t=e", "-t --preserve", "--reflink=n", "--verb"}) {
            same2("echo a > a; chmod 604 a; touch -d 2001-01-01 a; mkdir e =e ./--preserve", ("cp " + options + " @/a @/b").split(" "));
        }
    }

    /** The same as the program, but that what makes no sense is 2. */
    private void same2(String script, String... args) {
        boolean usage = jeio(args).err().contains(" --help'");
        if (usage) {
            assertThat(jeio(args).errors()).isEqualTo(run(args).errors());
            assertThat(jeio(args).status()).isEqualTo(2);
        } else {
            same(script, args);
        }
    }

    @Test
    void everyCommandTellsItsVersionAndHelp() {
        for (String command : Commands.NAMES) {
            assertThat(jeio(command, "--version")).isEqualTo(new Result("jeio " + Version.TEXT + "\n", "", 0));
            assertThat(jeio(command, "--help").out()).startsWith("Usage: " + command);
        }
    }

    @Test
    void aCommandThatIsNearlyOneIsNamed() {
        String help = "Try 'jeio --help' for more information.\n".replace("jeio ", "");
        assertThat(jeio("treescam").err()).isEqualTo("jeio: there is no command 'treescam'\nDid you mean 'treescan'?\n" + help);
        assertThat(jeio("fnid").err()).contains("Did you mean 'find'?");
        assertThat(jeio("cpp").err()).contains("Did you mean 'cp'?");
        assertThat(jeio("frobnicate").err()).isEqualTo("jeio: there is no command 'frobnicate'\n" + help);
        assertThat(jeio("frobnicate").status()).isEqualTo(2);
    }

    @Test
    void anArgumentMayBeEmpty() {
        assertThat(jeio("rm", "").err()).isEqualTo("rm: cannot remove '': No such file or directory\n");
        assertThat(jeio("rm", "-f", "").status()).isZero();
        assertThat(jeio("cp", "--", "", path("x")).err()).isEqualTo(run("cp", "--", "", path("x")).err());
        assertThat(jeio("find", "").status()).isEqualTo(1);
    }
}
