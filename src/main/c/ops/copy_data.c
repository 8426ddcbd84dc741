/* How a copy's data gets over: shared by the file system, moved within the kernel, or read and written. */
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
  PIECE   = 1 << 24, /* between two looks whether the request is cancelled */
  BUFFER  = 1 << 16,
  WAIT_MS = 50       /* the same, for a reader that has no time */
};

/* Each way gives up to the next one. */
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

  /* a socket's descriptor may be somebody's who wants to wait */
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
 * Whether the kernel has copied, or says why it can't; else it is another way's turn. The kernel believes the length that a
 * file tells, but the file ends where nothing can be read any more.
 */
static bool
is_answer (struct copy *c, ssize_t count, int next)
{
  if (count > 0 || (count < 0 && !refused (errno)))
    return true;

  c->way = count ? next : BY_BUFFER;
  return false;
}

/* Copies some of `size` bytes: how many, 0 at the end of the source, or -1. */
static ssize_t
copy_some (struct copy *c, off_t at, size_t size)
{
  ssize_t count;

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

/* Copies up to `end`, or to where the data ends: says where that is, or -1. */
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

/* Gives the target its length: the source's of now, or less where the data has ended, as a file of /sys tells one that it hasn't got. */
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

  return c->perhaps_same ? ftruncate (c->out, end) : 0; /* else it was emptied before */
}

/* What was not emptied before gets a hole where the source has one. */
static int
make_hole (struct copy *c, off_t at, off_t end)
{
  if (!c->perhaps_same || at >= end || !fallocate (c->out, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, at, end - at))
    return 0;

  return copy_range (c, at, end) < 0 ? -1 : 0;
}

/* A file with holes keeps them. */
static int
copy_pieces (struct copy *c)
{
  for (off_t at = 0; ; )
    {
      off_t length = length_of (c); /* before it is known what is behind `at`: data that is added later is no hole */
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

/* A last block that is not full can't be shared where the target goes on: which is told of file systems only that can share. */
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
