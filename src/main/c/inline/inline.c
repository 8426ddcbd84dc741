/*
 * Answers without a thread: what the kernel has in its caches is taken from there at submission. Nothing here blocks
 * (patience.c is for what can't be helped); whatever is in doubt is not answered, and goes the ordinary way with the
 * same result.
 */
#include "inline.h"
#include "buffered.h"
#include "locality.h"
#include "patience.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef RWF_NOWAIT
# define RWF_NOWAIT 8
#endif
#ifndef RESOLVE_CACHED
# define RESOLVE_CACHED 0x20
#endif

enum
{
  READ_MAX = 1 << 16,  /* larger copies are a worker's: they would hold the loop */
  DIRECT_ALIGN = 511,  /* O_DIRECT takes no offset and no length that is not aligned to this */
  MEM_MAJOR = 1        /* /dev/zero and others that are no devices */
};

/* openat2(2) is there and RESOLVE_CACHED is known (Linux 5.12); cleared by the first answer that says no */
static atomic_bool have_cached = true;

/* By a worker: the request, as it would have been executed, and what it takes to answer the next one at once. */
static void
execute_and_learn (eio_req *req)
{
  int dirfd = jeio_wd_fd (req->wd);
  const struct jeio_op *op = &jeio_ops[req->op];

  switch (op->type)
    {
    case EIO_STAT:
      req->result = jeio_fstatat (dirfd, req->ptr1, req->ptr2, 0);
      break;

    case EIO_LSTAT:
      req->result = jeio_fstatat (dirfd, req->ptr1, req->ptr2, AT_SYMLINK_NOFOLLOW);
      break;

    case EIO_OPEN:
      req->result = openat (dirfd, req->ptr1, req->int1, (mode_t)req->int2);
      break;

    default:
      op->run (req);
      break;
    }

  jeio_learn_locality (dirfd, req->ptr1, op->type == EIO_LSTAT ? O_NOFOLLOW : 0);
}

void
jeio_inline_learn (eio_req *req)
{
  req->type = EIO_CUSTOM;
  req->feed = execute_and_learn;
}

/* ---- what can be answered ---- */

static int
open_cached (int dirfd, const char *path, int flags)
{
  struct open_how how = { .flags = (uint64_t)(unsigned int)flags | O_CLOEXEC, .resolve = RESOLVE_CACHED };
  int fd = (int)syscall (SYS_openat2, dirfd, path, &how, sizeof how);

  if (fd < 0 && (errno == ENOSYS || errno == EINVAL || errno == E2BIG))
    atomic_store_explicit (&have_cached, false, memory_order_relaxed);

  return fd;
}

/* The attributes of a request's path as the kernel has them in memory, where the file system is known to be a local one. */
static bool
stat_cached (eio_req *req, int flags, struct statx *stx)
{
  int local = 0;
  int fd;

  if (!atomic_load_explicit (&have_cached, memory_order_relaxed))
    return false;

  fd = open_cached (jeio_wd_fd (req->wd), req->ptr1, O_PATH | flags);

  if (fd < 0)
    return false;

  if (!statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, JEIO_STATX_MASK, stx))
    {
      local = jeio_is_local (stx);

      if (local < 0)
        jeio_inline_learn (req);
    }

  close (fd);
  return local > 0;
}

static bool
answer_stat (eio_req *req, int follow)
{
  if (!stat_cached (req, follow ? 0 : O_NOFOLLOW, req->ptr2))
    return false;

  req->result = 0;
  return true;
}

static bool
is_readable (const struct statx *stx, bool directories)
{
  return S_ISREG (stx->stx_mode) || (directories && S_ISDIR (stx->stx_mode));
}

/*
 * A regular file or a directory, opened for reading. What else a path may lead to can block in open(2), or wake up
 * somebody who waits at the other end: so its type is looked at first, and O_NONBLOCK covers what changes in between.
 */
static int
open_readable (eio_req *req, int flags, bool directories, struct statx *stx)
{
  if (!stat_cached (req, flags & O_NOFOLLOW, stx) || !is_readable (stx, directories))
    return -1;

  return open_cached (jeio_wd_fd (req->wd), req->ptr1, flags | O_NONBLOCK);
}

