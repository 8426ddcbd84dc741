/* Reads whole files into allocated memory: load and slurp, by path and by descriptor. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  LOAD_FIRST = 1 << 12,     /* for files that report no size, as in /proc */
  LOAD_MOST  = INT_MAX - 8  /* the length of the longest Java array */
};

/* A read in progress: from `offset` on, or from the descriptor's own offset if that is negative. */
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

/* Reads until the buffer is full (1) or the file ends (0); or -1. */
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

/* Reads to the end. If the file's size is known (`expected`, else 0), no further read checks whether there is more. */
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

/* Sets the result: the data is handed over, unless reading failed or there is none. */
static void
load_finish (struct load *load, eio_req *req, int status)
{
  if (status >= 0 && load->used)
    jeio_hand_over (req, load->data);
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

/* int1: the descriptor, whose own offset is not moved, unless it is a pipe or socket */
void
jeio_op_fload (eio_req *req)
{
  load_all (req, req->int1);
}

/*
 * The file's end, or -1. For a directory, that is a number without meaning. A regular file that reports 0 may have
 * content all the same, as in /proc (`unknown`), and only a read can tell.
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

/*
 * Opens the file and resolves a negative offset, which counts from the end; the file's size goes to *end. A descriptor
 * or -1.
 */
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

/* Fails because the data is too long for a Java array; but if the file can't be read at all, with the error of that. */
static int
slurp_too_large (int fd, off_t offset)
{
  char byte;

  if (pread (fd, &byte, 1, offset) >= 0)
    errno = EFBIG;

  return -1;
}

/*
 * offs and size as in the manual: a negative one counts from the end, a size of 0 means up to the end, also for a file
 * that reports 0.
 */
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
    status = 0; /* the offset is at the end or beyond */

  if (status < 0 && load.used && !jeio_is_cancelled (req))
    status = 0; /* the data before the error is the result */

  load_finish (&load, req, status);
  jeio_close_quietly (fd);
}

/* The same into the caller's memory, whose size of 0 never means "up to the end". */
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
