package io.github.jeio;

import io.github.jeio.internal.natives.MapNatives;

/**
 * Every constant of the manual under its own name, and those of the requests that the manual does not have.
 *
 * <p>The values are those of Linux on this machine's processor; a constant that Linux lacks is 0, and what a kernel is
 * too old for it refuses. All but the few that differ between processors are constants to the compiler as well:
 * {@code case} takes them. Nothing here needs the native library, but for {@link #PAGESIZE} on aarch64.
 */
public final class AioConstants {

    /** Whether the kernel's generic numbers apply, from which x86_64 differs in a few flags. */
    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    // Errors that the manual names

    /** The call does not exist on this system: {@link Errno#ENOSYS}. */
    public static final int ENOSYS = Errno.ENOSYS;
    /** Source and target are on different file systems: {@link Errno#EXDEV}. */
    public static final int EXDEV = Errno.EXDEV;
    /** Fiemap was asked for flags that the file system does not know: {@link Errno#EBADR}. */
    public static final int EBADR = Errno.EBADR;

    // aioSeek, whence

    /** The offset counts from the start of the file. */
    public static final int SEEK_SET = 0;
    /** The offset counts from the current position. */
    public static final int SEEK_CUR = 1;
    /** The offset counts from the end of the file. */
    public static final int SEEK_END = 2;
    /** Go to the next byte that is data, at or after the offset. */
    public static final int SEEK_DATA = 3;
    /** Go to the next hole at or after the offset; the end of the file is one. */
    public static final int SEEK_HOLE = 4;

    // Advanced.fadvise, advice

    /** No advice: the default read-ahead. */
    public static final int FADV_NORMAL = 0;
    /** The range will be read in order: double read-ahead. */
    public static final int FADV_SEQUENTIAL = 2;
    /** The range will be read in no order: no read-ahead. */
    public static final int FADV_RANDOM = 1;
    /** The range will be read once. */
    public static final int FADV_NOREUSE = 5;
    /** The range will be read soon: start to read it now. */
    public static final int FADV_WILLNEED = 3;
    /** The range won't be read soon: drop its clean pages from the cache. */
    public static final int FADV_DONTNEED = 4;

    // Advanced.madvise, advice

    /** No advice. */
    public static final int MADV_NORMAL = 0;
    /** The pages will be used in order. */
    public static final int MADV_SEQUENTIAL = 2;
    /** The pages will be used in no order. */
    public static final int MADV_RANDOM = 1;
    /** The pages will be used soon: start to read them now. */
    public static final int MADV_WILLNEED = 3;
    /** The pages won't be used soon; as POSIX has it, their content stays. */
    public static final int MADV_DONTNEED = 4;

    // aioOpen, flags

    /** Mask of the access mode in the flags: read, write or both. */
    public static final int O_ACCMODE = 3;
    /** Open for reading. */
    public static final int O_RDONLY = 0;
    /** Open for writing. */
    public static final int O_WRONLY = 1;
    /** Open for reading and writing. */
    public static final int O_RDWR = 2;
    /** Create the file if it does not exist. */
    public static final int O_CREAT = 0100;
    /** Truncate the file to length 0. */
    public static final int O_TRUNC = 01000;
    /** With O_CREAT: fail with EEXIST if the file exists. */
    public static final int O_EXCL = 0200;
    /** Every write goes to the end of the file. */
    public static final int O_APPEND = 02000;
    /** Send a signal when the descriptor gets ready; terminals, pipes and sockets. */
    public static final int O_ASYNC = 020000;
    /** Bypass the page cache; address, offset and length must be aligned. */
    public static final int O_DIRECT = ARM ? 0200000 : 040000;
    /** Reading does not change the access time; for the owner only. */
    public static final int O_NOATIME = 01000000;
    /** Close the descriptor on exec; aioOpen adds it always. */
    public static final int O_CLOEXEC = 02000000;
    /** A terminal that is opened does not become the controlling one. */
    public static final int O_NOCTTY = 0400;
    /** Fail with ELOOP if the last part of the path is a symbolic link. */
    public static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
    /** Neither the open nor what is done with the descriptor waits. */
    public static final int O_NONBLOCK = 04000;
    /** Open for execution only; Linux lacks it. */
    public static final int O_EXEC = 0;
    /** Open a directory for search only; Linux lacks it. */
    public static final int O_SEARCH = 0;
    /** Fail with ENOTDIR if it is not a directory. */
    public static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    /** A write returns when data is on the device, as if followed by fdatasync. */
    public static final int O_DSYNC = 010000;
    /** On Linux the same as O_SYNC. */
    public static final int O_RSYNC = 04010000;
    /** A write returns when data and metadata are on the device, as if followed by fsync. */
    public static final int O_SYNC = 04010000;
    /** A descriptor that names the file and gives no access to its content. */
    public static final int O_PATH = 010000000;
    /** Create a file without a name in the directory that the path names. */
    public static final int O_TMPFILE = ARM ? 020040000 : 020200000;
    /** Give a terminal standard settings; Linux lacks it. */
    public static final int O_TTY_INIT = 0;

    // File types and permissions: aioMknod and aioChmod, mode; AioStat.mode

