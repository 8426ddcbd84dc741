package io.github.jeio;

import io.github.jeio.internal.ConstantNatives;

/**
 * Every constant of the manual under its own name, and those of the requests that the manual does not have.
 *
 * <p>The values are this platform's, taken from the C compiler; a constant that the platform lacks is 0. They come
 * with the native library, so this class can be used where {@link IoAio#isAvailable()} is true. Those that are the same on
 * all of Linux, {@code DT_}, {@code S_IF} and {@code SEEK_}, are constants to the compiler as well: {@code case} takes them.
 */
public final class AioConstants {

    // Errors that the manual names

    /** The call does not exist on this system: {@link Errno#ENOSYS}. */
    public static final int ENOSYS = number("ENOSYS");
    /** Source and target are on different file systems: {@link Errno#EXDEV}. */
    public static final int EXDEV = number("EXDEV");
    /** Fiemap was asked for flags that the file system does not know: {@link Errno#EBADR}. */
    public static final int EBADR = number("EBADR");

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
    public static final int FADV_NORMAL = number("FADV_NORMAL");
    /** The range will be read in order: double read-ahead. */
    public static final int FADV_SEQUENTIAL = number("FADV_SEQUENTIAL");
    /** The range will be read in no order: no read-ahead. */
    public static final int FADV_RANDOM = number("FADV_RANDOM");
    /** The range will be read once. */
    public static final int FADV_NOREUSE = number("FADV_NOREUSE");
    /** The range will be read soon: start to read it now. */
    public static final int FADV_WILLNEED = number("FADV_WILLNEED");
    /** The range won't be read soon: drop its clean pages from the cache. */
    public static final int FADV_DONTNEED = number("FADV_DONTNEED");

    // Advanced.madvise, advice

    /** No advice. */
    public static final int MADV_NORMAL = number("MADV_NORMAL");
    /** The pages will be used in order. */
    public static final int MADV_SEQUENTIAL = number("MADV_SEQUENTIAL");
    /** The pages will be used in no order. */
    public static final int MADV_RANDOM = number("MADV_RANDOM");
    /** The pages will be used soon: start to read them now. */
    public static final int MADV_WILLNEED = number("MADV_WILLNEED");
    /** The pages won't be used soon; as POSIX has it, their content stays. */
    public static final int MADV_DONTNEED = number("MADV_DONTNEED");

    // aioOpen, flags

    /** Mask of the access mode in the flags: read, write or both. */
    public static final int O_ACCMODE = number("O_ACCMODE");
    /** Open for reading. */
    public static final int O_RDONLY = number("O_RDONLY");
    /** Open for writing. */
    public static final int O_WRONLY = number("O_WRONLY");
    /** Open for reading and writing. */
    public static final int O_RDWR = number("O_RDWR");
    /** Create the file if it does not exist. */
    public static final int O_CREAT = number("O_CREAT");
    /** Truncate the file to length 0. */
    public static final int O_TRUNC = number("O_TRUNC");
    /** With O_CREAT: fail with EEXIST if the file exists. */
    public static final int O_EXCL = number("O_EXCL");
    /** Every write goes to the end of the file. */
    public static final int O_APPEND = number("O_APPEND");
    /** Send a signal when the descriptor gets ready; terminals, pipes and sockets. */
    public static final int O_ASYNC = number("O_ASYNC");
    /** Bypass the page cache; address, offset and length must be aligned. */
    public static final int O_DIRECT = number("O_DIRECT");
    /** Reading does not change the access time; for the owner only. */
    public static final int O_NOATIME = number("O_NOATIME");
    /** Close the descriptor on exec; aioOpen adds it always. */
    public static final int O_CLOEXEC = number("O_CLOEXEC");
    /** A terminal that is opened does not become the controlling one. */
    public static final int O_NOCTTY = number("O_NOCTTY");
    /** Fail with ELOOP if the last part of the path is a symbolic link. */
    public static final int O_NOFOLLOW = number("O_NOFOLLOW");
    /** Neither the open nor what is done with the descriptor waits. */
    public static final int O_NONBLOCK = number("O_NONBLOCK");
    /** Open for execution only; Linux lacks it. */
    public static final int O_EXEC = number("O_EXEC");
    /** Open a directory for search only; Linux lacks it. */
    public static final int O_SEARCH = number("O_SEARCH");
    /** Fail with ENOTDIR if it is not a directory. */
    public static final int O_DIRECTORY = number("O_DIRECTORY");
    /** A write returns when data is on the device, as if followed by fdatasync. */
    public static final int O_DSYNC = number("O_DSYNC");
    /** On Linux the same as O_SYNC. */
    public static final int O_RSYNC = number("O_RSYNC");
    /** A write returns when data and metadata are on the device, as if followed by fsync. */
    public static final int O_SYNC = number("O_SYNC");
    /** A descriptor that names the file and gives no access to its content. */
    public static final int O_PATH = number("O_PATH");
    /** Create a file without a name in the directory that the path names. */
    public static final int O_TMPFILE = number("O_TMPFILE");
    /** Give a terminal standard settings; Linux lacks it. */
    public static final int O_TTY_INIT = number("O_TTY_INIT");

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
    public static final int S_ISUID = number("S_ISUID");
    /** A program runs with its group's id; in a directory, new files get its group. */
    public static final int S_ISGID = number("S_ISGID");
    /** In a directory: only owners may remove or rename entries. */
    public static final int S_ISVTX = number("S_ISVTX");
    /** The owner may read, write and execute. */
    public static final int S_IRWXU = number("S_IRWXU");
    /** The owner may read. */
    public static final int S_IRUSR = number("S_IRUSR");
    /** The owner may write. */
    public static final int S_IWUSR = number("S_IWUSR");
    /** The owner may execute, or search the directory. */
    public static final int S_IXUSR = number("S_IXUSR");
    /** The group may read, write and execute. */
    public static final int S_IRWXG = number("S_IRWXG");
    /** The group may read. */
    public static final int S_IRGRP = number("S_IRGRP");
    /** The group may write. */
    public static final int S_IWGRP = number("S_IWGRP");
    /** The group may execute, or search the directory. */
    public static final int S_IXGRP = number("S_IXGRP");
    /** Others may read, write and execute. */
    public static final int S_IRWXO = number("S_IRWXO");
    /** Others may read. */
    public static final int S_IROTH = number("S_IROTH");
    /** Others may write. */
    public static final int S_IWOTH = number("S_IWOTH");
    /** Others may execute, or search the directory. */
    public static final int S_IXOTH = number("S_IXOTH");

    // AioStatVfs.flag

