/* Calls of Linux on paths that libeio does not know. */
#define _GNU_SOURCE 1
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* As statx(2) does it with what fstatat(2) gives; -1 where that is not what was asked for. */
static int
statx_by_stat (int dir, const char *path, int flags, void *out)
{
  const int common = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH;
  struct statx *stx = memset (out, 0, JEIO_STATX_SIZE);
  struct stat st;

  if (flags & ~(common | AT_STATX_DONT_SYNC) || fstatat (dir, path, &st, flags & common) < 0)
    return -1;

  stx->stx_mask            = STATX_BASIC_STATS;
  stx->stx_blksize         = (uint32_t)st.st_blksize;
  stx->stx_nlink           = (uint32_t)st.st_nlink;
  stx->stx_uid             = st.st_uid;
  stx->stx_gid             = st.st_gid;
  stx->stx_mode            = (uint16_t)st.st_mode;
  stx->stx_ino             = st.st_ino;
  stx->stx_size            = (uint64_t)st.st_size;
  stx->stx_blocks          = (uint64_t)st.st_blocks;
  stx->stx_atime.tv_sec    = st.st_atim.tv_sec;
  stx->stx_atime.tv_nsec   = (uint32_t)st.st_atim.tv_nsec;
  stx->stx_mtime.tv_sec    = st.st_mtim.tv_sec;
  stx->stx_mtime.tv_nsec   = (uint32_t)st.st_mtim.tv_nsec;
  stx->stx_ctime.tv_sec    = st.st_ctim.tv_sec;
  stx->stx_ctime.tv_nsec   = (uint32_t)st.st_ctim.tv_nsec;
  stx->stx_dev_major       = major (st.st_dev);
  stx->stx_dev_minor       = minor (st.st_dev);
  stx->stx_rdev_major      = major (st.st_rdev);
  stx->stx_rdev_minor      = minor (st.st_rdev);
  return 0;
}

/* Without a path, the descriptor in int3. int1: flags; int2: mask; ptr2: the answer, in the slot's own memory */
void
jeio_op_statx (eio_req *req)
{
  int dir = req->ptr1 ? jeio_wd_fd (req->wd) : (int)req->int3;
  const char *path = req->ptr1 ? req->ptr1 : "";
  int flags = req->ptr1 ? req->int1 : req->int1 | AT_EMPTY_PATH;

  req->result = -1;

  if (!req->ptr1 && dir < 0) /* one of these would be the process's directory */
    {
      errno = EBADF;
      return;
    }

  req->result = syscall (SYS_statx, dir, path, flags, (unsigned int)req->int2, req->ptr2);

  if (req->result < 0 && jeio_is_denied ())
    req->result = statx_by_stat (dir, path, flags, req->ptr2);
}

void
jeio_op_lchown (eio_req *req)
{
  req->result = fchownat (jeio_wd_fd (req->wd), req->ptr1, (uid_t)req->int2, (gid_t)req->int3, AT_SYMLINK_NOFOLLOW);
}

/* int1: flags; int2: mode; offs: how to resolve the path */
void
jeio_op_openat2 (eio_req *req)
{
  const struct
  {
    uint64_t flags, mode, resolve;
  } how = { (uint32_t)req->int1, (uint32_t)req->int2, (uint64_t)req->offs };

  req->result = syscall (SYS_openat2, jeio_wd_fd (req->wd), req->ptr1, &how, sizeof how);

  if (req->result < 0 && jeio_is_denied () && !how.resolve)
    req->result = openat (jeio_wd_fd (req->wd), req->ptr1, req->int1, (mode_t)how.mode);
}
