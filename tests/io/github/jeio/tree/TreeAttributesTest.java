package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.jeio.AioTreeCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to the directories of a tree: kept in the end, and never wider on the way. */
class TreeAttributesTest extends TreeTest {

    private static void assume(String needs, String script, String... arguments) {
        try {
            sh(script, arguments);
        } catch (AssertionError e) {
            abort("needs " + needs + ": " + e.getMessage());
        }
    }

    private static String attributes(String tree) {
        return sh("cd \"$1\"; find . | sort | xargs -d '\\n' getfattr -h -d -m - ; find . ! -type l | sort | xargs -d '\\n' getfacl; "
                + "getcap -r .", tree);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void extendedAttributesAclsAndCapabilitiesAreKept(boolean move) throws Exception {
        assumeRoot();
        String tree = makeTree("tree");
        assume("setfacl, setfattr and setcap", """
                cd "$1"; setfacl -m u:65534:rx,g:12:- sub; setfacl -d -m u:65534:rwx,g:12:r sub; setfacl -m u:1:r private
                setfattr -n user.jeio -v directory sub; setfattr -n trusted.jeio -v root .; setfattr -n user.file -v file hello
                setcap cap_net_raw=ep sub/random; setfacl -m u:2:rw hello
                """, tree);
        Path target = move ? otherFileSystem() : dir;
        try {
            sh("cd \"$1\"; : > probe; setfattr -n user.x -v x probe; setfacl -m u:1:r probe; rm probe", target.toString());
        } catch (AssertionError e) {
            abort("needs them there too: " + e.getMessage());
        }
        String before = attributes(tree);

        get(move ? io.aioMvtree(tree, target + "/copy") : io.aioCptree(tree, target + "/copy"));

        assertThat(attributes(target + "/copy")).isEqualTo(before).contains("user.jeio", "default:user");
    }

    /** What an existing target has and its source has not is gone: else who was let in there could go on. */
    @Test
    void anExistingDirectoryGetsTheSourcesAcl() throws Exception {
        sh("mkdir -p \"$1/tree/sub\" \"$1/copy/sub\"; chmod 750 \"$1/tree/sub\"", dir.toString());
        assume("setfacl", "setfacl -m u:65534:rwx -d -m u:65534:rwx \"$1\"", path("copy/sub"));

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(sh("cd \"$1\"; getfacl -p sub", path("copy"))).isEqualTo(sh("cd \"$1\"; getfacl -p sub", path("tree")));
    }

    @Test
    void aDirectoryIsNotWiderThanItsSourceWhileItIsFilled() throws Exception {
        sh("""
                cd "$1"; mkdir -p tree/new/in tree/old/in tree/open; chmod 700 tree/old; chmod 750 tree/new; chmod 755 tree/open
                : > tree/new/file; : > tree/old/file; : > tree/open/file
                mkdir -p copy/old copy/open; chmod 777 copy/old copy/open
                find tree -depth -exec touch -d 2001-02-03 {} +
                """, dir.toString());
        List<String> seen = new ArrayList<>();

        get(io.aioCptree(path("tree"), path("copy"), done -> {
            if (done.path().endsWith("/file")) {
                String directory = done.path().replaceFirst("/file$", "");
                seen.add(directory + " " + run("stat", "-c", "%a", path("copy/" + directory)));
            }
        }, status -> assertThat(status).isZero()));

        // what is told may be done with by now, if it was the last in its directory
        assertThat(seen).hasSize(3).allMatch(line -> line.matches("new 7[05]0|old 700|open 755"));
        assertThat(describe(path("copy"))).isEqualTo(describe(path("tree")));
    }

    /** Whom its ACL or its owner's rights would let in, they could open what is in it before it has its own rights. */
    @Test
    void anExistingDirectoryIsTheSourcesOwnersAlreadyWhileItIsFilled() throws Exception {
        assumeRoot();
        sh("cd \"$1\"; mkdir -p tree/d copy/d; chmod 700 tree/d copy/d; : > tree/d/one; : > tree/d/two; chown 4321:4321 copy/d", dir.toString());
        assume("setfacl", "setfacl -m u:65534:rwx \"$1\"", path("copy/d"));
        List<String> seen = new ArrayList<>();

        get(io.aioCptree(path("tree"), path("copy"), AioTreeCopy.WHOLE.requests(1).progress(done -> {
            if (done.path().startsWith("d/") && seen.isEmpty()) { // the other file is still to come
                seen.add(run("stat", "-c", "%u:%g", path("copy/d")) + " " + run("getfacl", "-cpEn", path("copy/d")));
            }
        })));

        assertThat(seen).singleElement().asString().startsWith("0:0").doesNotContain("65534");
    }

    @Test
    void aDirectoryWithoutRightsIsFilledAllTheSame() throws Exception {
        sh("mkdir -p \"$1/tree/sub/inner\"; : > \"$1/tree/sub/inner/file\"; chmod 555 \"$1/tree/sub/inner\" \"$1/tree/sub\"", dir.toString());

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(describe(path("copy"))).isEqualTo(describe(path("tree")));
        sh("chmod 755 \"$1/tree/sub\" \"$1/tree/sub/inner\" \"$1/copy/sub\" \"$1/copy/sub/inner\"", dir.toString());
    }

    /** An access time is what it was before the copy read the directory. */
    @Test
    void theTimesAreThoseOfTheSource() throws Exception {
        sh("mkdir -p \"$1/sub\"; : > \"$1/sub/file\"; touch -d '2002-03-04 05:06:07.5' \"$1/sub\"", path("tree"));

        get(io.aioCptree(path("tree"), path("copy")));

        assertThat(run("stat", "-c", "%x %y", path("copy/sub"))).startsWith("2002-03-04 05:06:07.500000000")
                .matches(".*2002-03-04 05:06:07\\.500000000.*2002-03-04 05:06:07\\.500000000.*");
        assertThat(Files.exists(dir.resolve("copy/sub/file"))).isTrue();
    }
}