    /** Mask of the file type in a mode. */
    public static final int S_IFMT = 0170000;
    /** Type: pipe. */
    public static final int S_IFIFO = 010000;
    /** Type: character device. */
    public static final int S_IFCHR = 020000;
    /** Type: block device. */
    public static final int S_IFBLK = 060000;
    /** Type: symbolic link. */
    public static final int S_IFLNK = 0120000;
    /** Type: regular file. */
    public static final int S_IFREG = 0100000;
    /** Type: directory. */
    public static final int S_IFDIR = 040000;
    /** Type: whiteout of a union mount; Linux lacks it. */
    public static final int S_IFWHT = 0;
    /** Type: socket. */
    public static final int S_IFSOCK = 0140000;
    /** A program runs with its owner's user id. */
    public static final int S_ISUID = 04000;
    /** A program runs with its group's id; in a directory, new files get its group. */
    public static final int S_ISGID = 02000;
    /** In a directory: only owners may remove or rename entries. */
    public static final int S_ISVTX = 01000;
    /** The owner may read, write and execute. */
    public static final int S_IRWXU = 0700;
    /** The owner may read. */
    public static final int S_IRUSR = 0400;
    /** The owner may write. */
    public static final int S_IWUSR = 0200;
    /** The owner may execute, or search the directory. */
    public static final int S_IXUSR = 0100;
    /** The group may read, write and execute. */
    public static final int S_IRWXG = 070;
    /** The group may read. */
    public static final int S_IRGRP = 040;
    /** The group may write. */
    public static final int S_IWGRP = 020;
    /** The group may execute, or search the directory. */
    public static final int S_IXGRP = 010;
    /** Others may read, write and execute. */
    public static final int S_IRWXO = 7;
    /** Others may read. */
    public static final int S_IROTH = 4;
    /** Others may write. */
    public static final int S_IWOTH = 2;
    /** Others may execute, or search the directory. */
    public static final int S_IXOTH = 1;

    // AioStatVfs.flag

    /** The file system is mounted read-only. */
    public static final int ST_RDONLY = 1;
    /** Set-user-id bits have no effect. */
    public static final int ST_NOSUID = 2;
    /** Device files give no access. */
    public static final int ST_NODEV = 4;
    /** Programs can't be executed. */
    public static final int ST_NOEXEC = 8;
    /** Writes are synchronous. */
    public static final int ST_SYNCHRONOUS = 0x10;
    /** Mandatory locks are allowed. */
    public static final int ST_MANDLOCK = 0x40;
    /** Historic; the kernel never sets it. */
    public static final int ST_WRITE = 0x80;
    /** Historic; the kernel never sets it. */
    public static final int ST_APPEND = 0x100;
    /** Historic; the kernel never sets it. */
    public static final int ST_IMMUTABLE = 0x200;
    /** Access times are not kept. */
    public static final int ST_NOATIME = 0x400;
    /** Access times of directories are not kept. */
    public static final int ST_NODIRATIME = 0x800;
    /** Access times are kept only relative to change times. */
    public static final int ST_RELATIME = 0x1000;

    // Advanced.mmap and mprotect, protection

    /** The pages can't be accessed. */
    public static final int PROT_NONE = 0;
    /** The pages can be executed. */
    public static final int PROT_EXEC = 4;
    /** The pages can be read. */
    public static final int PROT_READ = 1;
    /** The pages can be written. */
    public static final int PROT_WRITE = 2;

    // Advanced.mmap, flags

    /** Changes are this process's own and never reach the file. */
    public static final int MAP_PRIVATE = 2;
    /** Changes reach the file and everyone who maps it. */
    public static final int MAP_SHARED = 1;
    /** Map at exactly this address. */
    public static final int MAP_FIXED = 0x10;
    /** No file: zeroed memory. */
    public static final int MAP_ANONYMOUS = 0x20;
    /** Lock the pages in memory, as mlock does. */
    public static final int MAP_LOCKED = 0x2000;
    /** Don't reserve swap space. */
    public static final int MAP_NORESERVE = 0x4000;
    /** Read the pages in advance. */
    public static final int MAP_POPULATE = 0x8000;
    /** With MAP_POPULATE: don't read, map only what is in the cache. */
    public static final int MAP_NONBLOCK = 0x10000;
    /** The mapping grows downward, like a stack. */
    public static final int MAP_GROWSDOWN = 0x100;
    /** Map in the first 2 GiB; x86_64 only. */
    public static final int MAP_32BIT = ARM ? 0 : 0x40;
    /** Use huge pages. */
    public static final int MAP_HUGETLB = 0x40000;
    /** The mapping will be a stack; without effect. */
    public static final int MAP_STACK = 0x20000;
    /** Map at exactly this address, or fail with EEXIST; Linux 4.17. */
    public static final int MAP_FIXED_NOREPLACE = 0x100000;
    /** MAP_SHARED that refuses unknown flags; Linux 4.15. */
    public static final int MAP_SHARED_VALIDATE = 3;
    /** With MAP_SHARED_VALIDATE: persistent memory is written synchronously; Linux 4.15. */
    public static final int MAP_SYNC = 0x80000;
    /** Don't clear the pages; this system's headers lack it. */
    public static final int MAP_UNINITIALIZED = 0;

    // Advanced.mremap, flags

    /** The mapping may move to another address. */
    public static final int MREMAP_MAYMOVE = 1;
    /** The mapping moves to the address that is given. */
    public static final int MREMAP_FIXED = 2;
    /** The old address stays mapped, to empty pages; Linux 5.7. */
    public static final int MREMAP_DONTUNMAP = 4;

    // Sockets: Advanced.accept4, flags

    /** Descriptors that arrive over a socket are closed on exec. */
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /** The new socket is closed on exec. */
    public static final int SOCK_CLOEXEC = 0x80000;
    /** The new socket does not wait. */
    public static final int SOCK_NONBLOCK = 0x800;

    // aioFcntl, commands and their arguments