static bool
answer_open (eio_req *req)
{
  const int plain = O_CLOEXEC | O_NOATIME | O_NOCTTY | O_NOFOLLOW | O_DIRECTORY | O_LARGEFILE | O_NONBLOCK;
  struct statx stx;
  int fd;

  if (req->int1 & ~plain)
    return false;

  fd = open_readable (req, req->int1, true, &stx);

  if (fd < 0)
    return false;

  if (statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE, &stx) || !is_readable (&stx, true))
    {
      close (fd);
      return false;
    }

  if (!(req->int1 & O_NONBLOCK) && fcntl (fd, F_SETFL, req->int1 & O_NOATIME) < 0)
    {
      close (fd);
      return false;
    }

  req->result = fd;
  return true;
}

/*
 * Whether a read that gave less than was asked for gave all there is. Linux 5.9 and 5.10 report an end of file where there
 * is none (preadv2(2)), and /dev/zero stops when the scheduler wants the CPU; but what else is no file may have given the
 * last of it away: then another read is not the same.
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

/* Bytes read, all there are up to `size`; or -1: not all of it is in memory. */
static ssize_t
read_cached (int fd, void *buffer, size_t size, off_t offset)
{
  struct iovec iov = { buffer, size };
  ssize_t count = preadv2 (fd, &iov, 1, offset, RWF_NOWAIT);

  return count < 0 || ((size_t)count < size && !is_all (fd, offset + count)) ? -1 : count;
}

static bool
answer_read (eio_req *req)
{
  ssize_t count;

  if (!req->size || req->size > READ_MAX || req->offs < 0)
    return false;

  /*
   * A direct read is never cached, and would wait for the device in spite of RWF_NOWAIT. The buffer's alignment tells
   * nothing: some devices take any.
   */
  if (!jeio_is_buffered (req->int1) && !((req->size | (uintptr_t)req->offs) & DIRECT_ALIGN))
    {
      int flags = fcntl (req->int1, F_GETFL);

      if (flags < 0 || flags & O_DIRECT)
        return false;
    }

  count = read_cached (req->int1, req->ptr2, req->size, req->offs);

  if (count < 0)
    return false;

  req->result = count;
  return true;
}

static bool
answer_slurp (eio_req *req, bool into)
{
  size_t size = req->size;
  struct statx stx;
  ssize_t count = -1;
  int fd;

  if (req->offs < 0 || size > READ_MAX || (into && !size))
    return false;

  /* what has come to be no file meanwhile can't be read at an offset, or is read as it would be later */
  fd = open_readable (req, O_RDONLY, false, &stx);

  if (fd < 0)
    return false;

  if (!into)
    {
      size_t rest = (off_t)stx.stx_size > req->offs ? stx.stx_size - (size_t)req->offs : 0;

      if (!size)
        size = rest;

      if (size && size <= READ_MAX)
        req->ptr2 = jeio_malloc (size);
    }

  if (req->ptr2 && size && size <= READ_MAX)
    count = read_cached (fd, req->ptr2, size, req->offs);

  close (fd);

  if (count < 0)
    {
      if (!into)
        {
          jeio_free (req->ptr2);
          req->ptr2 = 0;
        }

      return false;
    }

  if (!into)
    req->flags |= EIO_FLAG_PTR2_FREE;

  req->result = count;
  return true;
}

int
jeio_inline_cost (const eio_req *req)
{
  switch (req->type)
    {
    case EIO_READ:
      return INLINE_READ;

    case EIO_STAT:
    case EIO_LSTAT:
    case EIO_OPEN:
      return INLINE_PATH;

    case EIO_CUSTOM:
      return req->feed == jeio_op_slurp || req->feed == jeio_op_slurp_into ? INLINE_PATH : INLINE_NEVER;

    default:
      return INLINE_NEVER;
    }
}

bool
jeio_inline_answer (eio_req *req)
{
  int kind = req->type == EIO_READ ? INLINE_READ : INLINE_PATH;
  int saved = errno;
  bool answered = false;
  struct jeio_patience attempt;

  if (req->cancelled || req->wd == EIO_INVALID_WD || !jeio_patience_begin (kind, &attempt))
    return false;

  switch (req->type)
    {
    case EIO_READ:
      answered = answer_read (req);
      break;

    case EIO_STAT:
      answered = answer_stat (req, true);
      break;

    case EIO_LSTAT:
      answered = answer_stat (req, false);
      break;

    case EIO_OPEN:
      answered = answer_open (req);
      break;

    default:
      answered = answer_slurp (req, req->feed == jeio_op_slurp_into);
      break;
    }

  jeio_patience_end (kind, &attempt);
  errno = saved;
  return answered;
}
