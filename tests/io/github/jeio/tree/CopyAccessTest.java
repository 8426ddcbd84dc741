package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can read a copy who can't read its source, neither when it is complete nor before. */
class CopyAccessTest extends TreeTest {

    private static final String NOBODY = "setpriv --reuid=65534 --regid=65534 --clear-groups ";

    @BeforeEach
    void openTheDirectory() {
        assumeRoot();
        sh("chmod 755 \"$1\"", dir.toString());
    }

    private void assume(String script) {
        try {
            sh("cd \"$1\"; " + script, dir.toString());
        } catch (AssertionError e) {
            abort("needs " + script + ": " + e.getMessage());
        }
    }

    private static String stat(String format, String path) {
        return run("stat", "-c", format, path);
    }

    /** Whether a user who has nothing to do with it can read it, in the words of sh. */
    private static String readable(String who, String path) {
        return sh(who + "cat \"$1\" > /dev/null 2>&1 && echo yes || echo no", path);
    }

    private static String acl(String path) {
        return run("getfacl", "-cpEn", path);
    }

    /** How aioCopy, and how trees and moves copy. */
    private AioRequest<Long> copy(boolean entry, String src, String dst) {
        return entry ? io.aioCptree(src, dst) : io.aioCopy(src, dst);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAclIsKept(boolean entry) throws Exception {
        assume("printf secret > f; chmod 600 f; setfacl -m u:65534:rw,g:1234:r f");

        get(copy(entry, path("f"), path("g")));

        assertThat(acl(path("g"))).isEqualTo(acl(path("f"))).contains("user:65534:rw-", "group::---");
        assertThat(readable(NOBODY, path("g"))).isEqualTo("yes");
        assertThat(readable("setpriv --reuid=4321 --regid=0 --clear-groups ", path("g"))).as("its group").isEqualTo("no");
    }

    /** Of a file with an ACL, the mode's group bits are the mask: without the ACL they would be the group's. */
    @ParameterizedTest
    @CsvSource({"600,u:65534:rw,600", "600,g:1234:r,600", "600,u:65534:---,600", "644,u:65534:---,600", "644,g:1234:---,640",
        "640,u:65534:r,640", "664,u:65534:r,644", "664,'g:1234:r,m::r',644"})
    void whereThereAreNoAclsTheModeIsNoWider(String mode, String entry, String expected) throws Exception {
        assume("printf secret > f; chmod " + mode + " f; setfacl -m " + entry + " f");
        try (Mounted plain = Mounted.mount(dir.resolve("plain"), "-t ramfs none")) {
            for (boolean asEntry : new boolean[] {false, true}) {
                String copy = plain.path("copy" + asEntry);
                get(copy(asEntry, path("f"), copy));
                assertThat(stat("%a", copy)).isEqualTo(expected);
                assertThat(Path.of(copy)).hasContent("secret");
            }
            get(io.aioMove(path("f"), plain.path("moved")));
            assertThat(stat("%a", plain.path("moved"))).isEqualTo(expected);
        }
    }

    /** A directory can leave its files an ACL: the copy has none of that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDirectorysDefaultAclDoesNotWidenIt(boolean entry) throws Exception {
        assume("mkdir d; setfacl -d -m u:65534:rwx,g:1234:rwx d; printf secret > f; chmod 640 f; mkfifo -m 640 p");

        get(copy(entry, path("f"), path("d/f")));
        get(io.aioCptree(path("p"), path("d/p")));

        assertThat(stat("%a", path("d/f"))).isEqualTo("640");
        assertThat(acl(path("d/f"))).doesNotContain("65534", "1234");
        assertThat(acl(path("d/p"))).doesNotContain("65534", "1234");
        assertThat(stat("%a", path("d/p"))).isEqualTo("640");
        assertThat(readable(NOBODY, path("d/f"))).isEqualTo("no");
    }

    @Test
    void anAclOfTheTargetDoesNotWidenIt() throws Exception {
        assume("printf secret > f; chmod 640 f; printf old > g; chmod 644 g; setfacl -m u:65534:rw g");
        String inode = stat("%i", path("g"));

        get(io.aioCopy(path("f"), path("g")));

        assertThat(stat("%i %a", path("g"))).isEqualTo(inode + " 640");
        assertThat(acl(path("g"))).doesNotContain("65534");
    }

    /** The kernel is asked at every step: while data is written, and until the end, the mode lets nobody read. */
    @ParameterizedTest
    @CsvSource({"644,false", "666,false", "644,true", "604,false", "660,false"})
    @Tag("unsanitized")
    void anExistingTargetIsClosedBeforeItIsWritten(String mode, boolean entry) throws Exception {
        assume("head -c 3000000 /dev/urandom > f; chmod 600 f; printf old > g; chmod " + mode + " g");
        assume("strace -o /dev/null true");
        String log = path("log");
        Child.output(Child.start(List.of("strace", "-f", "-qq", "-y", "-o", log, "-e",
                "trace=openat,fchmod,ftruncate,copy_file_range,sendfile,pwrite64,fchownat,fsetxattr,fremovexattr,renameat,renameat2"),
                List.of(), Map.of(), Copier.class, entry ? "entry" : "copy", path("f"), path("g")));

        List<String> calls = Files.readAllLines(Path.of(log)).stream()
                .filter(line -> line.contains(dir + "/g>") || line.contains(".jeio-")).toList();
        int closed = first(calls, entry ? "O_EXCL.* 0200\\b" : "fchmod\\(.*, 0200\\b");
        int written = first(calls, "(copy_file_range|sendfile|pwrite64)\\(");
        int opened = first(calls, "fchmod\\(.*, 0600\\b");
        assertThat(closed).as("%s", calls).isNotNegative().isLessThan(written);
        assertThat(written).isLessThan(opened);
        assertThat(calls.subList(opened, calls.size())).noneMatch(call -> call.matches(".*(copy_file_range|sendfile|pwrite64)\\(.*"));
        assertThat(calls).noneMatch(call -> call.matches(".*fchmod\\(.*, 06[0-7]*[4-7][0-7]?\\).*"));
        run("cmp", path("f"), path("g"));
        assertThat(stat("%a", path("g"))).isEqualTo("600");
    }

    private static int first(List<String> calls, String what) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).matches(".*" + what + ".*")) {
                return i;
            }
        }
        return -1;
    }

    /** The program that is watched, or that has no privileges. */
    static final class Copier {
        public static void main(String[] args) throws Exception {
            try (IoAio io = IoAio.create()) {
                try {
                    switch (args[0]) {
                        case "copy" -> io.aioCopy(args[1], args[2]).await();
                        case "move" -> io.aioMove(args[1], args[2]).await();
                        default -> io.aioCptree(args[1], args[2]).await();
                    }
                    System.out.println("done");
                } catch (io.github.jeio.AioException e) {
                    System.out.println(e.errnoName());
                }
            }
        }
    }

    /** What a user without privileges gets, who is in the group 1234 and whose files have the group 65534. */
    private String asNobody(String how, String src, String dst) throws Exception {
        List<String> setpriv = List.of("setpriv", "--reuid=65534", "--regid=65534", "--groups=1234");
        assume("d=$(dirname \"" + Path.of(Copier.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + "\"); "
                + NOBODY + "test -r \"$d\"");
        return String.join("\n", Child.output(Child.start(setpriv, List.of("-Djava.io.tmpdir=" + path("tmp")), Map.of(),
                Copier.class, how, path(src), path(dst))));
    }

    @Test
    @Tag("unsanitized")
    void whoCannotGiveFilesAwayGivesNobodyMore() throws Exception {
        assume("""
                mkdir mine tmp; chown 65534:65534 mine tmp; chmod 755 mine; umask 0
                for f in 640 644 604 4755 6750 2755; do printf secret > $f; chown 4321:1234 $f; chmod $f $f; done
                printf secret > own; chown 65534:1234 own; chmod 2640 own
                printf secret > acl; chown 4321:4321 acl; chmod 600 acl; setfacl -m u:65534:rw acl
                """);
        for (String how : new String[] {"copy", "entry"}) {
            for (String name : new String[] {"640", "644", "4755", "2755", "6750", "acl", "own"}) {
                assertThat(asNobody(how, name, "mine/" + name + how)).as(name).isEqualTo("done");
            }
            assertThat(stat("%u %g %a", path("mine/640" + how))).isEqualTo("65534 1234 640");
            assertThat(stat("%u %g %a", path("mine/644" + how))).isEqualTo("65534 1234 644");
            assertThat(stat("%u %g %a", path("mine/4755" + how))).isEqualTo("65534 1234 755");
            assertThat(stat("%u %g %a", path("mine/2755" + how))).isEqualTo("65534 1234 755");
            assertThat(stat("%u %g %a", path("mine/6750" + how))).isEqualTo("65534 1234 750");
            assertThat(stat("%u %g %a", path("mine/acl" + how))).as("its group may not read").isEqualTo("65534 65534 600");
            assertThat(stat("%u %g %a", path("mine/own" + how))).isEqualTo("65534 1234 2640");
        }
        assertThat(asNobody("copy", "604", "mine/604")).as("its group may not read").isEqualTo("EACCES");
        assertThat(asNobody("move", "640", "mine/moved")).as("the directory is not his").isEqualTo("EACCES");
        assertThat(exists("640")).isTrue();
        assertThat(exists("mine/moved")).isFalse();
    }

    @Test
    @Tag("unsanitized")
    void aSecretIsNotWrittenToAFileThatSomebodyElseOwns() throws Exception {
        assume("""
                mkdir tmp; printf secret > secret; printf public > public; chown 65534 secret public; chmod 600 secret; chmod 644 public
                printf old > theirs; chown 4321 theirs; chmod 666 theirs; chown 65534 tmp
                """);

        assertThat(asNobody("copy", "secret", "theirs")).isEqualTo("EPERM");
        assertThat(dir.resolve("theirs")).hasContent("old");
        assertThat(stat("%u %a", path("theirs"))).isEqualTo("4321 666");

        assertThat(asNobody("copy", "public", "theirs")).isEqualTo("done");
        assertThat(dir.resolve("theirs")).hasContent("public");
    }

    @Test
    @Tag("unsanitized")
    void whatCannotBeReadOrWrittenIsAnErrorAndStays() throws Exception {
        assume("""
                mkdir mine tmp; printf secret > f; chmod 600 f; printf x > mine/x; printf old > mine/kept; chmod 444 mine/kept
                chown -R 65534:65534 mine tmp
                """);

        assertThat(asNobody("copy", "f", "mine/f")).isEqualTo("EACCES");
        assertThat(asNobody("entry", "f", "mine/x")).isEqualTo("EACCES");
        assertThat(asNobody("copy", "mine/x", "f")).isEqualTo("EACCES");
        assertThat(asNobody("copy", "mine/x", "new")).isEqualTo("EACCES");
        assertThat(asNobody("copy", "mine/x", "mine/kept")).isEqualTo("EACCES");

        assertThat(run("ls", path("mine"))).isEqualTo("kept\nx");
        assertThat(dir.resolve("mine/x")).hasContent("x");
        assertThat(dir.resolve("f")).hasContent("secret");
    }

    /** A file that belongs to somebody else becomes the source's owner's, and he can't open it meanwhile. */
    @Test
    void theTargetsOwnerLosesIt() throws Exception {
        assume("printf secret > f; chmod 600 f; printf old > g; chown 65534 g; chmod 600 g");
        String inode = stat("%i", path("g"));

        get(io.aioCopy(path("f"), path("g")));

        assertThat(stat("%i %u %a", path("g"))).isEqualTo(inode + " 0 600");
        assertThat(readable(NOBODY, path("g"))).isEqualTo("no");
    }

    /** What is written is never run as the owner of what was there. */
    @Test
    @Tag("unsanitized")
    void setIdBitsOfTheTargetGoFirst() throws Exception {
        assume("printf x > f; chmod 755 f; printf old > g; chmod 6755 g; strace -o /dev/null true");
        String log = path("log");
        Child.output(Child.start(List.of("strace", "-f", "-qq", "-y", "-o", log, "-e",
                "trace=fchmod,ftruncate,copy_file_range"), List.of(), Map.of(), Copier.class, "copy", path("f"), path("g")));
        List<String> calls = Files.readAllLines(Path.of(log)).stream().filter(line -> line.contains(dir + "/g>")).toList();

        assertThat(first(calls, "fchmod\\(.*, 0755\\b")).as("%s", calls).isNotNegative().isLessThan(first(calls, "ftruncate"));
        assertThat(stat("%a", path("g"))).isEqualTo("755");
    }

    /** A file system that has no modes says that it has set one: a secret has no place there; what all may read has. */
    @Test
    @Tag("unsanitized")
    void aFileSystemWithoutModesGetsNoSecrets() throws Exception {
        assume("printf secret > f; chmod 600 f; printf public > g; chmod 644 g; printf old > old; chmod 644 old; strace -o /dev/null true");

        assertThat(withoutModes("f")).isEqualTo("EPERM");
        assertThat(dir.resolve("old")).hasContent("old");
        assertThat(withoutModes("g")).isEqualTo("done");
        assertThat(dir.resolve("old")).hasContent("public");
    }

    private String withoutModes(String src) throws Exception {
        return String.join("\n", Child.output(Child.start(List.of("strace", "-f", "-qq", "-o", path("log"), "-P", path("old"), "-e",
                "trace=fchmod", "-e", "inject=fchmod:retval=0"), List.of(), Map.of(), Copier.class, "copy", path(src), path("old"))));
    }

    @Test
    void neitherDoesOneWhereAllFilesAreReadable() throws Exception {
        assume("printf secret > f; chmod 600 f; printf public > g; chmod 644 g");
        try (Mounted fat = Mounted.image(dir.resolve("fat"), 4, "mkfs.vfat", "umask=022")) {
            for (String how : new String[] {"copy", "move"}) {
                assertFails(how.equals("copy") ? io.aioCopy(path("f"), fat.path(how)) : io.aioMove(path("f"), fat.path(how)), Errno.EPERM);
            }
            assertThat(fat.at()).isEmptyDirectory();
            get(io.aioCopy(path("g"), fat.path("copy")));
            get(io.aioMove(path("g"), fat.path("move")));
            assertThat(Path.of(fat.path("copy"))).hasContent("public");
            assertThat(Path.of(fat.path("move"))).hasContent("public");
        }
    }
}
