/*
 * Answers requests at submission, from what the kernel has in its caches. Nothing here blocks, except as patience.c
 * describes. If a request can't be answered for certain, it is submitted, with the same result.
 */
#include "inline.h"
#include "buffered.h"
#include "cached.h"
#include "locality.h"
#include "patience.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  READ_MAX = 1 << 16,  /* larger copies are left to a worker: they would keep the event loop waiting */
  DIRECT_ALIGN = 511   /* O_DIRECT needs offset and length aligned to this */
};

/*
 * By a worker: executes the request as usual, and finds out whether its file system is local, so that the next one can
 * be answered.
 */
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

static bool
answer_stat (eio_req *req, int follow)
{
  if (!jeio_stat_cached (req, follow ? 0 : O_NOFOLLOW, req->ptr2))
    return false;

  req->result = 0;
  return true;
}

static bool
answer_open (eio_req *req)
{
  const int plain = O_CLOEXEC | O_NOATIME | O_NOCTTY | O_NOFOLLOW | O_DIRECTORY | O_LARGEFILE | O_NONBLOCK;
  struct statx stx;
  int fd;

  if (req->int1 & ~plain)
    return false;

  fd = jeio_open_readable (req, req->int1, true, &stx);

  if (fd < 0)
    return false;

  if (statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE, &stx) || !jeio_is_openable (&stx, true))
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

static bool
answer_read (eio_req *req)
{
  ssize_t count;

  if (!req->size || req->size > READ_MAX || req->offs < 0)
    return false;

  /*
   * A direct read is never cached, and would wait for the device in spite of RWF_NOWAIT. The buffer's alignment is no
   * criterion: some devices accept any.
   */
  if (!jeio_is_buffered (req->int1) && !((req->size | (uintptr_t)req->offs) & DIRECT_ALIGN))
    {
      int flags = fcntl (req->int1, F_GETFL);

      if (flags < 0 || flags & O_DIRECT)
        return false;
    }

  count = jeio_read_cached (req->int1, req->ptr2, req->size, req->offs);

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

  /*
   * if the path has become something else meanwhile, it either can't be read at an offset, or a worker would read the
   * same
   */
  fd = jeio_open_readable (req, O_RDONLY, false, &stx);

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
    count = jeio_read_cached (fd, req->ptr2, size, req->offs);

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

enum jeio_verdict
jeio_inline_answer (eio_req *req)
{
  int kind = req->type == EIO_READ ? INLINE_READ : INLINE_PATH;
  int saved = errno;
  bool answered = false;
  struct jeio_patience attempt;

  if (req->cancelled || req->wd == EIO_INVALID_WD)
    return JEIO_OTHER_KIND;

  if (!jeio_patience_begin (kind, &attempt))
    return JEIO_FILE_SYSTEM;

  jeio_declined = JEIO_NOT_CACHED;

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
  return answered ? JEIO_ANSWERED : jeio_declined;
}