    /** Duplicate the descriptor to the lowest number at or above the argument. */
    public static final int F_DUPFD = 0;
    /** F_DUPFD, and the duplicate is closed on exec. */
    public static final int F_DUPFD_CLOEXEC = 1030;
    /** Get the descriptor's flags. */
    public static final int F_GETFD = 1;
    /** Set the descriptor's flags. */
    public static final int F_SETFD = 2;
    /** The descriptor's one flag: it is closed on exec. */
    public static final int FD_CLOEXEC = 1;
    /** Get the open file's access mode and status flags. */
    public static final int F_GETFL = 3;
    /** Set the open file's status flags. */
    public static final int F_SETFL = 4;
    /** Find out who holds a record lock. */
    public static final int F_GETLK = 5;
    /** Set or release a record lock, or fail with EAGAIN. */
    public static final int F_SETLK = 6;
    /** Set a record lock, and wait for it. */
    public static final int F_SETLKW = 7;
    /** Lock type: shared. */
    public static final int F_RDLCK = 0;
    /** Lock type: exclusive. */
    public static final int F_WRLCK = 1;
    /** Lock type: none. */
    public static final int F_UNLCK = 2;
    /** F_GETLK for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_GETLK = 36;
    /** F_SETLK for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_SETLK = 37;
    /** F_SETLKW for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_SETLKW = 38;
    /** A name that IO::AIO has and no system does; see F_OFD_SETLKW. */
    public static final int F_OFD_GETLKW = 0;
    /** Get the capacity of a pipe. */
    public static final int F_GETPIPE_SZ = 1032;
    /** Set the capacity of a pipe. */
    public static final int F_SETPIPE_SZ = 1031;
    /** Add seals to a memfd; Linux 3.17. */
    public static final int F_ADD_SEALS = 1033;
    /** Get the seals of a memfd; Linux 3.17. */
    public static final int F_GET_SEALS = 1034;
    /** Seal: no more seals. */
    public static final int F_SEAL_SEAL = 1;
    /** Seal: the file can't shrink. */
    public static final int F_SEAL_SHRINK = 2;
    /** Seal: the file can't grow. */
    public static final int F_SEAL_GROW = 4;
    /** Seal: the content can't change. */
    public static final int F_SEAL_WRITE = 8;
    /** Seal: only mappings that exist can change the content; Linux 5.1. */
    public static final int F_SEAL_FUTURE_WRITE = 0x10;

    // aioIoctl, requests of file systems

    /** Freeze the file system. */
    public static final long FIFREEZE = 0xC0045877L;
    /** Thaw the file system. */
    public static final long FITHAW = 0xC0045878L;
    /** Discard the blocks that the file system does not use. */
    public static final long FITRIM = 0xC0185879L;
    /** Share all extents of another file. */
    public static final long FICLONE = 0x40049409L;
    /** Share a range of extents of another file. */
    public static final long FICLONERANGE = 0x4020940DL;
    /** Share a range of extents of other files where the content is the same. */
    public static final long FIDEDUPERANGE = 0xC0189436L;
    /** Get the inode's flags, FS_…_FL. */
    public static final long FS_IOC_GETFLAGS = 0x80086601L;
    /** Set the inode's flags, FS_…_FL. */
    public static final long FS_IOC_SETFLAGS = 0x40086602L;
    /** Get the inode's generation. */
    public static final long FS_IOC_GETVERSION = 0x80087601L;
    /** Set the inode's generation. */
    public static final long FS_IOC_SETVERSION = 0x40087602L;
    /** Get the extents of a file; aioFiemap does it. */
    public static final long FS_IOC_FIEMAP = 0xC020660BL;
    /** Get the extended inode flags, FS_XFLAG_…. */
    public static final long FS_IOC_FSGETXATTR = 0x801C581FL;
    /** Set the extended inode flags, FS_XFLAG_…. */
    public static final long FS_IOC_FSSETXATTR = 0x401C5820L;
    /** Encrypt a directory. */
    public static final long FS_IOC_SET_ENCRYPTION_POLICY = 0x800C6613L;
    /** Get the file system's encryption salt. */
    public static final long FS_IOC_GET_ENCRYPTION_PWSALT = 0x40106614L;
    /** Get the encryption policy of a file. */
    public static final long FS_IOC_GET_ENCRYPTION_POLICY = 0x400C6615L;
    /** Bytes in an encryption key's descriptor. */
    public static final int FS_KEY_DESCRIPTOR_SIZE = 8;

    // FS_IOC_GETFLAGS and FS_IOC_SETFLAGS, the flags

    /** Overwrite the content when the file is removed. */
    public static final int FS_SECRM_FL = 1;
    /** Keep the content when the file is removed. */
    public static final int FS_UNRM_FL = 2;
    /** Compress the file. */
    public static final int FS_COMPR_FL = 4;
    /** Write synchronously. */
    public static final int FS_SYNC_FL = 8;
    /** The file can't change. */
    public static final int FS_IMMUTABLE_FL = 0x10;
    /** The file can only be appended to. */
    public static final int FS_APPEND_FL = 0x20;
    /** Leave the file out of dumps. */
    public static final int FS_NODUMP_FL = 0x40;
    /** Don't keep the access time. */
    public static final int FS_NOATIME_FL = 0x80;
    /** The compressed file is dirty. */
    public static final int FS_DIRTY_FL = 0x100;
    /** The file has compressed clusters. */
    public static final int FS_COMPRBLK_FL = 0x200;
    /** Don't compress the file. */
    public static final int FS_NOCOMP_FL = 0x400;
    /** The file is encrypted. */
    public static final int FS_ENCRYPT_FL = 0x800;
    /** The directory is a B-tree. */
    public static final int FS_BTREE_FL = 0x1000;
    /** The directory is indexed by hash. */
    public static final int FS_INDEX_FL = 0x1000;
    /** The file's data goes through the journal. */
    public static final int FS_JOURNAL_DATA_FL = 0x4000;
    /** Don't merge the file's tail. */
    public static final int FS_NOTAIL_FL = 0x8000;
    /** Changes of the directory are synchronous. */
    public static final int FS_DIRSYNC_FL = 0x10000;
    /** The directory's subdirectories are spread over the disk. */
    public static final int FS_TOPDIR_FL = 0x20000;
    /** Mask of the flags that a user can set. */
    public static final int FS_FL_USER_MODIFIABLE = 0x380FF;

