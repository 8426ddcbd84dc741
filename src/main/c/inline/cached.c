/* Reads from the kernel's caches without blocking: see cached.h. */
#include "cached.h"
#include "inline.h"
#include "locality.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef RWF_NOWAIT
# define RWF_NOWAIT 8
#endif
#ifndef RESOLVE_CACHED
# define RESOLVE_CACHED 0x20
#endif

enum { MEM_MAJOR = 1 }; /* the major number of /dev/zero and the like */

/* whether openat2(2) with RESOLVE_CACHED works (Linux 5.12); cleared when it turns out not to */
static atomic_bool have_cached = true;

__thread enum jeio_verdict jeio_declined;

static int
open_cached (int dirfd, const char *path, int flags)
{
  struct open_how how = { .flags = (uint64_t)(unsigned int)flags | O_CLOEXEC, .resolve = RESOLVE_CACHED };
  int fd = (int)syscall (SYS_openat2, dirfd, path, &how, sizeof how);

  if (fd < 0 && (errno == ENOSYS || errno == EINVAL || errno == E2BIG))
    atomic_store_explicit (&have_cached, false, memory_order_relaxed);

  return fd;
}

bool
jeio_stat_cached (eio_req *req, int flags, struct statx *stx)
{
  int local = 0;
  int fd;

  if (!atomic_load_explicit (&have_cached, memory_order_relaxed))
    {
      jeio_declined = JEIO_FILE_SYSTEM;
      return false;
    }

  fd = open_cached (jeio_wd_fd (req->wd), req->ptr1, O_PATH | flags);

  if (fd < 0)
    return false;

  if (!statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, JEIO_STATX_MASK, stx))
    {
      local = jeio_is_local (stx);

      if (local <= 0)
        jeio_declined = JEIO_FILE_SYSTEM;

      if (local < 0)
        jeio_inline_learn (req);
    }

  close (fd);
  return local > 0;
}

bool
jeio_is_openable (const struct statx *stx, bool directories)
{
  return S_ISREG (stx->stx_mode) || (directories && S_ISDIR (stx->stx_mode));
}

/*
 * Opens a file, or a directory. Opening anything else may block, or wake up a thread at the other end of a fifo: so the
 * type is checked first, and O_NONBLOCK guards against a change in between.
 */
int
jeio_open_readable (eio_req *req, int flags, bool directories, struct statx *stx)
{
  if (!jeio_stat_cached (req, flags & O_NOFOLLOW, stx) || !jeio_is_openable (stx, directories))
    return -1;

  return open_cached (jeio_wd_fd (req->wd), req->ptr1, flags | O_NONBLOCK);
}

/*
 * Whether a read that returned less than was asked for has read all there is. Linux 5.9 and 5.10 report an end of file
 * where there is none (preadv2(2)), and /dev/zero stops when the scheduler wants the CPU. What is neither a file nor a
 * device may have given away its last bytes, which another read would not get.
 */
static bool
is_all (int fd, off_t end)
{
  struct statx stx;

  if (statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE | STATX_SIZE, &stx))
    return false;

  if (S_ISREG (stx.stx_mode))
    return (off_t)stx.stx_size <= end;

  return !S_ISBLK (stx.stx_mode) && !(S_ISCHR (stx.stx_mode) && stx.stx_rdev_major == MEM_MAJOR);
}

ssize_t
jeio_read_cached (int fd, void *buffer, size_t size, off_t offset)
{
  struct iovec iov = { buffer, size };
  ssize_t count = preadv2 (fd, &iov, 1, offset, RWF_NOWAIT);

  if (count < 0 && errno == EOPNOTSUPP)
    jeio_declined = JEIO_FILE_SYSTEM;

  return count < 0 || ((size_t)count < size && !is_all (fd, offset + count)) ? -1 : count;
}
