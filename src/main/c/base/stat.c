/*
 * stat and lstat by statx(2), which tells the time of creation too; by the older calls where that one is missing or
 * denied.
 */
#include "jeio.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Cleared when the call is missing (before Linux 4.11) or denied by a system call filter. */
static atomic_bool have_statx = true;

static struct statx_timestamp
stamp (struct timespec time)
{
  return (struct statx_timestamp){ .tv_sec = time.tv_sec, .tv_nsec = (uint32_t)time.tv_nsec };
}

int
jeio_statx_by_stat (int dirfd, const char *path, int flags, struct statx *stx)
{
  struct stat st;

  if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH) || fstatat (dirfd, path, &st, flags) < 0)
    return -1;

  *stx = (struct statx){
    .stx_mask = STATX_BASIC_STATS,
    .stx_dev_major = major (st.st_dev), .stx_dev_minor = minor (st.st_dev),
    .stx_rdev_major = major (st.st_rdev), .stx_rdev_minor = minor (st.st_rdev),
    .stx_ino = st.st_ino, .stx_mode = (uint16_t)st.st_mode, .stx_nlink = (uint32_t)st.st_nlink,
    .stx_uid = st.st_uid, .stx_gid = st.st_gid, .stx_size = (uint64_t)st.st_size,
    .stx_blksize = (uint32_t)st.st_blksize, .stx_blocks = (uint64_t)st.st_blocks,
    .stx_atime = stamp (st.st_atim), .stx_mtime = stamp (st.st_mtim), .stx_ctime = stamp (st.st_ctim)
  };
  return 0;
}

/*
 * False if statx is not available; else its outcome goes to *res. An automount point is not mounted, as by stat(2). Where the
 * kernel has no statx, glibc's function imitates it, but not with every flag: so the kernel is asked.
 */
static bool
try_statx (int dirfd, const char *path, struct statx *stx, int flags, int *res)
{
  if (!atomic_load_explicit (&have_statx, memory_order_relaxed))
    return false;

  *res = (int)syscall (SYS_statx, dirfd, path, flags | AT_NO_AUTOMOUNT, STATX_BASIC_STATS | STATX_BTIME, stx);

  if (*res && (errno == ENOSYS || errno == EPERM))
    {
      atomic_store_explicit (&have_statx, false, memory_order_relaxed);
      return false;
    }

  return true;
}

int
jeio_fstatat (int dirfd, const char *path, struct statx *stx, int flags)
{
  int res;

  return try_statx (dirfd, path, stx, flags, &res) ? res : jeio_statx_by_stat (dirfd, path, flags & ~AT_STATX_DONT_SYNC, stx);
}

int
jeio_fstat (int fd, struct statx *stx)
{
  if (fd < 0) /* statx would take AT_FDCWD for the process's directory */
    {
      errno = EBADF;
      return -1;
    }

  return jeio_fstatat (fd, "", stx, AT_EMPTY_PATH);
}
