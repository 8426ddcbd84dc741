/*
 * The constants' values, as the compiler sees them on this platform, for the class AioConstants.
 * A constant that the headers lack is 0, as the manual says.
 */
#include "eio.h"
#include "io_github_jeio_internal_ConstantNatives.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include <linux/fiemap.h>
#include <linux/fs.h> /* after sys/mount.h, which does not stand what it defines */
#include <linux/memfd.h>
#include <linux/mount.h>
#include <linux/openat2.h>
#ifndef STATX_TYPE
# include <linux/stat.h> /* some C libraries have the names, and then the header collides with them */
#endif

#ifndef PIDFD_NONBLOCK
# define PIDFD_NONBLOCK O_NONBLOCK /* so says linux/pidfd.h, which collides with fcntl.h */
#endif

/* An #ifndef sees macros only: what is an enumerator somewhere must not be listed here. */
#ifndef O_EXEC
# define O_EXEC 0
#endif
#ifndef O_SEARCH
# define O_SEARCH 0
#endif
#ifndef O_TTY_INIT
# define O_TTY_INIT 0
#endif
#ifndef S_IFWHT
# define S_IFWHT 0
#endif
#ifndef MAP_32BIT
# define MAP_32BIT 0
#endif
#ifndef MAP_FIXED_NOREPLACE
# define MAP_FIXED_NOREPLACE 0
#endif
#ifndef MAP_SHARED_VALIDATE
# define MAP_SHARED_VALIDATE 0
#endif
#ifndef MAP_SYNC
# define MAP_SYNC 0
#endif
#ifndef MAP_UNINITIALIZED
# define MAP_UNINITIALIZED 0
#endif
#ifndef MREMAP_DONTUNMAP
# define MREMAP_DONTUNMAP 0
#endif
#ifndef F_OFD_GETLKW
# define F_OFD_GETLKW 0
#endif
#ifndef F_SEAL_FUTURE_WRITE
# define F_SEAL_FUTURE_WRITE 0
#endif
#ifndef FS_KEY_DESCRIPTOR_SIZE
# define FS_KEY_DESCRIPTOR_SIZE 0
#endif
#ifndef MFD_HUGETLB_2MB
# define MFD_HUGETLB_2MB 0
#endif
#ifndef MFD_HUGETLB_1GB
# define MFD_HUGETLB_1GB 0
#endif
#ifndef STATX_MNT_ID
# define STATX_MNT_ID 0
#endif
#ifndef STATX_DIOALIGN
# define STATX_DIOALIGN 0
#endif
#ifndef STATX_MNT_ID_UNIQUE
# define STATX_MNT_ID_UNIQUE 0
#endif
#ifndef STATX_SUBVOL
# define STATX_SUBVOL 0
#endif
#ifndef STATX_WRITE_ATOMIC
# define STATX_WRITE_ATOMIC 0
#endif
#ifndef STATX_ATTR_MOUNT_ROOT
# define STATX_ATTR_MOUNT_ROOT 0
#endif
#ifndef STATX_ATTR_VERITY
# define STATX_ATTR_VERITY 0
#endif
#ifndef STATX_ATTR_DAX
# define STATX_ATTR_DAX 0
#endif
#ifndef STATX_ATTR_WRITE_ATOMIC
# define STATX_ATTR_WRITE_ATOMIC 0
#endif
#ifndef AT_STATX_AS_STAT
# define AT_STATX_AS_STAT 0
#endif
#ifndef AT_RECURSIVE
# define AT_RECURSIVE 0
#endif
#ifndef OPEN_TREE_CLONE
# define OPEN_TREE_CLONE 0
#endif
#ifndef FSOPEN_CLOEXEC
# define FSOPEN_CLOEXEC 0
#endif
#ifndef FSPICK_CLOEXEC
# define FSPICK_CLOEXEC 0
#endif
#ifndef FSPICK_SYMLINK_NOFOLLOW
# define FSPICK_SYMLINK_NOFOLLOW 0
#endif
#ifndef FSPICK_NO_AUTOMOUNT
# define FSPICK_NO_AUTOMOUNT 0
#endif
#ifndef FSPICK_EMPTY_PATH
# define FSPICK_EMPTY_PATH 0
#endif
#ifndef MOVE_MOUNT_F_SYMLINKS
# define MOVE_MOUNT_F_SYMLINKS 0
#endif
#ifndef MOVE_MOUNT_F_AUTOMOUNTS
# define MOVE_MOUNT_F_AUTOMOUNTS 0
#endif
#ifndef MOVE_MOUNT_F_EMPTY_PATH
# define MOVE_MOUNT_F_EMPTY_PATH 0
#endif
#ifndef MOVE_MOUNT_T_SYMLINKS
# define MOVE_MOUNT_T_SYMLINKS 0
#endif
#ifndef MOVE_MOUNT_T_AUTOMOUNTS
# define MOVE_MOUNT_T_AUTOMOUNTS 0
#endif
#ifndef MOVE_MOUNT_T_EMPTY_PATH
# define MOVE_MOUNT_T_EMPTY_PATH 0
#endif
#ifndef MOUNT_ATTR_RDONLY
# define MOUNT_ATTR_RDONLY 0
#endif
#ifndef MOUNT_ATTR_NOSUID
# define MOUNT_ATTR_NOSUID 0
#endif
#ifndef MOUNT_ATTR_NODEV
# define MOUNT_ATTR_NODEV 0
#endif
#ifndef MOUNT_ATTR_NOEXEC
# define MOUNT_ATTR_NOEXEC 0
#endif
#ifndef MOUNT_ATTR__ATIME
# define MOUNT_ATTR__ATIME 0
#endif
#ifndef MOUNT_ATTR_RELATIME
# define MOUNT_ATTR_RELATIME 0
#endif
#ifndef MOUNT_ATTR_NOATIME
# define MOUNT_ATTR_NOATIME 0
#endif
#ifndef MOUNT_ATTR_STRICTATIME
# define MOUNT_ATTR_STRICTATIME 0
#endif
#ifndef MOUNT_ATTR_NODIRATIME
# define MOUNT_ATTR_NODIRATIME 0
#endif
#ifndef MS_NOSYMFOLLOW
# define MS_NOSYMFOLLOW 0
#endif
#ifndef MLOCK_ONFAULT
# define MLOCK_ONFAULT 0
#endif
#ifndef RESOLVE_NO_XDEV
# define RESOLVE_NO_XDEV 0
#endif
#ifndef RESOLVE_NO_MAGICLINKS
# define RESOLVE_NO_MAGICLINKS 0
#endif
#ifndef RESOLVE_NO_SYMLINKS
# define RESOLVE_NO_SYMLINKS 0
#endif
#ifndef RESOLVE_BENEATH
# define RESOLVE_BENEATH 0
#endif
#ifndef RESOLVE_IN_ROOT
# define RESOLVE_IN_ROOT 0
#endif
#ifndef RESOLVE_CACHED
# define RESOLVE_CACHED 0
#endif
#ifndef RWF_HIPRI
# define RWF_HIPRI 0
#endif
#ifndef RWF_DSYNC
# define RWF_DSYNC 0
#endif
#ifndef RWF_SYNC
# define RWF_SYNC 0
#endif
#ifndef RWF_NOWAIT
# define RWF_NOWAIT 0
#endif
#ifndef RWF_APPEND
# define RWF_APPEND 0
#endif
#ifndef RWF_NOAPPEND
# define RWF_NOAPPEND 0
#endif
#ifndef RWF_ATOMIC
# define RWF_ATOMIC 0
#endif
#ifndef RWF_DONTCACHE
# define RWF_DONTCACHE 0
#endif

