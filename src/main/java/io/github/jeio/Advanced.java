package io.github.jeio;

import static io.github.jeio.AioConstants.AT_EMPTY_PATH;
import static io.github.jeio.AioConstants.AT_FDCWD;
import static io.github.jeio.AioConstants.MAP_FIXED;
import static io.github.jeio.AioConstants.MAP_FIXED_NOREPLACE;
import static io.github.jeio.AioConstants.MAP_GROWSDOWN;
import static io.github.jeio.AioConstants.MREMAP_MAYMOVE;
import static io.github.jeio.AioConstants.PROT_EXEC;
import static io.github.jeio.AioConstants.PROT_NONE;
import static io.github.jeio.AioConstants.PROT_READ;
import static io.github.jeio.AioConstants.PROT_WRITE;

import io.github.jeio.internal.load.NativeLibrary;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.memory.MemoryMap;
import io.github.jeio.internal.natives.AdvancedNatives;
import io.github.jeio.internal.natives.ErrnoHolder;
import io.github.jeio.internal.natives.FileNatives;
import io.github.jeio.internal.natives.MapNatives;
import io.github.jeio.internal.wire.FileNames;
import io.github.jeio.internal.wire.Stats;
import java.io.FileDescriptor;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The synchronous functions of the manual, its "Advanced I/O": each one makes its system call in the calling thread, and
 * returns when that is done. A call that waits in the kernel (a blocking {@link #accept4}, a {@link #splice} from an
 * empty pipe) can't be interrupted, and a virtual thread that makes it holds on to its carrier.
 *
 * <p><b>Errors.</b> A call that fails gives what the manual says: -1, {@code null} or {@code false}, and
 * {@link IoAio#errno()} tells why; after a call that succeeded that is 0. {@link #fadvise} and {@link #madvise} return
 * the error number itself, as the functions do that they call. Where the kernel has no such call the error is
 * {@link Errno#ENOSYS}. An argument that can't be right throws.
 *
 * <p><b>Descriptors</b> are plain numbers. Whoever gets one from here closes it, with {@link IoAio#aioClose}.
 *
 * <p><b>Mapped memory.</b> A buffer of {@link #mmap} can be touched at any time, whatever became of its mapping:
 * <ul>
 * <li>After {@link #munmap}, or a {@link #mremap} that moved the mapping or made it shorter, what is gone reads as zeros,
 *     and what is written there is lost. The address range itself is kept until the last buffer that looks at it, be it a
 *     slice or a duplicate, is unreachable.</li>
 * <li>A page that the file no longer has, because it was truncated, or that its device can't deliver or store, throws
 *     {@link InternalError} when the JVM reads or writes it (JDK 17 throws it late, maybe elsewhere in the same thread, and
 *     now and then not at all). Where the JVM can't throw, as in {@code CRC32.update} or in a native library, the page is
 *     replaced by zeros for this process.</li>
 * </ul>
 * No argument is taken that would break this: no protection below what the buffer can do, no fixed address. To see to
 * truncated pages the first mapping puts a SIGBUS handler before the JVM's, which hands everything else on to it.
 */
public final class Advanced {

    private static final int PIECE = 1 << 30;
    private static final int PROT_ALL = PROT_READ | PROT_WRITE | PROT_EXEC;
    private static final int MAP_REFUSED = MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_GROWSDOWN;

    private static final int LAST_POSIX_ADVICE = 4;
    private static final int LAST_ADVICE = 25; // MADV_COLLAPSE
    private static final int DEADLY_ADVICE = 100; // MADV_HWPOISON, MADV_SOFT_OFFLINE, MADV_GUARD_INSTALL, MADV_GUARD_REMOVE
    private static final int LAST_DEADLY_ADVICE = 103;

    private static final int LONGEST_NAME = 128; // struct sockaddr_storage
    private static final double NANOS = 1e9;

    private Advanced() { }

    // Descriptors that Java has

    /**
     * The descriptor of a channel, as fileno(3) tells that of a stream: for a request of jeio on a socket, say
     * {@link IoAio#aioSendfile}. It is the channel's own number: it stays valid as long as the channel is open, which is
     * the caller's to see to, and who closes the number takes it away from the channel. Whether the channel blocks is
     * the descriptor's affair as well: a socket that does not may send less than it was given, or fail with EAGAIN.
     *
     * @param channel an open channel of the JDK on a file, a socket or a pipe, or one of jeio
     * @return the number; -1 where the channel is closed, EBADF
     * @throws IllegalArgumentException the channel is of another kind, and has no descriptor or hides it
     */
    public static int fileno(Channel channel) {
        Objects.requireNonNull(channel, "channel");
        return channel.isOpen() ? fileno("channel", channel) : (int) result(-Errno.EBADF);
    }

    /**
     * The number in a descriptor of the JDK: fileno(3). Of a file's stream: {@code fileno(stream.getFD())}.
     *
     * @param descriptor one of a stream or a {@link java.io.RandomAccessFile}, or {@link FileDescriptor#in} and its like
     * @return the number, which stays valid as long as its owner is open; -1 where that is closed, EBADF
     */
    public static int fileno(FileDescriptor descriptor) {
        return fileno("descriptor", Objects.requireNonNull(descriptor, "descriptor"));
    }

    private static int fileno(String argument, Object owner) {
        int number = FileNatives.natives().fileno(owner);
        if (number < -1) {
            throw new IllegalArgumentException(argument + " is a " + owner.getClass().getName()
                    + ", of which jeio does not know the descriptor: give one of the JDK's own channels");
        }
        return (int) result(number < 0 ? -Errno.EBADF : number);
    }

    // Limits

    /**
     * The limit on descriptors, one more than the highest number that one can have: getrlimit(2), {@code RLIMIT_NOFILE}.
     *
     * @return the soft limit, {@link Long#MAX_VALUE} for none; -1 on error
     */
    public static long getFdlimit() {
        return result(AdvancedNatives.natives().getFdlimit());
    }

    /**
     * Tries to raise the limit on descriptors as far as it goes. {@link #minFdlimit(long)} is better where the number is known.
     *
     * @return whether there is a limit of 2147483647 or more now; {@link #getFdlimit()} tells what was reached otherwise
     */
    public static boolean minFdlimit() {
        return minFdlimit(Integer.MAX_VALUE);
    }

    /**
     * Tries to raise the limit on descriptors to at least this number, the hard limit too if it has to be (which takes
     * privileges): setrlimit(2), {@code RLIMIT_NOFILE}. The limit is never lowered.
     *
     * @param numfd the number, from 0
     * @return true if the limit is that high now; otherwise false, EPERM, and the limit is as high as it goes
     */
    public static boolean minFdlimit(long numfd) {
        return status(AdvancedNatives.natives().minFdlimit(notNegative("numfd", numfd))) == 0;
    }

    // Files

    /**
     * Copies from a file to a descriptor in the kernel, like {@link IoAio#aioSendfile}, in the calling thread:
     * sendfile(2), and reads and writes where that does not work.
     *
     * @param ofh what to write to
     * @param ifh what to read from, a file
     * @param offset where to read, in bytes; the descriptor's own offset is neither used nor changed
     * @param count the bytes to copy
     * @return the bytes copied, maybe fewer; -1 on error: EBADF, EAGAIN, EINVAL, EPIPE, ENOSPC, EIO …
     */
    public static long sendfile(int ofh, int ifh, long offset, long count) {
        notNegative("offset", offset);
        return result(AdvancedNatives.natives().sendfile(ofh, ifh, offset, notNegative("count", count)));
    }

    /**
     * Tells the kernel how a part of a file will be used: posix_fadvise(3).
     *
     * @param fh the file
     * @param offset the start, in bytes
     * @param len the length in bytes; 0: to the end of the file
     * @param advice an {@code AioConstants.FADV_} constant
     * @return 0, or the error number: EBADF, EINVAL, ESPIPE
     */
    public static int fadvise(int fh, long offset, long len, int advice) {
        notNegative("offset", offset);
        return -noted(AdvancedNatives.natives().fadvise(fh, offset, notNegative("len", len), advice));
    }

    /**
     * What statx(2) tells of a file, which is more than {@link IoAio#aioStat} has. Since Linux 4.11.
     *
     * @param pathname the path, relative to the process directory
     * @param flags {@code AT_SYMLINK_NOFOLLOW}, {@code AT_NO_AUTOMOUNT}, {@code AT_STATX_} constants
     * @param mask the fields that are wanted, {@code STATX_} constants; -1: all that there are
     * @return null on error: ENOENT, ENOTDIR, EACCES, EINVAL, ENOSYS …
     */
    public static @Nullable AioStatx statx(String pathname, int flags, int mask) {
        return statx(AT_FDCWD, pathname, flags, mask);
    }

    /**
     * What statx(2) tells of a file, whose path is relative to a directory. Since Linux 4.11.
     *
     * @param dirfd the directory's descriptor, or {@code AT_FDCWD}
     * @param pathname the path; "" with {@code AT_EMPTY_PATH}: {@code dirfd} itself, which may be any file
     * @param flags {@code AT_EMPTY_PATH} and those of {@link #statx(String, int, int)}
     * @param mask the fields that are wanted, {@code STATX_} constants; -1: all that there are
     * @return null on error: ENOENT, ENOTDIR, EACCES, EBADF, EINVAL, ENOSYS …
     */
    public static @Nullable AioStatx statx(int dirfd, String pathname, int flags, int mask) {
        byte[] out = new byte[Stats.STATX_SIZE];
        int status = status(AdvancedNatives.natives().statx(dirfd, bytes("pathname", pathname), flags, Stats.askable(mask), out));
        return status < 0 ? null : Stats.statx(ByteBuffer.wrap(out), 0);
    }

    /**
     * What statx(2) tells of an open file. Since Linux 4.11.
     *
     * @param fh the file
     * @param flags {@code AT_STATX_} constants
     * @param mask the fields that are wanted, {@code STATX_} constants; -1: all that there are
     * @return null on error: EBADF, EINVAL, ENOSYS …
     */
    public static @Nullable AioStatx statx(int fh, int flags, int mask) {
        return statx(fh, "", flags | AT_EMPTY_PATH, mask);
    }

    /**
     * As {@link #mount(String, String, String, long, String)}, with flags of 0 and no data.
     *
     * @param special the device, directory or word that the file system is made of; null where the flags need none
     * @param path the directory to mount it on
     * @param fstype the type, such as {@code "tmpfs"}; null where the flags need none
     * @return 0; -1 on error
     */
    public static int mount(@Nullable String special, String path, @Nullable String fstype) {
        return mount(special, path, fstype, 0, null);
    }

    /**
     * As {@link #mount(String, String, String, long, String)}, with no data.
     *
     * @param special the device, directory or word that the file system is made of; null where the flags need none
     * @param path the directory to mount it on
     * @param fstype the type, such as {@code "tmpfs"}; null where the flags need none
     * @param flags {@code AioConstants.MS_} constants
     * @return 0; -1 on error
     */
    public static int mount(@Nullable String special, String path, @Nullable String fstype, long flags) {
        return mount(special, path, fstype, flags, null);
    }

    /**
     * Mounts a file system, or changes a mount: mount(2). It takes privileges.
     *
     * @param special the device, directory or word that the file system is made of; null where the flags need none
     * @param path the directory to mount it on
     * @param fstype the type, such as {@code "tmpfs"}; null where the flags need none
     * @param flags {@code AioConstants.MS_} constants
     * @param data the file system's options; null for none
     * @return 0; -1 on error: EPERM, ENOENT, ENOTBLK, ENODEV, EBUSY, EINVAL …
     */
    public static int mount(@Nullable String special, String path, @Nullable String fstype, long flags, @Nullable String data) {
        return status(AdvancedNatives.natives().mount(bytesOrNull("special", special), bytes("path", path), bytesOrNull("fstype", fstype),
                flags, bytesOrNull("data", data)));
    }

    /**
     * As {@link #umount(String, int)}, with flags of 0.
     *
     * @param path where it is mounted
     * @return 0; -1 on error
     */
    public static int umount(String path) {
        return umount(path, 0);
    }

    /**
     * Unmounts a file system: umount2(2). It takes privileges.
     *
     * @param path where it is mounted
     * @param flags {@code MNT_FORCE}, {@code MNT_DETACH}, {@code MNT_EXPIRE}, {@code UMOUNT_NOFOLLOW}
     * @return 0; -1 on error: EPERM, ENOENT, EINVAL, EBUSY; EAGAIN at the first {@code MNT_EXPIRE}
     */
    public static int umount(String path, int flags) {
        return status(AdvancedNatives.natives().umount(bytes("path", path), flags));
    }

    /**
     * The major number of a device number, as in {@code st_rdev}: major(3).
     *
     * @param dev the device number
     * @return the number, all of whose 32 bits count
     */
    public static int major(long dev) {
        return (int) (dev >>> 8 & 0xFFF | dev >>> 32 & 0xFFFF_F000L);
    }

    /**
     * The minor number of a device number: minor(3).
     *
     * @param dev the device number
     * @return the number, all of whose 32 bits count
     */
    public static int minor(long dev) {
        return (int) (dev & 0xFF | dev >>> 12 & 0xFFFF_FF00L);
    }

    /**
     * The device number of a major and a minor number: makedev(3).
     *
     * @param major the major number
     * @param minor the minor number
     * @return the device number, as in {@code st_rdev}
     */
    public static long makedev(int major, int minor) {
        return (major & 0xFFFL) << 8 | (major & 0xFFFF_F000L) << 32 | minor & 0xFFL | (minor & 0xFFFF_FF00L) << 12;
    }

    // Memory

    /**
     * As {@link #mmap(long, int, int, int, long)}, of no file.
     *
     * @param length the length in bytes, from 1 to 2147483647
     * @param prot {@code PROT_} constants
     * @param flags {@code MAP_ANONYMOUS} with other {@code MAP_} constants
     * @return a direct buffer of this capacity; null on error
     */
    public static @Nullable ByteBuffer mmap(long length, int prot, int flags) {
        return mmap(length, prot, flags, -1, 0);
    }

    /**
     * As {@link #mmap(long, int, int, int, long)}, from the start of the file.
     *
     * @param length the length in bytes, from 1 to 2147483647
     * @param prot {@code PROT_} constants
     * @param flags {@code MAP_} constants
     * @param fh the file
     * @return a direct buffer of this capacity; null on error
     */
    public static @Nullable ByteBuffer mmap(long length, int prot, int flags, int fh) {
        return mmap(length, prot, flags, fh, 0);
    }

    /**
     * Maps a file, or memory of no file, into a buffer: mmap(2). The mapping lasts until {@link #munmap}, and otherwise
     * until the buffer and all that was made of it are unreachable; the descriptor is not needed any more. A touch of the
     * buffer never brings the JVM down, as this class's description says.
     *
     * @param length the length in bytes, from 1 to 2147483647; {@link #mmapAll} maps more
     * @param prot {@code PROT_READ}, {@code PROT_WRITE}, {@code PROT_EXEC}; without {@code PROT_WRITE} the buffer is
     *     read-only, and {@code PROT_READ} is always added, for a buffer can always be read. Not {@code PROT_NONE}
     * @param flags {@code MAP_SHARED} or {@code MAP_PRIVATE}, with other {@code MAP_} constants; not {@code MAP_FIXED},
     *     {@code MAP_FIXED_NOREPLACE}, {@code MAP_GROWSDOWN}, which need the say over an address that is the JVM's
     * @param fh the file; -1 with {@code MAP_ANONYMOUS}
     * @param offset where in the file the mapping starts, in bytes; a multiple of {@code PAGESIZE}
     * @return a direct buffer of this capacity; null on error: EBADF, EACCES, EINVAL, ENODEV, EPERM, EAGAIN, ENOMEM
     */
    public static @Nullable ByteBuffer mmap(long length, int prot, int flags, int fh, long offset) {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("length is " + length + ", but a ByteBuffer holds " + Integer.MAX_VALUE
                    + " bytes at most: Advanced.mmapAll maps it as several buffers");
        }
        checkMap(length, prot, flags, offset);
        return noted(MemoryMap.map((int) length, prot | PROT_READ, flags, fh, offset));
    }

    /**
     * Maps more than a buffer can hold, at once, into several buffers of 1 GiB each (the last one may be shorter), one after
     * the other: mmap(2). Each is a mapping of its own for {@link #munmap} and its like.
     *
     * @param length the length in bytes, from 1
     * @param prot as for {@link #mmap(long, int, int, int, long)}
     * @param flags as for {@link #mmap(long, int, int, int, long)}
     * @param fh the file; -1 with {@code MAP_ANONYMOUS}
     * @param offset where in the file the first buffer starts, in bytes; a multiple of {@code PAGESIZE}
     * @return the buffers in order; null on error, as for mmap, and then nothing is mapped
     */
    public static @Nullable List<ByteBuffer> mmapAll(long length, int prot, int flags, int fh, long offset) {
        checkMap(length, prot, flags, offset);
        if (length > Long.MAX_VALUE - offset) {
            throw new IllegalArgumentException("offset + length is beyond any file: " + offset + " + " + length);
        }
        List<ByteBuffer> pieces = MemoryMap.mapAll(length, PIECE, prot | PROT_READ, flags, fh, offset);
        if (pieces == null) {
            return null;
        }
        ErrnoHolder.set(0);
        return List.copyOf(pieces);
    }

    private static void checkMap(long length, int prot, int flags, long offset) {
        if (length <= 0) {
            throw new IllegalArgumentException("length is " + length + ": there is nothing to map");
        }
        notNegative("offset", offset);
        checkProtection("prot", prot);
        if ((flags & MAP_REFUSED) != 0) {
            throw new IllegalArgumentException("flags is 0x" + Integer.toHexString(flags)
                    + ": MAP_FIXED, MAP_FIXED_NOREPLACE and MAP_GROWSDOWN could take memory from the JVM; leave them out");
        }
    }

    private static void checkProtection(String name, int prot) {
        if (prot == PROT_NONE) {
            throw new IllegalArgumentException(name + " is PROT_NONE: reading the buffer would kill the JVM; use PROT_READ");
        }
        if ((prot & ~PROT_ALL) != 0) {
            throw new IllegalArgumentException(name + " is 0x" + Integer.toHexString(prot)
                    + ": only PROT_READ, PROT_WRITE and PROT_EXEC can be combined");
        }
    }

    /**
     * Takes the mapping away that a buffer shows: munmap(2). The file is let go of at once. The buffer, and all others of
     * the same mapping, read as zeros from now on. Once is enough; a second time does nothing.
     *
     * @param data a buffer of {@link #mmap}, or a slice, duplicate or read-only view of one: it is always the whole mapping
     * @return true; false if it could not be done ({@link Errno#ENOMEM})
     */
    public static boolean munmap(ByteBuffer data) {
        try {
            return status(mapping("munmap", data).unmap()) == 0;
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /**
     * As {@link #mremap(ByteBuffer, long, int)}, with {@code MREMAP_MAYMOVE}.
     *
     * @param data a buffer of {@link #mmap}
     * @param newLength the new length in bytes, from 1 to 2147483647
     * @return the new buffer; null on error
     */
    public static @Nullable ByteBuffer mremap(ByteBuffer data, long newLength) {
        return mremap(data, newLength, MREMAP_MAYMOVE);
    }

    /**
     * Makes a mapping longer or shorter: mremap(2). A Java buffer can't change its size, so there is a new one. If the
     * mapping could stay where it is, the old buffer shows what they have in common, and zeros beyond; if it moved, the old
     * one shows only zeros. Either way the new one is the one to use.
     *
     * <p>To move a {@code MAP_PRIVATE} mapping while old buffers stay safe takes Linux 5.7 (anonymous) or 5.13 (of a
     * file); before that the error is {@link Errno#ENOSYS}. Shared memory of no file does not grow with its mapping: the
     * pages beyond are as those of a truncated file.
     *
     * @param data a buffer of {@link #mmap}, or a slice, duplicate or read-only view of one: it is always the whole mapping
     * @param newLength the new length in bytes, from 1 to 2147483647
     * @param flags {@code MREMAP_MAYMOVE}, or 0 to fail with {@link Errno#ENOMEM} rather than to move
     * @return the new buffer, read-only if the old mapping was; null on error, and then nothing has changed:
     *     ENOMEM, EAGAIN, ENOSYS; EFAULT where advice, protection or locks are not the same in all of the mapping
     */
    public static @Nullable ByteBuffer mremap(ByteBuffer data, long newLength, int flags) {
        if (newLength <= 0 || newLength > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("newLength is " + newLength + ", not between 1 and " + Integer.MAX_VALUE);
        }
        if ((flags & ~MREMAP_MAYMOVE) != 0) {
            throw new IllegalArgumentException("flags is 0x" + Integer.toHexString(flags) + ", but only 0 and MREMAP_MAYMOVE are possible");
        }
        try {
            return noted(mapped("mremap", data).remap((int) newLength, flags != 0));
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /**
     * Tells the kernel how a part of a buffer will be used: posix_madvise(3).
     *
     * @param data a direct buffer
     * @param offset the start in bytes; negative: counted back from the buffer's limit
     * @param length the length in bytes; negative, or beyond the limit: to the limit. Whole pages are what counts
     * @param advice an {@code AioConstants.MADV_} constant; for a buffer of {@link #mmap} also one that madvise(2) has
     *     beyond POSIX and that leaves the pages in place, such as 14 for {@code MADV_HUGEPAGE}
     * @return 0, or the error number; {@link Errno#EINVAL} for an advice that nobody knows, ENOMEM, EIO …
     */
    public static int madvise(ByteBuffer data, long offset, long length, int advice) {
        Range range = range(data, offset, length);
        if (advice >= DEADLY_ADVICE && advice <= LAST_DEADLY_ADVICE) {
            throw new IllegalArgumentException("advice is " + advice + ": a touch of such a page would kill the JVM");
        }
        if (advice < 0 || advice > LAST_ADVICE) {
            return -noted(-Errno.EINVAL); // not passed on, as a later kernel may know it as something that kills the process
        }
        try {
            if (advice > LAST_POSIX_ADVICE && MemoryMap.of(data) == null) {
                throw new IllegalArgumentException("advice is " + advice + ", which may change what else is in the pages of"
                        + " a buffer that Advanced.mmap did not make; there, only the MADV_ constants are possible");
            }
            return -noted(MapNatives.natives().advise(range.address, range.length, advice));
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /**
     * Changes what can be done with a part of a mapping: mprotect(2). A write to a page that is protected against it kills
     * a JVM, so the protection can't go below what the buffer can do: a mapping that was made with {@code PROT_WRITE}
     * keeps it. To hand out a buffer that can't be written, use {@link ByteBuffer#asReadOnlyBuffer()}, or map it with
     * {@code PROT_READ}.
     *
     * @param data a buffer of {@link #mmap}, or a slice, duplicate or view of one
     * @param offset the start in bytes; negative: counted back from the buffer's limit
     * @param length the length in bytes; negative, or beyond the limit: to the limit. Whole pages are what counts
     * @param protect {@code PROT_READ}, {@code PROT_WRITE}, {@code PROT_EXEC}; {@code PROT_READ} is always added
     * @return 0; -1 on error: EACCES where the file was not opened for that, ENOMEM
     */
    public static int mprotect(ByteBuffer data, long offset, long length, int protect) {
        Range range = range(data, offset, length);
        checkProtection("protect", protect);
        try {
            if (mapped("mprotect", data).isWritable() && (protect & PROT_WRITE) == 0) {
                throw new IllegalArgumentException("protect is 0x" + Integer.toHexString(protect) + ", without PROT_WRITE, but"
                        + " the buffer can be written, which would kill the JVM then: map it with PROT_READ, or hand out asReadOnlyBuffer()");
            }
            return status(MapNatives.natives().protect(range.address, range.length, protect | PROT_READ));
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /**
     * Locks the process's memory in RAM, like {@link IoAio#aioMlockall}, in the calling thread: mlockall(2).
     *
     * @param flags {@code MCL_CURRENT}, {@code MCL_FUTURE}, {@code MCL_ONFAULT}. {@code MCL_FUTURE} fails with
     *     {@link Errno#ENOMEM} where {@code RLIMIT_MEMLOCK} bounds the process, for the JVM would die at that limit later
     * @return 0; -1 on error: EINVAL, EPERM, ENOMEM
     */
    public static int mlockall(int flags) {
        return status(AdvancedNatives.natives().mlockall(flags));
    }

    /**
     * As {@link #munlock(ByteBuffer, long, long)}, of the whole buffer.
     *
     * @param data a direct buffer
     * @return 0; -1 on error
     */
    public static int munlock(ByteBuffer data) {
        return munlock(data, 0, -1);
    }

    /**
     * Undoes {@link IoAio#aioMlock}: munlock(2).
     *
     * @param data a direct buffer
     * @param offset the start in bytes; negative: counted back from the buffer's limit
     * @param length the length in bytes; negative, or beyond the limit: to the limit. Whole pages are what counts
     * @return 0; -1 on error: ENOMEM
     */
    public static int munlock(ByteBuffer data, long offset, long length) {
        Range range = range(data, offset, length);
        try {
            return status(MapNatives.natives().unlock(range.address, range.length));
        } finally {
            Reference.reachabilityFence(data);
        }
    }

    /**
     * Undoes {@link #mlockall} and every {@link IoAio#aioMlock}: munlockall(2).
     *
     * @return 0; -1 on error: EPERM
     */
    public static int munlockall() {
        return status(AdvancedNatives.natives().munlockall());
    }

    // Pipes, sockets, events, timers

    /**
     * Moves bytes between a pipe and another descriptor in the kernel: splice(2). Since Linux 2.6.17. The two must not be the same file.
     *
     * @param rfh what to read from
     * @param roff where to read, in bytes; -1: at the descriptor's own offset, as a pipe wants it
     * @param wfh what to write to
     * @param woff where to write, in bytes; -1: at the descriptor's own offset, as a pipe wants it
     * @param length the bytes to move
     * @param flags {@code AioConstants.SPLICE_F_} constants
     * @return the bytes moved, maybe fewer; 0 at the end; -1 on error: EBADF, EINVAL, ESPIPE, EAGAIN, EPIPE, ENOMEM
     */
    public static long splice(int rfh, long roff, int wfh, long woff, long length, int flags) {
        offset("roff", roff);
        offset("woff", woff);
        return result(AdvancedNatives.natives().splice(rfh, roff, wfh, woff, notNegative("length", length), flags));
    }

    /**
     * Copies bytes from a pipe to another, which stay in the first one: tee(2). Since Linux 2.6.17.
     *
     * @param rfh the pipe to read from
     * @param wfh the pipe to write to
     * @param length the bytes to copy
     * @param flags {@code AioConstants.SPLICE_F_} constants
     * @return the bytes copied, maybe fewer; 0 at the end; -1 on error: EBADF, EINVAL, EAGAIN, EPIPE, ENOMEM
     */
    public static long tee(int rfh, int wfh, long length, int flags) {
        return result(AdvancedNatives.natives().tee(rfh, wfh, notNegative("length", length), flags));
    }

    /**
     * The size of a pipe's buffer: fcntl(2), {@code F_GETPIPE_SZ}. Since Linux 2.6.35.
     *
     * @param rfh the pipe, either end
     * @return the size in bytes; -1 on error: EBADF
     */
    public static int pipesize(int rfh) {
        return pipesize(rfh, -1);
    }

    /**
     * Changes the size of a pipe's buffer: fcntl(2), {@code F_SETPIPE_SZ}. Since Linux 2.6.35.
     *
     * @param rfh the pipe, either end
     * @param newSize the size in bytes, which the kernel rounds up; -1: only tell it
     * @return the size in bytes that it has now; -1 on error: EBADF, EINVAL, EPERM beyond the limit of the system, EBUSY where it is fuller than that
     */
    public static int pipesize(int rfh, int newSize) {
        offset("newSize", newSize);
        return status(AdvancedNatives.natives().pipesize(rfh, newSize));
    }

    /**
     * As {@link #pipe2(int)}, with flags of 0.
     *
     * @return the descriptor to read from and the one to write to; null on error
     */
    public static int @Nullable [] pipe2() {
        return pipe2(0);
    }

    /**
     * Makes a pipe: pipe2(2). Since Linux 2.6.27; {@code O_DIRECT} since 3.4.
     *
     * @param flags {@code O_CLOEXEC}, {@code O_NONBLOCK}, {@code O_DIRECT}
     * @return the descriptor to read from and the one to write to; null on error: EINVAL, EMFILE, ENFILE
     */
    public static int @Nullable [] pipe2(int flags) {
        long pair = result(AdvancedNatives.natives().pipe2(flags));
        return pair < 0 ? null : new int[] {(int) pair, (int) (pair >>> 32)};
    }

    /**
     * As {@link #accept4(int, ByteBuffer, int, int)}, without the peer's name.
     *
     * @param rfh the listening socket
     * @param flags {@code SOCK_NONBLOCK}, {@code SOCK_CLOEXEC}
     * @return the connection's descriptor; -1 on error
     */
    public static int accept4(int rfh, int flags) {
        return accept4(rfh, null, 0, flags);
    }

    /**
     * Accepts a connection: accept4(2). Since Linux 2.6.28. It waits for one, unless the socket is non-blocking.
     *
     * @param rfh the listening socket
     * @param sockaddr receives the peer's name, a {@code struct sockaddr}, from its position on, which moves behind it;
     *     null: no name
     * @param sockaddrMaxlen the longest name expected, in bytes, which have to be free in {@code sockaddr}; 0: no name.
     *     A longer name is cut, and shows in a position that has moved by one more, if {@code sockaddr} has that
     * @param flags {@code SOCK_NONBLOCK}, {@code SOCK_CLOEXEC}
     * @return the connection's descriptor; -1 on error: EAGAIN, EBADF, ENOTSOCK, EINVAL, EOPNOTSUPP, ECONNABORTED, EMFILE, ENFILE …
     */
    public static int accept4(int rfh, @Nullable ByteBuffer sockaddr, int sockaddrMaxlen, int flags) {
        notNegative("sockaddrMaxlen", sockaddrMaxlen);
        byte[] name = null;
        if (sockaddr != null && sockaddrMaxlen > 0) {
            if (sockaddr.isReadOnly()) {
                throw new IllegalArgumentException("sockaddr is a read-only buffer: the name can't be put there");
            }
            if (sockaddrMaxlen > sockaddr.remaining()) {
                throw new IndexOutOfBoundsException("sockaddrMaxlen is " + sockaddrMaxlen + ", but sockaddr has room for " + sockaddr.remaining());
            }
            name = new byte[Math.min(Math.min(sockaddrMaxlen, LONGEST_NAME) + 1, sockaddr.remaining())];
        }
        long accepted = result(AdvancedNatives.natives().accept4(rfh, name, flags));
        if (accepted >= 0 && sockaddr != null && name != null) {
            sockaddr.put(name, 0, (int) (accepted >>> 32));
        }
        return (int) accepted;
    }

    /**
     * As {@link #memfdCreate(String, int)}, with flags of 0.
     *
     * @param pathname a name for {@code /proc}, at most 249 bytes
     * @return its descriptor; -1 on error
     */
    public static int memfdCreate(String pathname) {
        return memfdCreate(pathname, 0);
    }

    /**
     * Makes a file that is only in memory: memfd_create(2). Since Linux 3.17.
     *
     * @param pathname a name for {@code /proc}, at most 249 bytes
     * @param flags {@code AioConstants.MFD_} constants; {@code MFD_CLOEXEC} is a good default
     * @return its descriptor; -1 on error: EINVAL, EMFILE, ENFILE, ENOMEM, ENOSYS
     */
    public static int memfdCreate(String pathname, int flags) {
        return status(AdvancedNatives.natives().memfdCreate(bytes("pathname", pathname), flags));
    }

    /**
     * As {@link #eventfd(int, int)}, with a count and flags of 0.
     *
     * @return the descriptor; -1 on error
     */
    public static int eventfd() {
        return eventfd(0, 0);
    }

    /**
     * As {@link #eventfd(int, int)}, with flags of 0.
     *
     * @param initval the count to start with; all 32 bits count
     * @return the descriptor; -1 on error
     */
    public static int eventfd(int initval) {
        return eventfd(initval, 0);
    }

    /**
     * Makes a descriptor that counts events: eventfd(2). Since Linux 2.6.27.
     *
     * @param initval the count to start with; all 32 bits count
     * @param flags {@code AioConstants.EFD_} constants
     * @return the descriptor; -1 on error: EINVAL, EMFILE, ENFILE
     */
    public static int eventfd(int initval, int flags) {
        return status(AdvancedNatives.natives().eventfd(initval, flags));
    }

    /**
     * As {@link #timerfdCreate(int, int)}, with flags of 0.
     *
     * @param clockid an {@code AioConstants.CLOCK_} constant
     * @return the descriptor; -1 on error
     */
    public static int timerfdCreate(int clockid) {
        return timerfdCreate(clockid, 0);
    }

    /**
     * Makes a descriptor that is readable when a timer has expired: timerfd_create(2). Since Linux 2.6.27.
     *
     * @param clockid an {@code AioConstants.CLOCK_} constant
     * @param flags {@code TFD_NONBLOCK}, {@code TFD_CLOEXEC}; the latter is a good default
     * @return the descriptor; -1 on error: EINVAL, EPERM for an alarm clock, EMFILE, ENFILE
     */
    public static int timerfdCreate(int clockid, int flags) {
        return status(AdvancedNatives.natives().timerfdCreate(clockid, flags));
    }

    /**
     * Sets a timer: timerfd_settime(2). Since Linux 2.6.25.
     *
     * @param fh a descriptor of {@link #timerfdCreate}
     * @param flags {@code TFD_TIMER_ABSTIME}, {@code TFD_TIMER_CANCEL_ON_SET}
     * @param newInterval how often it expires after the first time, in seconds; 0: never
     * @param newValue when it expires first, in seconds; 0: never, the timer stops
     * @return what it was set to: the interval and the time that was left, in seconds; null on error: EBADF, EINVAL, ECANCELED
     */
    public static double @Nullable [] timerfdSettime(int fh, int flags, double newInterval, double newValue) {
        long[] times = new long[4];
        split("newInterval", newInterval, times, 0);
        split("newValue", newValue, times, 2);
        return seconds(AdvancedNatives.natives().timerfdSettime(fh, flags, times), times);
    }

    /**
     * What a timer is set to: timerfd_gettime(2). Since Linux 2.6.25.
     *
     * @param fh a descriptor of {@link #timerfdCreate}
     * @return the interval and the time that is left, in seconds; null on error: EBADF, EINVAL
     */
    public static double @Nullable [] timerfdGettime(int fh) {
        long[] times = new long[4];
        return seconds(AdvancedNatives.natives().timerfdGettime(fh, times), times);
    }

    /** Splits seconds into whole seconds and nanoseconds; a time above 0 never becomes 0, which would stop the timer. */
    private static void split(String name, double seconds, long[] times, int at) {
        if (!(seconds >= 0 && seconds < Long.MAX_VALUE / NANOS)) {
            throw new IllegalArgumentException(name + " is " + seconds + ", not a time in seconds from 0 to " + Long.MAX_VALUE / NANOS);
        }
        long whole = (long) seconds;
        long nanos = Math.round((seconds - whole) * NANOS);
        if (whole == 0 && nanos == 0 && seconds > 0) {
            nanos = 1;
        }
        times[at] = whole + nanos / (long) NANOS;
        times[at + 1] = nanos % (long) NANOS;
    }

    private static double @Nullable [] seconds(int result, long[] times) {
        return status(result) < 0 ? null : new double[] {times[0] + times[1] / NANOS, times[2] + times[3] / NANOS};
    }

    // Processes

    /**
     * As {@link #pidfdOpen(int, int)}, with flags of 0.
     *
     * @param pid the process
     * @return the descriptor; -1 on error
     */
    public static int pidfdOpen(int pid) {
        return pidfdOpen(pid, 0);
    }

    /**
     * A descriptor that stands for a process, closed on exec: pidfd_open(2). Since Linux 5.3.
     *
     * @param pid the process
     * @param flags {@code PIDFD_NONBLOCK}
     * @return the descriptor; -1 on error: ESRCH, EINVAL, EMFILE, ENFILE, ENOSYS
     */
    public static int pidfdOpen(int pid, int flags) {
        return status(AdvancedNatives.natives().pidfdOpen(pid, flags));
    }

    /**
     * What a signal carries. Of the two values the pointer is sent if it is not 0.
     *
     * @param code {@code si_code}; a signal to another process wants one below 0, such as -1 ({@code SI_QUEUE})
     * @param pid {@code si_pid}, who sent it
     * @param uid {@code si_uid}, for whom
     * @param valueInt {@code si_value.sival_int}
     * @param valuePtr {@code si_value.sival_ptr}
     */
    public record SigInfo(int code, int pid, int uid, int valueInt, long valuePtr) { }

    /**
     * As {@link #pidfdSendSignal(int, int, SigInfo, int)}, as kill(2) sends it.
     *
     * @param pidfh a descriptor of {@link #pidfdOpen(int, int)}
     * @param signal the signal; 0: only check
     * @return 0; -1 on error
     */
    public static int pidfdSendSignal(int pidfh, int signal) {
        return pidfdSendSignal(pidfh, signal, null, 0);
    }

    /**
     * As {@link #pidfdSendSignal(int, int, SigInfo, int)}, with flags of 0.
     *
     * @param pidfh a descriptor of {@link #pidfdOpen(int, int)}
     * @param signal the signal; 0: only check
     * @param siginfo what it carries; null: what kill(2) sends
     * @return 0; -1 on error
     */
    public static int pidfdSendSignal(int pidfh, int signal, @Nullable SigInfo siginfo) {
        return pidfdSendSignal(pidfh, signal, siginfo, 0);
    }

    /**
     * Sends a signal to a process, never to another one that got its number: pidfd_send_signal(2). Since Linux 5.1.
     *
     * @param pidfh a descriptor of {@link #pidfdOpen}
     * @param signal the signal; 0: only check
     * @param siginfo what it carries; null: what kill(2) sends
     * @param flags 0, or what a later kernel has
     * @return 0; -1 on error: EPERM, ESRCH, EINVAL, EBADF, ENOSYS
     */
    public static int pidfdSendSignal(int pidfh, int signal, @Nullable SigInfo siginfo, int flags) {
        if (siginfo == null) {
            return status(AdvancedNatives.natives().pidfdSendSignal(pidfh, signal, flags));
        }
        return status(AdvancedNatives.natives().pidfdSendSiginfo(pidfh, signal, siginfo.code, siginfo.pid, siginfo.uid,
                siginfo.valueInt, siginfo.valuePtr, flags));
    }

    /**
     * As {@link #pidfdGetfd(int, int, int)}, with flags of 0.
     *
     * @param pidfh a descriptor of {@link #pidfdOpen(int, int)}
     * @param targetfd the descriptor's number in that process
     * @return the descriptor; -1 on error
     */
    public static int pidfdGetfd(int pidfh, int targetfd) {
        return pidfdGetfd(pidfh, targetfd, 0);
    }

    /**
     * A copy of another process's descriptor, closed on exec: pidfd_getfd(2). Since Linux 5.6; it takes the right to
     * trace that process.
     *
     * @param pidfh a descriptor of {@link #pidfdOpen}
     * @param targetfd the descriptor's number in that process
     * @param flags 0, or what a later kernel has
     * @return the descriptor; -1 on error: EBADF, EPERM, ESRCH, EMFILE, ENOSYS
     */
    public static int pidfdGetfd(int pidfh, int targetfd, int flags) {
        return status(AdvancedNatives.natives().pidfdGetfd(pidfh, targetfd, flags));
    }

    /**
     * As {@link #fexecve(int, String[], String[])}, with this process's environment.
     *
     * @param fh the program's file
     * @param argv the arguments, the program's name first
     * @return -1, for it failed
     */
    public static int fexecve(int fh, String[] argv) {
        return fexecve(fh, argv, null);
    }

    /**
     * Replaces this process, which is the JVM, by a program: fexecve(3). If that works the call does not return: every
     * thread is gone, no shutdown hook runs and no stream is flushed. The program gets the descriptors that are not
     * closed on exec, and no signal is blocked.
     *
     * @param fh the program's file; a script's must stay open on exec
     * @param argv the arguments, the program's name first
     * @param envp the environment, {@code NAME=value} each; null: this process's
     * @return -1, for it failed: EBADF, EACCES, ENOENT, ENOEXEC, E2BIG, ENOMEM …
     */
    public static int fexecve(int fh, String[] argv, String @Nullable [] envp) {
        byte[] args = packed("argv", argv);
        byte[] envs = envp == null ? null : packed("envp", envp);
        return status(AdvancedNatives.natives().fexecve(fh, args, argv.length, envs, envp == null ? 0 : envp.length));
    }

    // Arguments and results

    /** A part of a direct buffer as the kernel sees it; the buffer has to stay reachable. */
    private record Range(long address, long length) { }

    private static Range range(ByteBuffer data, long offset, long length) {
        if (!Objects.requireNonNull(data, "data").isDirect()) {
            throw new IllegalArgumentException("data is a heap buffer, which the JVM may move: only direct buffers have pages");
        }
        long limit = data.limit();
        long from = offset < 0 ? offset + limit : offset;
        if (from < 0 || from > limit) {
            throw new IndexOutOfBoundsException("offset is " + offset + ", outside of the buffer, whose limit is " + limit);
        }
        NativeLibrary.require();
        return new Range(Buffers.address(data) + from, length < 0 ? limit - from : Math.min(length, limit - from));
    }

    private static MemoryMap mapping(String call, ByteBuffer data) {
        MemoryMap map = MemoryMap.of(Objects.requireNonNull(data, "data"));
        if (map == null) {
            throw new IllegalArgumentException("data is not a buffer that Advanced.mmap made (" + data + "), so " + call + " has to leave it alone");
        }
        return map;
    }

    private static MemoryMap mapped(String call, ByteBuffer data) {
        MemoryMap map = mapping(call, data);
        if (!map.isMapped()) {
            throw new IllegalArgumentException("data is not mapped any more: it was unmapped, or mremap moved the mapping to another buffer");
        }
        return map;
    }

    private static long notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
        return value;
    }

    private static void offset(String name, long value) {
        if (value < -1) {
            throw new IllegalArgumentException(name + " is " + value + ": neither 0 or more nor -1");
        }
    }

    private static byte[] bytes(String name, String value) {
        ByteBuffer out = ByteBuffer.allocate(FileNames.bound(name, Objects.requireNonNull(value, name)) + 1);
        FileNames.encode(name, value, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte @Nullable [] bytesOrNull(String name, @Nullable String value) {
        return value == null ? null : bytes(name, value);
    }

    /** Packs the strings, each with its NUL. */
    private static byte[] packed(String name, String[] values) {
        long bound = 0;
        Objects.requireNonNull(values, name);
        for (int i = 0; i < values.length; i++) {
            String which = name + '[' + i + ']';
            bound += FileNames.bound(which, Objects.requireNonNull(values[i], which)) + 1;
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bound));
        for (int i = 0; i < values.length; i++) {
            FileNames.encode(name + '[' + i + ']', values[i], out);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Sets errno from a native result, and returns -1 if it is an error. */
    private static long result(long value) {
        ErrnoHolder.set(value < 0 ? (int) -value : 0);
        return Math.max(value, -1);
    }

    private static int status(int value) {
        return (int) result(value);
    }

    /** Sets errno from a native result, and returns the result. */
    private static int noted(int value) {
        ErrnoHolder.set(-value);
        return value;
    }

    /** A buffer, or null if the native method has set errno. */
    private static @Nullable ByteBuffer noted(@Nullable ByteBuffer buffer) {
        if (buffer != null) {
            ErrnoHolder.set(0);
        }
        return buffer;
    }
}
