package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** Help, manual pages and completion come from the same definitions. */
class PagesTest extends CliTest {

    @Test
    void everyCommandHasAPageAndHelp() throws Exception {
        Pages.main(new String[] {dir.toString()});
        assertThat(sh("ls \"$1/man1\"", dir.toString()).lines()).hasSize(Commands.NAMES.size() + 1);
        for (String name : Commands.NAMES) {
            Result help = jeio(name, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).startsWith("Usage: " + name + " ");
            String page = sh("cat \"$1\"", path("man1/jeio-" + name + ".1"));
            assertThat(page).contains(".SH OPTIONS").contains("\\-\\-json").contains(".SH EXIT STATUS");
            assertThat(jeio(name, "--no-such-option").status()).isEqualTo(2);
        }
    }

    /** With each of its names, and what it does. */
    @Test
    void everyOptionIsInHelpAndPage() throws Exception {
        assumeTrue(run("sh", "-c", "command -v groff").status() == 0, "needs groff");
        Pages.main(new String[] {dir.toString()});
        for (String name : Commands.NAMES) {
            String help = words(jeio(name, "--help").out());
            String page = words(sh("groff -man -Tutf8 -rLL=1000n -P-cbou \"$1\"", path("man1/jeio-" + name + ".1")));
            for (OptionSpec option : new Options(Commands.make(name)).spec().options()) {
                assertThat(help).contains(option.names()).contains(words(String.join(" ", option.description())));
                assertThat(page).contains(option.names()).contains(words(String.join(" ", option.description())));
            }
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void pagesAreWithoutMistakes() throws Exception {
        assumeTrue(run("sh", "-c", "command -v groff").status() == 0, "needs groff");
        Pages.main(new String[] {dir.toString()});
        assertThat(sh("for i in \"$1\"/man1/*; do groff -man -Tutf8 -ww -z \"$i\" 2>&1; done", dir.toString())).isEmpty();
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        Pages.main(new String[] {dir.toString()});
        String script = ". \"$1/completion/jeio\"; complete -p jeio; COMP_WORDS=(jeio cp --ref); COMP_CWORD=2; _complete_jeio; echo \"${COMPREPLY[@]}\";"
                + " COMP_WORDS=(jeio tree); COMP_CWORD=1; _complete_jeio; echo \"${COMPREPLY[@]}\"";
        Result result = run("bash", "-c", script, "bash", dir.toString());
        assertThat(result.out()).contains("--reflink").contains("treescan");
    }

    /** As a user would: with the tabulator key, in an interactive shell. */
    @Test
    void bashCompletesNamesOfFiles() throws Exception {
        Pages.main(new String[] {dir.toString()});
        sh("cd \"$1\"; mkdir files; touch files/one 'files/with space'; mkdir files/directory; touch files/directory/inner", dir.toString());
        String typed = "cd '" + path("files") + "'; . ../completion/jeio; jeio() { printf '<%s>' \"$@\"; echo; }\n"
                + "jeio cp on\t wi\t dir\tin\t\njeio rm -rf on\t --inter\t\njeio cp -t di\t\njeio tree\t --qu\t\nexit\n";
        Result result = runWith(typed, "script", "-qec", "bash --norc --noprofile -i", "/dev/null");
        assertThat(result.out()).contains("<cp><one><with space><directory/inner>").contains("<rm><-rf><one><--interactive>")
                .contains("<cp><-t><directory/>").contains("<treescan><--quiet>");
    }
}
