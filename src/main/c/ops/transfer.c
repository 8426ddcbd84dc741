/* Transfers of data that libeio lacks. A file offset of -1 stands for the descriptor's own. */
#include "ops.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Java writes an array of these as pairs of longs. */
_Static_assert (sizeof (struct iovec) == 16, "struct iovec");

/* Copies one buffer of data through memory; may stop short, as copy_file_range(2) may. */
static ssize_t
copy_through_buffer (int in_fd, off_t in, int out_fd, off_t out, size_t size)
{
  char buffer[1 << 14];
  off_t in_at = in < 0 ? lseek (in_fd, 0, SEEK_CUR) : in;
  ssize_t count = in_at < 0 ? -1 : pread (in_fd, buffer, size < sizeof buffer ? size : sizeof buffer, in_at);

  if (count > 0)
    count = out < 0 ? write (out_fd, buffer, (size_t)count) : pwrite (out_fd, buffer, (size_t)count, out);

  if (count > 0 && in < 0 && lseek (in_fd, in_at + count, SEEK_SET) < 0)
    return -1;

  return count;
}

/* int1 and offs: source and offset; int2 and int3: target and offset; size; nv1: flags */
void
jeio_op_copy_file_range (eio_req *req)
{
  off_t in = req->offs, out = req->int3;

  req->result = copy_file_range (req->int1, in < 0 ? 0 : &in, (int)req->int2, out < 0 ? 0 : &out,
                                 req->size, (unsigned int)req->nv1);

  if (req->result < 0 && jeio_is_denied () && !req->nv1)
    req->result = copy_through_buffer (req->int1, req->offs, (int)req->int2, req->int3, req->size);
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

/* Uses the newer system calls only if they are needed: they may be missing or denied. */
static ssize_t
transfer (const eio_req *req, bool in, const struct iovec *iov, int count, off_t offset)
{
  int fd = req->int1;

  /* the kernel takes the offset as two longs, and does not use the upper one */
  if (req->int3)
    return syscall (in ? SYS_preadv2 : SYS_pwritev2, fd, iov, (long)count, (long)offset, 0L, req->int3);

  if (offset < 0)
    return in ? readv (fd, iov, count) : writev (fd, iov, count);

  return in ? preadv (fd, iov, count, offset) : pwritev (fd, iov, count, offset);
}

/*
 * ptr2 and int2: the buffers and their number; int3: flags. The kernel takes IOV_MAX buffers at a time: the next ones
 * follow if these were filled. An error is not reported if something was transferred before, as in any short transfer.
 */
static ssize_t
vectored (const eio_req *req, bool in)
{
  const struct iovec *iov = req->ptr2;
  ssize_t done = 0;

  for (int64_t left = req->int2; ; )
    {
      int64_t count = left < IOV_MAX ? left : IOV_MAX;
      ssize_t wanted = 0;
      ssize_t got = transfer (req, in, iov, (int)count, req->offs < 0 ? -1 : req->offs + done);

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
  req->result = vectored (req, true);
}

void
jeio_op_pwritev (eio_req *req)
{
  req->result = vectored (req, false);
}
