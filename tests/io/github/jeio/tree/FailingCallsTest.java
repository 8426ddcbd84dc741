package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.IoAio;
import io.github.jeio.support.Leaks;
import io.github.jeio.support.Strace;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A certain system call of a request fails, by strace: what is told, and what is left. */
@Tag("unsanitized")
class FailingCallsTest extends TreeTest {

    private List<String> calls;

    @BeforeEach
    void mayTrace() {
        assumeTrue(sh("strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
    }

    /**
     * Makes a request in a pool with one thread, of which the calls fail that are listed as strace(1) has them, and gives what comes of
     * it: the value as text, or the errno.
     *
     * @param traced the calls that are then in {@code calls}
     */
    private String with(String traced, List<String> faults, Function<IoAio, AioRequest<?>> request) throws Exception {
        Path log = dir.resolve("log");
        List<String> more = new ArrayList<>();
        for (String fault : faults) {
            more.addAll(List.of("-e", "inject=" + fault));
        }
        String said;
        try (IoAio faulty = IoAio.builder().name("failing").minParallel(1).maxParallel(1).idleTimeout(1000).inlineCached(false).create()) {
            faulty.aioNop().await();
            try (Strace strace = Strace.trace(Strace.worker("failing/eio"), log, traced, more)) {
                said = String.valueOf(request.apply(faulty).await());
            } catch (AioException e) {
                said = e.errnoName();
            }
        }
        calls = Files.readAllLines(log);
        Files.delete(log);
        return said;
    }

    /** Strace has a close fail by not making it: the descriptors that are left for that are closed. */
    private String withClose(Function<IoAio, AioRequest<?>> request) throws Exception {
        Set<String> before = new TreeSet<>(Leaks.openDescriptors().keySet());
        String said = with("close", List.of("close:error=EDQUOT:when=1"), request);
        Leaks.openDescriptors().forEach((fd, target) -> {
            if (!before.contains(fd) && (target.startsWith(dir.toString()) || target.startsWith("/dev/shm/jeio-test-"))) {
                io.aioClose(Integer.parseInt(fd));
            }
        });
        io.flush();
        return said;
    }

    /** On network file systems, and where there is a quota, only close(2) may tell that there was no room. */
    @Test
    void anErrorOfCloseIsOneOfACopy() throws Exception {
        String source = file("source", "content");
        assertThat(withClose(by -> by.aioCopy(source, path("copy")))).isEqualTo("EDQUOT");
        assertThat(exists("copy")).isFalse();

        Path other = otherFileSystem();
        assertThat(withClose(by -> by.aioCptree(source, other + "/copy"))).isEqualTo("EDQUOT");
        assertThat(withClose(by -> by.aioMove(source, other + "/copy"))).isEqualTo("EDQUOT");
        assertThat(other).isEmptyDirectory();
        assertThat(Path.of(source)).hasContent("content");
    }

    /** Where data can't be read or written, no other way of copying is tried, and nothing stays of the copy. */
    @Test
    void anErrorOfTheDataIsOneOfTheCopy() throws Exception {
        String source = file("source", "content");
        List<String> fault = List.of("copy_file_range:error=EIO");
        assertThat(with("copy_file_range", fault, by -> by.aioCopy(source, path("copy")))).isEqualTo("EIO");
        assertThat(with("copy_file_range", fault, by -> by.aioCptree(source, path("copy")))).isEqualTo("EIO");
        assertThat(exists("copy")).isFalse();
    }

    /** Strace says that three bytes are written, and has none written: so that a hole is where they would be. */
    @Test
    void theRestOfAShortWriteOfACopyGoesBehindIt() throws Exception {
        String source = file("source", "0123456789");
        assertThat(with("copy_file_range,sendfile,pwrite64", List.of("copy_file_range,sendfile:error=ENOSYS",
                "pwrite64:retval=3:when=1"), by -> by.aioCopy(source, path("copy")))).isEqualTo("0");
        assertThat(dir.resolve("copy")).hasContent("\0\0\0" + "3456789");
    }

    /** Each call of it goes where the last one has ended, unless it is told where the data goes. */
    @Test
    void holesStayWhereTheyAreIfTheKernelCopiesWithoutOffsets() throws Exception {
        String source = path("source");
        run("perl", "-e", "open F, '>', $ARGV[0]; for (0, 3) { seek F, 1048576 * $_, 0; syswrite F, 'x' x 4096 }", source);
        assertThat(with("copy_file_range,sendfile", List.of("copy_file_range:error=ENOSYS"), by -> by.aioCopy(source, path("copy"))))
                .isEqualTo("0");
        assertThat(calls).anyMatch(call -> call.contains("sendfile"));
        run("cmp", source, path("copy"));
    }

    /** As some files of /proc and /sys. */
    @Test
    void aFileWithoutOffsetsIsReadFromWhereItIs() throws Exception {
        String source = file("source", "content");
        assertThat(with("copy_file_range,sendfile,pread64,read", List.of("copy_file_range,sendfile:error=EINVAL", "pread64:error=ESPIPE"),
                by -> by.aioCopy(source, path("copy")))).isEqualTo("0");
        assertThat(dir.resolve("copy")).hasContent("content");
    }

    /** Its error is told, and not that the directory is missing which would be in it. */
    @Test
    void aDirectoryOnTheWayThatCannotBeMadeIsTheError() throws Exception {
        // the whole path, back to what is there, and then the second directory
        assertThat(with("mkdirat", List.of("mkdirat:error=EDQUOT:when=4"), by -> by.aioMkdirs(path("a/b/c"), 0700))).isEqualTo("EDQUOT");
        assertThat(run("ls", path("a"))).isEmpty();
    }

    /** Also where a link leads to it that has led to nothing. */
    @Test
    void aNewFileCanBeReadByNobodyBeforeItIsComplete() throws Exception {
        String secret = file("secret", "secret");
        sh("chmod 600 \"$1\"; ln -s made \"$2\"", secret, path("link"));
        assertThat(with("openat", List.of(), by -> by.aioCopy(secret, path("link")))).isEqualTo("0");
        assertThat(calls).filteredOn(call -> call.contains("O_CREAT")).isNotEmpty().allMatch(call -> call.contains(", 0200)"));
        assertThat(dir.resolve("made")).hasContent("secret");
    }

    /** What may be the source itself, by way of an overlay, is its owner's alone while it is written; not when that fails. */
    @Test
    void theRightsOfWhatMayBeTheSourceAreKeptWhereItCannotBeWritten() throws Exception {
        try (Mounted upper = Mounted.mount(dir.resolve("upper"), "-t tmpfs none")) {
            sh("cd \"$1\"; mkdir l u w; printf precious > u/f; chmod 640 u/f", upper.at().toString());
            try (Mounted overlay = Mounted.mount(dir.resolve("o"), "-t overlay -o lowerdir=%1$s/l,upperdir=%1$s/u,workdir=%1$s/w none"
                    .formatted(upper.at()))) {
                assertThat(with("pwrite64", List.of("pwrite64:error=EIO"), by -> by.aioCopy(upper.path("u/f"), overlay.path("f")))).isEqualTo("EIO");
                assertThat(run("stat", "-c", "%a %s", upper.path("u/f"))).isEqualTo("640 8");
            }
        }
    }

    /** Others may write it, and not read it; or both. What is copied may be read by its owner alone, and by the target's owner then. */
    @ParameterizedTest
    @ValueSource(strings = {"622", "666"})
    void aTargetThatCannotBeOwnedGetsNoSecretAndStaysAsItIs(String mode) throws Exception {
        assumeRoot();
        String secret = file("secret", "secret");
        String theirs = file("theirs", "old");
        sh("chmod 600 \"$1\"; chown 4321 \"$2\"; chmod $3 \"$2\"", secret, theirs, mode);
        assertThat(with("fchown", List.of("fchown:error=EPERM"), by -> by.aioCopy(secret, theirs))).isEqualTo("EPERM");
        assertThat(run("stat", "-c", "%u %a", theirs)).isEqualTo("4321 " + mode);
        assertThat(Path.of(theirs)).hasContent("old");
    }

    /** So is a descriptor refused that the process may not name without a privilege, before Linux 6.10. */
    @Test
    void aFileIsNamedByWayOfProcWhereItsDescriptorIsRefused() throws Exception {
        int fd = io.aioOpen(dir.toString(), AioConstants.O_TMPFILE | AioConstants.O_RDWR, 0644).await();
        assertThat(with("linkat", List.of("linkat:error=ENOENT:when=1"), by -> by.aioLinkat(fd, path("named")))).isEqualTo("0");
        assertThat(calls).hasSize(2);
        io.aioClose(fd).await();
        assertThat(run("stat", "-c", "%F", path("named"))).isEqualTo("regular empty file");
    }

    /** Its own group could do more than others, or less: of the copy's group and of others none can do more than both. */
    @ParameterizedTest
    @CsvSource({"664, 644", "604, 600", "466, 444"})
    void aCopyThatCannotBeGivenAwayGivesNobodyMore(String mode, String expected) throws Exception {
        assumeRoot();
        String source = file("source", "content");
        sh("chown 4321:4321 \"$1\"; chmod $2 \"$1\"", source, mode);
        assertThat(with("fchownat", List.of("fchownat:error=EPERM"), by -> by.aioCopy(source, path("copy")))).isEqualTo("0");
        assertThat(run("stat", "-c", "%u %g %a", path("copy"))).isEqualTo("0 0 " + expected);
    }

    @Test
    void anErrorOfCloseIsOneOfAnAppend() throws Exception {
        String file = file("file", "old");
        assertThat(withClose(by -> by.aioAppend(file, ByteBuffer.wrap(new byte[3]), 0600))).isEqualTo("EDQUOT");
    }

    /** Who may read the source can't be told then: the copy is its owner's alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whereAnAclCannotBeReadNobodyElseGetsTheCopy(boolean entry) throws Exception {
        String source = file("source", "content");
        run("chmod", "664", source);
        assertThat(with("fgetxattr", List.of("fgetxattr:error=EIO"), by -> entry ? by.aioCptree(source, path("copy"))
                : by.aioCopy(source, path("copy")))).isEqualTo("0");
        assertThat(run("stat", "-c", "%a", path("copy"))).isEqualTo("600");
    }

    /** The group's bits would be the mask of what the directory has left the copy. */
    @Test
    void anAclThatCannotBeRemovedGivesNobodyMore() throws Exception {
        String source = file("source", "content");
        run("chmod", "664", source);
        assumeTrue(sh("mkdir \"$1\"; setfacl -d -m u:65534:rwx \"$1\" && echo yes || true", path("d")).equals("yes"), "needs setfacl");
        assertThat(with("fremovexattr", List.of("fremovexattr:error=EIO"), by -> by.aioCopy(source, path("d/copy")))).isEqualTo("0");
        assertThat(calls).isNotEmpty();
        assertThat(run("stat", "-c", "%a", path("d/copy"))).isEqualTo("604");
    }

    /** Of two names of one file the second replaces what is there in one step, or leaves all as it is. */
    @Test
    void aSecondNameThatCannotBeGivenLeavesNothing() throws Exception {
        sh("mkdir \"$1/tree\" \"$1/copy\"; cd \"$1\"; printf data >tree/one; ln tree/one tree/two; printf old >copy/one; printf old >copy/two",
                dir.toString());
        // the first name, the second, and then the copy of its own that the second one gets
        assertThat(with("renameat", List.of("renameat:error=EPERM:when=2"), by -> by.aioCptree(path("tree"), path("copy")))).isEqualTo("0");
        assertThat(calls).hasSizeGreaterThanOrEqualTo(3);
        assertThat(run("ls", "-A", path("copy"))).isEqualTo("one\ntwo");
        assertThat(run("cat", path("copy/one"), path("copy/two"))).isEqualTo("datadata");
    }

    /** Between the look and the rename something may get the name. */
    @Test
    void theKernelIsToldThatAMoveMustNotReplaceAnything() throws Exception {
        AioTreeCopy keep = AioTreeCopy.WHOLE.overwrite(false);
        assertThat(with("renameat2", List.of(), by -> by.aioMvtree(file("a", "content"), path("b"), keep))).isEqualTo("0");
        assertThat(calls).anyMatch(call -> call.contains("RENAME_NOREPLACE"));
    }

    /** An older kernel, and file systems that do not know the flag. */
    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EINVAL"})
    void whatDoesNotKnowThatMovesAllTheSame(String errno) throws Exception {
        AioTreeCopy keep = AioTreeCopy.WHOLE.overwrite(false);
        assertThat(with("renameat2", List.of("renameat2:error=" + errno), by -> by.aioMvtree(file("a", "content"), path("b"), keep))).isEqualTo("0");
        assertThat(dir.resolve("b")).hasContent("content");
    }

    /** There it is copied; what may not be renamed stays where it is. */
    @Test
    void onlyToAnotherFileSystemIsATreeCopied() throws Exception {
        String source = file("source", "content");
        assertThat(with("renameat", List.of("renameat:error=EACCES"), by -> by.aioMvtree(source, path("moved")))).isEqualTo("EACCES");
        assertThat(exists("moved")).isFalse();
        assertThat(Path.of(source)).hasContent("content");
    }

    /** A link has taken the file's place just when it is opened, and is gone again: the entry is looked at once more. */
    @Test
    void anEntryThatHasBecomeAnotherIsTriedAgain() throws Exception {
        String source = file("source", "content");
        // the directories of both names, and then the source
        assertThat(with("openat", List.of("openat:error=ELOOP:when=3"), by -> by.aioCptree(source, path("copy")))).isEqualTo("0");
        assertThat(dir.resolve("copy")).hasContent("content");
    }

    /** Who wants all has no use for a part; who slurps gets it. */
    @Test
    void anErrorAfterAPartIsAnErrorUnlessAPartIsWanted() throws Exception {
        run("truncate", "-s", "9M", path("file"));
        ByteBuffer data = ByteBuffer.allocateDirect(9 << 20);
        int fd = get(io.aioOpen(path("file"), AioConstants.O_RDWR, 0));
        String second = ":error=EIO:when=2";
        assertThat(with("pread64", List.of("pread64" + second), by -> by.aioReadFully(fd, 0, data.duplicate()))).isEqualTo("EIO");
        assertThat(with("pwrite64", List.of("pwrite64" + second), by -> by.aioWriteFully(fd, 0, data.duplicate()))).isEqualTo("EIO");
        get(io.aioClose(fd));
        // a file without a size is read by parts
        assertThat(with("pread64", List.of("pread64" + second), by -> by.aioLoad("/proc/kallsyms"))).isEqualTo("EIO");
        assertThat(with("pread64", List.of("pread64" + second), by -> by.aioSlurp("/proc/kallsyms", 0, 0))).startsWith("java.nio.");
        assertThat(with("pread64", List.of("pread64" + second), by -> by.aioSlurp("/proc/kallsyms", 0, ByteBuffer.allocate(1 << 16))))
                .matches("[1-9]\\d*");
    }

    /** The content is on the disk before the file gets it, and the name before the request says so. */
    @Test
    void anErrorOfASyncIsOneOfAWholeFile() throws Exception {
        String file = file("file", "old data");
        for (String when : new String[] {"1", "2"}) {
            assertThat(with("fsync", List.of("fsync:error=EIO:when=" + when), by -> by.aioWriteFile(file, ByteBuffer.wrap(new byte[3]), 0600)))
                    .isEqualTo("EIO");
            assertThat(calls).hasSize(Integer.parseInt(when));
            assertThat(Files.size(Path.of(file))).isEqualTo(when.equals("1") ? 8 : 3);
        }
    }

    /** What does not matter to the result, and yet is asked for. */
    @Test
    void theKernelGetsTheFlagsOfFiemap() throws Exception {
        int fd = get(io.aioOpen(file("file", "content"), AioConstants.O_RDWR, 0));
        with("ioctl", List.of(), by -> by.aioFiemap(fd, 0, -1, AioConstants.FIEMAP_FLAG_SYNC, -1));
        assertThat(calls).anyMatch(call -> call.contains("fm_flags=FIEMAP_FLAG_SYNC"));
        with("ioctl", List.of(), by -> by.aioFiemapCount(fd, 0, -1, AioConstants.FIEMAP_FLAG_SYNC));
        assertThat(calls).anyMatch(call -> call.contains("fm_flags=FIEMAP_FLAG_SYNC"));
        get(io.aioClose(fd));
    }

    @Test
    void aDirectoryThatCannotBeReadToItsEndIsNotTakenForARead() throws Exception {
        sh("mkdir \"$1/many\"; cd \"$1/many\"; seq -f a-name-that-is-long-%g 1 3000 | xargs touch", dir.toString());
        for (String when : new String[] {"1", "2"}) {
            String fault = "getdents64:error=EIO:when=" + when;
            assertThat(with("getdents64", List.of(fault), by -> by.aioReaddir(path("many")))).isEqualTo("EIO");
            assertThat(with("getdents64", List.of(fault), by -> by.aioCptree(path("many"), path("copy" + when)))).isEqualTo("EIO");
            assertThat(with("getdents64", List.of(fault), by -> by.aioTree(path("many"), AioTree.WHOLE, batch -> { }))).isEqualTo("EIO");
        }
    }

    /** The leak check after the test sees what was found before. */
    @Test
    void extentsThatAreNotTheLastAreFreedWhenTheNextCannotBeRead() throws Exception {
        String file = path("holes");
        run("perl", "-e", "open F, '>', $ARGV[0]; for (0..299) { seek F, 65536 * $_, 0; syswrite F, 'x' x 4096 }", file);
        run("sync", file);
        int fd = io.aioOpen(file, AioConstants.O_RDONLY).await();
        String all = with("ioctl", List.of(), by -> by.aioFiemapCount(fd, 0, -1, 0));
        assumeTrue(all.matches("\\d+") && Integer.parseInt(all) > 128, "needs a file system that tells of each extent");

        assertThat(with("ioctl", List.of("ioctl:error=EIO:when=2"), by -> by.aioFiemap(fd, 0, -1, 0, -1))).isEqualTo("EIO");

        io.aioClose(fd).await();
    }
}