struct constant
{
  const char *name;
  int64_t value;
};

#define VALUE(name)  { #name, (int64_t)(name) },
#define LIBEIO(name) { #name, EIO_##name },   /* what libeio expects in a request */
#define POSIX(name)  { #name, POSIX_##name }, /* the manual leaves the prefix out */

static const struct constant constants[] = {
  /* Errors that the manual names */
  VALUE (ENOSYS)
  VALUE (EXDEV)
  VALUE (EBADR)

  /* aioSeek, whence */
  LIBEIO (SEEK_SET)
  LIBEIO (SEEK_CUR)
  LIBEIO (SEEK_END)
  VALUE (SEEK_DATA)
  VALUE (SEEK_HOLE)

  /* Advanced.fadvise, advice */
  POSIX (FADV_NORMAL)
  POSIX (FADV_SEQUENTIAL)
  POSIX (FADV_RANDOM)
  POSIX (FADV_NOREUSE)
  POSIX (FADV_WILLNEED)
  POSIX (FADV_DONTNEED)

  /* Advanced.madvise, advice */
  POSIX (MADV_NORMAL)
  POSIX (MADV_SEQUENTIAL)
  POSIX (MADV_RANDOM)
  POSIX (MADV_WILLNEED)
  POSIX (MADV_DONTNEED)

  /* aioOpen, flags */
  VALUE (O_ACCMODE)
  VALUE (O_RDONLY)
  VALUE (O_WRONLY)
  VALUE (O_RDWR)
  VALUE (O_CREAT)
  VALUE (O_TRUNC)
  VALUE (O_EXCL)
  VALUE (O_APPEND)
  VALUE (O_ASYNC)
  VALUE (O_DIRECT)
  VALUE (O_NOATIME)
  VALUE (O_CLOEXEC)
  VALUE (O_NOCTTY)
  VALUE (O_NOFOLLOW)
  VALUE (O_NONBLOCK)
  VALUE (O_EXEC)
  VALUE (O_SEARCH)
  VALUE (O_DIRECTORY)
  VALUE (O_DSYNC)
  VALUE (O_RSYNC)
  VALUE (O_SYNC)
  VALUE (O_PATH)
  VALUE (O_TMPFILE)
  VALUE (O_TTY_INIT)

  /* File types and permissions: aioMknod and aioChmod, mode; AioStat.mode */
  VALUE (S_IFMT)
  VALUE (S_IFIFO)
  VALUE (S_IFCHR)
  VALUE (S_IFBLK)
  VALUE (S_IFLNK)
  VALUE (S_IFREG)
  VALUE (S_IFDIR)
  VALUE (S_IFWHT)
  VALUE (S_IFSOCK)
  VALUE (S_ISUID)
  VALUE (S_ISGID)
  VALUE (S_ISVTX)
  VALUE (S_IRWXU)
  VALUE (S_IRUSR)
  VALUE (S_IWUSR)
  VALUE (S_IXUSR)
  VALUE (S_IRWXG)
  VALUE (S_IRGRP)
  VALUE (S_IWGRP)
  VALUE (S_IXGRP)
  VALUE (S_IRWXO)
  VALUE (S_IROTH)
  VALUE (S_IWOTH)
  VALUE (S_IXOTH)

  /* AioStatVfs.flag */
  VALUE (ST_RDONLY)
  VALUE (ST_NOSUID)
  VALUE (ST_NODEV)
  VALUE (ST_NOEXEC)
  VALUE (ST_SYNCHRONOUS)
  VALUE (ST_MANDLOCK)
  VALUE (ST_WRITE)
  VALUE (ST_APPEND)
  VALUE (ST_IMMUTABLE)
  VALUE (ST_NOATIME)
  VALUE (ST_NODIRATIME)
  VALUE (ST_RELATIME)

  /* Advanced.mmap and mprotect, protection */
  VALUE (PROT_NONE)
  VALUE (PROT_EXEC)
  VALUE (PROT_READ)
  VALUE (PROT_WRITE)

  /* Advanced.mmap, flags */
  VALUE (MAP_PRIVATE)
  VALUE (MAP_SHARED)
  VALUE (MAP_FIXED)
  VALUE (MAP_ANONYMOUS)
  VALUE (MAP_LOCKED)
  VALUE (MAP_NORESERVE)
  VALUE (MAP_POPULATE)
  VALUE (MAP_NONBLOCK)
  VALUE (MAP_GROWSDOWN)
  VALUE (MAP_32BIT)
  VALUE (MAP_HUGETLB)
  VALUE (MAP_STACK)
  VALUE (MAP_FIXED_NOREPLACE)
  VALUE (MAP_SHARED_VALIDATE)
  VALUE (MAP_SYNC)
  VALUE (MAP_UNINITIALIZED)

  /* Advanced.mremap, flags */
  VALUE (MREMAP_MAYMOVE)
  VALUE (MREMAP_FIXED)
  VALUE (MREMAP_DONTUNMAP)

  /* Sockets: Advanced.accept4, flags */
  VALUE (MSG_CMSG_CLOEXEC)
  VALUE (SOCK_CLOEXEC)
  VALUE (SOCK_NONBLOCK)

  /* aioFcntl, commands and their arguments */
  VALUE (F_DUPFD)
  VALUE (F_DUPFD_CLOEXEC)
  VALUE (F_GETFD)
  VALUE (F_SETFD)
  VALUE (FD_CLOEXEC)
  VALUE (F_GETFL)
  VALUE (F_SETFL)
  VALUE (F_GETLK)
  VALUE (F_SETLK)
  VALUE (F_SETLKW)
  VALUE (F_RDLCK)
  VALUE (F_WRLCK)
  VALUE (F_UNLCK)
  VALUE (F_OFD_GETLK)
  VALUE (F_OFD_SETLK)
  VALUE (F_OFD_SETLKW)
  VALUE (F_OFD_GETLKW)
  VALUE (F_GETPIPE_SZ)
  VALUE (F_SETPIPE_SZ)
  VALUE (F_ADD_SEALS)
  VALUE (F_GET_SEALS)
  VALUE (F_SEAL_SEAL)
  VALUE (F_SEAL_SHRINK)
  VALUE (F_SEAL_GROW)
  VALUE (F_SEAL_WRITE)
  VALUE (F_SEAL_FUTURE_WRITE)

  /* aioIoctl, requests of file systems */
  VALUE (FIFREEZE)
  VALUE (FITHAW)
  VALUE (FITRIM)
  VALUE (FICLONE)
  VALUE (FICLONERANGE)
  VALUE (FIDEDUPERANGE)
  VALUE (FS_IOC_GETFLAGS)
  VALUE (FS_IOC_SETFLAGS)
  VALUE (FS_IOC_GETVERSION)
  VALUE (FS_IOC_SETVERSION)
  VALUE (FS_IOC_FIEMAP)
  VALUE (FS_IOC_FSGETXATTR)
  VALUE (FS_IOC_FSSETXATTR)
  VALUE (FS_IOC_SET_ENCRYPTION_POLICY)
  VALUE (FS_IOC_GET_ENCRYPTION_PWSALT)
  VALUE (FS_IOC_GET_ENCRYPTION_POLICY)
  VALUE (FS_KEY_DESCRIPTOR_SIZE)

  /* FS_IOC_GETFLAGS and FS_IOC_SETFLAGS, the flags */
  VALUE (FS_SECRM_FL)
  VALUE (FS_UNRM_FL)
  VALUE (FS_COMPR_FL)
  VALUE (FS_SYNC_FL)
  VALUE (FS_IMMUTABLE_FL)
  VALUE (FS_APPEND_FL)
  VALUE (FS_NODUMP_FL)
  VALUE (FS_NOATIME_FL)
  VALUE (FS_DIRTY_FL)
  VALUE (FS_COMPRBLK_FL)
  VALUE (FS_NOCOMP_FL)
  VALUE (FS_ENCRYPT_FL)
  VALUE (FS_BTREE_FL)
  VALUE (FS_INDEX_FL)
  VALUE (FS_JOURNAL_DATA_FL)
  VALUE (FS_NOTAIL_FL)
  VALUE (FS_DIRSYNC_FL)
  VALUE (FS_TOPDIR_FL)
  VALUE (FS_FL_USER_MODIFIABLE)

  /* FS_IOC_FSGETXATTR and FS_IOC_FSSETXATTR, the flags */
  VALUE (FS_XFLAG_REALTIME)
  VALUE (FS_XFLAG_PREALLOC)
  VALUE (FS_XFLAG_IMMUTABLE)
  VALUE (FS_XFLAG_APPEND)
  VALUE (FS_XFLAG_SYNC)
  VALUE (FS_XFLAG_NOATIME)
  VALUE (FS_XFLAG_NODUMP)
  VALUE (FS_XFLAG_RTINHERIT)
  VALUE (FS_XFLAG_PROJINHERIT)
  VALUE (FS_XFLAG_NOSYMLINKS)
  VALUE (FS_XFLAG_EXTSIZE)
  VALUE (FS_XFLAG_EXTSZINHERIT)
  VALUE (FS_XFLAG_NODEFRAG)
  VALUE (FS_XFLAG_FILESTREAM)
  VALUE (FS_XFLAG_DAX)
  VALUE (FS_XFLAG_HASATTR)

  /* aioFiemap: flags, and AioExtent.flags */
  VALUE (FIEMAP_FLAG_SYNC)
  VALUE (FIEMAP_FLAG_XATTR)
  VALUE (FIEMAP_FLAGS_COMPAT)
  VALUE (FIEMAP_EXTENT_LAST)
  VALUE (FIEMAP_EXTENT_UNKNOWN)
  VALUE (FIEMAP_EXTENT_DELALLOC)
  VALUE (FIEMAP_EXTENT_ENCODED)
  VALUE (FIEMAP_EXTENT_DATA_ENCRYPTED)
  VALUE (FIEMAP_EXTENT_NOT_ALIGNED)
  VALUE (FIEMAP_EXTENT_DATA_INLINE)
  VALUE (FIEMAP_EXTENT_DATA_TAIL)
  VALUE (FIEMAP_EXTENT_UNWRITTEN)
  VALUE (FIEMAP_EXTENT_MERGED)
  VALUE (FIEMAP_EXTENT_SHARED)

  /* Advanced.splice and tee, flags */
  VALUE (SPLICE_F_MOVE)
  VALUE (SPLICE_F_NONBLOCK)
  VALUE (SPLICE_F_MORE)
  VALUE (SPLICE_F_GIFT)

  /* Advanced.eventfd, flags */
  VALUE (EFD_CLOEXEC)
  VALUE (EFD_NONBLOCK)
  VALUE (EFD_SEMAPHORE)

  /* Advanced.memfdCreate, flags */
  VALUE (MFD_CLOEXEC)
  VALUE (MFD_ALLOW_SEALING)
  VALUE (MFD_HUGETLB)
  VALUE (MFD_HUGE_2MB)
  VALUE (MFD_HUGE_1GB)
  VALUE (MFD_HUGETLB_2MB)
  VALUE (MFD_HUGETLB_1GB)

  /* Advanced.timerfdCreate: clocks and flags; timerfdSettime, flags */
  VALUE (CLOCK_REALTIME)
  VALUE (CLOCK_MONOTONIC)
  VALUE (CLOCK_BOOTTIME)
  VALUE (CLOCK_REALTIME_ALARM)
  VALUE (CLOCK_BOOTTIME_ALARM)
  VALUE (TFD_NONBLOCK)
  VALUE (TFD_CLOEXEC)
  VALUE (TFD_TIMER_ABSTIME)
  VALUE (TFD_TIMER_CANCEL_ON_SET)

  /* Advanced.pidfdOpen, flags */
  VALUE (PIDFD_NONBLOCK)

  /* Advanced.statx and aioStatx: mask */
  VALUE (STATX_TYPE)
  VALUE (STATX_MODE)
  VALUE (STATX_NLINK)
  VALUE (STATX_UID)
  VALUE (STATX_GID)
  VALUE (STATX_ATIME)
  VALUE (STATX_MTIME)
  VALUE (STATX_CTIME)
  VALUE (STATX_INO)
  VALUE (STATX_SIZE)
  VALUE (STATX_BLOCKS)
  VALUE (STATX_BASIC_STATS)
  VALUE (STATX_BTIME)
  VALUE (STATX_ALL)
  VALUE (STATX_MNT_ID)
  VALUE (STATX_DIOALIGN)
  VALUE (STATX_MNT_ID_UNIQUE)
  VALUE (STATX_SUBVOL)
  VALUE (STATX_WRITE_ATOMIC)

  /* AioStatx.attributes */
  VALUE (STATX_ATTR_COMPRESSED)
  VALUE (STATX_ATTR_IMMUTABLE)
  VALUE (STATX_ATTR_APPEND)
  VALUE (STATX_ATTR_NODUMP)
  VALUE (STATX_ATTR_ENCRYPTED)
  VALUE (STATX_ATTR_AUTOMOUNT)
  VALUE (STATX_ATTR_MOUNT_ROOT)
  VALUE (STATX_ATTR_VERITY)
  VALUE (STATX_ATTR_DAX)
  VALUE (STATX_ATTR_WRITE_ATOMIC)

  /* The at family: directory and flags */
  VALUE (AT_FDCWD)
  VALUE (AT_SYMLINK_NOFOLLOW)
  VALUE (AT_EACCESS)
  VALUE (AT_REMOVEDIR)
  VALUE (AT_SYMLINK_FOLLOW)
  VALUE (AT_NO_AUTOMOUNT)
  VALUE (AT_EMPTY_PATH)
  VALUE (AT_STATX_SYNC_TYPE)
  VALUE (AT_STATX_SYNC_AS_STAT)
  VALUE (AT_STATX_AS_STAT)
  VALUE (AT_STATX_FORCE_SYNC)
  VALUE (AT_STATX_DONT_SYNC)
  VALUE (AT_RECURSIVE)

  /* The mount interface by descriptors: open_tree, fsopen, fspick, move_mount, fsconfig, fsmount */
  VALUE (OPEN_TREE_CLONE)
  VALUE (FSOPEN_CLOEXEC)
  VALUE (FSPICK_CLOEXEC)
  VALUE (FSPICK_SYMLINK_NOFOLLOW)
  VALUE (FSPICK_NO_AUTOMOUNT)
  VALUE (FSPICK_EMPTY_PATH)
  VALUE (MOVE_MOUNT_F_SYMLINKS)
  VALUE (MOVE_MOUNT_F_AUTOMOUNTS)
  VALUE (MOVE_MOUNT_F_EMPTY_PATH)
  VALUE (MOVE_MOUNT_T_SYMLINKS)
  VALUE (MOVE_MOUNT_T_AUTOMOUNTS)
  VALUE (MOVE_MOUNT_T_EMPTY_PATH)
  VALUE (FSCONFIG_SET_FLAG)
  VALUE (FSCONFIG_SET_STRING)
  VALUE (FSCONFIG_SET_BINARY)
  VALUE (FSCONFIG_SET_PATH)
  VALUE (FSCONFIG_SET_PATH_EMPTY)
  VALUE (FSCONFIG_SET_FD)
  VALUE (FSCONFIG_CMD_CREATE)
  VALUE (FSCONFIG_CMD_RECONFIGURE)
  VALUE (MOUNT_ATTR_RDONLY)
  VALUE (MOUNT_ATTR_NOSUID)
  VALUE (MOUNT_ATTR_NODEV)
  VALUE (MOUNT_ATTR_NOEXEC)
  VALUE (MOUNT_ATTR__ATIME)
  VALUE (MOUNT_ATTR_RELATIME)
  VALUE (MOUNT_ATTR_NOATIME)
  VALUE (MOUNT_ATTR_STRICTATIME)
  VALUE (MOUNT_ATTR_NODIRATIME)

  /* waitid, which processes */
  VALUE (P_PID)
  VALUE (P_PIDFD)
  VALUE (P_PGID)
  VALUE (P_ALL)

  /* Advanced.mount, flags */
  VALUE (MS_RDONLY)
  VALUE (MS_NOSUID)
  VALUE (MS_NODEV)
  VALUE (MS_NOEXEC)
  VALUE (MS_SYNCHRONOUS)
  VALUE (MS_REMOUNT)
  VALUE (MS_MANDLOCK)
  VALUE (MS_DIRSYNC)
  VALUE (MS_NOSYMFOLLOW)
  VALUE (MS_NOATIME)
  VALUE (MS_NODIRATIME)
  VALUE (MS_BIND)
  VALUE (MS_MOVE)
  VALUE (MS_REC)
  VALUE (MS_SILENT)
  VALUE (MS_POSIXACL)
  VALUE (MS_UNBINDABLE)
  VALUE (MS_PRIVATE)
  VALUE (MS_SLAVE)
  VALUE (MS_SHARED)
  VALUE (MS_RELATIME)
  VALUE (MS_KERNMOUNT)
  VALUE (MS_I_VERSION)
  VALUE (MS_STRICTATIME)
  VALUE (MS_LAZYTIME)
  VALUE (MS_ACTIVE)
  VALUE (MS_NOUSER)
  VALUE (MS_RMT_MASK)
  VALUE (MS_MGC_VAL)
  VALUE (MS_MGC_MSK)

  /* Advanced.umount, flags */
  VALUE (MNT_FORCE)
  VALUE (MNT_DETACH)
  VALUE (MNT_EXPIRE)
  VALUE (UMOUNT_NOFOLLOW)

  /* aioIoctl, requests of block devices */
  VALUE (BLKROSET)
  VALUE (BLKROGET)
  VALUE (BLKRRPART)
  VALUE (BLKGETSIZE)
  VALUE (BLKFLSBUF)
  VALUE (BLKRASET)
  VALUE (BLKRAGET)
  VALUE (BLKFRASET)
  VALUE (BLKFRAGET)
  VALUE (BLKSECTSET)
  VALUE (BLKSECTGET)
  VALUE (BLKSSZGET)
  VALUE (BLKBSZGET)
  VALUE (BLKBSZSET)
  VALUE (BLKGETSIZE64)

  /* aioMlockall and Advanced.mlockall, flags */
  LIBEIO (MCL_FUTURE)
  LIBEIO (MCL_CURRENT)
  LIBEIO (MCL_ONFAULT)

  /* aioMlock2, flags */
  VALUE (MLOCK_ONFAULT)

  /* aioMsync, flags */
  LIBEIO (MS_ASYNC)
  LIBEIO (MS_INVALIDATE)
  LIBEIO (MS_SYNC)

  /* aioMtouch, flags */
  LIBEIO (MT_MODIFY)

  /* aioSyncFileRange, flags */
  LIBEIO (SYNC_FILE_RANGE_WAIT_BEFORE)
  LIBEIO (SYNC_FILE_RANGE_WRITE)
  LIBEIO (SYNC_FILE_RANGE_WAIT_AFTER)

  /* aioAllocate, mode */
  LIBEIO (FALLOC_FL_KEEP_SIZE)
  LIBEIO (FALLOC_FL_PUNCH_HOLE)
  LIBEIO (FALLOC_FL_COLLAPSE_RANGE)
  LIBEIO (FALLOC_FL_ZERO_RANGE)
  LIBEIO (FALLOC_FL_INSERT_RANGE)
  LIBEIO (FALLOC_FL_UNSHARE_RANGE)

  /* aioRename2, flags */
  LIBEIO (RENAME_NOREPLACE)
  LIBEIO (RENAME_EXCHANGE)
  LIBEIO (RENAME_WHITEOUT)

  /* aioReaddirx, flags */
  LIBEIO (READDIR_DENTS)
  LIBEIO (READDIR_DIRS_FIRST)
  LIBEIO (READDIR_STAT_ORDER)
  LIBEIO (READDIR_FOUND_UNKNOWN)

  /* AioDirent.type */
  LIBEIO (DT_UNKNOWN)
  LIBEIO (DT_FIFO)
  LIBEIO (DT_CHR)
  LIBEIO (DT_DIR)
  LIBEIO (DT_BLK)
  LIBEIO (DT_REG)
  LIBEIO (DT_LNK)
  LIBEIO (DT_SOCK)
  LIBEIO (DT_WHT)

  /* aioOpenat2, how a path may resolve; Linux 5.6 */
  VALUE (RESOLVE_NO_XDEV)
  VALUE (RESOLVE_NO_MAGICLINKS)
  VALUE (RESOLVE_NO_SYMLINKS)
  VALUE (RESOLVE_BENEATH)
  VALUE (RESOLVE_IN_ROOT)
  VALUE (RESOLVE_CACHED)

  /* aioPreadv and aioPwritev, flags */
  VALUE (RWF_HIPRI)
  VALUE (RWF_DSYNC)
  VALUE (RWF_SYNC)
  VALUE (RWF_NOWAIT)
  VALUE (RWF_APPEND)
  VALUE (RWF_NOAPPEND)
  VALUE (RWF_ATOMIC)
  VALUE (RWF_DONTCACHE)

  /* aioSetxattr, flags */
  VALUE (XATTR_CREATE)
  VALUE (XATTR_REPLACE)

  /* aioUtime: nanoseconds with a meaning */
  VALUE (UTIME_NOW)
  VALUE (UTIME_OMIT)
};