    // FS_IOC_FSGETXATTR and FS_IOC_FSSETXATTR, the flags

    /** Data is on the realtime volume. */
    public static final int FS_XFLAG_REALTIME = 1;
    /** Extents are preallocated. */
    public static final int FS_XFLAG_PREALLOC = 2;
    /** The file can't change. */
    public static final int FS_XFLAG_IMMUTABLE = 8;
    /** The file can only be appended to. */
    public static final int FS_XFLAG_APPEND = 0x10;
    /** Write synchronously. */
    public static final int FS_XFLAG_SYNC = 0x20;
    /** Don't keep the access time. */
    public static final int FS_XFLAG_NOATIME = 0x40;
    /** Leave the file out of dumps. */
    public static final int FS_XFLAG_NODUMP = 0x80;
    /** New files get FS_XFLAG_REALTIME. */
    public static final int FS_XFLAG_RTINHERIT = 0x100;
    /** New files get the directory's project id. */
    public static final int FS_XFLAG_PROJINHERIT = 0x200;
    /** No symbolic links in the directory. */
    public static final int FS_XFLAG_NOSYMLINKS = 0x400;
    /** Extents have a size hint. */
    public static final int FS_XFLAG_EXTSIZE = 0x800;
    /** New files get the size hint. */
    public static final int FS_XFLAG_EXTSZINHERIT = 0x1000;
    /** Don't defragment the file. */
    public static final int FS_XFLAG_NODEFRAG = 0x2000;
    /** Allocate by streams. */
    public static final int FS_XFLAG_FILESTREAM = 0x4000;
    /** Use direct access where the device can. */
    public static final int FS_XFLAG_DAX = 0x8000;
    /** The file has extended attributes. */
    public static final long FS_XFLAG_HASATTR = 0x80000000L;

    // aioFiemap: flags, and AioExtent.flags

    /** Write the file's data out before the answer. */
    public static final int FIEMAP_FLAG_SYNC = 1;
    /** The extents of the extended attributes, not of the data. */
    public static final int FIEMAP_FLAG_XATTR = 2;
    /** Mask of the flags that a file system must know. */
    public static final int FIEMAP_FLAGS_COMPAT = 3;
    /** The last extent of the file. */
    public static final int FIEMAP_EXTENT_LAST = 1;
    /** Where the data is on the device is not known. */
    public static final int FIEMAP_EXTENT_UNKNOWN = 2;
    /** Space is not allocated yet. */
    public static final int FIEMAP_EXTENT_DELALLOC = 4;
    /** The data can't be read from the device as it is. */
    public static final int FIEMAP_EXTENT_ENCODED = 8;
    /** The data is encrypted. */
    public static final int FIEMAP_EXTENT_DATA_ENCRYPTED = 0x80;
    /** The offsets are not aligned to blocks. */
    public static final int FIEMAP_EXTENT_NOT_ALIGNED = 0x100;
    /** The data is within a metadata block. */
    public static final int FIEMAP_EXTENT_DATA_INLINE = 0x200;
    /** The data shares a block with other files' tails. */
    public static final int FIEMAP_EXTENT_DATA_TAIL = 0x400;
    /** Space is allocated and reads as zeros. */
    public static final int FIEMAP_EXTENT_UNWRITTEN = 0x800;
    /** Several blocks, shown as one extent. */
    public static final int FIEMAP_EXTENT_MERGED = 0x1000;
    /** The space is shared with other files. */
    public static final int FIEMAP_EXTENT_SHARED = 0x2000;

    // Advanced.splice and tee, flags

    /** Move pages instead of copying them; without effect. */
    public static final int SPLICE_F_MOVE = 1;
    /** Don't wait for the pipe. */
    public static final int SPLICE_F_NONBLOCK = 2;
    /** More data follows soon. */
    public static final int SPLICE_F_MORE = 4;
    /** For vmsplice only. */
    public static final int SPLICE_F_GIFT = 8;

    // Advanced.eventfd, flags

    /** The descriptor is closed on exec. */
    public static final int EFD_CLOEXEC = 0x80000;
    /** Reading and writing don't wait. */
    public static final int EFD_NONBLOCK = 0x800;
    /** Reading gives 1 and subtracts 1. */
    public static final int EFD_SEMAPHORE = 1;

    // Advanced.memfdCreate, flags

    /** The descriptor is closed on exec. */
    public static final int MFD_CLOEXEC = 1;
    /** Seals can be added. */
    public static final int MFD_ALLOW_SEALING = 2;
    /** Use huge pages; Linux 4.14. */
    public static final int MFD_HUGETLB = 4;
    /** With MFD_HUGETLB: pages of 2 MiB. */
    public static final int MFD_HUGE_2MB = 0x54000000;
    /** With MFD_HUGETLB: pages of 1 GiB. */
    public static final int MFD_HUGE_1GB = 0x78000000;
    /** A name that IO::AIO has and no system does; see MFD_HUGE_2MB. */
    public static final int MFD_HUGETLB_2MB = 0;
    /** A name that IO::AIO has and no system does; see MFD_HUGE_1GB. */
    public static final int MFD_HUGETLB_1GB = 0;