    /** The file system is mounted read-only. */
    public static final int ST_RDONLY = number("ST_RDONLY");
    /** Set-user-id bits have no effect. */
    public static final int ST_NOSUID = number("ST_NOSUID");
    /** Device files give no access. */
    public static final int ST_NODEV = number("ST_NODEV");
    /** Programs can't be executed. */
    public static final int ST_NOEXEC = number("ST_NOEXEC");
    /** Writes are synchronous. */
    public static final int ST_SYNCHRONOUS = number("ST_SYNCHRONOUS");
    /** Mandatory locks are allowed. */
    public static final int ST_MANDLOCK = number("ST_MANDLOCK");
    /** Historic; the kernel never sets it. */
    public static final int ST_WRITE = number("ST_WRITE");
    /** Historic; the kernel never sets it. */
    public static final int ST_APPEND = number("ST_APPEND");
    /** Historic; the kernel never sets it. */
    public static final int ST_IMMUTABLE = number("ST_IMMUTABLE");
    /** Access times are not kept. */
    public static final int ST_NOATIME = number("ST_NOATIME");
    /** Access times of directories are not kept. */
    public static final int ST_NODIRATIME = number("ST_NODIRATIME");
    /** Access times are kept only relative to change times. */
    public static final int ST_RELATIME = number("ST_RELATIME");

    // Advanced.mmap and mprotect, protection

    /** The pages can't be accessed. */
    public static final int PROT_NONE = number("PROT_NONE");
    /** The pages can be executed. */
    public static final int PROT_EXEC = number("PROT_EXEC");
    /** The pages can be read. */
    public static final int PROT_READ = number("PROT_READ");
    /** The pages can be written. */
    public static final int PROT_WRITE = number("PROT_WRITE");

    // Advanced.mmap, flags

    /** Changes are this process's own and never reach the file. */
    public static final int MAP_PRIVATE = number("MAP_PRIVATE");
    /** Changes reach the file and everyone who maps it. */
    public static final int MAP_SHARED = number("MAP_SHARED");
    /** Map at exactly this address. */
    public static final int MAP_FIXED = number("MAP_FIXED");
    /** No file: zeroed memory. */
    public static final int MAP_ANONYMOUS = number("MAP_ANONYMOUS");
    /** Lock the pages in memory, as mlock does. */
    public static final int MAP_LOCKED = number("MAP_LOCKED");
    /** Don't reserve swap space. */
    public static final int MAP_NORESERVE = number("MAP_NORESERVE");
    /** Read the pages in advance. */
    public static final int MAP_POPULATE = number("MAP_POPULATE");
    /** With MAP_POPULATE: don't read, map only what is in the cache. */
    public static final int MAP_NONBLOCK = number("MAP_NONBLOCK");
    /** The mapping grows downward, like a stack. */
    public static final int MAP_GROWSDOWN = number("MAP_GROWSDOWN");
    /** Map in the first 2 GiB; x86_64 only. */
    public static final int MAP_32BIT = number("MAP_32BIT");
    /** Use huge pages. */
    public static final int MAP_HUGETLB = number("MAP_HUGETLB");
    /** The mapping will be a stack; without effect. */
    public static final int MAP_STACK = number("MAP_STACK");
    /** Map at exactly this address, or fail with EEXIST; Linux 4.17. */
    public static final int MAP_FIXED_NOREPLACE = number("MAP_FIXED_NOREPLACE");
    /** MAP_SHARED that refuses unknown flags; Linux 4.15. */
    public static final int MAP_SHARED_VALIDATE = number("MAP_SHARED_VALIDATE");
    /** With MAP_SHARED_VALIDATE: persistent memory is written synchronously; Linux 4.15. */
    public static final int MAP_SYNC = number("MAP_SYNC");
    /** Don't clear the pages; this system's headers lack it. */
    public static final int MAP_UNINITIALIZED = number("MAP_UNINITIALIZED");

    // Advanced.mremap, flags

    /** The mapping may move to another address. */
    public static final int MREMAP_MAYMOVE = number("MREMAP_MAYMOVE");
    /** The mapping moves to the address that is given. */
    public static final int MREMAP_FIXED = number("MREMAP_FIXED");
    /** The old address stays mapped, to empty pages; Linux 5.7. */
    public static final int MREMAP_DONTUNMAP = number("MREMAP_DONTUNMAP");

    // Sockets: Advanced.accept4, flags

    /** Descriptors that arrive over a socket are closed on exec. */
    public static final int MSG_CMSG_CLOEXEC = number("MSG_CMSG_CLOEXEC");
    /** The new socket is closed on exec. */
    public static final int SOCK_CLOEXEC = number("SOCK_CLOEXEC");
    /** The new socket does not wait. */
    public static final int SOCK_NONBLOCK = number("SOCK_NONBLOCK");

    // aioFcntl, commands and their arguments

    /** Duplicate the descriptor to the lowest number at or above the argument. */
    public static final int F_DUPFD = number("F_DUPFD");
    /** F_DUPFD, and the duplicate is closed on exec. */
    public static final int F_DUPFD_CLOEXEC = number("F_DUPFD_CLOEXEC");
    /** Get the descriptor's flags. */
    public static final int F_GETFD = number("F_GETFD");
    /** Set the descriptor's flags. */
    public static final int F_SETFD = number("F_SETFD");
    /** The descriptor's one flag: it is closed on exec. */
    public static final int FD_CLOEXEC = number("FD_CLOEXEC");
    /** Get the open file's access mode and status flags. */
    public static final int F_GETFL = number("F_GETFL");
    /** Set the open file's status flags. */
    public static final int F_SETFL = number("F_SETFL");
    /** Find out who holds a record lock. */
    public static final int F_GETLK = number("F_GETLK");
    /** Set or release a record lock, or fail with EAGAIN. */
    public static final int F_SETLK = number("F_SETLK");
    /** Set a record lock, and wait for it. */
    public static final int F_SETLKW = number("F_SETLKW");
    /** Lock type: shared. */
    public static final int F_RDLCK = number("F_RDLCK");
    /** Lock type: exclusive. */
    public static final int F_WRLCK = number("F_WRLCK");
    /** Lock type: none. */
    public static final int F_UNLCK = number("F_UNLCK");
    /** F_GETLK for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_GETLK = number("F_OFD_GETLK");
    /** F_SETLK for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_SETLK = number("F_OFD_SETLK");
    /** F_SETLKW for locks that belong to the open file; Linux 3.15. */
    public static final int F_OFD_SETLKW = number("F_OFD_SETLKW");
    /** A name that IO::AIO has and no system does; see F_OFD_SETLKW. */
    public static final int F_OFD_GETLKW = number("F_OFD_GETLKW");
    /** Get the capacity of a pipe. */
    public static final int F_GETPIPE_SZ = number("F_GETPIPE_SZ");
    /** Set the capacity of a pipe. */
    public static final int F_SETPIPE_SZ = number("F_SETPIPE_SZ");
    /** Add seals to a memfd; Linux 3.17. */
    public static final int F_ADD_SEALS = number("F_ADD_SEALS");
    /** Get the seals of a memfd; Linux 3.17. */
    public static final int F_GET_SEALS = number("F_GET_SEALS");
    /** Seal: no more seals. */
    public static final int F_SEAL_SEAL = number("F_SEAL_SEAL");
    /** Seal: the file can't shrink. */
    public static final int F_SEAL_SHRINK = number("F_SEAL_SHRINK");
    /** Seal: the file can't grow. */
    public static final int F_SEAL_GROW = number("F_SEAL_GROW");
    /** Seal: the content can't change. */
    public static final int F_SEAL_WRITE = number("F_SEAL_WRITE");
    /** Seal: only mappings that exist can change the content; Linux 5.1. */
    public static final int F_SEAL_FUTURE_WRITE = number("F_SEAL_FUTURE_WRITE");

