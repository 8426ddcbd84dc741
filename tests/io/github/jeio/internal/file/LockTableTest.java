package io.github.jeio.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.nio.AioFileChannel;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process remembers of the ranges that it has locked. */
class LockTableTest {

    @TempDir
    private Path dir;

    private static LockTable.Key key(Path file) throws IOException {
        Map<String, Object> identity = Files.readAttributes(file, "unix:dev,ino");
        return new LockTable.Key((Long) identity.get("dev"), (Long) identity.get("ino"));
    }

    /** Two files on two devices may have one inode number. */
    @Test
    void aFileIsKnownByItsDeviceAndItsInodeWhileItHasALock() throws Exception {
        Path file = Files.writeString(dir.resolve("f"), "content");
        try (AioFileChannel channel = AioFileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock first = channel.tryLock(0, 1, false);
            FileLock second = channel.tryLock(1, 1, false);
            assertThat(LockTable.locked()).contains(key(file));
            first.release();
            assertThat(LockTable.locked()).contains(key(file));
            second.release();
            assertThat(LockTable.locked()).doesNotContain(key(file));
        }
    }

    @Test
    void whatIsClosedIsForgottenToo() throws Exception {
        Set<LockTable.Key> before = LockTable.locked();
        Path file = Files.writeString(dir.resolve("f"), "content");
        AioFileChannel channel = AioFileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.tryLock();
        channel.close();
        assertThat(LockTable.locked()).isEqualTo(before);
    }
}