    // Advanced.timerfdCreate: clocks and flags; timerfdSettime, flags

    /** Wall-clock time, which can be set. */
    public static final int CLOCK_REALTIME = 0;
    /** Time that only goes forward and stops in suspend. */
    public static final int CLOCK_MONOTONIC = 1;
    /** Time that only goes forward, suspend included. */
    public static final int CLOCK_BOOTTIME = 7;
    /** CLOCK_REALTIME that wakes the machine up. */
    public static final int CLOCK_REALTIME_ALARM = 8;
    /** CLOCK_BOOTTIME that wakes the machine up. */
    public static final int CLOCK_BOOTTIME_ALARM = 9;
    /** Reading the timer does not wait. */
    public static final int TFD_NONBLOCK = 0x800;
    /** The timer is closed on exec. */
    public static final int TFD_CLOEXEC = 0x80000;
    /** The start is a time of the clock, not a duration from now. */
    public static final int TFD_TIMER_ABSTIME = 1;
    /** Reading fails with ECANCELED when the clock is set. */
    public static final int TFD_TIMER_CANCEL_ON_SET = 2;

    // Advanced.pidfdOpen, flags

    /** Waiting for the process with the descriptor does not block; Linux 5.10. */
    public static final int PIDFD_NONBLOCK = 0x800;

    // Advanced.statx and aioStatx: mask

    /** The file type in the mode. */
    public static final int STATX_TYPE = 1;
    /** The permissions in the mode. */
    public static final int STATX_MODE = 2;
    /** The number of links. */
    public static final int STATX_NLINK = 4;
    /** The owner. */
    public static final int STATX_UID = 8;
    /** The group. */
    public static final int STATX_GID = 0x10;
    /** The access time. */
    public static final int STATX_ATIME = 0x20;
    /** The modification time. */
    public static final int STATX_MTIME = 0x40;
    /** The change time. */
    public static final int STATX_CTIME = 0x80;
    /** The inode number. */
    public static final int STATX_INO = 0x100;
    /** The size. */
    public static final int STATX_SIZE = 0x200;
    /** The number of blocks. */
    public static final int STATX_BLOCKS = 0x400;
    /** All that stat has. */
    public static final int STATX_BASIC_STATS = 0x7FF;
    /** The creation time. */
    public static final int STATX_BTIME = 0x800;
    /** STATX_BASIC_STATS and STATX_BTIME. */
    public static final int STATX_ALL = 0xFFF;
    /** The mount's id; Linux 5.8. */
    public static final int STATX_MNT_ID = 0x1000;
    /** What O_DIRECT must be aligned to; Linux 6.1. */
    public static final int STATX_DIOALIGN = 0x2000;
    /** The mount's id that is never reused; Linux 6.8. */
    public static final int STATX_MNT_ID_UNIQUE = 0x4000;
    /** The subvolume's id; Linux 6.10. */
    public static final int STATX_SUBVOL = 0x8000;
    /** The limits of atomic writes; Linux 6.11. */
    public static final int STATX_WRITE_ATOMIC = 0x10000;

    // AioStatx.attributes

    /** The file is compressed. */
    public static final int STATX_ATTR_COMPRESSED = 4;
    /** The file can't change. */
    public static final int STATX_ATTR_IMMUTABLE = 0x10;
    /** The file can only be appended to. */
    public static final int STATX_ATTR_APPEND = 0x20;
    /** The file is left out of dumps. */
    public static final int STATX_ATTR_NODUMP = 0x40;
    /** The file is encrypted. */
    public static final int STATX_ATTR_ENCRYPTED = 0x800;
    /** The directory is an automount point. */
    public static final int STATX_ATTR_AUTOMOUNT = 0x1000;
    /** The file is the root of a mount; Linux 5.8. */
    public static final int STATX_ATTR_MOUNT_ROOT = 0x2000;
    /** The file is protected by fs-verity; Linux 5.5. */
    public static final int STATX_ATTR_VERITY = 0x100000;
    /** The file is accessed directly, with no page cache; Linux 5.8. */
    public static final int STATX_ATTR_DAX = 0x200000;
    /** The file can be written atomically; Linux 6.11. */
    public static final int STATX_ATTR_WRITE_ATOMIC = 0x400000;

    // The at family: directory and flags

    /** In place of a directory descriptor: the process's directory. */
    public static final int AT_FDCWD = -100;
    /** Don't follow a symbolic link. */
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    /** Check with the effective ids. */
    public static final int AT_EACCESS = 0x200;
    /** Remove a directory. */
    public static final int AT_REMOVEDIR = 0x200;
    /** Follow a symbolic link. */
    public static final int AT_SYMLINK_FOLLOW = 0x400;
    /** Don't mount an automount point. */
    public static final int AT_NO_AUTOMOUNT = 0x800;
    /** An empty path means the descriptor itself. */
    public static final int AT_EMPTY_PATH = 0x1000;
    /** Mask of the statx flags that say how fresh the answer must be. */
    public static final int AT_STATX_SYNC_TYPE = 0x6000;
    /** As fresh as with stat. */
    public static final int AT_STATX_SYNC_AS_STAT = 0;
    /** A name that IO::AIO has and no system does; see AT_STATX_SYNC_AS_STAT. */
    public static final int AT_STATX_AS_STAT = 0;
    /** Ask the server. */
    public static final int AT_STATX_FORCE_SYNC = 0x2000;
    /** Take what is cached. */
    public static final int AT_STATX_DONT_SYNC = 0x4000;
    /** The whole tree. */
    public static final int AT_RECURSIVE = 0x8000;

    // The mount interface by descriptors: open_tree, fsopen, fspick, move_mount, fsconfig, fsmount