    // aioIoctl, requests of file systems

    /** Freeze the file system. */
    public static final long FIFREEZE = longNumber("FIFREEZE");
    /** Thaw the file system. */
    public static final long FITHAW = longNumber("FITHAW");
    /** Discard the blocks that the file system does not use. */
    public static final long FITRIM = longNumber("FITRIM");
    /** Share all extents of another file. */
    public static final long FICLONE = longNumber("FICLONE");
    /** Share a range of extents of another file. */
    public static final long FICLONERANGE = longNumber("FICLONERANGE");
    /** Share a range of extents of other files where the content is the same. */
    public static final long FIDEDUPERANGE = longNumber("FIDEDUPERANGE");
    /** Get the inode's flags, FS_…_FL. */
    public static final long FS_IOC_GETFLAGS = longNumber("FS_IOC_GETFLAGS");
    /** Set the inode's flags, FS_…_FL. */
    public static final long FS_IOC_SETFLAGS = longNumber("FS_IOC_SETFLAGS");
    /** Get the inode's generation. */
    public static final long FS_IOC_GETVERSION = longNumber("FS_IOC_GETVERSION");
    /** Set the inode's generation. */
    public static final long FS_IOC_SETVERSION = longNumber("FS_IOC_SETVERSION");
    /** Get the extents of a file; aioFiemap does it. */
    public static final long FS_IOC_FIEMAP = longNumber("FS_IOC_FIEMAP");
    /** Get the extended inode flags, FS_XFLAG_…. */
    public static final long FS_IOC_FSGETXATTR = longNumber("FS_IOC_FSGETXATTR");
    /** Set the extended inode flags, FS_XFLAG_…. */
    public static final long FS_IOC_FSSETXATTR = longNumber("FS_IOC_FSSETXATTR");
    /** Encrypt a directory. */
    public static final long FS_IOC_SET_ENCRYPTION_POLICY = longNumber("FS_IOC_SET_ENCRYPTION_POLICY");
    /** Get the file system's encryption salt. */
    public static final long FS_IOC_GET_ENCRYPTION_PWSALT = longNumber("FS_IOC_GET_ENCRYPTION_PWSALT");
    /** Get the encryption policy of a file. */
    public static final long FS_IOC_GET_ENCRYPTION_POLICY = longNumber("FS_IOC_GET_ENCRYPTION_POLICY");
    /** Bytes in an encryption key's descriptor. */
    public static final int FS_KEY_DESCRIPTOR_SIZE = number("FS_KEY_DESCRIPTOR_SIZE");

    // FS_IOC_GETFLAGS and FS_IOC_SETFLAGS, the flags

    /** Overwrite the content when the file is removed. */
    public static final int FS_SECRM_FL = number("FS_SECRM_FL");
    /** Keep the content when the file is removed. */
    public static final int FS_UNRM_FL = number("FS_UNRM_FL");
    /** Compress the file. */
    public static final int FS_COMPR_FL = number("FS_COMPR_FL");
    /** Write synchronously. */
    public static final int FS_SYNC_FL = number("FS_SYNC_FL");
    /** The file can't change. */
    public static final int FS_IMMUTABLE_FL = number("FS_IMMUTABLE_FL");
    /** The file can only be appended to. */
    public static final int FS_APPEND_FL = number("FS_APPEND_FL");
    /** Leave the file out of dumps. */
    public static final int FS_NODUMP_FL = number("FS_NODUMP_FL");
    /** Don't keep the access time. */
    public static final int FS_NOATIME_FL = number("FS_NOATIME_FL");
    /** The compressed file is dirty. */
    public static final int FS_DIRTY_FL = number("FS_DIRTY_FL");
    /** The file has compressed clusters. */
    public static final int FS_COMPRBLK_FL = number("FS_COMPRBLK_FL");
    /** Don't compress the file. */
    public static final int FS_NOCOMP_FL = number("FS_NOCOMP_FL");
    /** The file is encrypted. */
    public static final int FS_ENCRYPT_FL = number("FS_ENCRYPT_FL");
    /** The directory is a B-tree. */
    public static final int FS_BTREE_FL = number("FS_BTREE_FL");
    /** The directory is indexed by hash. */
    public static final int FS_INDEX_FL = number("FS_INDEX_FL");
    /** The file's data goes through the journal. */
    public static final int FS_JOURNAL_DATA_FL = number("FS_JOURNAL_DATA_FL");
    /** Don't merge the file's tail. */
    public static final int FS_NOTAIL_FL = number("FS_NOTAIL_FL");
    /** Changes of the directory are synchronous. */
    public static final int FS_DIRSYNC_FL = number("FS_DIRSYNC_FL");
    /** The directory's subdirectories are spread over the disk. */
    public static final int FS_TOPDIR_FL = number("FS_TOPDIR_FL");
    /** Mask of the flags that a user can set. */
    public static final int FS_FL_USER_MODIFIABLE = number("FS_FL_USER_MODIFIABLE");

    // FS_IOC_FSGETXATTR and FS_IOC_FSSETXATTR, the flags

