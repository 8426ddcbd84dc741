/* System calls on paths that libeio lacks. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * ptr1: the path, or null for the descriptor int3; int1: flags; int2: mask; ptr2: the answer, in the slot's own memory
 */
void
jeio_op_statx (eio_req *req)
{
  int dir = req->ptr1 ? jeio_wd_fd (req->wd) : (int)req->int3;
  const char *path = req->ptr1 ? req->ptr1 : "";
  int flags = req->ptr1 ? req->int1 : req->int1 | AT_EMPTY_PATH;

  req->result = -1;

  if (!req->ptr1 && dir < 0) /* AT_FDCWD would stand for the process's directory */
    {
      errno = EBADF;
      return;
    }

  req->result = syscall (SYS_statx, dir, path, flags, (unsigned int)req->int2, req->ptr2);

  if (req->result < 0 && jeio_is_denied ())
    req->result = jeio_statx_by_stat (dir, path, flags & ~AT_STATX_DONT_SYNC, req->ptr2);
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