    /** Clone the mounts. */
    public static final int OPEN_TREE_CLONE = 1;
    /** The descriptor is closed on exec. */
    public static final int FSOPEN_CLOEXEC = 1;
    /** The descriptor is closed on exec. */
    public static final int FSPICK_CLOEXEC = 1;
    /** Don't follow a symbolic link. */
    public static final int FSPICK_SYMLINK_NOFOLLOW = 2;
    /** Don't mount an automount point. */
    public static final int FSPICK_NO_AUTOMOUNT = 4;
    /** An empty path means the descriptor itself. */
    public static final int FSPICK_EMPTY_PATH = 8;
    /** Follow symbolic links in the source. */
    public static final int MOVE_MOUNT_F_SYMLINKS = 1;
    /** Mount automount points in the source. */
    public static final int MOVE_MOUNT_F_AUTOMOUNTS = 2;
    /** An empty source means the descriptor itself. */
    public static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    /** Follow symbolic links in the target. */
    public static final int MOVE_MOUNT_T_SYMLINKS = 0x10;
    /** Mount automount points in the target. */
    public static final int MOVE_MOUNT_T_AUTOMOUNTS = 0x20;
    /** An empty target means the descriptor itself. */
    public static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    /** Set a parameter without a value. */
    public static final int FSCONFIG_SET_FLAG = 0;
    /** Set a parameter to a string. */
    public static final int FSCONFIG_SET_STRING = 1;
    /** Set a parameter to bytes. */
    public static final int FSCONFIG_SET_BINARY = 2;
    /** Set a parameter to a path. */
    public static final int FSCONFIG_SET_PATH = 3;
    /** Set a parameter to a path that may be empty. */
    public static final int FSCONFIG_SET_PATH_EMPTY = 4;
    /** Set a parameter to a descriptor. */
    public static final int FSCONFIG_SET_FD = 5;
    /** Create the file system. */
    public static final int FSCONFIG_CMD_CREATE = 6;
    /** Change the file system's configuration. */
    public static final int FSCONFIG_CMD_RECONFIGURE = 7;
    /** Mount read-only. */
    public static final int MOUNT_ATTR_RDONLY = 1;
    /** Set-user-id bits have no effect. */
    public static final int MOUNT_ATTR_NOSUID = 2;
    /** Device files give no access. */
    public static final int MOUNT_ATTR_NODEV = 4;
    /** Programs can't be executed. */
    public static final int MOUNT_ATTR_NOEXEC = 8;
    /** Mask of the attributes for access times. */
    public static final int MOUNT_ATTR__ATIME = 0x70;
    /** Keep access times relative to change times. */
    public static final int MOUNT_ATTR_RELATIME = 0;
    /** Don't keep access times. */
    public static final int MOUNT_ATTR_NOATIME = 0x10;
    /** Keep every access time. */
    public static final int MOUNT_ATTR_STRICTATIME = 0x20;
    /** Don't keep access times of directories. */
    public static final int MOUNT_ATTR_NODIRATIME = 0x80;

    // waitid, which processes

    /** The process with this id. */
    public static final int P_PID = 1;
    /** The process of this descriptor; Linux 5.4. */
    public static final int P_PIDFD = 3;
    /** The processes of this group. */
    public static final int P_PGID = 2;
    /** Any child. */
    public static final int P_ALL = 0;

    // Advanced.mount, flags

    /** Mount read-only. */
    public static final int MS_RDONLY = 1;
    /** Set-user-id bits have no effect. */
    public static final int MS_NOSUID = 2;
    /** Device files give no access. */
    public static final int MS_NODEV = 4;
    /** Programs can't be executed. */
    public static final int MS_NOEXEC = 8;
    /** Writes are synchronous. */
    public static final int MS_SYNCHRONOUS = 0x10;
    /** Change the flags of a mount that exists. */
    public static final int MS_REMOUNT = 0x20;
    /** Allow mandatory locks. */
    public static final int MS_MANDLOCK = 0x40;
    /** Changes of directories are synchronous. */
    public static final int MS_DIRSYNC = 0x80;
    /** Don't follow symbolic links; Linux 5.10. */
    public static final int MS_NOSYMFOLLOW = 0x100;
    /** Don't keep access times. */
    public static final int MS_NOATIME = 0x400;
    /** Don't keep access times of directories. */
    public static final int MS_NODIRATIME = 0x800;
    /** Show a directory at a second place. */
    public static final int MS_BIND = 0x1000;
    /** Move a mount. */
    public static final int MS_MOVE = 0x2000;
    /** With MS_BIND and the four propagation types: the whole tree. */
    public static final int MS_REC = 0x4000;
    /** Fewer messages in the kernel's log. */
    public static final int MS_SILENT = 0x8000;
    /** The file system has POSIX access control lists. */
    public static final int MS_POSIXACL = 0x10000;
    /** Propagation: none, and no binds. */
    public static final int MS_UNBINDABLE = 0x20000;
    /** Propagation: none. */
    public static final int MS_PRIVATE = 0x40000;
    /** Propagation: in only. */
    public static final int MS_SLAVE = 0x80000;
    /** Propagation: both ways. */
    public static final int MS_SHARED = 0x100000;
    /** Keep access times relative to change times. */
    public static final int MS_RELATIME = 0x200000;
    /** The kernel's own mark. */
    public static final int MS_KERNMOUNT = 0x400000;
    /** Count changes of inodes. */
    public static final int MS_I_VERSION = 0x800000;
    /** Keep every access time. */
    public static final int MS_STRICTATIME = 0x1000000;
    /** Keep times in memory and write them late. */
    public static final int MS_LAZYTIME = 0x2000000;
    /** The kernel's own mark. */
    public static final int MS_ACTIVE = 0x40000000;
    /** The kernel's own mark. */
    public static final int MS_NOUSER = 1 << 31;
    /** Mask of the flags that MS_REMOUNT can change. */
    public static final int MS_RMT_MASK = 0x2800051;
    /** Historic magic number in the upper half of the flags. */
    public static final long MS_MGC_VAL = 0xC0ED0000L;
    /** Mask of MS_MGC_VAL. */
    public static final long MS_MGC_MSK = 0xFFFF0000L;

