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
        says("unknown predicate `-nope'", "find", "-nope");
        says("missing argument to `-name'", "find", "-name");
    }

    @Test
    void valuesThatAreMeantAreListed() {
        assertThat(jeio("cp", "--sparse=bad", "a", "b").err()).contains("Valid arguments are:\n").contains("never").contains("--help");
        assertThat(jeio("cp", "--preserve=mode,bad", "a", "b").err()).contains("Valid arguments are:\n").contains("timestamps");
        assertThat(jeio("rm", "--interactive=bad", "a").err()).contains("Valid arguments are:\n").contains("once");
    }

    @Test
    void anArgumentMayBeEmpty() {
        assertThat(jeio("rm", "").err()).isEqualTo("rm: cannot remove '': No such file or directory\n");
        assertThat(jeio("rm", "-f", "").status()).isZero();
        assertThat(jeio("cp", "--", "", path("x")).err()).isEqualTo(run("cp", "--", "", path("x")).err());
        assertThat(jeio("find", "").status()).isEqualTo(1);
    }
}
