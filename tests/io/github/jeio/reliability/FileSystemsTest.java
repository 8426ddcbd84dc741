package io.github.jeio.reliability;

import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.reliability.FaultyOperations.Operation;
import io.github.jeio.support.PoolTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every request on a file system that is full, has no inodes left, or has become read-only: it ends with the file system's errno, or has
 * done what it says; what it was to copy or move is not lost.
 */
class FileSystemsTest extends PoolTest {

    /** Each operation has a file system of its own: all of them are too many for every run of the suite. */
    private static final int STEP = Integer.getInteger("jeio.filesystems.step", 11);

    /** A file system with all that an operation needs; what is wrong with it comes then. */
    private interface Trouble {
        void begin(Path mount) throws Exception;
    }

    private void everyOperation(String options, Trouble trouble, String allowed) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Path mount = Files.createDirectory(dir.resolve("mount"));
        Path other = Files.createDirectory(dir.resolve("other"));
        List<String> wrong = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        int count = new FaultyOperations(io, mount, other).all().size();
        for (int i = 0; i < count; i += STEP) {
            run("mount", "-t", "tmpfs", "-o", options, "none", mount.toString());
            try {
                FaultyOperations operations = new FaultyOperations(io, mount.resolve("files"), other);
                Operation operation = operations.all().get(i);
                operations.prepare();
                operations.fd = io.aioOpen(mount + "/files/file", O_RDWR, 0).await();
                operations.wd = io.aioWd(mount + "/files").await();
                try {
                    trouble.begin(mount);
                    String outcome = outcome(operation);
                    if (!outcome.equals("success")) {
                        failed.put(operation.name(), outcome);
                    }
                    if (!outcome.matches("success|" + allowed) && !(operation + outcome).equals("fiemapEOPNOTSUPP") // tmpfs has none
                            || operation.name().matches(FaultyOperations.COPIES) && Files.exists(mount.resolve("files")) && !operations.isNothingLost()) {
                        wrong.add(operation + ": " + outcome);
                    }
                } finally {
                    operations.wd.close();
                    io.aioClose(operations.fd).await();
                    io.flush();
                }
            } finally {
                run("sh", "-c", "while umount \"$1\" 2>/dev/null; do :; done; rm -rf \"$2\"/*", "sh", mount.toString(), other.toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(failed).as("what has failed").isNotEmpty();
    }

    private String outcome(Operation operation) throws Exception {
        Object value;
        try {
            AioRequest<?> request = operation.maker().make();
            value = request.await();
        } catch (AioException e) {
            return e.errnoName();
        }
        boolean holds = operation.check().holds(value);
        FaultyOperations.close(io, value);
        return holds ? "success" : "success, which it is not";
    }

    @Test
    void aFullFileSystemSaysSo() throws Exception {
        everyOperation("size=1m", mount -> run("sh", "-c", "dd if=/dev/zero of=\"$1/filler\" bs=4096 2>/dev/null; :", "sh", mount.toString()), "ENOSPC");
    }

    @Test
    void soDoesOneWithoutInodes() throws Exception {
        everyOperation("size=8m,nr_inodes=30", mount -> run("sh", "-c",
                "i=0; while true > \"$1/filler$i\"; do i=$((i + 1)); done 2>/dev/null; :", "sh", mount.toString()), "ENOSPC");
    }

    @Test
    void oneThatHasBecomeReadOnlyIsLeftAsItIs() throws Exception {
        // a descriptor that is open for writing is in the way of that, but not of a bind mount's
        everyOperation("size=8m", mount -> run("sh", "-c", "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\"", "sh", mount.toString()),
                "EROFS|EXDEV");
    }
}
