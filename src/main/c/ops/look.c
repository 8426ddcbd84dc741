/* The status of many entries of a directory by one request. */
#include "dirents.h"
#include "ops.h"

#include <stdbool.h>
#include <string.h>

/* For each name its errno or 0, and then its status as jeio_put_stat writes it. */
enum { ENTRY = 8 + JEIO_STAT_SIZE };

static int
look_flags (bool as_looked_up)
{
  return as_looked_up ? AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC : AT_SYMLINK_NOFOLLOW;
}

/* Writes what `name` in the directory `fd` is like, and returns where the next one's goes; null if the request was cancelled. */
static char *
look (const eio_req *req, int fd, const char *name, int flags, char *out)
{
  struct statx stx = { 0 };
  int64_t error;

  if (jeio_is_cancelled (req))
    {
      errno = ECANCELED;
      return 0;
    }

  error = jeio_fstatat (fd, name, &stx, flags) < 0 ? errno : 0;
  memcpy (out, &error, sizeof error);
  jeio_put_stat (&stx, out + sizeof error);
  return out + ENTRY;
}

/*
 * Looks at the entries that the request has read of the directory `fd`, unless there are more than `most`, and hands their
 * status over with them, as ptr1. -1 if the request was cancelled; where there is no memory, nobody has looked.
 */
int
jeio_look_at_entries (eio_req *req, int fd, size_t most, bool as_looked_up)
{
  const char *end = (const char *)req->ptr2 + req->result;
  size_t count = 0;
  char *out;

  for (const char *at = req->ptr2; at < end; at = jeio_packed_next (at))
    ++count;

  out = count && count <= most ? jeio_malloc (count * ENTRY) : 0;

  if (!out)
    return 0;

  req->ptr1 = out;
  req->flags |= EIO_FLAG_PTR1_FREE;

  for (const char *at = req->ptr2; out && at < end; at = jeio_packed_next (at))
    out = look (req, fd, at + JEIO_PACKED_NAME, look_flags (as_looked_up), out);

  return out ? 0 : -1;
}

static size_t
count_names (const char *names, size_t size)
{
  size_t count = 0;

  for (size_t i = 0; i < size; i++)
    count += !names[i];

  return count;
}

/*
 * wd: the directory; int3 and size: names in it, each with its NUL; int1: whether their lookup may have told their
 * status. It is handed over.
 */
void
jeio_op_stat_entries (eio_req *req)
{
  const char *name = (const char *)req->int3;
  size_t count = count_names (name, req->size);
  char *out = jeio_malloc (count * ENTRY);

  req->result = -1;

  if (!out)
    {
      errno = ENOMEM;
      return;
    }

  jeio_hand_over (req, out);

  for (size_t i = 0; out && i < count; i++, name += strlen (name) + 1)
    out = look (req, jeio_wd_fd (req->wd), name, look_flags (req->int1), out);

  if (out)
    req->result = (ssize_t)(count * ENTRY);
}
