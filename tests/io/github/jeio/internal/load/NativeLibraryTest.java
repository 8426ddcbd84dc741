package io.github.jeio.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader as whole JVMs meet it: what it leaves on the disk, and what it says where it can't work. */
@Tag("unsanitized")
class NativeLibraryTest {

    private static final List<String> LOADED = List.of("starting", "loaded", ChildJvm.READY);

    @TempDir
    Path base;

    private Path dir;
    private Path image;

    @BeforeEach
    void findOut() throws Exception {
        dir = base.resolve("jeio-" + output("id", "-u"));
        URL resource = NativeLibrary.class.getClassLoader().getResource(Platform.current().resource());
        image = Path.of(resource.toURI());
    }

    @Test
    void isAvailableHere() {
        assertThat(NativeLibrary.unavailabilityCause()).isNull();
        assertThat(NativeLibrary.isAvailable()).isTrue();
        NativeLibrary.require();
    }

    @Test
    void makesOnePrivateCopyNamedByItsContent() throws Exception {
        assertThat(load()).isEqualTo(LOADED);
        assertThat(output("stat", "-c", "%a %F %u", dir.toString())).isEqualTo("700 directory " + output("id", "-u"));
        assertThat(files()).containsExactly("libjeio-" + sha256(image) + ".so");
        assertThat(output("stat", "-c", "%a %h", copy().toString())).isEqualTo("700 1");
        assertThat(Files.mismatch(copy(), image)).isEqualTo(-1);
    }

    @Test
    void usesTheCopyThatIsThere() throws Exception {
        load();
        String before = output("stat", "-c", "%i %y", copy().toString());
        assertThat(load()).isEqualTo(LOADED);
        assertThat(output("stat", "-c", "%i %y", copy().toString())).isEqualTo(before);
        assertThat(files()).hasSize(1);
    }

    @Test
    void createsTheDirectoryThatTheUserNames() throws Exception {
        Path named = base.resolve("a/b");
        assertThat(ChildJvm.run(ChildJvm.command(in(named)))).isEqualTo(LOADED);
        assertThat(named).isNotEmptyDirectory();
    }

    @Test
    void replacesACopyThatIsNotWhatItShouldBeAndLeavesItsOldFileAlone() throws Exception {
        load();
        byte[] content = Files.readAllBytes(copy());
        content[content.length / 2] ^= 1;
        Files.write(copy(), content);
        Path changed = Files.createLink(base.resolve("changed"), copy());
        assertThat(load()).isEqualTo(LOADED);
        assertThat(Files.mismatch(copy(), image)).isEqualTo(-1);
        assertThat(changed).as("it may be mapped by somebody").hasBinaryContent(content);
        assertThat(files()).hasSize(1);
    }

    @Test
    void completesWhatAKilledWriterLeft() throws Exception {
        load();
        Path file = copy();
        for (int length : new int[] {0, 1, 4096}) {
            Files.write(file, new byte[length]);
            assertThat(load()).isEqualTo(LOADED);
            assertThat(Files.mismatch(file, image)).isEqualTo(-1);
        }
        assertThat(files()).hasSize(1);
    }