    /** Data is on the realtime volume. */
    public static final int FS_XFLAG_REALTIME = number("FS_XFLAG_REALTIME");
    /** Extents are preallocated. */
    public static final int FS_XFLAG_PREALLOC = number("FS_XFLAG_PREALLOC");
    /** The file can't change. */
    public static final int FS_XFLAG_IMMUTABLE = number("FS_XFLAG_IMMUTABLE");
    /** The file can only be appended to. */
    public static final int FS_XFLAG_APPEND = number("FS_XFLAG_APPEND");
    /** Write synchronously. */
    public static final int FS_XFLAG_SYNC = number("FS_XFLAG_SYNC");
    /** Don't keep the access time. */
    public static final int FS_XFLAG_NOATIME = number("FS_XFLAG_NOATIME");
    /** Leave the file out of dumps. */
    public static final int FS_XFLAG_NODUMP = number("FS_XFLAG_NODUMP");
    /** New files get FS_XFLAG_REALTIME. */
    public static final int FS_XFLAG_RTINHERIT = number("FS_XFLAG_RTINHERIT");
    /** New files get the directory's project id. */
    public static final int FS_XFLAG_PROJINHERIT = number("FS_XFLAG_PROJINHERIT");
    /** No symbolic links in the directory. */
    public static final int FS_XFLAG_NOSYMLINKS = number("FS_XFLAG_NOSYMLINKS");
    /** Extents have a size hint. */
    public static final int FS_XFLAG_EXTSIZE = number("FS_XFLAG_EXTSIZE");
    /** New files get the size hint. */
    public static final int FS_XFLAG_EXTSZINHERIT = number("FS_XFLAG_EXTSZINHERIT");
    /** Don't defragment the file. */
    public static final int FS_XFLAG_NODEFRAG = number("FS_XFLAG_NODEFRAG");
    /** Allocate by streams. */
    public static final int FS_XFLAG_FILESTREAM = number("FS_XFLAG_FILESTREAM");
    /** Use direct access where the device can. */
    public static final int FS_XFLAG_DAX = number("FS_XFLAG_DAX");
    /** The file has extended attributes. */
    public static final long FS_XFLAG_HASATTR = longNumber("FS_XFLAG_HASATTR");

    // aioFiemap: flags, and AioExtent.flags

    /** Write the file's data out before the answer. */
    public static final int FIEMAP_FLAG_SYNC = number("FIEMAP_FLAG_SYNC");
    /** The extents of the extended attributes, not of the data. */
    public static final int FIEMAP_FLAG_XATTR = number("FIEMAP_FLAG_XATTR");
    /** Mask of the flags that a file system must know. */
    public static final int FIEMAP_FLAGS_COMPAT = number("FIEMAP_FLAGS_COMPAT");
    /** The last extent of the file. */
    public static final int FIEMAP_EXTENT_LAST = number("FIEMAP_EXTENT_LAST");
    /** Where the data is on the device is not known. */
    public static final int FIEMAP_EXTENT_UNKNOWN = number("FIEMAP_EXTENT_UNKNOWN");
    /** Space is not allocated yet. */
    public static final int FIEMAP_EXTENT_DELALLOC = number("FIEMAP_EXTENT_DELALLOC");
    /** The data can't be read from the device as it is. */
    public static final int FIEMAP_EXTENT_ENCODED = number("FIEMAP_EXTENT_ENCODED");
    /** The data is encrypted. */
    public static final int FIEMAP_EXTENT_DATA_ENCRYPTED = number("FIEMAP_EXTENT_DATA_ENCRYPTED");
    /** The offsets are not aligned to blocks. */
    public static final int FIEMAP_EXTENT_NOT_ALIGNED = number("FIEMAP_EXTENT_NOT_ALIGNED");
    /** The data is within a metadata block. */
    public static final int FIEMAP_EXTENT_DATA_INLINE = number("FIEMAP_EXTENT_DATA_INLINE");
    /** The data shares a block with other files' tails. */
    public static final int FIEMAP_EXTENT_DATA_TAIL = number("FIEMAP_EXTENT_DATA_TAIL");
    /** Space is allocated and reads as zeros. */
    public static final int FIEMAP_EXTENT_UNWRITTEN = number("FIEMAP_EXTENT_UNWRITTEN");
    /** Several blocks, shown as one extent. */
    public static final int FIEMAP_EXTENT_MERGED = number("FIEMAP_EXTENT_MERGED");
    /** The space is shared with other files. */
    public static final int FIEMAP_EXTENT_SHARED = number("FIEMAP_EXTENT_SHARED");

    // Advanced.splice and tee, flags

    /** Move pages instead of copying them; without effect. */
    public static final int SPLICE_F_MOVE = number("SPLICE_F_MOVE");
    /** Don't wait for the pipe. */
    public static final int SPLICE_F_NONBLOCK = number("SPLICE_F_NONBLOCK");
    /** More data follows soon. */
    public static final int SPLICE_F_MORE = number("SPLICE_F_MORE");
    /** For vmsplice only. */
    public static final int SPLICE_F_GIFT = number("SPLICE_F_GIFT");

    // Advanced.eventfd, flags

    /** The descriptor is closed on exec. */
    public static final int EFD_CLOEXEC = number("EFD_CLOEXEC");
    /** Reading and writing don't wait. */
    public static final int EFD_NONBLOCK = number("EFD_NONBLOCK");
    /** Reading gives 1 and subtracts 1. */
    public static final int EFD_SEMAPHORE = number("EFD_SEMAPHORE");

    // Advanced.memfdCreate, flags

    /** The descriptor is closed on exec. */
    public static final int MFD_CLOEXEC = number("MFD_CLOEXEC");
    /** Seals can be added. */
    public static final int MFD_ALLOW_SEALING = number("MFD_ALLOW_SEALING");
    /** Use huge pages; Linux 4.14. */
    public static final int MFD_HUGETLB = number("MFD_HUGETLB");
    /** With MFD_HUGETLB: pages of 2 MiB. */
    public static final int MFD_HUGE_2MB = number("MFD_HUGE_2MB");
    /** With MFD_HUGETLB: pages of 1 GiB. */
    public static final int MFD_HUGE_1GB = number("MFD_HUGE_1GB");
    /** A name that IO::AIO has and no system does; see MFD_HUGE_2MB. */
    public static final int MFD_HUGETLB_2MB = number("MFD_HUGETLB_2MB");
    /** A name that IO::AIO has and no system does; see MFD_HUGE_1GB. */
    public static final int MFD_HUGETLB_1GB = number("MFD_HUGETLB_1GB");

    // Advanced.timerfdCreate: clocks and flags; timerfdSettime, flags

