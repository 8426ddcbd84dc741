/*
 * Removing trees. Every step is relative to the descriptor of the directory it is in and follows no symbolic link, so that
 * whatever is swapped meanwhile, nothing outside the tree is reached.
 */
#include "dirents.h"
#include "ops.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum
{
  BATCH  = 8192, /* bytes of entries at a time: some 250 */
  ROUNDS = 16    /* attempts at a directory that gets new entries while it is emptied */
};

/* What removing a directory's entries has left to do. */
struct leftover
{
  char *names;    /* of directories, each with its NUL */
  size_t used, size;
  int removed;
};

static bool
leave (struct leftover *left, const char *name)
{
  size_t length = strlen (name) + 1;

  if (left->size - left->used < length)
    {
      size_t size = left->size ? 2 * left->size : 512;
      char *names = jeio_realloc (left->names, size);

      if (!names)
        {
          errno = ENOMEM;
          return false;
        }

      left->names = names;
      left->size = size;
    }

  memcpy (left->names + left->used, name, length);
  left->used += length;
  return true;
}

static bool
remove_entry (int fd, const struct jeio_dirent *ent, struct leftover *left)
{
  if (jeio_is_dots (ent->name))
    return true;

  if (ent->type != DT_DIR)
    {
      if (!unlinkat (fd, ent->name, 0))
        {
          ++left->removed;
          return true;
        }

      /* what can't be removed stays, and its directory with it; POSIX's EPERM for a directory is Linux's EISDIR */
      if (errno != EISDIR && !(errno == EPERM && ent->type == DT_UNKNOWN))
        return true;
    }

  return leave (left, ent->name);
}

/* Removes what the next batch of entries names, directories excepted: 1 at the directory's end, else 0, or -1. */
static int
remove_batch (const eio_req *req, int fd, struct leftover *left)
{
  _Alignas (struct jeio_dirent) char buffer[BATCH];

  for (size_t seen = 0; seen < BATCH / 2; )
    {
      ssize_t count = jeio_getdents (fd, buffer, sizeof buffer - seen);

      if (count <= 0)
        return count < 0 ? -1 : 1;

      seen += (size_t)count;

      for (ssize_t at = 0; at < count; )
        {
          const struct jeio_dirent *ent = (const struct jeio_dirent *)(buffer + at);

          at += ent->reclen;

          if (jeio_is_cancelled (req))
            {
              errno = ECANCELED;
              return -1;
            }

          if (!remove_entry (fd, ent, left))
            return -1;
        }
    }

  return 0;
}

/*
 * wd: the directory; int1: 1 to begin at its start. Hands over: how much was removed (4 bytes), 1 at the end, else 0
 * (4 bytes), the names of directories.
 */
void
jeio_op_remove_entries (eio_req *req)
{
  int32_t head[2] = { 0, 0 };
  struct leftover left = { .used = sizeof head };
  int fd = jeio_wd_fd (req->wd);

  left.names = jeio_malloc (left.size = 512);
  req->result = -1;

  if (!left.names)
    {
      errno = ENOMEM;
      return;
    }

  if (!req->int1 || lseek (fd, 0, SEEK_SET) == 0)
    head[1] = remove_batch (req, fd, &left);
  else
    head[1] = -1;

  head[0] = left.removed;
  memcpy (left.names, head, sizeof head);
  req->ptr2 = left.names;
  req->flags |= EIO_FLAG_PTR2_FREE;

  if (head[1] >= 0)
    req->result = (ssize_t)left.used;
}

/* A directory on the way down to the one that is being emptied. */
struct level
{
  struct level *up;
  struct leftover left;
  size_t next;    /* where in left.names the work goes on */
  int round;
  dev_t dev;
  ino_t ino;
  char name[];    /* in the directory above */
};

