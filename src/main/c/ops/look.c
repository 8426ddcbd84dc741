/* The status of many entries of a directory by one request. */
#include "dirents.h"
#include "ops.h"

#include <string.h>

/* For each name its errno or 0, and then its status as jeio_put_stat writes it. */
enum { ENTRY = 8 + JEIO_STAT_SIZE };

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
  int flags = req->int1 ? AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC : AT_SYMLINK_NOFOLLOW;
  char *out = jeio_malloc (count * ENTRY);

  req->result = -1;

  if (!out)
    {
      errno = ENOMEM;
      return;
    }

  jeio_hand_over (req, out);

  for (size_t i = 0; i < count; i++, out += ENTRY, name += strlen (name) + 1)
    {
      struct statx stx = { 0 };
      int64_t error;

      if (jeio_is_cancelled (req))
        {
          errno = ECANCELED;
          return;
        }

      error = jeio_fstatat (jeio_wd_fd (req->wd), name, &stx, flags) < 0 ? errno : 0;
      memcpy (out, &error, sizeof error);
      jeio_put_stat (&stx, out + sizeof error);
    }

  req->result = (ssize_t)(count * ENTRY);
}
