/* Removes a directory with all that is in it, in one request: see remove.h. */
#include "remove.h"
#include "dirents.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { ROUNDS = 16 }; /* attempts at a directory that gets new entries while it is emptied */

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
    status = jeio_remove_batch (r->req, child, &level->left);
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
