/* Reading whole files into memory of our own: load and slurp, by path and by descriptor. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  LOAD_FIRST = 1 << 12,     /* for files that don't tell their size, as in /proc */
  LOAD_MOST  = INT_MAX - 8  /* no Java array is longer */
};

/* What is being read: from `offset` on, or from the descriptor's own offset if that is negative. */
struct load
{
  int fd;
  off_t offset;
  char *data;
  size_t used, size;
};

static int
load_grow (struct load *load, size_t size)
{
  char *grown = jeio_realloc (load->data, size);

  if (!grown)
    {
      errno = ENOMEM;
      return -1;
    }

  load->data = grown;
  load->size = size;
  return 0;
}

/* 1: the buffer is full; 0: the file has ended; -1. */
static int
load_fill (struct load *load, const eio_req *req)
{
  while (load->used < load->size)
    {
      char *to = load->data + load->used;
      size_t room = load->size - load->used;
      ssize_t count;

      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return -1;
        }

      count = load->offset < 0 ? read (load->fd, to, room)
                               : pread (load->fd, to, room, load->offset + (off_t)load->used);

      if (count < 0 && errno == EINTR)
        continue;

      if (count <= 0)
        return (int)count;

      load->used += (size_t)count;
    }

  return 1;
}

/* Reads to the end. A file that told how much there is (`expected`; 0: it did not) is not asked again whether there is more. */
static int
load_to_end (struct load *load, const eio_req *req, size_t expected)
{
  size_t size = expected ? expected : LOAD_FIRST;

  for (;;)
    {
      int full;

      if (load_grow (load, size) < 0)
        return -1;

      full = load_fill (load, req);

      if (full <= 0)
        return full;

      if (load->used == expected)
        return 0;

      if (size == LOAD_MOST)
        {
          errno = EFBIG;
          return -1;
        }

      size = size > LOAD_MOST / 2 ? LOAD_MOST : 2 * size;
    }
}

/* What was read is handed over, unless reading failed or there is nothing. */
static void
load_finish (struct load *load, eio_req *req, int status)
{
  if (status >= 0 && load->used)
    {
      req->ptr2 = load->data;
      req->flags |= EIO_FLAG_PTR2_FREE;
    }
  else
    {
      int saved = errno;

      jeio_free (load->data);
      errno = saved;
    }

  req->result = status < 0 ? -1 : (ssize_t)load->used;
}

static void
load_all (eio_req *req, int fd)
{
  struct load load = { .fd = fd };
  struct stat st;
  int status = fstat (fd, &st);

  if (!status && st.st_size > LOAD_MOST)
    {
      errno = EFBIG;
      status = -1;
    }

  if (!status)
    {
      if (!S_ISREG (st.st_mode) && lseek (fd, 0, SEEK_CUR) < 0) /* a pipe has no offsets */
        load.offset = -1;

      status = load_to_end (&load, req, st.st_size > 0 && S_ISREG (st.st_mode) ? (size_t)st.st_size : 0);
    }

  load_finish (&load, req, status);
}

/* ptr1: the file */
void
jeio_op_load (eio_req *req)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_RDONLY | O_CLOEXEC);

  req->result = -1;

  if (fd >= 0)
    {
      load_all (req, fd);
      jeio_close_quietly (fd);
    }
}

/* int1: the descriptor, whose own offset stays where it is, unless it is one of a pipe or socket */
void
jeio_op_fload (eio_req *req)
{
  load_all (req, req->int1);
}

/*
 * Where the file ends, or -1. A directory's end is a number without a meaning; a regular file that says 0 may have a content
 * all the same, as in /proc (`unknown`), and only a read tells.
 */
static off_t
slurp_end (int fd, int *unknown)
{
  struct stat st;

  if (fstat (fd, &st) < 0)
    return -1;

  if (S_ISDIR (st.st_mode))
    {
      errno = EISDIR;
      return -1;
    }

  *unknown = S_ISREG (st.st_mode) && !st.st_size;
  return S_ISREG (st.st_mode) ? st.st_size : lseek (fd, 0, SEEK_END);
}

/* Opens the file and makes a negative offset one from its end; the file's size goes to *end. A descriptor or -1. */
static int
slurp_open (eio_req *req, off_t *end, int *unknown)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_RDONLY | O_CLOEXEC);

  *end = 0;
  *unknown = 0;

  if (fd >= 0 && (req->offs < 0 || !req->size))
    {
      *end = slurp_end (fd, unknown);

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

/* No Java array is that long; but what can't be read is no file that is too large. */
static int
slurp_too_large (int fd, off_t offset)
{
  char byte;

  if (pread (fd, &byte, 1, offset) >= 0)
    errno = EFBIG;

  return -1;
}

/* offs and size as in the manual: from the end when negative, to the end when 0, also of a file whose size says 0. */
void
jeio_op_slurp (eio_req *req)
{
  off_t end;
  int unknown;
  int fd = slurp_open (req, &end, &unknown);
  struct load load = { .fd = fd, .offset = req->offs };
  size_t expected = req->size;
  int status;

  req->result = -1;

  if (fd < 0)
    return;

  if (!expected && end > req->offs)
    expected = (size_t)(end - req->offs);

  if (expected > LOAD_MOST)
    status = slurp_too_large (fd, req->offs);
  else if (req->size)
    status = load_grow (&load, expected) < 0 ? -1 : load_fill (&load, req);
  else if (expected || unknown)
    status = load_to_end (&load, req, expected);
  else
    status = 0; /* the offset is at the end, or beyond */

  if (status < 0 && load.used && !jeio_is_cancelled (req))
    status = 0; /* what comes before the error */

  load_finish (&load, req, status);
  jeio_close_quietly (fd);
}

/* The same to the caller's memory, which is never taken as "to the end". */
void
jeio_op_slurp_into (eio_req *req)
{
  off_t end;
  int unknown;
  int fd = slurp_open (req, &end, &unknown);
  struct load load = { .fd = fd, .offset = req->offs, .data = req->ptr2, .size = req->size };

  req->result = -1;

  if (fd < 0)
    return;

  if (load_fill (&load, req) >= 0 || load.used)
    req->result = (ssize_t)load.used;

  jeio_close_quietly (fd);
}