    /** Wall-clock time, which can be set. */
    public static final int CLOCK_REALTIME = number("CLOCK_REALTIME");
    /** Time that only goes forward and stops in suspend. */
    public static final int CLOCK_MONOTONIC = number("CLOCK_MONOTONIC");
    /** Time that only goes forward, suspend included. */
    public static final int CLOCK_BOOTTIME = number("CLOCK_BOOTTIME");
    /** CLOCK_REALTIME that wakes the machine up. */
    public static final int CLOCK_REALTIME_ALARM = number("CLOCK_REALTIME_ALARM");
    /** CLOCK_BOOTTIME that wakes the machine up. */
    public static final int CLOCK_BOOTTIME_ALARM = number("CLOCK_BOOTTIME_ALARM");
    /** Reading the timer does not wait. */
    public static final int TFD_NONBLOCK = number("TFD_NONBLOCK");
    /** The timer is closed on exec. */
    public static final int TFD_CLOEXEC = number("TFD_CLOEXEC");
    /** The start is a time of the clock, not a duration from now. */
    public static final int TFD_TIMER_ABSTIME = number("TFD_TIMER_ABSTIME");
    /** Reading fails with ECANCELED when the clock is set. */
    public static final int TFD_TIMER_CANCEL_ON_SET = number("TFD_TIMER_CANCEL_ON_SET");

    // Advanced.pidfdOpen, flags

    /** Waiting for the process with the descriptor does not block; Linux 5.10. */
    public static final int PIDFD_NONBLOCK = number("PIDFD_NONBLOCK");

    // Advanced.statx and aioStatx: mask

    /** The file type in the mode. */
    public static final int STATX_TYPE = number("STATX_TYPE");
    /** The permissions in the mode. */
    public static final int STATX_MODE = number("STATX_MODE");
    /** The number of links. */
    public static final int STATX_NLINK = number("STATX_NLINK");
    /** The owner. */
    public static final int STATX_UID = number("STATX_UID");
    /** The group. */
    public static final int STATX_GID = number("STATX_GID");
    /** The access time. */
    public static final int STATX_ATIME = number("STATX_ATIME");
    /** The modification time. */
    public static final int STATX_MTIME = number("STATX_MTIME");
    /** The change time. */
    public static final int STATX_CTIME = number("STATX_CTIME");
    /** The inode number. */
    public static final int STATX_INO = number("STATX_INO");
    /** The size. */
    public static final int STATX_SIZE = number("STATX_SIZE");
    /** The number of blocks. */
    public static final int STATX_BLOCKS = number("STATX_BLOCKS");
    /** All that stat has. */
    public static final int STATX_BASIC_STATS = number("STATX_BASIC_STATS");
    /** The creation time. */
    public static final int STATX_BTIME = number("STATX_BTIME");
    /** STATX_BASIC_STATS and STATX_BTIME. */
    public static final int STATX_ALL = number("STATX_ALL");
    /** The mount's id; Linux 5.8. */
    public static final int STATX_MNT_ID = number("STATX_MNT_ID");
    /** What O_DIRECT must be aligned to; Linux 6.1. */
    public static final int STATX_DIOALIGN = number("STATX_DIOALIGN");
    /** The mount's id that is never reused; Linux 6.8. */
    public static final int STATX_MNT_ID_UNIQUE = number("STATX_MNT_ID_UNIQUE");
    /** The subvolume's id; Linux 6.10. */
    public static final int STATX_SUBVOL = number("STATX_SUBVOL");
    /** The limits of atomic writes; Linux 6.11. */
    public static final int STATX_WRITE_ATOMIC = number("STATX_WRITE_ATOMIC");

    // AioStatx.attributes

    /** The file is compressed. */
    public static final int STATX_ATTR_COMPRESSED = number("STATX_ATTR_COMPRESSED");
    /** The file can't change. */
    public static final int STATX_ATTR_IMMUTABLE = number("STATX_ATTR_IMMUTABLE");
    /** The file can only be appended to. */
    public static final int STATX_ATTR_APPEND = number("STATX_ATTR_APPEND");
    /** The file is left out of dumps. */
    public static final int STATX_ATTR_NODUMP = number("STATX_ATTR_NODUMP");
    /** The file is encrypted. */
    public static final int STATX_ATTR_ENCRYPTED = number("STATX_ATTR_ENCRYPTED");
    /** The directory is an automount point. */
    public static final int STATX_ATTR_AUTOMOUNT = number("STATX_ATTR_AUTOMOUNT");
    /** The file is the root of a mount; Linux 5.8. */
    public static final int STATX_ATTR_MOUNT_ROOT = number("STATX_ATTR_MOUNT_ROOT");
    /** The file is protected by fs-verity; Linux 5.5. */
    public static final int STATX_ATTR_VERITY = number("STATX_ATTR_VERITY");
    /** The file is accessed directly, with no page cache; Linux 5.8. */
    public static final int STATX_ATTR_DAX = number("STATX_ATTR_DAX");
    /** The file can be written atomically; Linux 6.11. */
    public static final int STATX_ATTR_WRITE_ATOMIC = number("STATX_ATTR_WRITE_ATOMIC");

    // The at family: directory and flags

    /** In place of a directory descriptor: the process's directory. */
    public static final int AT_FDCWD = number("AT_FDCWD");
    /** Don't follow a symbolic link. */
    public static final int AT_SYMLINK_NOFOLLOW = number("AT_SYMLINK_NOFOLLOW");
    /** Check with the effective ids. */
    public static final int AT_EACCESS = number("AT_EACCESS");
    /** Remove a directory. */
    public static final int AT_REMOVEDIR = number("AT_REMOVEDIR");
    /** Follow a symbolic link. */
    public static final int AT_SYMLINK_FOLLOW = number("AT_SYMLINK_FOLLOW");
    /** Don't mount an automount point. */
    public static final int AT_NO_AUTOMOUNT = number("AT_NO_AUTOMOUNT");
    /** An empty path means the descriptor itself. */
    public static final int AT_EMPTY_PATH = number("AT_EMPTY_PATH");
    /** Mask of the statx flags that say how fresh the answer must be. */
    public static final int AT_STATX_SYNC_TYPE = number("AT_STATX_SYNC_TYPE");
    /** As fresh as with stat. */
    public static final int AT_STATX_SYNC_AS_STAT = number("AT_STATX_SYNC_AS_STAT");
    /** A name that IO::AIO has and no system does; see AT_STATX_SYNC_AS_STAT. */
    public static final int AT_STATX_AS_STAT = number("AT_STATX_AS_STAT");
    /** Ask the server. */
    public static final int AT_STATX_FORCE_SYNC = number("AT_STATX_FORCE_SYNC");
    /** Take what is cached. */
    public static final int AT_STATX_DONT_SYNC = number("AT_STATX_DONT_SYNC");
    /** The whole tree. */
    public static final int AT_RECURSIVE = number("AT_RECURSIVE");

    // The mount interface by descriptors: open_tree, fsopen, fspick, move_mount, fsconfig, fsmount

