package io.github.jeio.requests;

import static io.github.jeio.AioConstants.FICLONE;
import static io.github.jeio.AioConstants.FIEMAP_FLAG_SYNC;
import static io.github.jeio.AioConstants.FS_IOC_FIEMAP;
import static io.github.jeio.AioConstants.FS_IOC_GETFLAGS;
import static io.github.jeio.AioConstants.FS_IOC_SETFLAGS;
import static io.github.jeio.AioConstants.FS_NODUMP_FL;
import static io.github.jeio.AioConstants.F_DUPFD;
import static io.github.jeio.AioConstants.F_DUPFD_CLOEXEC;
import static io.github.jeio.AioConstants.F_GETFD;
import static io.github.jeio.AioConstants.F_GETFL;
import static io.github.jeio.AioConstants.F_GETLK;
import static io.github.jeio.AioConstants.F_GETPIPE_SZ;
import static io.github.jeio.AioConstants.F_OFD_SETLK;
import static io.github.jeio.AioConstants.F_SETFD;
import static io.github.jeio.AioConstants.F_SETFL;
import static io.github.jeio.AioConstants.F_SETLK;
import static io.github.jeio.AioConstants.F_SETLKW;
import static io.github.jeio.AioConstants.F_SETPIPE_SZ;
import static io.github.jeio.AioConstants.F_UNLCK;
import static io.github.jeio.AioConstants.F_WRLCK;
import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.Advanced;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** fcntl and ioctl, with numbers and with buffers. */
class FcntlIoctlTest extends RequestTest {

    /** How many bytes can be read; a number from before sizes were encoded. Linux has it since ever, the manual does not. */
    private static final long FIONREAD = 0x541B;

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    // fcntl with a number