static struct level *
level_push (struct level *up, int fd, const char *name)
{
  size_t length = strlen (name) + 1;
  struct level *level = jeio_calloc (1, sizeof *level + length);
  struct stat st;

  if (!level)
    {
      errno = ENOMEM;
      return 0;
    }

  if (fstat (fd, &st) < 0)
    {
      jeio_free (level);
      return 0;
    }

  level->up = up;
  level->dev = st.st_dev;
  level->ino = st.st_ino;
  memcpy (level->name, name, length);
  return level;
}

static struct level *
level_pop (struct level *level)
{
  struct level *up = level->up;

  jeio_free (level->left.names);
  jeio_free (level);
  return up;
}

/* A tree that is being removed: the one open directory, and the way down to it. */
struct removal
{
  const eio_req *req;
  struct level *top;
  int fd;
  int shortage;  /* why directories could not be opened that may not be empty: no descriptors, no memory; or 0 */
};

/* What is not a directory any more, or one that can't be opened and may be empty. */
static int
remove_unopened (struct removal *r, const char *name)
{
  if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
    r->shortage = errno;

  return unlinkat (r->fd, name, errno == ENOTDIR || errno == ELOOP ? 0 : AT_REMOVEDIR);
}

/* Opens the directory, removes what is in it but directories, and puts it on top. 0, or -1 where it stays as it is. */
static int
descend (struct removal *r, const char *name)
{
  int child = openat (r->fd, name, JEIO_DIR_FLAGS);
  struct level *level;
  int status;

  if (child < 0)
    {
      status = remove_unopened (r, name);

      /* below the first one, what is left shows when its directory is to be removed */
      return r->top ? 0 : status;
    }

  level = level_push (r->top, child, name);

  if (!level)
    {
      close (child);
      return -1;
    }

  if (r->top)
    close (r->fd);

  r->fd = child;
  r->top = level;

  do
    status = remove_batch (r->req, child, &level->left);
  while (!status);

  return jeio_is_cancelled (r->req) ? -1 : 0;
}

/*
 * Back to the directory above, by "..", since only one is open however deep the tree is. If that is another one by now,
 * somebody has moved what is being removed: then nothing above is touched. Removes the directory that it leaves.
 */
static int
ascend (struct removal *r)
{
  struct level *level = r->top;
  struct level *up = level->up;
  struct stat st;
  int parent = up ? openat (r->fd, "..", JEIO_DIR_FLAGS) : jeio_wd_fd (r->req->wd);
  int status = 0;

  if (up && parent < 0)
    return -1;

  if (up && (fstat (parent, &st) < 0 || st.st_dev != up->dev || st.st_ino != up->ino))
    {
      close (parent);
      errno = ESTALE;
      return -1;
    }

  close (r->fd);
  r->fd = parent;
  r->top = up;

  if (unlinkat (parent, level->name, AT_REMOVEDIR) < 0)
    {
      status = errno == ENOENT ? 0 : -1;

      if (errno == ENOTEMPTY && level->left.removed && ++level->round < ROUNDS)
        {
          int round = level->round;

          status = descend (r, level->name);

          if (!status && r->top != up)
            r->top->round = round;
        }
    }
  else if (up)
    ++up->left.removed;

  level_pop (level);
  return up ? (jeio_is_cancelled (r->req) ? -1 : 0) : status;
}

/* ptr1: a directory in wd. Removes it with all that is in it, one directory at a time, as deep as it may be. */
void
jeio_op_remove_subtree (eio_req *req)
{
  struct removal r = { .req = req, .fd = jeio_wd_fd (req->wd) };
  int status = descend (&r, req->ptr1);
  int saved;

  while (r.top && !status)
    {
      struct level *top = r.top;

      if (top->next < top->left.used)
        {
          const char *name = top->left.names + top->next;

          top->next += strlen (name) + 1;
          status = descend (&r, name);
        }
      else
        status = ascend (&r);
    }

  saved = errno == ENOTEMPTY && r.shortage ? r.shortage : errno;

  if (r.top)
    close (r.fd);

  while (r.top)
    r.top = level_pop (r.top);

  errno = saved;
  req->result = status;
}