    /** Clone the mounts. */
    public static final int OPEN_TREE_CLONE = number("OPEN_TREE_CLONE");
    /** The descriptor is closed on exec. */
    public static final int FSOPEN_CLOEXEC = number("FSOPEN_CLOEXEC");
    /** The descriptor is closed on exec. */
    public static final int FSPICK_CLOEXEC = number("FSPICK_CLOEXEC");
    /** Don't follow a symbolic link. */
    public static final int FSPICK_SYMLINK_NOFOLLOW = number("FSPICK_SYMLINK_NOFOLLOW");
    /** Don't mount an automount point. */
    public static final int FSPICK_NO_AUTOMOUNT = number("FSPICK_NO_AUTOMOUNT");
    /** An empty path means the descriptor itself. */
    public static final int FSPICK_EMPTY_PATH = number("FSPICK_EMPTY_PATH");
    /** Follow symbolic links in the source. */
    public static final int MOVE_MOUNT_F_SYMLINKS = number("MOVE_MOUNT_F_SYMLINKS");
    /** Mount automount points in the source. */
    public static final int MOVE_MOUNT_F_AUTOMOUNTS = number("MOVE_MOUNT_F_AUTOMOUNTS");
    /** An empty source means the descriptor itself. */
    public static final int MOVE_MOUNT_F_EMPTY_PATH = number("MOVE_MOUNT_F_EMPTY_PATH");
    /** Follow symbolic links in the target. */
    public static final int MOVE_MOUNT_T_SYMLINKS = number("MOVE_MOUNT_T_SYMLINKS");
    /** Mount automount points in the target. */
    public static final int MOVE_MOUNT_T_AUTOMOUNTS = number("MOVE_MOUNT_T_AUTOMOUNTS");
    /** An empty target means the descriptor itself. */
    public static final int MOVE_MOUNT_T_EMPTY_PATH = number("MOVE_MOUNT_T_EMPTY_PATH");
    /** Set a parameter without a value. */
    public static final int FSCONFIG_SET_FLAG = number("FSCONFIG_SET_FLAG");
    /** Set a parameter to a string. */
    public static final int FSCONFIG_SET_STRING = number("FSCONFIG_SET_STRING");
    /** Set a parameter to bytes. */
    public static final int FSCONFIG_SET_BINARY = number("FSCONFIG_SET_BINARY");
    /** Set a parameter to a path. */
    public static final int FSCONFIG_SET_PATH = number("FSCONFIG_SET_PATH");
    /** Set a parameter to a path that may be empty. */
    public static final int FSCONFIG_SET_PATH_EMPTY = number("FSCONFIG_SET_PATH_EMPTY");
    /** Set a parameter to a descriptor. */
    public static final int FSCONFIG_SET_FD = number("FSCONFIG_SET_FD");
    /** Create the file system. */
    public static final int FSCONFIG_CMD_CREATE = number("FSCONFIG_CMD_CREATE");
    /** Change the file system's configuration. */
    public static final int FSCONFIG_CMD_RECONFIGURE = number("FSCONFIG_CMD_RECONFIGURE");
    /** Mount read-only. */
    public static final int MOUNT_ATTR_RDONLY = number("MOUNT_ATTR_RDONLY");
    /** Set-user-id bits have no effect. */
    public static final int MOUNT_ATTR_NOSUID = number("MOUNT_ATTR_NOSUID");
    /** Device files give no access. */
    public static final int MOUNT_ATTR_NODEV = number("MOUNT_ATTR_NODEV");
    /** Programs can't be executed. */
    public static final int MOUNT_ATTR_NOEXEC = number("MOUNT_ATTR_NOEXEC");
    /** Mask of the attributes for access times. */
    public static final int MOUNT_ATTR__ATIME = number("MOUNT_ATTR__ATIME");
    /** Keep access times relative to change times. */
    public static final int MOUNT_ATTR_RELATIME = number("MOUNT_ATTR_RELATIME");
    /** Don't keep access times. */
    public static final int MOUNT_ATTR_NOATIME = number("MOUNT_ATTR_NOATIME");
    /** Keep every access time. */
    public static final int MOUNT_ATTR_STRICTATIME = number("MOUNT_ATTR_STRICTATIME");
    /** Don't keep access times of directories. */
    public static final int MOUNT_ATTR_NODIRATIME = number("MOUNT_ATTR_NODIRATIME");

    // waitid, which processes

    /** The process with this id. */
    public static final int P_PID = number("P_PID");
    /** The process of this descriptor; Linux 5.4. */
    public static final int P_PIDFD = number("P_PIDFD");
    /** The processes of this group. */
    public static final int P_PGID = number("P_PGID");
    /** Any child. */
    public static final int P_ALL = number("P_ALL");

    // Advanced.mount, flags

    /** Mount read-only. */
    public static final int MS_RDONLY = number("MS_RDONLY");
    /** Set-user-id bits have no effect. */
    public static final int MS_NOSUID = number("MS_NOSUID");
    /** Device files give no access. */
    public static final int MS_NODEV = number("MS_NODEV");
    /** Programs can't be executed. */
    public static final int MS_NOEXEC = number("MS_NOEXEC");
    /** Writes are synchronous. */
    public static final int MS_SYNCHRONOUS = number("MS_SYNCHRONOUS");
    /** Change the flags of a mount that exists. */
    public static final int MS_REMOUNT = number("MS_REMOUNT");
    /** Allow mandatory locks. */
    public static final int MS_MANDLOCK = number("MS_MANDLOCK");
    /** Changes of directories are synchronous. */
    public static final int MS_DIRSYNC = number("MS_DIRSYNC");
    /** Don't follow symbolic links; Linux 5.10. */
    public static final int MS_NOSYMFOLLOW = number("MS_NOSYMFOLLOW");
    /** Don't keep access times. */
    public static final int MS_NOATIME = number("MS_NOATIME");
    /** Don't keep access times of directories. */
    public static final int MS_NODIRATIME = number("MS_NODIRATIME");
    /** Show a directory at a second place. */
    public static final int MS_BIND = number("MS_BIND");
    /** Move a mount. */
    public static final int MS_MOVE = number("MS_MOVE");
    /** With MS_BIND and the four propagation types: the whole tree. */
    public static final int MS_REC = number("MS_REC");
    /** Fewer messages in the kernel's log. */
    public static final int MS_SILENT = number("MS_SILENT");
    /** The file system has POSIX access control lists. */
    public static final int MS_POSIXACL = number("MS_POSIXACL");
    /** Propagation: none, and no binds. */
    public static final int MS_UNBINDABLE = number("MS_UNBINDABLE");
    /** Propagation: none. */
    public static final int MS_PRIVATE = number("MS_PRIVATE");
    /** Propagation: in only. */
    public static final int MS_SLAVE = number("MS_SLAVE");
    /** Propagation: both ways. */
    public static final int MS_SHARED = number("MS_SHARED");
    /** Keep access times relative to change times. */
    public static final int MS_RELATIME = number("MS_RELATIME");
    /** The kernel's own mark. */
    public static final int MS_KERNMOUNT = number("MS_KERNMOUNT");
    /** Count changes of inodes. */
    public static final int MS_I_VERSION = number("MS_I_VERSION");
    /** Keep every access time. */
    public static final int MS_STRICTATIME = number("MS_STRICTATIME");
    /** Keep times in memory and write them late. */
    public static final int MS_LAZYTIME = number("MS_LAZYTIME");
    /** The kernel's own mark. */
    public static final int MS_ACTIVE = number("MS_ACTIVE");
    /** The kernel's own mark. */
    public static final int MS_NOUSER = number("MS_NOUSER");
    /** Mask of the flags that MS_REMOUNT can change. */
    public static final int MS_RMT_MASK = number("MS_RMT_MASK");
    /** Historic magic number in the upper half of the flags. */
    public static final long MS_MGC_VAL = longNumber("MS_MGC_VAL");
    /** Mask of MS_MGC_VAL. */
    public static final long MS_MGC_MSK = longNumber("MS_MGC_MSK");

