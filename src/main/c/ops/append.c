/*
 * Transfers that go on until everything is transferred, where one system call may stop short; to and from a descriptor,
 * or at a file's end.
 */
#include "ops.h"

#include <fcntl.h>

enum
{
  PIECE = 1 << 22 /* bytes between two checks whether the request is cancelled */
};

/*
 * Reads or writes `req->size` bytes at ptr2 by calls of `step`: all of them, or fewer if the file ends before. An error
 * is reported even if something was transferred before: a caller who wants everything has no use for a part.
 */
static ssize_t
transfer_fully (const eio_req *req, int fd, ssize_t (*step) (int fd, char *data, size_t size, off_t offset))
{
  size_t done = 0;

  while (done < req->size)
    {
      size_t left = req->size - done;
      ssize_t count;

      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return -1;
        }

      count = step (fd, (char *)req->ptr2 + done, left < PIECE ? left : PIECE,
                    req->offs < 0 ? -1 : req->offs + (off_t)done);

      if (count < 0 && errno == EINTR)
        continue;

      if (count < 0)
        return -1;

      if (!count)
        break;

      done += (size_t)count;
    }

  return (ssize_t)done;
}

static ssize_t
read_step (int fd, char *data, size_t size, off_t offset)
{
  return offset < 0 ? read (fd, data, size) : pread (fd, data, size, offset);
}

/* A write that accepts nothing would be repeated for ever. */
static ssize_t
write_step (int fd, char *data, size_t size, off_t offset)
{
  ssize_t count = offset < 0 ? write (fd, data, size) : pwrite (fd, data, size, offset);

  if (count)
    return count;

  errno = EIO;
  return -1;
}

/* int1: the descriptor; offs: where, -1: its own offset; ptr2 and size: the memory */
void
jeio_op_read_fully (eio_req *req)
{
  req->result = transfer_fully (req, req->int1, read_step);
}

void
jeio_op_write_fully (eio_req *req)
{
  req->result = transfer_fully (req, req->int1, write_step);
}

/* ptr1: the file; int2: the mode of a new file; ptr2 and size: the data to append */
void
jeio_op_append (eio_req *req)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, (mode_t)req->int2);

  req->result = -1;

  if (fd < 0)
    return;

  req->offs = -1;
  req->result = transfer_fully (req, fd, write_step);

  if (req->result >= 0)
    req->result = close (fd) < 0 ? -1 : req->result;
  else
    jeio_close_quietly (fd);
}
