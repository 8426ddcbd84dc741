/*
 * Reads a whole directory, in the format and order of libeio's readdir: the names one after the other, and with
 * EIO_READDIR_DENTS an array with type and inode of each. Unlike in libeio's, a lack of memory is an error and no
 * crash, and no descriptor stays open.
 */
#include "dirents.h"
#include "ops.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

enum
{
  NAMES_FIRST = 1 << 12,
  DENTS_FIRST = 1 << 7
};

struct listing
{
  int flags;            /* the flags asked for, and EIO_READDIR_FOUND_UNKNOWN */
  char *names;
  size_t used, size;
  eio_dirent *dents;
  size_t count, room;
  uint64_t inode_bits;  /* the bits that are set in any of the inode numbers */
};

/* Enlarges an array: 0, or -1 and ENOMEM. */
static int
grow (void **array, size_t size)
{
  void *grown = jeio_realloc (*array, size);

  if (!grown)
    {
      errno = ENOMEM;
      return -1;
    }

  *array = grown;
  return 0;
}

static uint8_t
known_type (uint8_t type)
{
  switch (type)
    {
    case DT_FIFO: case DT_CHR: case DT_DIR: case DT_BLK: case DT_REG: case DT_LNK: case DT_SOCK: case DT_WHT:
      return type;

    default:
      return EIO_DT_UNKNOWN;
    }
}

/* An entry's place in the order: a name that looks like a directory's comes early if the type is not known. */
static signed char
score (const char *name, size_t length, uint8_t type)
{
  if (type == EIO_DT_DIR)
    return 0;

  if (type != EIO_DT_UNKNOWN)
    return 7;

  if (*name == '.')
    return 1;

  if (strchr (name, '.'))
    return 7;

  return (signed char)(length <= 1 ? 4 - (int)length - 1 : length <= 3 ? 4 : length <= 6 ? 5 : 6);
}

static int
add (struct listing *to, const struct dirent *ent)
{
  size_t length = strlen (ent->d_name);

  if (to->used + length + 1 > to->size)
    {
      if (to->size > INT_MAX / 2)
        {
          errno = EOVERFLOW;
          return -1;
        }

      if (grow ((void **)&to->names, 2 * to->size) < 0)
        return -1;

      to->size *= 2;
    }

  if (to->flags)
    {
      uint8_t type = known_type (ent->d_type);

      if (to->count == to->room)
        {
          if (grow ((void **)&to->dents, 2 * to->room * sizeof *to->dents) < 0)
            return -1;

          to->room *= 2;
        }

      if (type == EIO_DT_UNKNOWN)
        to->flags |= EIO_READDIR_FOUND_UNKNOWN;

      to->inode_bits |= ent->d_ino;
      to->dents[to->count] = (eio_dirent){
        .nameofs = (int)to->used, .namelen = (unsigned short)length, .type = type, .inode = ent->d_ino,
        .score = to->flags & EIO_READDIR_DIRS_FIRST ? score (ent->d_name, length, type) : 7
      };
    }

  memcpy (to->names + to->used, ent->d_name, length + 1);
  to->used += length + 1;
  ++to->count;
  return 0;
}

static int
read_all (const eio_req *req, DIR *dir, struct listing *to)
{
  const struct dirent *ent;

  while (errno = 0, ent = readdir (dir))
    {
      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return -1;
        }

      if (!jeio_is_dots (ent->d_name) && add (to, ent) < 0)
        return -1;
    }

  return errno ? -1 : 0;
}

/* Moves directories to the front, and returns their number. */
static int
partition (eio_dirent *dents, int count)
{
  int dirs = 0, rest = count;

  while (dirs < rest)
    if (dents[dirs].type == EIO_DT_DIR)
      ++dirs;
    else if (dents[--rest].type == EIO_DT_DIR)
      {
        eio_dirent swapped = dents[dirs];

        dents[dirs++] = dents[rest];
        dents[rest] = swapped;
      }

  return dirs;
}

static void
sort (struct listing *list)
{
  bool dirs_first = list->flags & EIO_READDIR_DIRS_FIRST;
  int count = (int)list->count;

  if (list->flags & EIO_READDIR_STAT_ORDER)
    jeio_dent_sort (list->dents, count, dirs_first ? 7 : 0, list->inode_bits);
  else if (dirs_first && list->flags & EIO_READDIR_FOUND_UNKNOWN)
    jeio_dent_sort (list->dents, count, 7, list->inode_bits);
  else if (dirs_first)
    jeio_dent_sort (list->dents, partition (list->dents, count), 0, list->inode_bits);
}

static int
list_directory (const eio_req *req, struct listing *list)
{
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, JEIO_DIR_FLAGS & ~O_NOFOLLOW);
  DIR *dir = fd < 0 ? 0 : fdopendir (fd);
  int status = -1, saved;

  if (!dir)
    {
      if (fd >= 0)
        jeio_close_quietly (fd);

      return -1;
    }

  list->size = NAMES_FIRST;
  list->room = DENTS_FIRST;

  if (!grow ((void **)&list->names, list->size)
      && (!list->flags || !grow ((void **)&list->dents, list->room * sizeof *list->dents)))
    status = read_all (req, dir, list);

  saved = errno;
  closedir (dir);
  errno = saved;
  return status;
}

/* ptr1: the directory; int1: flags, which come back with EIO_READDIR_FOUND_UNKNOWN. The two arrays are handed over. */
void
jeio_op_readdir (eio_req *req)
{
  struct listing list = { .flags = req->int1 };

  if (!(list.flags & EIO_READDIR_DENTS))
    list.flags &= ~(EIO_READDIR_DIRS_FIRST | EIO_READDIR_STAT_ORDER);

  req->result = -1;

  if (list_directory (req, &list) < 0)
    {
      int saved = errno;

      jeio_free (list.names);
      jeio_free (list.dents);
      errno = saved;
      return;
    }

  sort (&list);
  req->int1   = list.flags;
  req->ptr1   = list.dents;
  req->ptr2   = list.names;
  req->flags |= EIO_FLAG_PTR1_FREE | EIO_FLAG_PTR2_FREE;
  req->result = (ssize_t)list.count;
}