    // Advanced.umount, flags

    /** Abort what is in progress. */
    public static final int MNT_FORCE = number("MNT_FORCE");
    /** Detach now, clean up when no longer in use. */
    public static final int MNT_DETACH = number("MNT_DETACH");
    /** Unmount at the second call, if unused in between. */
    public static final int MNT_EXPIRE = number("MNT_EXPIRE");
    /** Don't follow a symbolic link. */
    public static final int UMOUNT_NOFOLLOW = number("UMOUNT_NOFOLLOW");

    // aioIoctl, requests of block devices

    /** Set the device read-only or not. */
    public static final long BLKROSET = longNumber("BLKROSET");
    /** Get whether the device is read-only. */
    public static final long BLKROGET = longNumber("BLKROGET");
    /** Read the partition table again. */
    public static final long BLKRRPART = longNumber("BLKRRPART");
    /** Get the size in sectors of 512 bytes. */
    public static final long BLKGETSIZE = longNumber("BLKGETSIZE");
    /** Flush the device's buffers. */
    public static final long BLKFLSBUF = longNumber("BLKFLSBUF");
    /** Set the read-ahead. */
    public static final long BLKRASET = longNumber("BLKRASET");
    /** Get the read-ahead. */
    public static final long BLKRAGET = longNumber("BLKRAGET");
    /** Set the file systems' read-ahead. */
    public static final long BLKFRASET = longNumber("BLKFRASET");
    /** Get the file systems' read-ahead. */
    public static final long BLKFRAGET = longNumber("BLKFRAGET");
    /** Set the greatest number of sectors in a request. */
    public static final long BLKSECTSET = longNumber("BLKSECTSET");
    /** Get the greatest number of sectors in a request. */
    public static final long BLKSECTGET = longNumber("BLKSECTGET");
    /** Get the logical sector size. */
    public static final long BLKSSZGET = longNumber("BLKSSZGET");
    /** Get the block size. */
    public static final long BLKBSZGET = longNumber("BLKBSZGET");
    /** Set the block size. */
    public static final long BLKBSZSET = longNumber("BLKBSZSET");
    /** Get the size in bytes. */
    public static final long BLKGETSIZE64 = longNumber("BLKGETSIZE64");

    // aioMlockall and Advanced.mlockall, flags

    /** Lock the pages that will be mapped. */
    public static final int MCL_FUTURE = number("MCL_FUTURE");
    /** Lock the pages that are mapped. */
    public static final int MCL_CURRENT = number("MCL_CURRENT");
    /** Lock pages when they are first used; Linux 4.4. */
    public static final int MCL_ONFAULT = number("MCL_ONFAULT");

    // aioMlock2, flags

    /** Lock pages when they are first used; Linux 4.4. */
    public static final int MLOCK_ONFAULT = number("MLOCK_ONFAULT");

    // aioMsync, flags

    /** Start writing. */
    public static final int MS_ASYNC = number("MS_ASYNC");
    /** Other mappings see the change. */
    public static final int MS_INVALIDATE = number("MS_INVALIDATE");
    /** Write, and wait for it. */
    public static final int MS_SYNC = number("MS_SYNC");

    // aioMtouch, flags

    /** Touch the pages for writing, so that they are copied and allocated. */
    public static final int MT_MODIFY = number("MT_MODIFY");

    // aioSyncFileRange, flags

    /** First wait for the writing in progress. */
    public static final int SYNC_FILE_RANGE_WAIT_BEFORE = number("SYNC_FILE_RANGE_WAIT_BEFORE");
    /** Start writing the dirty pages. */
    public static final int SYNC_FILE_RANGE_WRITE = number("SYNC_FILE_RANGE_WRITE");
    /** Then wait for it. */
    public static final int SYNC_FILE_RANGE_WAIT_AFTER = number("SYNC_FILE_RANGE_WAIT_AFTER");

    // aioAllocate, mode

    /** The file's size stays. */
    public static final int FALLOC_FL_KEEP_SIZE = number("FALLOC_FL_KEEP_SIZE");
    /** Give the range's space back; with FALLOC_FL_KEEP_SIZE. */
    public static final int FALLOC_FL_PUNCH_HOLE = number("FALLOC_FL_PUNCH_HOLE");
    /** Remove the range, what follows moves forward; Linux 3.15. */
    public static final int FALLOC_FL_COLLAPSE_RANGE = number("FALLOC_FL_COLLAPSE_RANGE");
    /** The range reads as zeros; Linux 3.15. */
    public static final int FALLOC_FL_ZERO_RANGE = number("FALLOC_FL_ZERO_RANGE");
    /** Insert a hole, what follows moves back; Linux 4.1. */
    public static final int FALLOC_FL_INSERT_RANGE = number("FALLOC_FL_INSERT_RANGE");
    /** The range's space is this file's own; Linux 4.16. */
    public static final int FALLOC_FL_UNSHARE_RANGE = number("FALLOC_FL_UNSHARE_RANGE");

    // aioRename2, flags

    /** Fail with EEXIST if the target exists; Linux 3.15. */
    public static final int RENAME_NOREPLACE = number("RENAME_NOREPLACE");
    /** Exchange source and target; Linux 3.15. */
    public static final int RENAME_EXCHANGE = number("RENAME_EXCHANGE");
    /** Leave a whiteout at the source; Linux 3.18. */
    public static final int RENAME_WHITEOUT = number("RENAME_WHITEOUT");

