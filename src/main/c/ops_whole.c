/* Whole files in one request: replaced, or made durable. Nothing stays open or half done, cancelled or not. */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
  WRITE_PIECE = 1 << 22  /* between two looks whether the request is cancelled */
};

/* ptr1: a file or directory whose content and names are to be on the disk. */
void
jeio_op_pathsync (eio_req *req)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_RDONLY | O_CLOEXEC);

  req->result = fd < 0 ? -1 : fsync (fd);

  if (fd >= 0)
    jeio_close_quietly (fd);
}

/* Opens the directory that the path's last name is in, and says where in the path that name begins. */
static int
open_parent (int dir, const char *path, const char **name)
{
  const char *slash = strrchr (path, '/');
  char parent[PATH_MAX] = ".";

  *name = slash ? slash + 1 : path;

  if (!**name || !strcmp (*name, ".") || !strcmp (*name, ".."))
    {
      errno = *path ? EISDIR : ENOENT;
      return -1;
    }

  if (slash)
    {
      size_t length = (size_t)(slash - path) + 1;

      if (length >= sizeof parent)
        {
          errno = ENAMETOOLONG;
          return -1;
        }

      memcpy (parent, path, length);
      parent[length] = 0;
    }

  return openat (dir, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A new file of a name that nobody else has, which goes to `name`. */
static int
open_temporary (int dir, mode_t mode, char *name, size_t size)
{
  for (;;)
    {
      uint64_t random;
      int fd;

      if (getrandom (&random, sizeof random, 0) != sizeof random)
        return -1;

      snprintf (name, size, ".jeio-%016llx.tmp", (unsigned long long)random);
      fd = openat (dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

      if (fd >= 0 || errno != EEXIST)
        return fd;
    }
}

static int
check_not_cancelled (const eio_req *req)
{
  if (!jeio_is_cancelled (req))
    return 0;

  errno = ECANCELED;
  return -1;
}

static int
write_durably (const eio_req *req, int fd)
{
  const char *data = req->ptr2;

  for (size_t done = 0; done < req->size; )
    {
      size_t left = req->size - done;
      ssize_t count;

      if (check_not_cancelled (req) < 0)
        return -1;

      count = write (fd, data + done, left < WRITE_PIECE ? left : WRITE_PIECE);

      if (count <= 0)
        {
          if (!count)
            errno = EIO;

          return -1;
        }

      done += (size_t)count;
    }

  return fsync (fd);
}

/*
 * ptr1: the file; ptr2 and size: its new content; int2: its mode. The new content is durable under another name before it
 * gets the file's, and the request is done when that is durable as well.
 */
void
jeio_op_write_file (eio_req *req)
{
  const char *name;
  char temporary[32];
  int dir = open_parent (jeio_wd_fd (req->wd), req->ptr1, &name);
  int fd;

  req->result = -1;

  if (dir < 0)
    return;

  fd = open_temporary (dir, (mode_t)req->int2, temporary, sizeof temporary);

  if (fd >= 0)
    {
      req->result = write_durably (req, fd);

      if (close (fd) < 0)
        req->result = -1;

      if (!req->result)
        req->result = check_not_cancelled (req);

      if (!req->result)
        req->result = renameat (dir, temporary, dir, name);

      if (req->result < 0)
        {
          int saved = errno;

          unlinkat (dir, temporary, 0);
          errno = saved;
        }
      else if (fsync (dir) < 0 && errno != EINVAL) /* which a file system says that has nothing to do */
        req->result = -1;
    }

  jeio_close_quietly (dir);
}
