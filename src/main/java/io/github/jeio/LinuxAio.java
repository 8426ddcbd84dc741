package io.github.jeio;

import io.github.jeio.internal.pool.PoolAccess;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Perl's {@code Linux::AIO}, for programs that were written for it: fewer than {@link IoAio} has, which
 * supersedes it, on a pool of their own that begins with one thread: requests of one priority are then executed one after
 * the other, in the order in which they were made.
 *
 * <p>A path must be absolute: when its request is executed, the process's working directory may be another one than at
 * the call. A relative path is not refused; it is resolved at that later moment. Paths, buffers, descriptors and
 * arguments that can't be right are otherwise as for the request of the same name on {@link IoAio}.
 *
 * <p>Callbacks run inside {@link #pollCb()}; where one gets -1 or null, {@link IoAio#errno()} says why. Every request
 * exists without a callback, too. The pool is made at the first use of this class, and is closed by
 * {@link IoAio#closeShared()} only; normal exit of the JVM waits for what is outstanding.
 *
 * <pre>{@code
 * LinuxAio.aioOpen("/etc/passwd", AioConstants.O_RDONLY, 0, fd -> {
 *     if (fd < 0) {
 *         System.err.println("open: " + Errno.message(IoAio.errno()));
 *     }
 * });
 * while (LinuxAio.nreqs() > 0) {
 *     LinuxAio.pollWait();
 *     LinuxAio.pollCb();
 * }
 * }</pre>
 */
public final class LinuxAio {

    private LinuxAio() { }

    private static IoAio io() {
        return IoAio.Permanent.LINUX.get();
    }

    /**
     * Opens or creates a file, as open(2): {@code aio_open}.
     *
     * @param pathname the file, an absolute path
     * @param flags {@link AioConstants#O_RDONLY O_RDONLY}, {@code O_WRONLY} or {@code O_RDWR}, and any other {@code O_}
     *     constants
     * @param mode permissions for a file that is created, less the umask
     * @param callback gets the descriptor, a plain number; or -1
     * @return the request; it gives the descriptor
     */
    public static AioRequest<Integer> aioOpen(String pathname, int flags, int mode, IntConsumer callback) {
        return io().aioOpen(pathname, flags, mode, callback);
    }

    /**
     * {@link #aioOpen(String, int, int, IntConsumer)} without a callback.
     *
     * @param pathname the file, an absolute path
     * @param flags {@link AioConstants#O_RDONLY O_RDONLY}, {@code O_WRONLY} or {@code O_RDWR}, and any other {@code O_}
     *     constants
     * @param mode permissions for a file that is created, less the umask
     * @return the request; it gives the descriptor
     */
    public static AioRequest<Integer> aioOpen(String pathname, int flags, int mode) {
        return io().aioOpen(pathname, flags, mode);
    }

    /**
     * Closes a descriptor, as close(2): {@code aio_close}.
     *
     * @param fd the descriptor
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioClose(int fd, LongConsumer callback) {
        return io().aioClose(fd, callback);
    }

    /**
     * {@link #aioClose(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioClose(int fd) {
        return io().aioClose(fd);
    }

    /**
     * Reads from a file into a range of a buffer, as pread(2): {@code aio_read}.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to read into
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @param callback gets the number of bytes read, 0 at the end of the file; or -1
     * @return the request; it gives the number of bytes read
     */
    public static AioRequest<Long> aioRead(int fd, long offset, int length, ByteBuffer data, int dataoffset,
            LongConsumer callback) {
        return io().aioRead(fd, offset, length, data, dataoffset, callback);
    }

    /**
     * {@link #aioRead(int, long, int, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to read into
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @return the request; it gives the number of bytes read
     */
    public static AioRequest<Long> aioRead(int fd, long offset, int length, ByteBuffer data, int dataoffset) {
        return io().aioRead(fd, offset, length, data, dataoffset);
    }

    /**
     * Writes a range of a buffer to a file, as pwrite(2): {@code aio_write}.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to write
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @param callback gets the number of bytes written; or -1
     * @return the request; it gives the number of bytes written
     */
    public static AioRequest<Long> aioWrite(int fd, long offset, int length, ByteBuffer data, int dataoffset,
            LongConsumer callback) {
        return io().aioWrite(fd, offset, length, data, dataoffset, callback);
    }

    /**
     * {@link #aioWrite(int, long, int, ByteBuffer, int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes; -1: at the descriptor's own offset, which moves
     * @param length how many bytes, 0 or more
     * @param data what to write
     * @param dataoffset where in the buffer, whatever its position is; a negative one counts from its limit
     * @return the request; it gives the number of bytes written
     */
    public static AioRequest<Long> aioWrite(int fd, long offset, int length, ByteBuffer data, int dataoffset) {
        return io().aioWrite(fd, offset, length, data, dataoffset);
    }

    /**
     * Reads a part of a file into the page cache, as readahead(2), so that reading it later need not wait for the disk:
     * {@code aio_readahead}.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes
     * @param length how many bytes
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioReadahead(int fd, long offset, long length, LongConsumer callback) {
        return io().aioReadahead(fd, offset, length, callback);
    }

    /**
     * {@link #aioReadahead(int, long, long, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @param offset where in the file, in bytes
     * @param length how many bytes
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioReadahead(int fd, long offset, long length) {
        return io().aioReadahead(fd, offset, length);
    }

    /**
     * Tells what a file is, as stat(2): {@code aio_stat}.
     *
     * @param pathname the file, an absolute path
     * @param callback gets the file's attributes, or null
     * @return the request; it gives the file's attributes
     */
    public static AioRequest<AioStat> aioStat(String pathname, Consumer<? super @Nullable AioStat> callback) {
        return io().aioStat(pathname, callback);
    }

    /**
     * {@link #aioStat(String, Consumer)} without a callback.
     *
     * @param pathname the file, an absolute path
     * @return the request; it gives the file's attributes
     */
    public static AioRequest<AioStat> aioStat(String pathname) {
        return io().aioStat(pathname);
    }

    /**
     * Tells what an open file is, as fstat(2): {@code aio_stat}.
     *
     * @param fd the descriptor
     * @param callback gets the file's attributes, or null
     * @return the request; it gives the file's attributes
     */
    public static AioRequest<AioStat> aioStat(int fd, Consumer<? super @Nullable AioStat> callback) {
        return io().aioStat(fd, callback);
    }

    /**
     * {@link #aioStat(int, Consumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives the file's attributes
     */
    public static AioRequest<AioStat> aioStat(int fd) {
        return io().aioStat(fd);
    }

    /**
     * Tells what a file is, of a symbolic link what the link itself is, as lstat(2): {@code aio_lstat}.
     *
     * @param pathname the file or link, an absolute path
     * @param callback gets the attributes, or null
     * @return the request; it gives the attributes
     */
    public static AioRequest<AioStat> aioLstat(String pathname, Consumer<? super @Nullable AioStat> callback) {
        return io().aioLstat(pathname, callback);
    }

    /**
     * {@link #aioLstat(String, Consumer)} without a callback.
     *
     * @param pathname the file or link, an absolute path
     * @return the request; it gives the attributes
     */
    public static AioRequest<AioStat> aioLstat(String pathname) {
        return io().aioLstat(pathname);
    }

    /**
     * Removes a name of a file, as unlink(2): {@code aio_unlink}.
     *
     * @param pathname the file or link, an absolute path
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioUnlink(String pathname, LongConsumer callback) {
        return io().aioUnlink(pathname, callback);
    }

    /**
     * {@link #aioUnlink(String, LongConsumer)} without a callback.
     *
     * @param pathname the file or link, an absolute path
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioUnlink(String pathname) {
        return io().aioUnlink(pathname);
    }

    /**
     * Writes what is cached of a file to the disk, as fsync(2): {@code aio_fsync}.
     *
     * @param fd the descriptor
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioFsync(int fd, LongConsumer callback) {
        return io().aioFsync(fd, callback);
    }

    /**
     * {@link #aioFsync(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioFsync(int fd) {
        return io().aioFsync(fd);
    }

    /**
     * Writes what is cached of a file's content to the disk, as fdatasync(2): {@code aio_fdatasync}.
     *
     * @param fd the descriptor
     * @param callback gets 0, or -1
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioFdatasync(int fd, LongConsumer callback) {
        return io().aioFdatasync(fd, callback);
    }

    /**
     * {@link #aioFdatasync(int, LongConsumer)} without a callback.
     *
     * @param fd the descriptor
     * @return the request; it gives 0
     */
    public static AioRequest<Long> aioFdatasync(int fd) {
        return io().aioFdatasync(fd);
    }

    /**
     * The descriptor to watch for reading: it is readable exactly while results are pending. Mirrors
     * {@code Linux::AIO::poll_fileno}.
     *
     * @return a descriptor that is the pool's until {@link IoAio#closeShared()}
     */
    public static int pollFileno() {
        return io().pollFileno();
    }

    /**
     * Handles the results that there are: calls their callbacks. Returns at once where there are none. Mirrors
     * {@code Linux::AIO::poll_cb}; other than {@link IoAio#pollCb()} it gives a number.
     *
     * @return how many results were handled
     * @throws IllegalStateException the caller is a callback, or another thread polls
     */
    public static int pollCb() {
        return PoolAccess.pool(io()).poller.pollCount();
    }

    /**
     * Waits until a result is pending, or nothing is outstanding. Mirrors {@code Linux::AIO::poll_wait}.
     *
     * @throws IllegalStateException the caller is a callback
     */
    public static void pollWait() {
        io().pollWait();
    }

    /**
     * Raises the number of threads to at least that, so that as many requests can be executed at once. Mirrors
     * {@code Linux::AIO::min_parallel}.
     *
     * @param nthreads 0 to 65536; the default is 1
     */
    public static void minParallel(int nthreads) {
        io().minParallel(nthreads);
    }

    /**
     * Lowers the number of threads to at most that, and blocks until no more are left. Mirrors
     * {@code Linux::AIO::max_parallel}.
     *
     * @param nthreads 0 to 65536; with 0, requests are queued and wait
     */
    public static void maxParallel(int nthreads) {
        io().maxParallel(nthreads);
    }

    /**
     * The requests whose callback has not been called yet. Mirrors {@code Linux::AIO::nreqs}.
     *
     * @return how many requests are outstanding
     */
    public static int nreqs() {
        return io().nreqs();
    }
}
