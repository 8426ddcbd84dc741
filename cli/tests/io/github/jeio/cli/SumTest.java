package io.github.jeio.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** sum beside sha256sum and its kin. */
class SumTest extends CliTest {

    private static final String TREE = "echo a > a; : > empty; head -c 3000000 /dev/urandom > large; mkdir d; echo b > \"$(printf 'b\\377')\"; echo c > 'new\n"
            + "line'; echo e > 'back\\slash'; echo s > 'sp ace'; touch -- '-dash'";

    /** The same as the program of that name, but for what is random. */
    private void compare(String algorithm, String input, String... args) {
        List<String> ours = new ArrayList<>(List.of("sum", "-a", algorithm));
        List<String> theirs = new ArrayList<>(List.of(algorithm + "sum"));
        for (String arg : args) {
            ours.add(arg.replace("@", path("t")));
            theirs.add(arg.replace("@", path("t")));
        }
        Result expected = runWith(input, theirs.toArray(String[]::new));
        Result result = jeioWith(input, ours.toArray(String[]::new));
        assertThat(result.out()).as(Arrays.toString(args)).isEqualTo(expected.out());
        assertThat(result.errors().stream().map(line -> line.replaceFirst("^sum: ", "")).toList())
                .isEqualTo(expected.errors().stream().map(line -> line.replaceFirst("^[a-z0-9]+sum: ", "")).toList());
        assertThat(result.status()).isEqualTo(expected.status());
    }

    private void makeTree() {
        sh("mkdir \"$1\"; cd \"$1\"; " + TREE, path("t"));
    }

    @Test
    void sumsAreTheSameAndInOrder() {
        makeTree();
        String[] all = {"@/large", "@/a", "@/empty", "@/b\uDCFF", "@/new\nline", "@/back\\slash", "@/sp ace", "--", "@/-dash"};
        for (String algorithm : new String[] {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"}) {
            compare(algorithm, "", all);
        }
        compare("sha256", "", "@/a", "@/nope", "@/d", "@/large", "@/sp ace/x");
        compare("sha256", "", "-b", "@/a", "@/new\nline");
        compare("sha256", "", "--tag", "@/a", "@/new\nline");
        compare("sha256", "", "-z", "@/a", "@/new\nline");
        compare("sha256", "", "-bt", "@/a");
        compare("sha256", "", "");
        compare("sha256", "", "#x", "~x", "a#x", "{", "{}", "a=b", "a,b", "[", "]", "!x", "a b");
        compare("sha256", "what is piped", "-");
        compare("sha256", "what is piped");
    }

    @Test
    void sumsAreChecked() {
        makeTree();
        sh("cd \"$1\"; sha256sum \"$1\"/* > ../sums 2>/dev/null; sha256sum --tag \"$1\"/[aels]* > ../tagged; echo changed > a; rm empty; echo nonsense >> ../sums", path("t"));
        String sums = path("sums");
        for (String options : new String[] {"-c", "-c --quiet", "-c --status", "-c --ignore-missing", "-c --strict", "-c -w"}) {
            String[] split = options.split(" ");
            String[] args = Arrays.copyOf(split, split.length + 1);
            args[split.length] = sums;
            compare("sha256", "", args);
        }
        for (String options : new String[] {"-c --status --quiet", "-c --status -w", "-c -w --status"}) {
            compare("sha256", "", (options + " " + sums).split(" "));
        }
        compare("sha256", "", "-c", path("tagged"));
        compare("sha256", "", "-c", path("t/large"));
        compare("sha256", "", "-c", path("nope"));
        compare("sha256", sh("cat \"$1\"", sums), "-c", "-");
    }

    @Test
    void listsOfOtherProgramsAreRead() {
        makeTree();
        sh("cd \"$1\"; sha256sum \"$1\"/[als]* > ../gnu; sed 's/  / /' ../gnu > ../one; sed 's/^/ \t/' ../gnu > ../leading; sed 's/$/\r/' ../gnu > ../dos;"
                + " sed 's/ /\t/' ../gnu > ../tab; sha256sum -z \"$1\"/a > ../zero; (echo; cat ../gnu; echo '# x') > ../blank; (cat ../gnu ../one) > ../mixed;"
                + " printf 'SHA256(%s)= %s\n' \"$1/a\" $(sha256sum < a | cut -c1-64) > ../openssl; md5sum --tag \"$1/a\" > ../md5; tr a-f A-F < ../openssl > ../upper", path("t"));
        for (String list : new String[] {"one", "leading", "dos", "tab", "zero", "blank", "mixed", "openssl", "md5", "upper"}) {
            compare("sha256", "", "-c", "-w", path(list));
        }
        compare("sha256", "nonsense", "-c");
    }

    @Test
    void linesThatCanNotBeMeantAreNoChecksums() {
        makeTree();
        String hash = sh("sha256sum < \"$1\" | cut -c1-64", path("t/a")).strip();
        String name = path("t/a");
        compare("sha256", hash + "  -\n", "-c", "-w"); // the list is standard input itself
        for (String line : new String[] {"\\" + hash + "  " + name + "\\x", "\\" + hash + "  " + name + "\\", "\r", hash + "  none\r\n\n", hash.substring(1) + " " + name,
            "SHA256 (" + name + ") = " + hash + "\0z", "\\" + hash + "  " + path("t/none") + "\\n\\r"}) {
            compare("sha256", line + "\n" + hash + "  " + name + "\n", "-c", "-w");
        }
    }

    @Test
    void standardInputIsReadByWhoIsNamedFirst() {
        makeTree();
        compare("sha256", "input", "-", "-", "@/a", "-");
        compare("sha256", "", "-t", "--tag", "@/a");
    }

    @Test
    void usageErrorsAreTwo() {
        for (String args : new String[] {"--tag -t x", "-c -z x", "-c -b x", "-c --tag x", "--quiet x", "-w x", "-a none x"}) {
            assertThat(jeio(("sum " + args).split(" ")).status()).as(args).isEqualTo(2);
        }
        assertThat(jeio("sum", "--strict", "x").err()).startsWith("sum: the --strict option is meaningful only when verifying checksums\n");
    }
}