    @Test
    void keepsNoCopyOfAnOtherVersion() throws Exception {
        Files.createDirectory(dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String old = "libjeio-" + "0123456789abcdef".repeat(4);
        Files.write(dir.resolve(old + ".so"), new byte[10]);
        Files.write(dir.resolve(old + "-1f.so"), new byte[10]);
        assertThat(load()).isEqualTo(LOADED);
        assertThat(files()).containsExactly("libjeio-" + sha256(image) + ".so");
    }

    @Test
    void stepsAroundAPlantedDirectoryThatOthersCanWrite() throws Exception {
        Files.createDirectory(dir);
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertStepsAround();
        assertThat(files()).isEmpty();
    }

    @Test
    void stepsAroundAPlantedSymbolicLink() throws Exception {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(dir, elsewhere);
        assertStepsAround();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void stepsAroundAPlantedFile() throws Exception {
        Files.writeString(dir, "planted");
        assertStepsAround();
        assertThat(dir).hasContent("planted");
    }

    @Test
    void stepsAroundADirectoryOfAnotherUser() throws Exception {
        assumeTrue(output("id", "-u").equals("0"), "only root can make a directory of another user");
        Files.createDirectory(dir);
        Path second = Files.createDirectory(base.resolve(dir.getFileName() + "-1"));
        for (Path squatted : List.of(dir, second)) {
            output("chown", "65534", squatted.toString());
            output("chmod", "700", squatted.toString());
        }
        assertStepsAround();
        assertThat(files()).isEmpty();
        assertThat(second).isEmptyDirectory();
    }

    @Test
    void refusesABaseOfAnotherUser() throws Exception {
        assumeTrue(output("id", "-u").equals("0"), "only root can make a directory of another user");
        Path theirs = Files.createDirectory(base.resolve("theirs"));
        output("chown", "65534", theirs.toString());
        assertRefused(theirs, theirs + " belongs to the user 65534");
        output("chmod", "1777", theirs.toString());
        assertRefused(theirs, theirs + " belongs to the user 65534");
        Path mine = Files.createDirectory(theirs.resolve("mine"));
        assertRefused(mine, theirs + " belongs to the user 65534");
    }

    @Test
    void refusesABaseThatItsGroupMayWriteTo() throws Exception {
        Path group = Files.createDirectory(base.resolve("group"));
        output("chmod", "775", group.toString());
        assertRefused(group, group + " is writable for its group");
        Path below = Files.createDirectory(group.resolve("below"));
        assertRefused(below, group + " is writable for its group");
        output("chmod", "1775", group.toString());
        assertThat(ChildJvm.run(ChildJvm.command(in(group)))).isEqualTo(LOADED);
    }

    /** The link is resolved once, and what counts is where it leads to. */
    @Test
    void refusesALinkToABaseThatOthersMayWriteTo() throws Exception {
        Path open = Files.createDirectory(base.resolve("open"));
        output("chmod", "777", open.toString());
        Path link = Files.createSymbolicLink(base.resolve("link"), open);
        assertRefused(link, open + " is writable for every user");
        output("chmod", "755", open.toString());
        assertThat(ChildJvm.run(ChildJvm.command(in(link)))).isEqualTo(LOADED);
    }

    /** Another user, who may write to the base, exchanges what is in it all the time, but can't: the loader has refused. */
    @Test
    void loadsNothingThatAnotherUserExchanges() throws Exception {
        assumeTrue(output("id", "-u").equals("0"), "only root can act for two users");
        Path group = Files.createDirectory(base.resolve("group"));
        output("chgrp", "65534", group.toString());
        output("chmod", "770", group.toString());
        output("chmod", "755", base.toString());
        for (Path at = base.getParent(); at.startsWith("/tmp/"); at = at.getParent()) {
            output("chmod", "o+x", at.toString());
        }
        Process other = new ProcessBuilder("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c",
                "cd \"$0\" || exit; while :; do mkdir evil && chmod 700 evil; mv -T evil jeio-0; mv -T jeio-0 old; rm -rf old; done",
                group.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            for (int i = 0; i < 5; i++) {
                assertRefused(group, group + " is writable for its group");
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void doesNotFollowALinkInPlaceOfTheCopy() throws Exception {
        load();
        Path target = Files.writeString(base.resolve("target"), "not ours");
        Path file = copy();
        Files.delete(file);
        Files.createSymbolicLink(file, target);
        assertThat(load().get(1)).startsWith("failed: jeio can't make a copy of its native library in " + dir);
        assertThat(target).hasContent("not ours");
    }

    @Test
    void refusesATemporaryDirectoryInWhichAnotherUserCouldSwapTheFile() throws Exception {
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> temporary = List.of("-Djava.io.tmpdir=" + base);
        assertThat(ChildJvm.run(ChildJvm.command(temporary)).get(1)).startsWith("failed: " + base
                + " is writable for every user and has no sticky bit").contains("-Djeio.native.dir=");
        output("chmod", "+t", base.toString());
        assertThat(ChildJvm.run(ChildJvm.command(temporary))).isEqualTo(LOADED);
    }

    @Test
    void saysThatTheDirectoryIsMountedNoexec() throws Exception {
        assertThat(loadOnTmpfs("noexec").get(1)).isEqualTo("failed: the directory " + dir + " is mounted noexec, so no"
                + " library can be loaded from it; set -Djeio.native.dir=<directory> to another one");
    }

    @Test
    void saysThatTheDirectoryIsNotWritable() throws Exception {
        assertThat(loadOnTmpfs("ro").get(1)).startsWith("failed: jeio can't make a copy of its native library in "
                + base + " (" + dir + ": Read-only file system)").endsWith("set -Djeio.native.dir=<directory> to one"
                + " that is");
        assertThat(ChildJvm.run(ChildJvm.command(in(image))).get(1)).contains(image + ": not a directory");
    }

    @Test
    void saysThatTheDeviceIsFullAndLeavesNothingThatLooksComplete() throws Exception {
        assertThat(loadOnTmpfs("size=4k").get(1)).startsWith("failed: jeio can't make a copy of its native library in "
                + dir + " (No space left on device)");
    }

    @Test
    void saysWhichFlagAJvmNeedsThatDeniesNativeAccess() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "this JDK can't deny native access");
        List<String> command = ChildJvm.command(List.of("--illegal-native-access=deny",
                "-Djeio.native.dir=" + base));
        command.remove("--enable-native-access=ALL-UNNAMED");
        assertThat(ChildJvm.run(command).get(1)).isEqualTo("failed: this JVM denies native access to jeio; start it"
                + " with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void loadsTheVeryFileThatIsNamed() throws Exception {
        Path file = Files.copy(image, base.resolve("mine.so"));
        Process child = ChildJvm.start(ChildJvm.command(List.of("-Djeio.native.path=" + file,
                "-Djeio.native.dir=" + base), "stay"));
        ChildJvm.await(child, ChildJvm.READY);
        assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/maps"))).contains(file.toString());
        assertThat(dir).doesNotExist();
        child.destroyForcibly().waitFor();
    }

    @Test
    void saysWhatIsWrongWithTheFileThatIsNamed() throws Exception {
        assertThat(loadNamed(base.resolve("none.so"))).contains("none.so, which is not a file this user can read");
        Path text = Files.writeString(base.resolve("text.so"), "not a library, but long enough to have a header");
        assertThat(loadNamed(text)).contains(text + " is not a library for " + Platform.current().classifier());
    }

    @Test
    void saysThatGlibcIsTooOld() throws Exception {
        Path stub = base.resolve("libfuture.so");
        gcc("int jeio_future(void) { return 1; }", "-shared", "-fPIC", "-nostdlib", "-Wl,-soname,libc.so.6",
                "-Wl,--version-script=" + Files.writeString(base.resolve("map"), "GLIBC_9.99 { jeio_future; };"),
                "-o", stub.toString());
        Path library = base.resolve("library.so");
        gcc("int jeio_future(void); int f(void) { return jeio_future(); }", "-shared", "-fPIC", "-nostdlib",
                "-o", library.toString(), stub.toString());
        assertThat(loadNamed(library)).startsWith("failed: wrong C library: this machine's glibc is too old for "
                + library + ", which needs GLIBC_9.99; build jeio on this machine");
    }

    @Test
    void saysThatTheLibraryIsForTheOtherCLibrary() throws Exception {
        Path stub = base.resolve("libmusl.so");
        gcc("int jeio_musl(void) { return 1; }", "-shared", "-fPIC", "-nostdlib", "-Wl,-soname,libc.musl-x86_64.so.1",
                "-o", stub.toString());
        Path library = base.resolve("library.so");
        gcc("int jeio_musl(void); int f(void) { return jeio_musl(); }", "-shared", "-fPIC", "-nostdlib",
                "-o", library.toString(), stub.toString());
        assertThat(loadNamed(library)).startsWith("failed: wrong C library: this JVM runs on glibc and " + library
                + " is not for it").contains("the classifier " + Platform.current().classifier());
    }

    @Test
    void anInterruptDoesNotMakeItUnavailable() throws Exception {
        assertThat(ChildJvm.run(ChildJvm.command(in(base), "interrupted")))
                .containsExactly("starting", "loaded", "interrupted: true", ChildJvm.READY);
    }

    @Test
    void everyClassLoaderOfAJvmGetsItAndOneFileStays() throws Exception {
        assertThat(ChildJvm.run(ChildJvm.command(in(base), "loaders")))
                .containsExactly("starting", "loaded", "loaded", "loaded", "loaded", ChildJvm.READY);
        assertThat(files()).containsExactly("libjeio-" + sha256(image) + ".so");
    }

    @Test
    void classLoadersAtTheSameTime() throws Exception {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = Stream.generate(() -> new Thread(() -> {
            try {
                assertThat(ChildJvm.loadApart().getMethod("unavailabilityCause").invoke(null)).isNull();
            } catch (Throwable e) {
                failures.add(e);
            }
        })).limit(8).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void manyJvmsThatStartAtOnceShareOneFile() throws Exception {
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            children.add(ChildJvm.start(ChildJvm.command(in(base))));
        }
        for (Process child : children) {
            assertThat(child.inputReader().lines().toList()).isEqualTo(LOADED);
            child.waitFor();
        }
        assertThat(files()).containsExactly("libjeio-" + sha256(image) + ".so");
    }

    @Test
    void aHundredKilledProcessesLeaveOneFile() throws Exception {
        for (int i = 0; i < 100; i++) {
            Process child = ChildJvm.start(ChildJvm.command(in(base), "stay"));
            ChildJvm.await(child, i % 2 == 0 ? "starting" : ChildJvm.READY);
            child.destroyForcibly().waitFor();
            assertThat(files()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(load()).isEqualTo(LOADED);
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatIsLeftByOnesKilledWhileTheyLoadedAgainAndAgainGoesAtTheNextStart() throws Exception {
        for (int i = 0; i < 10; i++) {
            Process child = ChildJvm.start(ChildJvm.command(in(base), "loaders", "forever"));
            for (int loads = 0; loads <= i; loads++) {
                ChildJvm.await(child, "loaded");
            }
            child.destroyForcibly().waitFor();
            assertThat(files()).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(load()).isEqualTo(LOADED);
        assertThat(files()).hasSize(1);
    }

    @Test
    void namesThePlatformAndTheClassifierWhereThereIsNoLibrary() {
        assertFails(Platform.of("Linux", "riscv64", false), "no native library of jeio for linux-riscv64 is on the"
                + " class path; add the dependency io.github.jeio:jeio with the classifier linux-riscv64, or build"
                + " jeio on this machine and set -Djeio.native.path=<its libjeio.so>");
    }

    @Test
    void saysThatTheJarIsForTheOtherCLibrary() {
        Platform musl = Platform.of("Linux", "amd64", true);
        String glibc = musl.otherLibc().resource();
        assertThatThrownBy(() -> NativeLibrary.load(musl, null, base.toString(),
                name -> name.equals(glibc) ? new byte[1] : null)).isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageStartingWith("wrong C library: this JVM runs on musl and the jar holds jeio's library for"
                        + " glibc only; add the dependency io.github.jeio:jeio with the classifier linux-x86_64-musl");
    }

    @Test
    void saysThatItNeedsLinux() {
        assertFails(Platform.of("Mac OS X", "aarch64", false), "jeio runs on Linux only, and this is macosx; run it on"
                + " a Linux machine, in a container or in WSL 2");
    }

    @Test
    void saysThatAJarIsBroken() {
        assertThatThrownBy(() -> NativeLibrary.load(Platform.current(), null, base.toString(), name -> {
            throw new IOException("bad zip");
        })).isInstanceOf(UnsatisfiedLinkError.class).hasMessageContaining("replace the jar");
    }

    private void assertFails(Platform platform, String message) {
        assertThatThrownBy(() -> NativeLibrary.load(platform, null, base.toString(), name -> null))
                .isInstanceOf(UnsatisfiedLinkError.class).hasMessage(message);
        assertThat(base).isEmptyDirectory();
    }

    /** It is loaded, twice, from one other directory that is private. */
    private void assertStepsAround() throws Exception {
        assertThat(load()).isEqualTo(LOADED);
        assertThat(load()).isEqualTo(LOADED);
        List<String> copies = output("find", base.toString(), "-name", "libjeio-*.so", "-printf", "%h\n").lines().toList();
        assertThat(copies).hasSize(1).first().asString().startsWith(dir + "-");
        assertThat(output("stat", "-c", "%a %F %u", copies.get(0))).isEqualTo("700 directory " + output("id", "-u"));
    }

    private static void assertRefused(Path directory, String why) throws Exception {
        assertThat(ChildJvm.run(ChildJvm.command(in(directory))).get(1)).startsWith("failed: " + why)
                .contains("-Djeio.native.dir=");
        assertThat(output("find", directory + "/", "-ignore_readdir_race", "-name", "libjeio-*.so")).isEmpty();
    }

    private List<String> load() throws Exception {
        return ChildJvm.run(ChildJvm.command(in(base)));
    }

    /** The JVM itself may have a word to say first about a file that is no library. */
    private String loadNamed(Path file) throws Exception {
        return ChildJvm.run(ChildJvm.command(List.of("-Djeio.native.path=" + file))).stream()
                .filter(line -> line.startsWith("failed: ")).findFirst().orElseThrow();
    }

    /** With a file system of its own over the directory, that only the child sees. */
    private List<String> loadOnTmpfs(String options) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--map-root-user", "sh", "-c",
                "mount -t tmpfs -o " + options + " none \"$0\" || exit 77; exec \"$@\"", base.toString()));
        if (output("id", "-u").equals("0")) {
            command.remove("--map-root-user");
        } else {
            dir = base.resolve("jeio-0");
        }
        command.addAll(ChildJvm.command(in(base)));
        List<String> said = ChildJvm.run(command);
        assumeTrue(said.contains("starting"), "this machine allows no private mounts: " + said);
        return said;
    }

    private static List<String> in(Path directory) {
        return List.of("-Djeio.native.dir=" + directory);
    }

    private Path copy() throws IOException {
        return dir.resolve(files().get(0));
    }

    private List<String> files() throws IOException {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        return output("sha256sum", file.toString()).split(" ")[0];
    }

    private void gcc(String source, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("gcc", "-x", "c",
                Files.writeString(base.resolve("source.c"), source).toString(), "-x", "none"));
        command.addAll(List.of(options));
        output(command.toArray(new String[0]));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
        return said;
    }
}
