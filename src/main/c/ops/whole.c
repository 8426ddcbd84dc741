/* Whole files in one request: replaced, or made durable. Nothing stays open or half done, cancelled or not. */
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

/*
 * The new content before it is the file's. Where the file system can, it has no name until it is complete and durable, so
 * that nothing is left of it whatever kills the process.
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
      clock_gettime (CLOCK_MONOTONIC, &now); /* a name need not be secret, but new */
      random = ((uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * 0x9E3779B97F4A7C15u;
    }

  snprintf (name, JEIO_TEMPORARY_NAME, ".jeio-%016llx.tmp", (unsigned long long)random);
}

/* 0, or -1. */
static int
draft_open (struct draft *draft, mode_t mode)
{
  /* /proc is needed to name it */
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

/* Keeps errno. */
static void
draft_drop (const struct draft *draft)
{
  int saved = errno;

  if (draft->named)
    unlinkat (draft->dir, draft->name, 0);

  errno = saved;
}

/* Set-id and sticky bits, which writing takes away, and which the umask leaves alone: they are set, or it is an error. */
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
 * ptr1: the file; ptr2 and size: its new content; int2: its mode. The new content is durable under another name before it
 * gets the file's, and the request is done when that is durable as well.
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
      else if (fsync (draft.dir) < 0 && errno != EINVAL) /* which a file system says that has nothing to do */
        req->result = -1;

      jeio_close_quietly (draft.fd);
    }

  jeio_close_quietly (draft.dir);
}
