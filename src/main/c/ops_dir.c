/* Reading directories of any size: whole, when they are small, or a buffer at a time from a directory that stays open. */
#include "dirents.h"
#include "ops.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum
{
  SCAN_FIRST = 1 << 15,
  SCAN_LAST  = 1 << 19,  /* a directory that needs more than this is not read in one go */
  ROOM       = 1 << 12   /* less is not worth a system call */
};

/* Entries one after the other: a byte for the type, eight for the inode number, the name, NUL. As takeNames packs them. */
struct packed
{
  char *bytes;
  size_t used, size;
};

/*
 * ptr1: the directory; int1: O_NOFOLLOW, or 0. Without a path, the directory that the descriptor in int3 is open on. A
 * directory object with a descriptor and no path.
 */
void
jeio_op_wd_at (eio_req *req)
{
  int flags = (JEIO_DIR_FLAGS & ~O_NOFOLLOW) | req->int1;
  int fd = -1;

  req->result = -1;

  if (req->ptr1)
    fd = openat (jeio_wd_fd (req->wd), req->ptr1, flags);
  else if (req->int3 < 0) /* one of these would be the process's directory */
    errno = EBADF;
  else
    fd = openat ((int)req->int3, ".", flags);

  if (fd >= 0)
    {
      eio_wd wd = jeio_wd_of_fd (fd);

      if (wd)
        {
          req->wd = wd;
          req->result = 0;
        }
    }
}

/* Where the file system does not tell the type, its inode does. */
static uint8_t
type_of (int fd, const struct jeio_dirent *ent)
{
  struct stat st;

  if (ent->type == DT_UNKNOWN && !fstatat (fd, ent->name, &st, AT_SYMLINK_NOFOLLOW))
    return IFTODT (st.st_mode);

  return ent->type;
}

/* Packs `count` bytes of raw entries in place; no packed entry is longer than the raw one that it replaces. */
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

          memmove (out + 9, ent->name, length);
          memcpy (out + 1, &ino, 8);
          *out = (char)type;
          to->used += 9 + length;
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

      if (to->size < start + ROOM)
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

static int
grow (struct packed *buffer, size_t size)
{
  char *bytes = jeio_realloc (buffer->bytes, size);

  if (!bytes)
    {
      errno = ENOMEM;
      return -1;
    }

  buffer->bytes = bytes;
  buffer->size = size;
  return 0;
}

/* The outcome of reading: the entries are handed over, unless it failed or there are none. */
static void
finish (eio_req *req, struct packed *entries, int status)
{
  if (status >= 0 && entries->used)
    {
      req->ptr2 = entries->bytes;
      req->flags |= EIO_FLAG_PTR2_FREE;
    }
  else
    {
      int saved = errno;

      jeio_free (entries->bytes);
      errno = saved;
    }

  req->result = status < 0 ? -1 : (ssize_t)entries->used;
}

/* int2: 0, or 1 to accept a directory on the device `size` only. 0, or -1. */
static int
check_device (const eio_req *req, int fd)
{
  struct stat st;

  if (!req->int2)
    return 0;

  if (fstat (fd, &st) < 0)
    return -1;

  if (st.st_dev == (dev_t)req->size)
    return 0;

  errno = EXDEV;
  return -1;
}

/* ptr1: the directory; int1: O_NOFOLLOW, or 0. All entries; EOVERFLOW where they are too many for one buffer. */
void
jeio_op_scan (eio_req *req)
{
  struct packed entries = { 0 };
  int fd = openat (jeio_wd_fd (req->wd), req->ptr1, (JEIO_DIR_FLAGS & ~O_NOFOLLOW) | req->int1);
  int end, saved;

  req->result = -1;

  if (fd < 0)
    return;

  end = check_device (req, fd);

  for (size_t size = SCAN_FIRST; !end; size *= 2)
    {
      if (size > SCAN_LAST)
        {
          errno = EOVERFLOW;
          end = -1;
        }
      else
        end = grow (&entries, size) < 0 ? -1 : read_entries (req, fd, &entries);
    }

  saved = errno;
  close (fd);
  errno = saved;
  finish (req, &entries, end);
}

/* wd: the directory; size: of the buffer. The next entries; none where the directory has ended. */
void
jeio_op_next_entries (eio_req *req)
{
  struct packed entries = { 0 };

  finish (req, &entries, grow (&entries, req->size) < 0 ? -1 : read_entries (req, jeio_wd_fd (req->wd), &entries));
}
