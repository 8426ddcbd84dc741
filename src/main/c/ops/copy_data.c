/* Copies a file's data: shared by the file system, copied within the kernel, or read and written. */
#include "copy.h"

#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/fs.h>

enum
{
  PIECE   = 1 << 24, /* bytes between two checks whether the request is cancelled */
  BUFFER  = 1 << 16,
  WAIT_MS = 50       /* milliseconds between two checks, while a reader makes no room */
};

/* The ways to copy; if one fails, the next is tried. */
enum { BY_RANGE, BY_SENDFILE, BY_BUFFER };

static int
check_not_cancelled (const struct copy *c)
{
  return jeio_is_cancelled (c->req) ? fail (ECANCELED) : 0;
}

static bool
refused (int error)
{
  return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EXDEV || error == EPERM
      || error == EBADF || error == ETXTBSY;
}

/* Waits for the reader of a fifo or socket to make room. */
static int
wait_for_reader (const struct copy *c)
{
  struct pollfd out = { .fd = c->out, .events = POLLOUT };

  for (;;)
    {
      int ready = poll (&out, 1, WAIT_MS);

      if (check_not_cancelled (c) < 0)
        return -1;

      if (ready)
        return ready < 0 && errno != EINTR ? -1 : 0;
    }
}

static ssize_t
write_some (const struct copy *c, const char *data, size_t size, off_t at)
{
  if (!c->stream)
    return pwrite (c->out, data, size, at);

  /* the socket may belong to another thread, which wants it to stay blocking */
  return S_ISSOCK (c->made.st_mode) ? send (c->out, data, size, MSG_DONTWAIT | MSG_NOSIGNAL) : write (c->out, data, size);
}

static int
write_all (const struct copy *c, const char *data, size_t size, off_t at)
{
  while (size)
    {
      ssize_t written = write_some (c, data, size, at);

      if (written > 0)
        {
          data += written;
          size -= (size_t)written;
          at += written;
        }
      else if (!written)
        return fail (EIO);
      else if (errno != EAGAIN || !c->stream || wait_for_reader (c) < 0)
        return -1;
    }

  return 0;
}

static ssize_t
copy_by_buffer (const struct copy *c, off_t at, size_t size)
{
  char *buffer = jeio_malloc (BUFFER);
  ssize_t count;
  int saved;

  if (!buffer)
    return fail (ENOMEM);

  size = size < BUFFER ? size : BUFFER;
  count = pread (c->in, buffer, size, at);

  if (count < 0 && errno == ESPIPE) /* some files of /proc and /sys have no offsets */
    count = read (c->in, buffer, size);

  if (count > 0 && write_all (c, buffer, (size_t)count, at) < 0)
    count = -1;

  saved = errno;
  jeio_free (buffer);
  errno = saved;
  return count;
}

/*
 * Whether the kernel has copied, or reports an error that other ways would meet as well; if not, the next way is tried.
 * The kernel trusts the size that a file reports, but the file ends where a read returns nothing.
 */
static bool
is_answer (struct copy *c, ssize_t count, int next)
{
  if (count > 0 || (count < 0 && !refused (errno)))
    return true;

  c->way = count ? next : BY_BUFFER;
  return false;
}

/* Copies some of `size` bytes; returns how many, 0 at the end of the source, or -1. */
static ssize_t
copy_some (struct copy *c, off_t at, size_t size)
{
  ssize_t count;

  if (at >= c->st.st_size && S_ISREG (c->st.st_mode))
    c->way = BY_BUFFER; /* the end, unless the file has grown */

  if (c->way == BY_RANGE)
    {
      off_t in_at = at, out_at = at;

      count = copy_file_range (c->in, &in_at, c->out, &out_at, size, 0);

      if (is_answer (c, count, BY_SENDFILE))
        return count;
    }

  if (c->way == BY_SENDFILE)
    {
      off_t in_at = at;

      if (lseek (c->out, at, SEEK_SET) < 0)
        return -1;

      count = sendfile (c->out, c->in, &in_at, size);

      if (is_answer (c, count, BY_BUFFER))
        return count;
    }

  return copy_by_buffer (c, at, size);
}

