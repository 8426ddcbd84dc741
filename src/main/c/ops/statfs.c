/* The operations statfs and pathconf. */
#include "ops.h"

#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>

/*
 * Opens a descriptor that only names the file (O_PATH): it takes no right but to search the path, and closing it leaves
 * the process's locks alone.
 */
static int
open_name (const eio_req *req)
{
  return openat (jeio_wd_fd (req->wd), req->ptr1, O_PATH | O_CLOEXEC);
}

/* Eleven numbers, in the order of Java's AioStatFs. */
static void
put_statfs (eio_req *req, int fd)
{
  struct statfs fs;
  int64_t *out;

  req->result = -1;

  if (fstatfs (fd, &fs) < 0)
    return;

  const int64_t v[] = {
    (int64_t)fs.f_type, (int64_t)fs.f_bsize, (int64_t)fs.f_blocks, (int64_t)fs.f_bfree, (int64_t)fs.f_bavail,
    (int64_t)fs.f_files, (int64_t)fs.f_ffree, 0, (int64_t)fs.f_namelen, (int64_t)fs.f_frsize, (int64_t)fs.f_flags
  };

  out = jeio_malloc (sizeof v);

  if (!out)
    {
      errno = ENOMEM;
      return;
    }

  memcpy (out, v, sizeof v);
  memcpy (&out[7], &fs.f_fsid, sizeof *out);
  jeio_hand_over (req, out);
  req->result = sizeof v;
}

void
jeio_op_statfs (eio_req *req)
{
  int fd = open_name (req);

  req->result = -1;

  if (fd >= 0)
    {
      put_statfs (req, fd);
      jeio_close_quietly (fd);
    }
}

void
jeio_op_fstatfs (eio_req *req)
{
  put_statfs (req, req->int1);
}

/* "No limit" is given as the largest number. */
static void
put_pathconf (eio_req *req, int fd, int name)
{
  long value;

  errno = 0;
  value = fpathconf (fd, name);
  req->result = value < 0 && !errno ? INT64_MAX : value;
}

/* ptr1: the file; int2: the name of the limit */
void
jeio_op_pathconf (eio_req *req)
{
  int fd = open_name (req);

  req->result = -1;

  if (fd >= 0)
    {
      put_pathconf (req, fd, (int)req->int2);
      jeio_close_quietly (fd);
    }
}

void
jeio_op_fpathconf (eio_req *req)
{
  put_pathconf (req, req->int1, (int)req->int2);
}
