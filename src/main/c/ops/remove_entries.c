/* Removes the entries of a directory except for directories, whose names it returns: see remove.h. */
#include "remove.h"
#include "dirents.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

enum { BATCH = 8192 }; /* bytes of entries in a batch: some 250 entries */

static bool
leave (struct leftover *left, const char *name)
{
  size_t length = strlen (name) + 1;

  if (left->size - left->used < length)
    {
      /* twice as much, or what a name needs that is longer than that: on vfat, one may have 765 bytes */
      size_t twice = left->size ? 2 * left->size : 512, least = left->used + length;
      size_t size = twice < least ? least : twice;
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

      /*
       * an entry that can't be removed stays, and so does its directory; for a directory, POSIX has EPERM where Linux
       * has EISDIR
       */
      if (errno != EISDIR && !(errno == EPERM && ent->type == DT_UNKNOWN))
        return true;
    }

  return leave (left, ent->name);
}

int
jeio_remove_batch (const eio_req *req, int fd, struct leftover *left)
{
  _Alignas (struct jeio_dirent) char buffer[BATCH];

  for (size_t seen = 0; seen <= BATCH - JEIO_DIRENT_MAX; )
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
 * wd: the directory; int1: 1 to begin at its start. Hands over the number of entries removed (4 bytes), 1 at the end of
 * the directory, else 0 (4 bytes), and the names of directories.
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
    head[1] = jeio_remove_batch (req, fd, &left);
  else
    head[1] = -1;

  head[0] = left.removed;
  memcpy (left.names, head, sizeof head);
  jeio_hand_over (req, left.names);

  if (head[1] >= 0)
    req->result = (ssize_t)left.used;
}
