/* Reading directories of any size, a buffer at a time. */
#include "dirents.h"
#include "ops.h"
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST = 1 << 15 };

/*
 * Packed entries: for each a byte for the type, eight for the inode number, the name, NUL. takeNames writes the same
 * format.
 */
struct packed
{
  char *bytes;
  size_t used, size;
};

/*
 * ptr1: the directory; int1: O_NOFOLLOW or 0. Without a path, int3 is a descriptor of the directory. Gives a directory
 * object with a descriptor and no path.
 */
void
jeio_op_wd_at (eio_req *req)
{
  int flags = (JEIO_DIR_FLAGS & ~O_NOFOLLOW) | req->int1;
  int fd = -1;

  req->result = -1;

  if (req->ptr1)
    fd = openat (jeio_wd_fd (req->wd), req->ptr1, flags);
  else if (req->int3 < 0) /* AT_FDCWD would stand for the process's directory */
    errno = EBADF;
  else
    fd = openat ((int)req->int3, ".", flags);

  if (fd >= 0)
    {
      eio_wd wd = jeio_wd_new (fd, 0);

      if (wd)
        {
          req->wd = wd;
          req->result = 0;
        }
    }
}

/* The entry's type; from its inode if the file system does not report it. */
static uint8_t
type_of (int fd, const struct jeio_dirent *ent)
{
  struct stat st;

  if (ent->type == DT_UNKNOWN && !fstatat (fd, ent->name, &st, AT_SYMLINK_NOFOLLOW))
    return IFTODT (st.st_mode);

  return ent->type;
}

/* Packs `count` bytes of raw entries in place: a packed entry is never longer than the raw one. */
static void
pack (struct packed *to, int fd, const char *raw, size_t count)
{
  for (const char *end = raw + count; raw < end; )
    {
      const struct jeio_dirent *ent = (const struct jeio_dirent *)raw;

      raw += ent->reclen;

      if (!jeio_is_dots (ent->name))
        {
          char *out = to->bytes + to->used;
          uint64_t ino = ent->ino;
          uint8_t type = type_of (fd, ent);
          size_t length = strlen (ent->name) + 1;

          memmove (out + JEIO_PACKED_NAME, ent->name, length);
          memcpy (out + 1, &ino, 8);
          *out = (char)type;
          to->used += JEIO_PACKED_NAME + length;
        }
    }
}

/* Reads until the directory ends (1) or the buffer has no room left (0). */
static int
read_entries (const eio_req *req, int fd, struct packed *to)
{
  for (;;)
    {
      size_t start = (to->used + 7) & ~(size_t)7;
      ssize_t count;

      if (to->size < start + JEIO_DIRENT_MAX)
        return 0;

      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return -1;
        }

      count = jeio_getdents (fd, to->bytes + start, to->size - start);

      if (count <= 0)
        return count < 0 ? -1 : 1;

      pack (to, fd, to->bytes + start, (size_t)count);
    }
}

/* Enlarges the buffer; `first` is the one that is on the stack. */
static int
grow (struct packed *buffer, const char *first, size_t size)
{
  bool moves = buffer->bytes == first;
  char *bytes = jeio_realloc (moves ? 0 : buffer->bytes, size);

  if (!bytes)
    {
      errno = ENOMEM;
      return -1;
    }

  if (moves)
    memcpy (bytes, first, buffer->used);

  buffer->bytes = bytes;
  buffer->size = size;
  return 0;
}

/* Sets the result: the entries are handed over, unless reading failed or there are none. */
static void
finish (eio_req *req, struct packed *entries, const char *first, int status)
{
  if (status >= 0 && entries->used && (entries->bytes != first || !grow (entries, first, entries->used)))
    {
      jeio_hand_over (req, entries->bytes);
      req->result = (ssize_t)entries->used;
      return;
    }

  req->result = status < 0 || entries->used ? -1 : 0;

  if (entries->bytes != first)
    {
      int saved = errno;

      jeio_free (entries->bytes);
      errno = saved;
    }
}

/*
 * Reads entries of a directory into a buffer of `size` bytes, twice as large each time up to `last`, and hands them
 * over as the request's result: 1 where the directory has ended, 0 where there are more, -1 where reading failed. If the
 * buffer may grow, the first one is on the stack: most directories need no more, and their entries far less memory.
 */
int
jeio_read_directory (eio_req *req, int fd, size_t size, size_t last)
{
  _Alignas (uint64_t) char first[FIRST];
  struct packed entries = { 0 };
  int end = 0;

  if (size < last)
    {
      entries = (struct packed){ .bytes = first, .size = sizeof first };
      end = read_entries (req, fd, &entries);
    }

  for (; !end && size <= last; size *= 2)
    end = grow (&entries, first, size) < 0 ? -1 : read_entries (req, fd, &entries);

  finish (req, &entries, first, end);
  return req->result < 0 ? -1 : end;
}

/*
 * wd: the directory; size: of the buffer; int2: 0, or the pair of the directory. Hands over the next entries, none at
 * the end.
 */
void
jeio_op_next_entries (eio_req *req)
{
  struct jeio_pair *pair = (struct jeio_pair *)(uintptr_t)req->int2;
  int end = jeio_read_directory (req, jeio_wd_fd (req->wd), req->size, req->size);

  if (pair)
    pair->more = !end;
}
