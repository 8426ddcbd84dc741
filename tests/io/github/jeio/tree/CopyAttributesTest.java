package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.jeio.AioRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to a file beside its data, as getfattr(1), getcap(8) and cp -a see it. */
class CopyAttributesTest extends TreeTest {

    @BeforeEach
    void root() {
        assumeRoot();
    }

    private void assume(String script) {
        try {
            sh("PATH=$PATH:/usr/sbin:/sbin; cd \"$1\"; " + script, dir.toString());
        } catch (AssertionError e) {
            abort("needs " + script + ": " + e.getMessage());
        }
    }

    /** All that getfattr and stat tell of a file. */
    private static String all(String path) {
        return sh("""
                stat -c '%F %a %u %g %s %y %t %T' "$1"; getfattr -h -d -m - -e hex "$1" 2>&1 | grep -v '^# file' || true
                """, path);
    }

    private void makeFile() {
        assume("""
                head -c 5000 /dev/urandom > f; chown 1234:5678 f; chmod 6751 f; setfacl -m u:65534:rx f
                setfattr -n user.name -v value f; setfattr -n user.empty f; setfattr -n trusted.t -v "$(head -c 2000 /dev/zero | tr '\\0' x)" f
                setcap cap_net_bind_service=ep f; setfattr -n security.own -v own f
                touch -d 2001-02-03T04:05:06.123456789 f
                """);
    }

    private AioRequest<Long> copy(String how, String src, String dst) {
        return switch (how) {
            case "entry" -> io.aioCptree(src, dst);
            case "move" -> io.aioMove(src, dst);
            default -> io.aioCopy(src, dst);
        };
    }

    /** One of them is what a new file has already. */
    @ParameterizedTest
    @CsvSource({"copy,0:1234", "copy,1234:0", "entry,0:1234", "entry,1234:0"})
    void theOwnerIsKeptWithoutTheGroupAndTheGroupWithoutTheOwner(String how, String owner) throws Exception {
        assumeRoot();
        sh("printf x > \"$1/f\"; chown $2 \"$1/f\"", dir.toString(), owner);
        get(copy(how, path("f"), path("g")));
        assertThat(run("stat", "-c", "%u:%g", path("g"))).isEqualTo(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "move"})
    void treesAndMovesKeepEverything(String how) throws Exception {
        makeFile();
        String before = all(path("f"));
        assertThat(before).contains("security.capability", "user.name", "user.empty", "trusted.t", "posix_acl_access", "security.own");
        try (Mounted other = Mounted.mount(dir.resolve("other"), "-t tmpfs none")) {
            sh("cd \"$1\"; setfattr -n user.probe -v x . && setfattr -x user.probe .", other.at().toString());
            run("cp", "-a", path("f"), other.path("reference"));

            get(copy(how, path("f"), other.path("g")));

            assertThat(all(other.path("g"))).isEqualTo(before).isEqualTo(all(other.path("reference")));
        } catch (AssertionError e) {
            if (e.getMessage().contains("setfattr")) {
                abort("needs extended attributes on tmpfs");
            }
            throw e;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "move"})
    void soDoesWhatIsNoRegularFile(String how) throws Exception {
        assume("""
                mkfifo -m 600 p; setfacl -m u:65534:rw p; setfattr -n trusted.t -v x p; chown 1234:5678 p
                ln -s nowhere l; setfattr -h -n trusted.t -v y l; chown -h 1234:5678 l
                mknod -m 640 b b 7 200; chown 1:2 b; setfacl -m g:7:r b
                touch -h -d 2001-02-03T04:05:06.123456789 p l b
                """);
        try (Mounted other = Mounted.mount(dir.resolve("other"), "-t tmpfs none")) {
            for (String name : new String[] {"p", "l", "b"}) {
                String before = all(path(name));
                get(copy(how, path(name), other.path(name)));
                assertThat(all(other.path(name))).isEqualTo(before);
            }
        }
    }

    @Test
    void aCopyKeepsModeOwnerTimesAndAcl() throws Exception {
        makeFile();
        sh("cd \"$1\"; setcap -r f 2>/dev/null || /sbin/setcap -r f; setfattr -x user.name f; setfattr -x user.empty f;"
                + " setfattr -x trusted.t f; setfattr -x security.own f", dir.toString());

        get(io.aioCopy(path("f"), path("g")));

        assertThat(all(path("g"))).isEqualTo(all(path("f"))).contains("posix_acl_access", "6751");
    }

    /** Written anew, a program has no capabilities that were given to the old one. */
    @Test
    void aCopyOntoAProgramTakesItsCapabilities() throws Exception {
        assume("printf new > f; printf old > g; setcap cap_net_raw=ep g");

        get(io.aioCopy(path("f"), path("g")));

        assertThat(all(path("g"))).doesNotContain("security.capability");
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry", "move"})
    void whatTheTargetCannotHoldIsLeftOut(String how) throws Exception {
        makeFile();
        sh("chmod 755 \"$1\"", path("f"));
        String before = run("stat", "-c", "%u %g %s %y", path("f"));
        run("cp", path("f"), path("data"));
        try (Mounted plain = Mounted.mount(dir.resolve("plain"), "-t ramfs none")) {
            get(copy(how, path("f"), plain.path("g")));

            assertThat(run("stat", "-c", "%u %g %s %y", plain.path("g"))).isEqualTo(before);
            run("cmp", path("data"), plain.path("g"));
        }
    }

    /** A read-only file's attributes, by a user who can set them only as long as he may write it. */
    @Test
    @org.junit.jupiter.api.Tag("unsanitized")
    void whoOwnsAReadOnlyFileKeepsItsAttributes() throws Exception {
        assume("""
                chmod 755 .; mkdir mine; printf x > mine/f; chown -R 65534:65534 mine
                setpriv --reuid=65534 --regid=65534 --clear-groups setfattr -n user.name -v value mine/f; chmod 400 mine/f
                """);
        Child.output(Child.start(java.util.List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
                java.util.List.of("-Djava.io.tmpdir=" + path("mine")), java.util.Map.of(), CopyAccessTest.Copier.class, "entry",
                path("mine/f"), path("mine/g")));

        assertThat(all(path("mine/g"))).isEqualTo(all(path("mine/f"))).contains("user.name");
    }

    /** Nothing is followed that gets the name of what was made. */
    @Test
    void aTreesAttributesAreThoseOfCp() throws Exception {
        assume("""
                mkdir -p src/d; printf x > src/d/f; setfacl -m u:65534:rwx src/d src/d/f; setfacl -d -m g:1234:rx src/d
                setfattr -n user.dir -v value src/d; mkfifo src/d/p; ln -s f src/d/l; chown -h 7:8 src/d/l; chmod 1750 src/d
                mkdir -p dst/d; setfacl -m u:4321:rwx dst/d; setfacl -d -m u:4321:rwx dst/d
                find src -exec touch -h -d 2001-02-03T04:05:06.123456789 {} +; cp -a src reference
                """);

        get(io.aioCptree(path("src"), path("dst")));

        for (String name : new String[] {"", "/d", "/d/f", "/d/p", "/d/l"}) {
            assertThat(all(path("dst" + name))).as(name).isEqualTo(all(path("reference" + name)));
        }
        assertThat(Path.of(path("dst/d/f"))).hasContent("x");
    }
}
