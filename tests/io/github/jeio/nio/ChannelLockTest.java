package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Locks: what another process sees of them, and what channels of this process do. A FileChannel of the JDK is as another process. */
class ChannelLockTest extends ChannelTest {

    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        path = file("f", "0123456789");
    }

    private AioFileChannel open() throws IOException {
        return AioFileChannel.open(path, READ, WRITE);
    }

    private static FileLock get(Future<FileLock> lock) throws Exception {
        return lock.get(30, TimeUnit.SECONDS);
    }

    /** What another process gets that tries to lock the range: "yes" or "no". */
    private String other(String type, long start, long length) throws Exception {
        Process perl = new ProcessBuilder("perl", "-e", "use Fcntl; open my $f, '+<', $ARGV[0] or die;"
                + "my $l = pack 's s x4 q q i x4', $ARGV[1] eq 'r' ? F_RDLCK : F_WRLCK, 0, $ARGV[2], $ARGV[3], 0;"
                + "print fcntl($f, F_SETLK, $l) ? 'yes' : 'no'", path.toString(), type, "" + start, "" + length).start();
        perl.getOutputStream().close();
        try (var out = perl.getInputStream(); var err = perl.getErrorStream()) {
            String said = new String(out.readAllBytes()) + new String(err.readAllBytes());
            perl.waitFor();
            return said;
        }
    }

    @Test
    void anotherProcessSeesTheRange() throws Exception {
        try (AioFileChannel channel = open()) {
            FileLock lock = get(channel.lock(2, 3, false));
            assertThat(lock.acquiredBy()).isSameAs(channel);
            assertThat(lock.isValid()).isTrue();
            assertThat(other("w", 0, 2)).isEqualTo("yes");
            assertThat(other("r", 4, 1)).isEqualTo("no");
            assertThat(other("w", 5, 0)).isEqualTo("yes");
            lock.release();
            assertThat(lock.isValid()).isFalse();
            assertThat(other("w", 2, 3)).isEqualTo("yes");
            lock.release();
            FileLock shared = channel.tryLock(2, 3, true);
            assertThat(other("r", 2, 3)).isEqualTo("yes");
            assertThat(other("w", 2, 3)).isEqualTo("no");
            shared.close();
            assertThat(other("w", 2, 3)).isEqualTo("yes");
        }
    }

    @Test
    void zeroIsTheRestOfTheFileAndOfWhatItBecomes() throws Exception {
        try (AioFileChannel channel = open()) {
            FileLock rest = get(channel.lock(5, 0, false));
            assertThat(rest.position()).isEqualTo(5);
            assertThat(rest.size()).isEqualTo(Long.MAX_VALUE - 5);
            assertThat(other("w", 0, 5)).isEqualTo("yes");
            assertThat(other("w", 1L << 50, 1)).isEqualTo("no");
            assertThat(other("w", Long.MAX_VALUE - 1, 1)).isEqualTo("no");
            assertThatThrownBy(() -> channel.tryLock(1L << 40, 1, false)).isInstanceOf(OverlappingFileLockException.class);
            rest.release();
            assertThat(other("w", 0, 0)).isEqualTo("yes");
            FileLock all = channel.tryLock();
            assertThat(all.size()).isEqualTo(Long.MAX_VALUE);
            assertThat(other("w", 1L << 50, 0)).isEqualTo("no");
            all.release();
            assertThat(other("w", 0, 0)).isEqualTo("yes");
        }
    }

    @Test
    void channelsOfThisProcessMayNotOverlapWhateverTheFilesName() throws Exception {
        Path link = Files.createLink(dir.resolve("link"), path);
        try (AioFileChannel one = open(); AioFileChannel two = AioFileChannel.open(link, BOTH, IoAio.shared()); AioFileChannel elsewhere = AioFileChannel.open(file("g", ""), READ, WRITE)) {
            FileLock lock = one.tryLock(2, 3, true);
            for (AioFileChannel channel : new AioFileChannel[] {one, two}) {
                assertThatThrownBy(() -> channel.lock(4, 1, true)).isInstanceOf(OverlappingFileLockException.class);
                assertThatThrownBy(() -> channel.tryLock(0, 3, true)).isInstanceOf(OverlappingFileLockException.class);
                assertThatThrownBy(() -> channel.lock(4, 1, true, null, new Caught<>())).isInstanceOf(OverlappingFileLockException.class);
            }
            two.tryLock(0, 2, false).release();
            two.tryLock(5, 1, false).release();
            elsewhere.tryLock().release();
            lock.release();
            two.tryLock(0, 10, false).release();
        }
    }

    @Test
    void whatIsWaitedForCountsAsWell() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE); AioFileChannel one = open(); AioFileChannel two = open()) {
            FileLock held = holder.lock();
            Future<FileLock> waiting = one.lock(0, 5, false);
            assertThatThrownBy(() -> two.lock(3, 5, false)).isInstanceOf(OverlappingFileLockException.class);
            assertThatThrownBy(() -> two.tryLock(3, 5, false)).isInstanceOf(OverlappingFileLockException.class);
            assertThat(two.tryLock(6, 2, false)).as("held by another").isNull();
            assertThat(two.tryLock(6, 2, false)).as("and so not in the table").isNull();
            held.release();
            assertThat(get(waiting).isValid()).isTrue();
        }
    }

    @Test
    void aWaitingLockIsGivenWhenTheOtherReleases() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE); AioFileChannel channel = open()) {
            FileLock held = holder.lock();
            Future<FileLock> future = channel.lock();
            assertThatThrownBy(() -> future.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            Caught<Integer> other = new Caught<>();
            channel.read(ByteBuffer.allocate(4), 0, null, other);
            assertThat(other.get()).as("nothing else waits").isEqualTo(4);
            held.release();
            FileLock lock = get(future);
            assertThat(holder.tryLock()).isNull();
            lock.release();
            holder.tryLock().release();
        }
    }

    @Test
    void manyWaitingLocksKeepNoThread() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE); AioFileChannel channel = open()) {
            FileLock held = holder.lock();
            List<Caught<FileLock>> waiting = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                waiting.add(new Caught<>());
                channel.lock(i, 1, false, i, waiting.get(i));
            }
            // all workers of a pool would be stuck by eight of them
            for (int i = 0; i < 100; i++) {
                assertThat(channel.write(ByteBuffer.allocate(100_000), 0).get(30, TimeUnit.SECONDS)).isEqualTo(100_000);
            }
            held.release();
            for (Caught<FileLock> lock : waiting) {
                assertThat(lock.get().isValid()).isTrue();
            }
        }
    }

    @Test
    void closingEndsTheWaiting() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE)) {
            FileLock held = holder.lock();
            AioFileChannel channel = open();
            Future<FileLock> future = channel.lock(0, 5, false);
            Caught<FileLock> handler = new Caught<>();
            channel.lock(5, 5, true, "with", handler);
            channel.close();
            assertThatThrownBy(() -> get(future)).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
            assertThatThrownBy(handler::get).cause().isExactlyInstanceOf(AsynchronousCloseException.class);
            assertThat(handler.attachment).isEqualTo("with");
            held.release();
            holder.tryLock().release();
            try (AioFileChannel next = open()) {
                next.tryLock().release();
            }
        }
    }

    /** It is not found out by the next attempt to get the lock. */
    @Test
    void itIsEndedWhenTheChannelIsClosed() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE)) {
            holder.lock();
            AioFileChannel channel = open();
            List<Future<FileLock>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(channel.lock(i, 1, false));
            }
            channel.close();
            assertThat(waiting).allMatch(Future::isDone);
        }
    }

    @Test
    void cancellingGivesUpTheRangeAtOnce() throws Exception {
        try (FileChannel holder = FileChannel.open(path, READ, WRITE); AioFileChannel channel = open()) {
            FileLock held = holder.lock();
            for (int i = 0; i < 50; i++) {
                Future<FileLock> future = channel.lock();
                assertThat(future.cancel(false)).isTrue();
                assertThat(future.isDone()).isTrue();
                assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
            }
            assertThat(channel.tryLock()).isNull();
            held.release();
            channel.tryLock().release();
            assertThat(other("w", 0, 0)).isEqualTo("yes");
        }
    }

    @Test
    void cancellingWhileItIsGrantedLeavesNoLock() throws Exception {
        try (AioFileChannel channel = open(); AioFileChannel second = open()) {
            for (int i = 0; i < 500; i++) {
                Future<FileLock> future = channel.lock();
                if (i % 2 == 0) {
                    Thread.yield();
                }
                if (!future.cancel(false)) {
                    get(future).release();
                }
                second.tryLock().release();
            }
            assertThat(other("w", 0, 0)).isEqualTo("yes");
        }
    }

    @Test
    void aClosedChannelsLocksAreReleasedAndInvalid() throws Exception {
        AioFileChannel channel = open();
        FileLock lock = channel.tryLock();
        channel.close();
        assertThat(lock.isValid()).isFalse();
        assertThatThrownBy(lock::release).isInstanceOf(ClosedChannelException.class);
        assertThat(other("w", 0, 0)).isEqualTo("yes");
        try (AioFileChannel next = open()) {
            next.tryLock().release();
        }
    }

    /** As a program has that was started in that moment, however soon it closes what it has inherited. */
    @Test
    void theyAreReleasedAlsoWhereTheOpenFileHasAnotherDescriptor() throws Exception {
        AioFileChannel channel = open();
        channel.tryLock();
        int other = IoAio.shared().aioFcntl(channel.fd(), AioConstants.F_DUPFD_CLOEXEC, 0).await().intValue();
        channel.close();
        assertThat(other("w", 0, 0)).isEqualTo("yes");
        IoAio.shared().aioClose(other).await();
    }

    @Test
    void somebodyElseWhoClosesTheFileTakesNoLockAway() throws Exception {
        try (AioFileChannel channel = open()) {
            FileLock lock = channel.tryLock();
            FileChannel.open(path, READ, WRITE).close();
            AsynchronousFileChannel.open(path, READ, WRITE).close();
            open().close();
            assertThat(other("r", 0, 0)).isEqualTo("no");
            assertThat(lock.isValid()).isTrue();
        }
    }

    @Test
    void theJdksChannelsAreAsAnotherProcess() throws Exception {
        try (AioFileChannel ours = open(); AsynchronousFileChannel jdk = AsynchronousFileChannel.open(path, READ, WRITE)) {
            FileLock lock = jdk.tryLock(0, 5, false);
            assertThat(ours.tryLock(0, 5, false)).isNull();
            ours.tryLock(5, 5, false).release();
            lock.release();
            FileLock own = ours.tryLock(0, 5, false);
            assertThat(jdk.tryLock(0, 5, false)).isNull();
            own.release();
        }
    }

    @Test
    @Tag("unsanitized")
    void theKernelIsNeverAskedToWait() throws Exception {
        Path log = dir.resolve("trace");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String library = System.getProperty("jeio.native.path");
        ProcessBuilder traced = new ProcessBuilder("strace", "-f", "-e", "trace=fcntl", "-o", log.toString(), java, "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED", "-Djeio.native.path=" + (library == null ? "" : library), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Locking.class.getName(), path.toString());
        traced.environment().remove("LD_PRELOAD");
        Process process;
        try {
            process = traced.redirectErrorStream(true).start();
        } catch (IOException e) {
            abort("strace is not here: " + e);
            return;
        }
        process.getOutputStream().close();
        try (var out = process.getInputStream()) {
            String said = new String(out.readAllBytes());
            assertThat(process.waitFor()).as(said).isZero();
        }
        String calls = Files.readString(log);
        assertThat(calls).contains("F_OFD_SETLK, {l_type=F_WRLCK").contains("F_OFD_SETLK, {l_type=F_UNLCK").doesNotContain("F_OFD_SETLKW");
    }

    /** The program that is traced: it waits for a lock that it gets. */
    static final class Locking {

        public static void main(String[] args) throws Exception {
            Path path = Path.of(args[0]);
            try (FileChannel holder = FileChannel.open(path, READ, WRITE); AioFileChannel channel = AioFileChannel.open(path, READ, WRITE)) {
                FileLock held = holder.lock();
                Future<FileLock> lock = channel.lock();
                held.release();
                lock.get().release();
            }
        }
    }
}
