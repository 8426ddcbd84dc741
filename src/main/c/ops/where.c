/*
 * Paths: directory objects, canonical paths, and system calls that take a path but no directory to resolve it against.
 * libeio's versions follow fewer links than the kernel, need read permission where search permission is enough, and
 * crash without memory.
 */
#include "ops.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

/*
 * A path through the directory's descriptor in /proc, which stays right when the directory is moved: for system calls
 * that take no directory. Null if it does not fit.
 */
const char *
jeio_located (eio_wd wd, const char *path, char *buffer)
{
  int dir = jeio_wd_fd (wd);

  if (dir == AT_FDCWD || !*path || *path == '/')
    return path;

  if (snprintf (buffer, PATH_MAX, "/proc/self/fd/%d/%s", dir, path) >= PATH_MAX)
    {
      errno = ENAMETOOLONG;
      return 0;
    }

  return buffer;
}

/* The present path of an open file, from /proc: a buffer of PATH_MAX bytes; or null and errno. */
static const char *
place_of (int fd, char *buffer)
{
  char link[32];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, buffer, PATH_MAX - 1);

  if (length > 0 && *buffer == '/')
    {
      buffer[length] = 0;
      return buffer;
    }

  errno = ENOENT;
  return 0;
}

/*
 * The path of a directory object: the one that it was opened by, as the manual says, or the present one if it has only
 * a descriptor.
 */
static const char *
location (eio_wd wd, char *buffer)
{
  const char *path = jeio_wd_path (wd);

  return path ? path : place_of (jeio_wd_fd (wd), buffer);
}

/*
 * realpath(3) asks faccessat2(2) whether what is in front of a last "/" or "/." is a directory, and takes a filter's EPERM for
 * the answer. Then the path of what the kernel opens there is asked for instead.
 */
static const char *
canonical (const char *path, char *out)
{
  const char *place = 0;
  int fd;

  if (realpath (path, out))
    return out;

  if (errno == EPERM && (fd = open (path, O_PATH | O_CLOEXEC)) >= 0)
    {
      place = place_of (fd, out);
      jeio_close_quietly (fd);
    }

  return place;
}

/* The canonical path, to a buffer of PATH_MAX bytes: the length, or -1. */
static ssize_t
resolve (eio_wd wd, const char *path, char *out)
{
  char dir[PATH_MAX], joined[2 * PATH_MAX];

  if (jeio_wd_fd (wd) != AT_FDCWD && *path && *path != '/')
    {
      const char *base = location (wd, dir);

      if (!base)
        return -1;

      if ((size_t)snprintf (joined, sizeof joined, "%s/%s", base, path) >= sizeof joined)
        {
          errno = ENAMETOOLONG;
          return -1;
        }

      path = joined;
    }

  return canonical (path, out) ? (ssize_t)strlen (out) : -1;
}

/* ptr1: the path; the canonical one is handed over. */
void
jeio_op_realpath (eio_req *req)
{
  char *out = jeio_malloc (PATH_MAX);

  req->result = -1;

  if (!out)
    {
      errno = ENOMEM;
      return;
    }

  req->result = resolve (req->wd, req->ptr1, out);
  jeio_hand_over (req, out);
}

/* ptr1: the directory, which need not be readable. */
void
jeio_op_wd (eio_req *req)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_PATH | O_DIRECTORY | O_CLOEXEC);
  char buffer[PATH_MAX];
  const char *path;
  eio_wd wd;

  req->result = -1;

  if (fd < 0)
    return;

  path = place_of (fd, buffer);

  if (!path && resolve (req->wd, req->ptr1, buffer) >= 0)
    path = buffer;

  wd = jeio_wd_new (fd, path);

  if (wd)
    {
      req->wd = wd;
      req->result = 0;
    }
}

/* ptr1: a file, which need not be readable; ptr2: the answer. */
void
jeio_op_statvfs (eio_req *req)
{
  const char *path = req->ptr1;
  int dir = jeio_wd_fd (req->wd);
  int fd;

  if (dir == AT_FDCWD || *path == '/')
    {
      req->result = statvfs (path, req->ptr2);
      return;
    }

  fd = openat (dir, path, O_PATH | O_CLOEXEC);
  req->result = fd < 0 ? -1 : fstatvfs (fd, req->ptr2);

  if (fd >= 0)
    jeio_close_quietly (fd);
}

/*
 * Truncates by way of a descriptor. Closing it releases the process's locks on the file, so this is done only if there
 * is no other way.
 */
static int
truncate_opened (int dir, const char *path, off_t length)
{
  int fd = openat (dir, path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  int status;

  if (fd < 0)
    return -1;

  status = ftruncate (fd, length);
  jeio_close_quietly (fd);
  return status;
}

/* ptr1: the file; offs: its length */
void
jeio_op_truncate (eio_req *req)
{
  char buffer[PATH_MAX];
  const char *path = jeio_located (req->wd, req->ptr1, buffer);

  if (!path || (path == buffer && access ("/proc/self/fd", F_OK) < 0))
    req->result = truncate_opened (jeio_wd_fd (req->wd), req->ptr1, req->offs);
  else
    req->result = truncate (path, req->offs);
}

/*
 * The name for rename and rmdir: "." can be neither renamed nor removed, so a directory object's own path is used for
 * it. Null and errno if that is not known.
 */
static const char *
own_name (const eio_req *req, char *buffer)
{
  return req->wd && !strcmp (req->ptr1, ".") ? location (req->wd, buffer) : req->ptr1;
}

/* ptr1: the old name; ptr2: the new name, in the directory int3; int2: flags */
void
jeio_op_rename (eio_req *req)
{
  char buffer[PATH_MAX];
  const char *from = own_name (req, buffer);
  int dir = jeio_wd_fd (req->wd), to_dir = jeio_wd_fd ((eio_wd)req->int3);

  /* the newer system call only if there are flags: it may be missing or denied */
  req->result = !from      ? -1
              : !req->int2 ? renameat (dir, from, to_dir, req->ptr2)
              :              syscall (SYS_renameat2, dir, from, to_dir, req->ptr2, (unsigned int)req->int2);
}

/* ptr1: an empty directory */
void
jeio_op_rmdir (eio_req *req)
{
  char buffer[PATH_MAX];
  const char *path = own_name (req, buffer);

  req->result = path ? unlinkat (jeio_wd_fd (req->wd), path, AT_REMOVEDIR) : -1;
}