    // Advanced.umount, flags

    /** Abort what is in progress. */
    public static final int MNT_FORCE = 1;
    /** Detach now, clean up when no longer in use. */
    public static final int MNT_DETACH = 2;
    /** Unmount at the second call, if unused in between. */
    public static final int MNT_EXPIRE = 4;
    /** Don't follow a symbolic link. */
    public static final int UMOUNT_NOFOLLOW = 8;

    // aioIoctl, requests of block devices

    /** Set the device read-only or not. */
    public static final long BLKROSET = 0x125DL;
    /** Get whether the device is read-only. */
    public static final long BLKROGET = 0x125EL;
    /** Read the partition table again. */
    public static final long BLKRRPART = 0x125FL;
    /** Get the size in sectors of 512 bytes. */
    public static final long BLKGETSIZE = 0x1260L;
    /** Flush the device's buffers. */
    public static final long BLKFLSBUF = 0x1261L;
    /** Set the read-ahead. */
    public static final long BLKRASET = 0x1262L;
    /** Get the read-ahead. */
    public static final long BLKRAGET = 0x1263L;
    /** Set the file systems' read-ahead. */
    public static final long BLKFRASET = 0x1264L;
    /** Get the file systems' read-ahead. */
    public static final long BLKFRAGET = 0x1265L;
    /** Set the greatest number of sectors in a request. */
    public static final long BLKSECTSET = 0x1266L;
    /** Get the greatest number of sectors in a request. */
    public static final long BLKSECTGET = 0x1267L;
    /** Get the logical sector size. */
    public static final long BLKSSZGET = 0x1268L;
    /** Get the block size. */
    public static final long BLKBSZGET = 0x80081270L;
    /** Set the block size. */
    public static final long BLKBSZSET = 0x40081271L;
    /** Get the size in bytes. */
    public static final long BLKGETSIZE64 = 0x80081272L;

    // aioMlockall and Advanced.mlockall, flags

    /** Lock the pages that will be mapped. */
    public static final int MCL_FUTURE = 2;
    /** Lock the pages that are mapped. */
    public static final int MCL_CURRENT = 1;
    /** Lock pages when they are first used; Linux 4.4. */
    public static final int MCL_ONFAULT = 4;

    // aioMlock2, flags

    /** Lock pages when they are first used; Linux 4.4. */
    public static final int MLOCK_ONFAULT = 1;

    // aioMsync, flags

    /** Start writing. */
    public static final int MS_ASYNC = 1;
    /** Other mappings see the change. */
    public static final int MS_INVALIDATE = 2;
    /** Write, and wait for it. */
    public static final int MS_SYNC = 4;

    // aioMtouch, flags

    /** Touch the pages for writing, so that they are copied and allocated. */
    public static final int MT_MODIFY = 1;

    // aioSyncFileRange, flags

    /** First wait for the writing in progress. */
    public static final int SYNC_FILE_RANGE_WAIT_BEFORE = 1;
    /** Start writing the dirty pages. */
    public static final int SYNC_FILE_RANGE_WRITE = 2;
    /** Then wait for it. */
    public static final int SYNC_FILE_RANGE_WAIT_AFTER = 4;

    // aioAllocate, mode

    /** The file's size stays. */
    public static final int FALLOC_FL_KEEP_SIZE = 1;
    /** Give the range's space back; with FALLOC_FL_KEEP_SIZE. */
    public static final int FALLOC_FL_PUNCH_HOLE = 2;
    /** Remove the range, what follows moves forward; Linux 3.15. */
    public static final int FALLOC_FL_COLLAPSE_RANGE = 8;
    /** The range reads as zeros; Linux 3.15. */
    public static final int FALLOC_FL_ZERO_RANGE = 0x10;
    /** Insert a hole, what follows moves back; Linux 4.1. */
    public static final int FALLOC_FL_INSERT_RANGE = 0x20;
    /** The range's space is this file's own; Linux 4.16. */
    public static final int FALLOC_FL_UNSHARE_RANGE = 0x40;

    // aioRename2, flags

    /** Fail with EEXIST if the target exists; Linux 3.15. */
    public static final int RENAME_NOREPLACE = 1;
    /** Exchange source and target; Linux 3.15. */
    public static final int RENAME_EXCHANGE = 2;
    /** Leave a whiteout at the source; Linux 3.18. */
    public static final int RENAME_WHITEOUT = 4;

    // aioReaddirx, flags

    /** Entries with type and inode, not names only. */
    public static final int READDIR_DENTS = 1;
    /** Directories, or what looks like one, come first. */
    public static final int READDIR_DIRS_FIRST = 2;
    /** In the order in which a stat of each is fastest. */
    public static final int READDIR_STAT_ORDER = 4;
    /** In the answer: some entry's type is not known. */
    public static final int READDIR_FOUND_UNKNOWN = 0x80;

    // AioDirent.type

