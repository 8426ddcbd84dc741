/* Operations on names: access, mkdirs, and linkat for a file without a name. */
#include "ops.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* ptr1: the file; int1: what is wanted; int2: flags */
void
jeio_op_access (eio_req *req)
{
  int dir = jeio_wd_fd (req->wd);

  /*
   * the newer system call only if there are flags: it may be missing or denied, and the C library's function always
   * makes it
   */
  req->result = req->int2 ? faccessat (dir, req->ptr1, req->int1, (int)req->int2)
                          : syscall (SYS_faccessat, dir, req->ptr1, req->int1);
}

/* Makes a directory. 0 also if it exists already. */
static int
make_directory (int dir, const char *path, mode_t mode)
{
  struct stat st;

  if (!mkdirat (dir, path, mode))
    return 0;

  if (errno != EEXIST)
    return -1;

  if (fstatat (dir, path, &st, 0) < 0 || !S_ISDIR (st.st_mode))
    {
      errno = EEXIST;
      return -1;
    }

  return 0;
}

/* Cuts the last name off `path`. False if nothing is left that could be made. */
static int
cut_last_name (char *path)
{
  char *end = path + strlen (path);

  while (end > path && end[-1] == '/')
    end--;

  while (end > path && end[-1] != '/')
    end--;

  while (end > path && end[-1] == '/')
    end--;

  *end = 0;
  return end > path;
}

/*
 * ptr1: the directory; int2: its mode. Missing directories above it get the same mode, and the owner's right to go on
 * in them. Begins with the last name, since usually one call is enough.
 */
void
jeio_op_mkdirs (eio_req *req)
{
  int dir = jeio_wd_fd (req->wd);
  mode_t mode = (mode_t)req->int2, above = mode | S_IWUSR | S_IXUSR;
  const char *path = req->ptr1;
  size_t length = strlen (path);
  char part[PATH_MAX];
  int made;

  req->result = make_directory (dir, path, mode);

  if (!req->result || errno != ENOENT || !length || length >= sizeof part)
    return;

  /* back to an existing directory, then forward again, name by name */
  memcpy (part, path, length + 1);

  do
    {
      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return;
        }

      if (!cut_last_name (part))
        {
          errno = ENOENT;
          return;
        }

      made = make_directory (dir, part, above);
    }
  while (made < 0 && errno == ENOENT);

  if (made < 0)
    {
      if (errno == EEXIST)
        errno = ENOTDIR;

      return;
    }

  for (size_t end = strlen (part); ; )
    {
      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return;
        }

      memcpy (part, path, length + 1);

      while (part[end] == '/')
        end++;

      while (part[end] && part[end] != '/')
        end++;

      if (!part[end] || !part[end + strspn (part + end, "/")])
        break;

      part[end] = 0;

      if (make_directory (dir, part, above) < 0)
        return;
    }

  req->result = make_directory (dir, path, mode);
}

/*
 * ptr1: the name; int1: the descriptor. Goes through /proc, since AT_EMPTY_PATH takes a capability that most processes
 * lack.
 */
void
jeio_op_linkat (eio_req *req)
{
  int dir = jeio_wd_fd (req->wd);
  char proc[32];

  req->result = linkat (req->int1, "", dir, req->ptr1, AT_EMPTY_PATH);

  if (req->result < 0 && (errno == ENOENT || errno == EPERM))
    {
      snprintf (proc, sizeof proc, "/proc/self/fd/%d", req->int1);
      req->result = linkat (AT_FDCWD, proc, dir, req->ptr1, AT_SYMLINK_FOLLOW);
    }
}
