package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system calls that a program makes with jeio, as strace sees them. A sanitizer makes its own. */
@Tag("unsanitized")
class SyscallsTest {

    /** What any thread may do: memory, locks, the clock; starting a worker. Nothing here can wait for a device. */
    private static final String HARMLESS = "(futex|madvise|mprotect|mmap|munmap|brk|sched_yield|sched_getaffinity|gettid|clock_\\w+|clone3?|"
            + "rt_sig\\w+|rseq|set_robust_list|getrandom|restart_syscall)";

    @TempDir
    static Path dir;

    private static Trace trace;
    private static List<Trace.Call> workers;
    private static int pollFileno;

    @BeforeAll
    static void traceTheScenario() throws Exception {
        assumeTrue(RequestTest.succeeds("strace", "-f", "-o", "/dev/null", "true"), "needs strace, and to be allowed to");
        Path file = dir.resolve("trace");
        List<String> output = new ChildJvm().under("strace", "-f", "-s", "300", "-o", file.toString())
                .run(SyscallsScenario.class, dir.toString());
        pollFileno = Integer.parseInt(output.get(output.size() - 1));
        trace = new Trace(file);
        workers = trace.ofWorkers();
    }

    /** ~ is the directory, # a descriptor; what libeio emulates where it was built wrong is there by its own name. */
    @ParameterizedTest
    @ValueSource(strings = {
        "openat\\(AT_FDCWD, \"~/file\", O_RDWR\\|O_CREAT\\|O_CLOEXEC, 0640\\) = #",
        "pwrite64\\(#, .*, 4096, 4096\\) = 4096", "write\\(#, .*, 10\\) = 10",
        "pread64\\(#, .*, 11, 4096\\) = 11", "read\\(#, .*, 12\\) = 12", "lseek\\(#, 13, SEEK_SET\\) = 13",
        "readahead\\(#, 0, 8192\\) = 0", "fallocate\\(#, FALLOC_FL_KEEP_SIZE, 0, 65536\\) = 0",
        "sync_file_range\\(#, 0, 4096, SYNC_FILE_RANGE_WRITE\\) = 0",
        "fsync\\(#\\) = 0", "fdatasync\\(#\\) = 0", "syncfs\\(#\\) = 0", "sync\\(\\) = 0",
        "sendfile\\(#, #, \\[0\\] => \\[7777\\], 7777\\) = 7777",
        "statx\\(AT_FDCWD, \"~/file\", .*\\) = 0",
        "statx\\(AT_FDCWD, \"~/file\", .*AT_SYMLINK_NOFOLLOW.*\\) = 0",
        "statx\\(#, \"\", .*AT_EMPTY_PATH.*\\) = 0", "fstatfs\\(#, \\{.*\\}\\) = 0",
        "utimensat\\(AT_FDCWD, \"~/file\", \\[\\{tv_sec=981173106, tv_nsec=123456789\\} .*, (\\{.*)?UTIME_NOW\\}?\\], 0\\) = 0",
        "utimensat\\(#, NULL, \\[(\\{.*)?UTIME_NOW\\}?, \\{tv_sec=981173106, tv_nsec=123456789\\}.*\\], 0\\) = 0",
        "fchownat\\(AT_FDCWD, \"~/file\", -1, -1, 0\\) = 0", "fchown\\(#, -1, -1\\) = 0",
        "fchmodat\\(AT_FDCWD, \"~/file\", 0641\\) = 0", "fchmod\\(#, 0642\\) = 0",
        "truncate\\(\"~/[^\"]*\", 8193\\) = 0", "ftruncate\\(#, 8194\\) = 0",
        "fcntl\\(#, F_GETFL\\) = .*", "ioctl\\(#, FIONREAD, \\[\\d+\\]\\) = 0", "close\\(#\\) = 0",
        "mkdirat\\(AT_FDCWD, \"~/sub\", 0750\\) = 0", "unlinkat\\(AT_FDCWD, \"~/sub\", AT_REMOVEDIR\\) = 0",
        "mknodat\\(AT_FDCWD, \"~/fifo\", S_IFIFO\\|0600\\) = 0", "symlinkat\\(\"target\", AT_FDCWD, \"~/link\"\\) = 0",
        "readlinkat\\(AT_FDCWD, \"~/link\", \"target\", \\d+\\) = 6",
        "linkat\\(AT_FDCWD, \"~/file\", AT_FDCWD, \"~/hard\", 0\\) = 0",
        "renameat\\(AT_FDCWD, \"~/hard\", AT_FDCWD, \"~/plain\"\\) = 0",
        "renameat2\\(AT_FDCWD, \"~/plain\", AT_FDCWD, \"~/flags\", RENAME_NOREPLACE\\) = 0",
        "unlinkat\\(AT_FDCWD, \"~/flags\", 0\\) = 0", "getdents64\\(#, .*\\) = [1-9]\\d*",
        "openat\\(#, \"in-wd\", O_WRONLY\\|O_CREAT\\|O_CLOEXEC, 0600\\) = #",
        "statx\\(#, \"in-wd\", .*AT_SYMLINK_NOFOLLOW.*\\) = 0",
        "renameat\\(#, \"in-wd\", AT_FDCWD, \"~/out-of-wd\"\\) = 0",
        "msync\\(0x[0-9a-f]+, 4096, MS_SYNC\\) = 0", "(madvise|process_vm_writev)\\(.*", "mlock\\(0x[0-9a-f]+, 4096\\) = 0"})
    void eachRequestIsTheSystemCallOfItsName(String expected) {
        String pattern = expected.replace("~", dir.toString()).replace("#", "\\d+");
        assertThat(workers).extracting(Trace.Call::text).filteredOn(text -> !text.startsWith("futex"))
                .anyMatch(text -> text.matches(pattern));
    }