/* Copies up to `end`, or to the end of the data; returns where that is, or -1. */
static off_t
copy_range (struct copy *c, off_t at, off_t end)
{
  while (at < end)
    {
      ssize_t count;

      if (check_not_cancelled (c) < 0)
        return -1;

      count = copy_some (c, at, end - at < PIECE ? (size_t)(end - at) : PIECE);

      if (count < 0)
        return -1;

      if (!count)
        break;

      at += count;
      c->bytes += count;
    }

  return at;
}

static off_t
length_of (const struct copy *c)
{
  struct stat now;

  return fstat (c->in, &now) < 0 ? -1 : now.st_size;
}

/*
 * Sets the target's length: the source's present one, or less if the data ended before, as in a file of /sys, which
 * reports a size that it does not have.
 */
static int
end_at (const struct copy *c, off_t most)
{
  off_t length = length_of (c);

  return length < 0 ? -1 : ftruncate (c->out, length < most ? length : most);
}

static int
copy_rest (struct copy *c, off_t at)
{
  off_t end = copy_range (c, at, LLONG_MAX);

  if (end < 0)
    return -1;

  return c->perhaps_same ? ftruncate (c->out, end) : 0; /* otherwise it was truncated before */
}

/* Makes a hole in a target that was not truncated, where the source has one. */
static int
make_hole (struct copy *c, off_t at, off_t end)
{
  if (!c->perhaps_same || at >= end || !fallocate (c->out, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, at, end - at))
    return 0;

  return copy_range (c, at, end) < 0 ? -1 : 0;
}

/* Copies the data between a file's holes. */
static int
copy_pieces (struct copy *c)
{
  for (off_t at = 0; ; )
    {
      off_t length = length_of (c); /* read before looking for data behind `at`: data that is added later must not become a hole */
      off_t data = lseek (c->in, at, SEEK_DATA);
      off_t hole, reached;

      if (data < 0 && errno == ENXIO)
        return make_hole (c, at, length) < 0 || end_at (c, length) < 0 || copy_range (c, length, LLONG_MAX) < 0 ? -1 : 0;

      hole = data < 0 ? -1 : lseek (c->in, data, SEEK_HOLE);

      if (hole < 0)
        return copy_rest (c, at);

      reached = make_hole (c, at, data) < 0 ? -1 : copy_range (c, data, hole);

      if (reached < 0)
        return -1;

      if (reached < hole)
        return end_at (c, reached);

      at = hole;
    }
}

int
jeio_copy_data (struct copy *c)
{
  bool regular = S_ISREG (c->st.st_mode);

  if (c->stream || c->perhaps_same || (regular && !c->st.st_size))
    c->way = BY_BUFFER;
  else
    c->way = regular ? BY_RANGE : BY_SENDFILE;

  if (regular && !c->stream && c->st.st_size / 512 > c->st.st_blocks)
    return copy_pieces (c);

  return copy_rest (c, 0);
}

/*
 * A last block that is not full can't be shared if the target goes on behind it. Only file systems that can share
 * report this as an error.
 */
int
jeio_copy_clone (struct copy *c)
{
  int status = ioctl (c->out, FICLONE, c->in);
  off_t length;

  if (status < 0 && errno == EINVAL && c->made.st_size > c->st.st_size && S_ISREG (c->made.st_mode))
    {
      c->written = true;
      status = ftruncate (c->out, 0) < 0 ? -1 : ioctl (c->out, FICLONE, c->in);
    }

  if (status < 0)
    return -1;

  length = length_of (c);
  c->bytes = length;
  return length < 0 ? -1 : ftruncate (c->out, length);
}
