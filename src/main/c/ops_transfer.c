/* Moving data in ways that libeio does not know. A file offset of -1 is the descriptor's own. */
#define _GNU_SOURCE 1
#include "ops.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Java writes an array of these as pairs of longs. */
_Static_assert (sizeof (struct iovec) == 16, "struct iovec");

/* int1 and offs: what to read from, and where; int2 and int3: what to write to, and where; size; nv1: flags */
void
jeio_op_copy_file_range (eio_req *req)
{
  off_t in = req->offs, out = req->int3;

  req->result = copy_file_range (req->int1, in < 0 ? 0 : &in, (int)req->int2, out < 0 ? 0 : &out,
                                 req->size, (unsigned int)req->nv1);
}

void
jeio_op_splice (eio_req *req)
{
  off_t in = req->offs, out = req->int3;

  req->result = splice (req->int1, in < 0 ? 0 : &in, (int)req->int2, out < 0 ? 0 : &out,
                        req->size, (unsigned int)req->nv1);
}

void
jeio_op_tee (eio_req *req)
{
  req->result = tee (req->int1, (int)req->int2, req->size, (unsigned int)req->nv1);
}

/*
 * ptr2 and int2: the buffers and their number; int3: flags. The kernel takes IOV_MAX of them at a time: the next ones follow
 * where all of these were filled, and an error after the first ones is not told, as in a short transfer.
 */
static ssize_t
vectored (long call, const eio_req *req)
{
  const struct iovec *iov = req->ptr2;
  ssize_t done = 0;

  for (int64_t left = req->int2; ; )
    {
      int64_t count = left < IOV_MAX ? left : IOV_MAX;
      ssize_t wanted = 0;
      /* an offset is two longs to the kernel, the upper one unused */
      ssize_t got = syscall (call, req->int1, iov, count, req->offs < 0 ? -1L : (long)(req->offs + done), 0L, req->int3);

      if (got < 0)
        return done ? done : -1;

      for (int64_t i = 0; i < count; i++)
        wanted += (ssize_t)iov[i].iov_len;

      done += got;
      left -= count;
      iov += count;

      if (!left || got < wanted)
        return done;
    }
}

void
jeio_op_preadv (eio_req *req)
{
  req->result = vectored (SYS_preadv2, req);
}

void
jeio_op_pwritev (eio_req *req)
{
  req->result = vectored (SYS_pwritev2, req);
}
