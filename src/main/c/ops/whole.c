/*
 * Replaces whole files, or makes them durable, in one request. Nothing stays open or incomplete, even if the request is
 * cancelled.
 */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum
{
  WRITE_PIECE = 1 << 22  /* bytes between two checks whether the request is cancelled */
};

/* ptr1: a file or directory whose content, or whose names, are written to the disk. */
void
jeio_op_pathsync (eio_req *req)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, O_RDONLY | O_CLOEXEC);

  req->result = fd < 0 ? -1 : fsync (fd);

  if (fd >= 0)
    jeio_close_quietly (fd);
}

/* Opens the directory of the path's last name, and returns where in the path that name begins. */
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

/*
 * The new content of a file, before it replaces the old one. If the file system allows that, it has no name until it is
 * complete and durable, so that nothing is left of it if the process is killed.
 */
struct draft
{
  int dir, fd;
  bool named;
  char name[JEIO_TEMPORARY_NAME];
};

void
jeio_temporary_name (char *name)
{
  uint64_t random;
  struct timespec now;

  if (getrandom (&random, sizeof random, 0) != sizeof random)
    {
      clock_gettime (CLOCK_MONOTONIC, &now); /* the name has to be new, but not secret */
      random = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * 0x9E3779B97F4A7C15u;
    }

  snprintf (name, JEIO_TEMPORARY_NAME, ".jeio-%016llx.tmp", (unsigned long long)random);
}

/* Opens the draft: 0 or -1. */
static int
draft_open (struct draft *draft, mode_t mode)
{
  /* a file without a name can be given one only through /proc */
  draft->fd = access ("/proc/self/fd", F_OK) < 0 ? -1
            : openat (draft->dir, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);

  while (draft->fd < 0)
    {
      jeio_temporary_name (draft->name);
      draft->fd = openat (draft->dir, draft->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
      draft->named = draft->fd >= 0;

      if (draft->fd < 0 && errno != EEXIST)
        return -1;
    }

  return 0;
}

static int
draft_publish (struct draft *draft, const char *name)
{
  char proc[32];

  snprintf (proc, sizeof proc, "/proc/self/fd/%d", draft->fd);

  while (!draft->named)
    {
      jeio_temporary_name (draft->name);
      draft->named = !linkat (AT_FDCWD, proc, draft->dir, draft->name, AT_SYMLINK_FOLLOW);

      if (!draft->named && errno != EEXIST)
        return -1;
    }

  return renameat (draft->dir, draft->name, draft->dir, name);
}

/* Closes and removes the draft. Leaves errno alone. */
static void
draft_drop (const struct draft *draft)
{
  int saved = errno;

  if (draft->named)
    unlinkat (draft->dir, draft->name, 0);

  errno = saved;
}

/* Sets the set-id and sticky bits, which writing clears and the umask does not affect; fails if they can't be set. */
static int
set_special_bits (int fd, mode_t mode)
{
  const mode_t special = S_ISUID | S_ISGID | S_ISVTX;
  struct stat st;

  if (!(mode & special))
    return 0;

  if (fstat (fd, &st) < 0 || fchmod (fd, (st.st_mode & 0777) | (mode & special)) < 0 || fstat (fd, &st) < 0)
    return -1;

  if ((st.st_mode & special) == (mode & special))
    return 0;

  errno = EPERM;
  return -1;
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

  return set_special_bits (fd, (mode_t)req->int2) < 0 ? -1 : fsync (fd);
}

/*
 * ptr1: the file; ptr2 and size: its new content; int2: its mode. The content is durable under another name before the
 * file's name leads to it, and the request is done when the name is durable, too.
 */
void
jeio_op_write_file (eio_req *req)
{
  const char *name;
  struct draft draft = { .dir = open_parent (jeio_wd_fd (req->wd), req->ptr1, &name) };

  req->result = -1;

  if (draft.dir < 0)
    return;

  if (!draft_open (&draft, (mode_t)req->int2))
    {
      req->result = write_durably (req, draft.fd) < 0 || check_not_cancelled (req) < 0 ? -1 : draft_publish (&draft, name);

      if (req->result < 0)
        draft_drop (&draft);
      else if (fsync (draft.dir) < 0 && errno != EINVAL) /* EINVAL: the file system needs no fsync of directories */
        req->result = -1;

      jeio_close_quietly (draft.fd);
    }

  jeio_close_quietly (draft.dir);
}