/* Java hands libeio's values to the kernel as well, in the synchronous functions. */
#define SAME(name) _Static_assert (EIO_##name == name, #name " of libeio is not the kernel's")
SAME (MS_ASYNC);
SAME (MS_INVALIDATE);
SAME (MS_SYNC);
SAME (MCL_CURRENT);
SAME (MCL_FUTURE);
SAME (MCL_ONFAULT);

enum { COUNT = sizeof constants / sizeof *constants, LINE_MAX_BYTES = 64 };

static size_t append (char *text, size_t used, const char *name, int64_t value)
{
  int length = snprintf (text + used, LINE_MAX_BYTES, "%s=%lld\n", name, (long long)value);

  return length > 0 && length < LINE_MAX_BYTES ? used + (size_t)length : used;
}

JNIEXPORT jstring JNICALL Java_io_github_jeio_internal_ConstantNatives_table (JNIEnv *env, jclass cls)
{
  char *text = malloc ((COUNT + 1) * LINE_MAX_BYTES + 1);
  size_t used = 0;
  jstring table;

  (void)cls;

  if (!text)
    return NULL;

  for (size_t i = 0; i < COUNT; i++)
    used = append (text, used, constants[i].name, constants[i].value);

  used = append (text, used, "PAGESIZE", sysconf (_SC_PAGESIZE));
  text[used] = 0;
  table = (*env)->NewStringUTF (env, text);
  free (text);
  return table;
}