    @Test
    void everyDescriptorIsClosedOnExec() {
        assertThat(workers).filteredOn(call -> call.name().matches("openat2?|open")).hasSizeGreaterThan(100)
                .allMatch(call -> call.text().contains("O_CLOEXEC"));
        assertThat(trace.between("begin-true", "end-true")).filteredOn(call -> call.name().matches("openat2?|open"))
                .allMatch(call -> call.text().contains("O_CLOEXEC"));
    }

    /** Containers forbid them. */
    @Test
    void noCallOfIoUringIsEverMade() {
        assertThat(trace.all()).hasSizeGreaterThan(1000).noneMatch(call -> call.name().startsWith("io_uring"));
    }

    @Test
    void theThreadThatPollsMakesNoFileSystemCall() {
        List<Trace.Call> calls = trace.between("begin-false", "end-false");
        assertThat(calls).filteredOn(call -> call.name().matches("p?poll|futex")).as("it sleeps").isNotEmpty();
        assertThat(calls).filteredOn(call -> !isPolling(call)).isEmpty();
    }

    private static boolean isPolling(Trace.Call call) {
        return call.name().matches(HARMLESS) || call.text().matches("(read|write)\\(" + pollFileno + ", .*")
                || call.text().matches("p?poll\\(\\[\\{fd=" + pollFileno + ", .*");
    }

    /** With answers at submission it makes only such calls as the kernel answers from memory, or not at all. */
    @Test
    void theThreadThatSubmitsMakesNoCallThatCanWait() {
        List<Trace.Call> calls = trace.between("begin-true", "end-true").stream().filter(call -> !isPolling(call)).toList();
        assertThat(calls).allMatch(call -> switch (call.name()) {
            case "openat2" -> call.text().contains("resolve=RESOLVE_CACHED");
            case "preadv2" -> call.text().contains("RWF_NOWAIT");
            case "statx" -> call.text().contains("\"\", ") && call.text().contains("AT_EMPTY_PATH");
            case "fcntl" -> call.text().matches(".*F_[GS]ETFL.*");
            case "close" -> true; // of what it has just opened
            default -> false;
        });
    }
}