    /** The file system does not tell. */
    public static final int DT_UNKNOWN = 0;
    /** Pipe. */
    public static final int DT_FIFO = 1;
    /** Character device. */
    public static final int DT_CHR = 2;
    /** Directory. */
    public static final int DT_DIR = 4;
    /** Block device. */
    public static final int DT_BLK = 6;
    /** Regular file. */
    public static final int DT_REG = 8;
    /** Symbolic link. */
    public static final int DT_LNK = 10;
    /** Socket. */
    public static final int DT_SOCK = 12;
    /** Whiteout. */
    public static final int DT_WHT = 14;

    // aioOpenat2, how a path may resolve; Linux 5.6

    /** Don't cross into another mount. */
    public static final int RESOLVE_NO_XDEV = 1;
    /** Don't follow the links of /proc that lead to open files. */
    public static final int RESOLVE_NO_MAGICLINKS = 2;
    /** Don't follow any symbolic link. */
    public static final int RESOLVE_NO_SYMLINKS = 4;
    /** Stay below the directory, or fail with EXDEV. */
    public static final int RESOLVE_BENEATH = 8;
    /** The directory is the root, as with chroot. */
    public static final int RESOLVE_IN_ROOT = 0x10;
    /** Fail with EAGAIN if it can't be answered from the cache; Linux 5.12. */
    public static final int RESOLVE_CACHED = 0x20;

    // aioPreadv and aioPwritev, flags

    /** Poll for completion; O_DIRECT only. */
    public static final int RWF_HIPRI = 1;
    /** This write is as with O_DSYNC; Linux 4.7. */
    public static final int RWF_DSYNC = 2;
    /** This write is as with O_SYNC; Linux 4.7. */
    public static final int RWF_SYNC = 4;
    /** Fail with EAGAIN if it can't be done at once; Linux 4.14. */
    public static final int RWF_NOWAIT = 8;
    /** This write goes to the end; Linux 4.16. */
    public static final int RWF_APPEND = 0x10;
    /** This write does not go to the end, in spite of O_APPEND; Linux 6.9. */
    public static final int RWF_NOAPPEND = 0x20;
    /** This write is all or nothing; Linux 6.11. */
    public static final int RWF_ATOMIC = 0x40;
    /** What is read or written leaves the cache; Linux 6.14. */
    public static final int RWF_DONTCACHE = 0x80;

    // aioSetxattr, flags

    /** Fail with EEXIST if the attribute exists. */
    public static final int XATTR_CREATE = 1;
    /** Fail with ENODATA if the attribute does not exist. */
    public static final int XATTR_REPLACE = 2;

    // aioUtime: nanoseconds with a meaning

    /** In place of nanoseconds: the current time. */
    public static final int UTIME_NOW = 0x3FFFFFFF;
    /** In place of nanoseconds: the time stays as it is. */
    public static final int UTIME_OMIT = 0x3FFFFFFE;

    // aioAccess, mode

    /** Whether the file exists. */
    public static final int F_OK = 0;
    /** Whether it may be read. */
    public static final int R_OK = 4;
    /** Whether it may be written. */
    public static final int W_OK = 2;
    /** Whether it may be executed, or a directory searched. */
    public static final int X_OK = 1;

    // aioPathconf, name

    /** How many names a file can have. */
    public static final int PC_LINK_MAX = 0;
    /** How long a line of a terminal can be, in bytes. */
    public static final int PC_MAX_CANON = 1;
    /** How much a terminal's input queue holds, in bytes. */
    public static final int PC_MAX_INPUT = 2;
    /** How long a file name can be, in bytes. */
    public static final int PC_NAME_MAX = 3;
    /** How long a path relative to the directory can be, in bytes. */
    public static final int PC_PATH_MAX = 4;
    /** How much is written to a pipe at once, in bytes. */
    public static final int PC_PIPE_BUF = 5;
    /** Whether only the privileged may give files away. */
    public static final int PC_CHOWN_RESTRICTED = 6;
    /** Whether longer names are an error. */
    public static final int PC_NO_TRUNC = 7;
    /** How many bits a file's size has. */
    public static final int PC_FILESIZEBITS = 0xD;
    /** By how much transfers should differ in size, in bytes. */
    public static final int PC_REC_INCR_XFER_SIZE = 0xE;
    /** The largest transfer that makes sense, in bytes. */
    public static final int PC_REC_MAX_XFER_SIZE = 0xF;
    /** The smallest one, in bytes. */
    public static final int PC_REC_MIN_XFER_SIZE = 0x10;
    /** What buffers should be aligned to, in bytes. */
    public static final int PC_REC_XFER_ALIGN = 0x11;
    /** How long a symbolic link's content can be, in bytes. */
    public static final int PC_SYMLINK_MAX = 0x13;
    /** Whether there can be symbolic links. */
    public static final int PC_2_SYMLINKS = 0x14;

    // aioCopy, flags; the values are libuv's

    /** Leave an existing target alone, and fail with EEXIST. */
    public static final int COPY_EXCL = 1;
    /** Share the data with the source, or copy it where the file system can't. */
    public static final int COPY_CLONE = 2;
    /** Share the data with the source, or fail. */
    public static final int COPY_CLONE_FORCE = 4;

    // The machine

    /**
     * Bytes in a page of memory, as sysconf(3) has it: 4096 on x86_64. On aarch64, where it depends on the kernel, it is 65536, the
     * largest there is, and a multiple of the others, if the native library could not be loaded when it was asked for first.
     */
    public static final int PAGESIZE = pageSize();

    private static final int LARGEST_PAGE = 1 << 16;

    private AioConstants() { }

    /** This class has to work even while the library can't be loaded: its initializer would not be run a second time. */
    private static int pageSize() {
        if (!ARM) {
            return 4096;
        }
        try {
            return MapNatives.natives().pageSize();
        } catch (UnsatisfiedLinkError e) {
            return LARGEST_PAGE;
        }
    }
}