    @Test
    void fcntlReadsAndSetsStatusFlags() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        long flags = get(io.aioFcntl(fd, F_GETFL, 0));
        assertThat(flags & 3).isEqualTo(O_RDWR);
        assertThat(get(io.aioFcntl(fd, F_SETFL, flags | O_APPEND | O_NONBLOCK))).isZero();
        assertThat(Integer.parseInt(fdinfo(fd, "flags"), 8) & (O_APPEND | O_NONBLOCK)).isEqualTo(O_APPEND | O_NONBLOCK);
        assertThat(get(io.aioFcntl(fd, F_GETFL, 0))).isEqualTo(flags | O_APPEND | O_NONBLOCK);
    }

    @Test
    void fcntlTakesCloseOnExecAway() throws Exception {
        int fd = open(file("file", ""), O_RDONLY);
        assertThat(get(io.aioFcntl(fd, F_GETFD, 0))).isEqualTo(1);
        assertThat(get(io.aioFcntl(fd, F_SETFD, 0))).isZero();
        assertThat(get(io.aioFcntl(fd, F_GETFD, 0))).isZero();
    }

    @Test
    void fcntlDuplicates() throws Exception {
        int fd = open(file("file", ""), O_RDONLY);
        int copy = closeLater(get(io.aioFcntl(fd, F_DUPFD_CLOEXEC, 200)).intValue());
        assertThat(copy).isGreaterThanOrEqualTo(200);
        assertThat(get(io.aioStat(copy)).ino()).isEqualTo(get(io.aioStat(fd)).ino());
    }

    /** The leak check after the test sees a duplicate that stays. */
    @ParameterizedTest
    @ValueSource(ints = {F_DUPFD, F_DUPFD_CLOEXEC})
    void aDuplicateThatNobodyGetsIsClosed(int cmd) throws Exception {
        int fd = open(file("file", ""), O_RDONLY);
        for (int i = 0; i < 50; i++) {
            AioRequest<Long> duplicate = io.aioFcntl(fd, cmd, 0);
            awaitExecution(duplicate);
            duplicate.cancel();
        }
        io.flush();
    }

    @Test
    void fcntlSetsThePipesSize() throws Exception {
        int pipe = closeLater(Advanced.pipe2())[0];
        long size = get(io.aioFcntl(pipe, F_GETPIPE_SZ, 0));
        assertThat(get(io.aioFcntl(pipe, F_SETPIPE_SZ, size / 2))).isEqualTo(size / 2);
        assertThat(get(io.aioFcntl(pipe, F_GETPIPE_SZ, 0))).isEqualTo(size / 2);
    }

    // fcntl with a buffer

    /** A {@code struct flock} at the buffer's position. */
    private static ByteBuffer lock(ByteBuffer to, int type, long start, long length) {
        int at = to.position();
        return to.order(ByteOrder.nativeOrder()).putShort(at, (short) type).putLong(at + 8, start).putLong(at + 16, length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fcntlTellsWhoHoldsALock(boolean direct) throws Exception {
        String path = file("file", "0123456789");
        int fd = open(path, O_RDWR);
        Process holder = new ProcessBuilder("perl", "-e", """
                $| = 1; open F, "+<", $ARGV[0] or die;
                fcntl F, $ARGV[1], pack "ssx4qqix4", $ARGV[2], 0, 3, 5, 0 or die; print "locked\n"; <STDIN>;
                """, path, Integer.toString(F_SETLK), Integer.toString(F_WRLCK)).start();
        try (var said = holder.inputReader(); var end = holder.getOutputStream(); var errors = holder.errorReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            ByteBuffer arg = (direct ? ByteBuffer.allocateDirect(50) : ByteBuffer.allocate(50)).position(7).limit(39);
            lock(arg, F_WRLCK, 0, 0);
            assertThat(get(io.aioFcntl(fd, F_GETLK, arg))).isZero();
            assertThat(arg.getShort(7)).isEqualTo((short) F_WRLCK);
            assertThat(arg.getLong(15)).isEqualTo(3);
            assertThat(arg.getLong(23)).isEqualTo(5);
            assertThat(arg.getInt(31)).isEqualTo((int) holder.pid());
            assertThat(arg.position()).isEqualTo(7);
            assertThat(arg.limit()).isEqualTo(39);

            assertFails(io.aioFcntl(fd, F_SETLK, lock(buffer(32), F_WRLCK, 4, 1)), Errno.EAGAIN);
            assertThat(get(io.aioFcntl(fd, F_SETLK, lock(buffer(32), F_WRLCK, 8, 1).asReadOnlyBuffer()))).isZero();

            AioRequest<Long> waiting = io.aioFcntl(fd, F_SETLKW, lock(buffer(32), F_WRLCK, 0, 0));
            end.write('\n');
            end.flush();
            assertThat(get(waiting)).isZero();
            assertThat(errors.readLine()).isNull();
        } finally {
            holder.waitFor();
        }
    }

    @Test
    void fcntlLocksAreSeenByOthers() throws Exception {
        int fd = open(file("file", "0123456789"), O_RDWR);
        get(io.aioFcntl(fd, F_OFD_SETLK, lock(buffer(32), F_WRLCK, 2, 3)));
        assertThat(lockTaken(2)).isFalse();
        assertThat(lockTaken(5)).isTrue();
        get(io.aioFcntl(fd, F_OFD_SETLK, lock(buffer(32), F_UNLCK, 0, 0)));
        assertThat(lockTaken(2)).isTrue();
    }

    private boolean lockTaken(int at) {
        return succeeds("perl", "-e", "open F, '+<', $ARGV[0]; fcntl F, $ARGV[1], pack 'ssx4qqix4', $ARGV[2], 0, $ARGV[3], 1, 0 or exit 1",
                path("file"), Integer.toString(F_SETLK), Integer.toString(F_WRLCK), Integer.toString(at));
    }

    /** The kernel reads 32 bytes, whatever the memory was used for before. */
    @Test
    void anArgumentThatIsShortIsFilledUpWithZeros() throws Exception {
        int fd = open(file("file", "0123456789"), O_RDWR);
        ByteBuffer dirt = buffer(300);
        while (dirt.hasRemaining()) {
            dirt.put((byte) -1);
        }
        for (int size : new int[] {2, 8, 16}) {
            assertFails(io.aioFcntl(fd, F_SETLK, dirt.clear()), Errno.EINVAL);
            get(io.aioFcntl(fd, F_SETLK, buffer(size).putShort(0, (short) F_WRLCK)));
            assertThat(lockTaken(9)).isFalse(); // from 0 on, to the end
            get(io.aioFcntl(fd, F_SETLK, buffer(size).putShort(0, (short) F_UNLCK)));
            assertThat(lockTaken(9)).isTrue();
        }
    }

    // ioctl

    @Test
    void ioctlReadsAndSetsAFilesFlags() throws Exception {
        String path = file("file", "");
        int fd = open(path, O_RDWR);
        assumeTrue(succeeds("lsattr", path), "needs a file system with such flags");
        ByteBuffer flags = buffer(12).position(4);
        assertThat(get(io.aioIoctl(fd, FS_IOC_GETFLAGS, flags))).isZero();
        assertThat(flags.position()).isEqualTo(4);
        flags.putInt(4, flags.getInt(4) | FS_NODUMP_FL);
        assertThat(get(io.aioIoctl(fd, FS_IOC_SETFLAGS, flags.asReadOnlyBuffer()))).isZero();
        assertThat(run("lsattr", path).split(" ")[0]).contains("d");

        run("chattr", "-d", path);
        assertThat(get(io.aioIoctl(fd, FS_IOC_GETFLAGS, flags))).isZero();
        assertThat(flags.getInt(4) & FS_NODUMP_FL).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 300, 20_000})
    void ioctlTakesABufferOfAnySizeWhereTheNumberTellsNone(int size) throws Exception {
        int[] pipe = closeLater(Advanced.pipe2());
        get(io.aioWrite(pipe[1], -1, ByteBuffer.allocate(77)));
        ByteBuffer count = buffer(size).put(size - 1, (byte) 5);
        count.putInt(0, -1);
        assertThat(get(io.aioIoctl(pipe[0], FIONREAD, count))).isZero();
        assertThat(count.getInt(0)).isEqualTo(77);
        assertThat(count.get(size - 1)).isEqualTo(size == 4 ? (byte) 0 : (byte) 5);
    }

    @Test
    void ioctlGivesABufferShorterThanTheAnswerWhatFits() throws Exception {
        int[] pipe = closeLater(Advanced.pipe2());
        get(io.aioWrite(pipe[1], -1, ByteBuffer.allocate(77)));
        ByteBuffer count = buffer(5).limit(1);
        assertThat(get(io.aioIoctl(pipe[0], FIONREAD, count))).isZero();
        assertThat(count.get(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 3)).isEqualTo((byte) 77);
        assertThat(count.clear().getInt(1)).isZero();
    }

    @Test
    void ioctlTakesANumber() throws Exception {
        int from = open(file("from", "text"), O_RDONLY);
        int to = open(file("to", ""), O_RDWR);
        if (succeeds("cp", "--reflink=always", path("from"), path("other"))) {
            assertThat(get(io.aioIoctl(to, FICLONE, from))).isZero();
            run("cmp", path("from"), path("to"));
        } else {
            assertFails(io.aioIoctl(to, FICLONE, from), Errno.EOPNOTSUPP);
        }
        assertFails(io.aioIoctl(to, FICLONE, -1), Errno.EBADF);
    }

    @Test
    void ioctlFailsAsTheKernelSays() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        assertFails(io.aioIoctl(fd, 0x5401, buffer(60)), Errno.ENOTTY);
        assertFails(io.aioIoctl(fd, 0xFFFF_FFFFL, 0), Errno.ENOTTY);
        assertFails(io.aioIoctl(-1, FIONREAD, buffer(4)), Errno.EBADF);
        assertFails(io.aioIoctl(fd, FIONREAD, 0), Errno.EFAULT);
        assertFails(io.aioFcntl(-1, F_GETFL, 0), Errno.EBADF);
        assertFails(io.aioFcntl(fd, 12345, 0), Errno.EINVAL);
        assertFails(io.aioFcntl(fd, F_GETPIPE_SZ, 0), Errno.EBADF);
    }

    @Test
    void aFailureLeavesTheBufferAsItIs() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        ByteBuffer arg = buffer(32).putLong(0, 0x1122334455667788L);
        assertFails(io.aioFcntl(fd, F_GETLK, arg), Errno.EINVAL);
        assertThat(arg.getLong(0)).isEqualTo(0x1122334455667788L);

        int unknown = 0x4000_0000; // before it refuses them, the kernel leaves those flags alone that it does not know
        ByteBuffer extents = buffer(32).putLong(8, -1).putInt(16, FIEMAP_FLAG_SYNC | unknown);
        assertThatThrownBy(() -> get(io.aioIoctl(fd, FS_IOC_FIEMAP, extents))).isInstanceOf(AioException.class);
        assertThat(extents.getInt(16)).isEqualTo(FIEMAP_FLAG_SYNC | unknown);
    }

    // refused

    @Test
    void anAddressCanNotBePassedOffAsANumber() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        for (int cmd : new int[] {F_GETLK, F_SETLK, F_SETLKW, F_OFD_SETLK}) {
            assertRefused(() -> io.aioFcntl(fd, cmd, 0), "cmd " + cmd + " takes an address", "pass a ByteBuffer");
        }
        assertRefused(() -> io.aioFcntl(fd, 12345, 0x7fff_0000_0000L), "arg 140733193388032", "pass a ByteBuffer");
        assertRefused(() -> io.aioIoctl(fd, FIONREAD, 65536), "arg 65536", "pass a ByteBuffer");
        assertRefused(() -> io.aioIoctl(fd, FIONREAD, Long.MIN_VALUE), "arg " + Long.MIN_VALUE);
        assertRefused(() -> io.aioIoctl(fd, 1L << 32, 0), "request 0x100000000");
        assertRefused(() -> io.aioIoctl(fd, -1L << 32, buffer(8)), "request 0xffffffff00000000");
    }

    @Test
    void aBufferCanNotBePassedOffAsANumber() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        for (int cmd : new int[] {F_GETFL, F_SETFL, F_DUPFD, F_SETPIPE_SZ}) {
            assertRefused(() -> io.aioFcntl(fd, cmd, buffer(32)), "cmd " + cmd + " takes a number", "pass a long");
        }
    }

    @Test
    void aBufferMustHaveRoomForWhatTheRequestGives() throws Exception {
        int fd = open(file("file", ""), O_RDWR);
        assertRefused(() -> io.aioIoctl(fd, FS_IOC_GETFLAGS, buffer(7)), "arg has 7 bytes remaining", "takes 8");
        assertRefused(() -> io.aioIoctl(fd, FS_IOC_GETFLAGS, buffer(16).position(9)), "arg has 7 bytes remaining", "takes 8");
        assertRefused(() -> io.aioIoctl(fd, FS_IOC_GETFLAGS, buffer(8).asReadOnlyBuffer()), "arg is a read-only buffer");
        assertRefused(() -> io.aioIoctl(fd, FIONREAD, buffer(4).asReadOnlyBuffer()), "arg is a read-only buffer");
        assertRefused(() -> io.aioFcntl(fd, F_GETLK, buffer(32).asReadOnlyBuffer()), "arg is a read-only buffer");
        ByteBuffer extents = buffer(32 + 3 * 56).putLong(8, -1).putInt(24, 4); // room for three, and four are asked for
        assertRefused(() -> io.aioIoctl(fd, FS_IOC_FIEMAP, extents), "arg has 200 bytes remaining", "announce");
        extents.putInt(24, 0xFFFF_FFFF);
        assertRefused(() -> io.aioIoctl(fd, FS_IOC_FIEMAP, extents), "arg has 200 bytes remaining", "announce");
    }

    private void assertRefused(Runnable call, String... message) {
        assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(message);
        assertThat(io.nreqs()).isZero();
    }
}
