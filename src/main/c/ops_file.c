/* utime with nanoseconds, and a slurp that keeps no descriptor when memory is short. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

/* offs and int2: seconds and nanoseconds (or UTIME_NOW, UTIME_OMIT) of atime; size and int3: of mtime */
static void
utime_times (const eio_req *req, struct timespec times[2])
{
  times[0] = (struct timespec){ .tv_sec = req->offs, .tv_nsec = req->int2 };
  times[1] = (struct timespec){ .tv_sec = (time_t)req->size, .tv_nsec = req->int3 };
}

/* int1: flags of utimensat(2) */
void
jeio_op_utime (eio_req *req)
{
  struct timespec times[2];

  utime_times (req, times);
  req->result = utimensat (jeio_wd_fd (req->wd), req->ptr1, times, req->int1);
}

void
jeio_op_futime (eio_req *req)
{
  struct timespec times[2];

  utime_times (req, times);
  req->result = futimens (req->int1, times);
}

static ssize_t
read_fully (int fd, char *buffer, size_t size, off_t offset)
{
  size_t done = 0;

  while (done < size)
    {
      ssize_t count = pread (fd, buffer + done, size - done, offset + (off_t)done);

      if (count < 0 && errno == EINTR)
        continue;

      if (count < 0)
        return done ? (ssize_t)done : -1;

      if (!count)
        break;

      done += (size_t)count;
    }

  return (ssize_t)done;
}

/* Where the file ends, or -1. A directory's end is a number without a meaning. */
static off_t
slurp_end (int fd)
{
  struct stat st;

  if (fstat (fd, &st) < 0)
    return -1;

  if (S_ISDIR (st.st_mode))
    {
      errno = EISDIR;
      return -1;
    }

  return S_ISREG (st.st_mode) ? st.st_size : lseek (fd, 0, SEEK_END);
}

/* Opens the file and makes a negative offset one from its end; the file's size goes to *end. A descriptor or -1. */
static int
slurp_open (eio_req *req, off_t *end)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_RDONLY | O_CLOEXEC);

  *end = 0;

  if (fd >= 0 && (req->offs < 0 || !req->size))
    {
      *end = slurp_end (fd);

      if (*end < 0 || (req->offs < 0 && (req->offs += *end) < 0))
        {
          int saved = *end < 0 ? errno : EINVAL;

          close (fd);
          errno = saved;
          return -1;
        }
    }

  return fd;
}

static void
slurp_close (int fd)
{
  int saved = errno;

  close (fd);
  errno = saved;
}

/* offs and size as in the manual: from the end when negative, to the end when 0; the data goes to memory of our own. */
void
jeio_op_slurp (eio_req *req)
{
  off_t end;
  int fd = slurp_open (req, &end);

  req->result = -1;

  if (fd < 0)
    return;

  if (!req->size)
    req->size = end > req->offs ? (size_t)(end - req->offs) : 0;

  if (req->size > INT_MAX - 8) /* no Java array is longer; but what can't be read is no file that is too large */
    {
      char byte;

      if (pread (fd, &byte, 1, req->offs) >= 0)
        errno = EFBIG;
    }
  else if (!req->size)
    req->result = 0;
  else
    {
      req->ptr2 = jeio_malloc (req->size);

      if (!req->ptr2)
        errno = ENOMEM;
      else
        {
          req->result = read_fully (fd, req->ptr2, req->size, req->offs);
          req->flags |= EIO_FLAG_PTR2_FREE;
        }
    }

  slurp_close (fd);
}

/* The same to the caller's memory, which is never taken as "to the end". */
void
jeio_op_slurp_into (eio_req *req)
{
  off_t end;
  int fd = slurp_open (req, &end);

  req->result = -1;

  if (fd < 0)
    return;

  req->result = read_fully (fd, req->ptr2, req->size, req->offs);
  slurp_close (fd);
}
