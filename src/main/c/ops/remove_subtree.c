/* Removes a directory and everything in it, in one request: see remove.h. */
#include "remove.h"
#include "dirents.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { ROUNDS = 16 }; /* the most attempts at a directory that gets new entries meanwhile */

/* A directory on the way down to the one that is being emptied. */
struct level
{
  struct level *up;
  struct leftover left;
  size_t next;    /* index in left.names of the next directory */
  int round;
  dev_t dev;
  ino_t ino;
  char name[];    /* its name in the directory above */
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

/* A tree that is being removed: the only open directory, and the way down to it. */
struct removal
{
  const eio_req *req;
  struct level *top;
  int fd;
  int shortage;  /* the errno for want of which a directory could not be opened (descriptors, memory), or 0 */
};

/* Removes a name that is no directory any more, or an empty directory that can't be opened. */
static int
remove_unopened (struct removal *r, const char *name)
{
  if (errno == EMFILE || errno == ENFILE || errno == ENOMEM)
    r->shortage = errno;

  return unlinkat (r->fd, name, errno == ENOTDIR || errno == ELOOP ? 0 : AT_REMOVEDIR);
}

/* Opens a directory, removes its entries except for directories, and pushes it. 0, or -1 if it stays as it is. */
static int
descend (struct removal *r, const char *name)
{
  int child = openat (r->fd, name, JEIO_DIR_FLAGS);
  struct level *level;
  int status;

  if (child < 0)
    {
      status = remove_unopened (r, name);

      /* below the root, an entry that is left shows when its directory is removed */
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
    status = jeio_remove_batch (r->req, child, &level->left);
  while (!status);

  return jeio_is_cancelled (r->req) ? -1 : 0;
}

/*
 * Removes the current directory and goes back to the one above. That is opened by "..", since only one directory is
 * open, however deep the tree is. If it is not the one that was left, the tree was moved meanwhile: then nothing above
 * is touched.
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

/* ptr1: a directory in wd. Removes it and everything in it, one directory at a time, to any depth. */
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