    // aioReaddirx, flags

    /** Entries with type and inode, not names only. */
    public static final int READDIR_DENTS = number("READDIR_DENTS");
    /** Directories, or what looks like one, come first. */
    public static final int READDIR_DIRS_FIRST = number("READDIR_DIRS_FIRST");
    /** In the order in which a stat of each is fastest. */
    public static final int READDIR_STAT_ORDER = number("READDIR_STAT_ORDER");
    /** In the answer: some entry's type is not known. */
    public static final int READDIR_FOUND_UNKNOWN = number("READDIR_FOUND_UNKNOWN");

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
    public static final int RESOLVE_NO_XDEV = number("RESOLVE_NO_XDEV");
    /** Don't follow the links of /proc that lead to open files. */
    public static final int RESOLVE_NO_MAGICLINKS = number("RESOLVE_NO_MAGICLINKS");
    /** Don't follow any symbolic link. */
    public static final int RESOLVE_NO_SYMLINKS = number("RESOLVE_NO_SYMLINKS");
    /** Stay below the directory, or fail with EXDEV. */
    public static final int RESOLVE_BENEATH = number("RESOLVE_BENEATH");
    /** The directory is the root, as with chroot. */
    public static final int RESOLVE_IN_ROOT = number("RESOLVE_IN_ROOT");
    /** Fail with EAGAIN if it can't be answered from the cache; Linux 5.12. */
    public static final int RESOLVE_CACHED = number("RESOLVE_CACHED");

    // aioPreadv and aioPwritev, flags

    /** Poll for completion; O_DIRECT only. */
    public static final int RWF_HIPRI = number("RWF_HIPRI");
    /** This write is as with O_DSYNC; Linux 4.7. */
    public static final int RWF_DSYNC = number("RWF_DSYNC");
    /** This write is as with O_SYNC; Linux 4.7. */
    public static final int RWF_SYNC = number("RWF_SYNC");
    /** Fail with EAGAIN if it can't be done at once; Linux 4.14. */
    public static final int RWF_NOWAIT = number("RWF_NOWAIT");
    /** This write goes to the end; Linux 4.16. */
    public static final int RWF_APPEND = number("RWF_APPEND");
    /** This write does not go to the end, in spite of O_APPEND; Linux 6.9. */
    public static final int RWF_NOAPPEND = number("RWF_NOAPPEND");
    /** This write is all or nothing; Linux 6.11. */
    public static final int RWF_ATOMIC = number("RWF_ATOMIC");
    /** What is read or written leaves the cache; Linux 6.14. */
    public static final int RWF_DONTCACHE = number("RWF_DONTCACHE");

    // aioSetxattr, flags

    /** Fail with EEXIST if the attribute exists. */
    public static final int XATTR_CREATE = number("XATTR_CREATE");
    /** Fail with ENODATA if the attribute does not exist. */
    public static final int XATTR_REPLACE = number("XATTR_REPLACE");

    // aioUtime: nanoseconds with a meaning

    /** In place of nanoseconds: the current time. */
    public static final int UTIME_NOW = number("UTIME_NOW");
    /** In place of nanoseconds: the time stays as it is. */
    public static final int UTIME_OMIT = number("UTIME_OMIT");

    // aioAccess, mode

    /** Whether the file exists. */
    public static final int F_OK = number("F_OK");
    /** Whether it may be read. */
    public static final int R_OK = number("R_OK");
    /** Whether it may be written. */
    public static final int W_OK = number("W_OK");
    /** Whether it may be executed, or a directory searched. */
    public static final int X_OK = number("X_OK");

    // aioPathconf, name

    /** How many names a file can have. */
    public static final int PC_LINK_MAX = number("PC_LINK_MAX");
    /** How long a line of a terminal can be, in bytes. */
    public static final int PC_MAX_CANON = number("PC_MAX_CANON");
    /** How much a terminal's input queue holds, in bytes. */
    public static final int PC_MAX_INPUT = number("PC_MAX_INPUT");
    /** How long a file name can be, in bytes. */
    public static final int PC_NAME_MAX = number("PC_NAME_MAX");
    /** How long a path relative to the directory can be, in bytes. */
    public static final int PC_PATH_MAX = number("PC_PATH_MAX");
    /** How much is written to a pipe at once, in bytes. */
    public static final int PC_PIPE_BUF = number("PC_PIPE_BUF");
    /** Whether only the privileged may give files away. */
    public static final int PC_CHOWN_RESTRICTED = number("PC_CHOWN_RESTRICTED");
    /** Whether longer names are an error. */
    public static final int PC_NO_TRUNC = number("PC_NO_TRUNC");
    /** How many bits a file's size has. */
    public static final int PC_FILESIZEBITS = number("PC_FILESIZEBITS");
    /** By how much transfers should differ in size, in bytes. */
    public static final int PC_REC_INCR_XFER_SIZE = number("PC_REC_INCR_XFER_SIZE");
    /** The largest transfer that makes sense, in bytes. */
    public static final int PC_REC_MAX_XFER_SIZE = number("PC_REC_MAX_XFER_SIZE");
    /** The smallest one, in bytes. */
    public static final int PC_REC_MIN_XFER_SIZE = number("PC_REC_MIN_XFER_SIZE");
    /** What buffers should be aligned to, in bytes. */
    public static final int PC_REC_XFER_ALIGN = number("PC_REC_XFER_ALIGN");
    /** How long a symbolic link's content can be, in bytes. */
    public static final int PC_SYMLINK_MAX = number("PC_SYMLINK_MAX");
    /** Whether there can be symbolic links. */
    public static final int PC_2_SYMLINKS = number("PC_2_SYMLINKS");

    // aioCopy, flags; the values are libuv's

    /** Leave an existing target alone, and fail with EEXIST. */
    public static final int COPY_EXCL = number("COPY_EXCL");
    /** Share the data with the source, or copy it where the file system can't. */
    public static final int COPY_CLONE = number("COPY_CLONE");
    /** Share the data with the source, or fail. */
    public static final int COPY_CLONE_FORCE = number("COPY_CLONE_FORCE");

    // The machine

    /** Bytes in a page of memory. */
    public static final int PAGESIZE = number("PAGESIZE");

    static {
        ConstantNatives.release();
    }

    private AioConstants() { }

    /** A flag in the topmost bit makes a negative int, as in C. */
    private static int number(String name) {
        return (int) ConstantNatives.take(name);
    }

    private static long longNumber(String name) {
        return ConstantNatives.take(name);
    }
}
