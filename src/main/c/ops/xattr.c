/*
 * Extended attributes. ptr1: the attribute's name (none for a list), and after that a path, or null. int1: with a path,
 * AT_SYMLINK_NOFOLLOW or 0; without one, a descriptor. Before Linux 6.13 these system calls take no directory:
 * jeio_located makes a path that needs none.
 */
#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/xattr.h>

enum { ANY_MAX = 65536 }; /* the kernel's limit for a value, and for a list */

static ssize_t
get_value (const eio_req *req, const char *path, void *out)
{
  const char *name = req->ptr1;

  return !path     ? fgetxattr (req->int1, name, out, ANY_MAX)
       : req->int1 ? lgetxattr (path, name, out, ANY_MAX)
       :             getxattr (path, name, out, ANY_MAX);
}

static ssize_t
get_list (const eio_req *req, const char *path, void *out)
{
  return !path     ? flistxattr (req->int1, out, ANY_MAX)
       : req->int1 ? llistxattr (path, out, ANY_MAX)
       :             listxattr (path, out, ANY_MAX);
}

/*
 * Allocates room for the longest possible value, so that it does not matter if the attribute grows meanwhile; what is
 * too much is freed.
 */
static void
get_blob (eio_req *req, const char *path, ssize_t (*get) (const eio_req *, const char *, void *))
{
  char buffer[PATH_MAX];
  void *out, *fit;

  req->result = -1;

  if (path && !(path = jeio_located (req->wd, path, buffer)))
    return;

  out = jeio_malloc (ANY_MAX);
  if (!out)
    {
      errno = ENOMEM;
      return;
    }

  req->result = get (req, path, out);

  if (req->result <= 0)
    {
      int saved = errno;

      jeio_free (out);
      errno = saved;
      return;
    }

  fit = jeio_realloc (out, (size_t)req->result);
  jeio_hand_over (req, fit ? fit : out);
}

void
jeio_op_getxattr (eio_req *req)
{
  get_blob (req, req->ptr2, get_value);
}

void
jeio_op_listxattr (eio_req *req)
{
  get_blob (req, req->ptr1, get_list);
}

/* int3 and size: the value; int2: flags */
void
jeio_op_setxattr (eio_req *req)
{
  char buffer[PATH_MAX];
  const char *path = req->ptr2, *name = req->ptr1;
  const void *value = (const void *)req->int3;
  int flags = (int)req->int2;

  req->result = -1;

  if (path && !(path = jeio_located (req->wd, path, buffer)))
    return;

  req->result = !path     ? fsetxattr (req->int1, name, value, req->size, flags)
              : req->int1 ? lsetxattr (path, name, value, req->size, flags)
              :             setxattr (path, name, value, req->size, flags);
}

void
jeio_op_removexattr (eio_req *req)
{
  char buffer[PATH_MAX];
  const char *path = req->ptr2, *name = req->ptr1;

  req->result = -1;

  if (path && !(path = jeio_located (req->wd, path, buffer)))
    return;

  req->result = !path     ? fremovexattr (req->int1, name)
              : req->int1 ? lremovexattr (path, name)
              :             removexattr (path, name);
}
