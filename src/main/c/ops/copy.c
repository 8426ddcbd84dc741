/*
 * Copying a file, or an entry of a tree, in one request. All descriptors are closed in any case. Nothing at the target
 * is touched before it is known not to be the source.
 */
#include "copy.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The most attempts at an entry that is exchanged for one of another type meanwhile. */
enum { TRIES = 5 };

/* A path's last name and the directory that it is in, so that all calls see the same entry. */
struct place
{
  int dir;
  const char *name;
  int opened;        /* to be closed; or -1 */
};

static int
find_place (struct place *place, int dir, const char *path)
{
  const char *slash = strrchr (path, '/');
  char parent[PATH_MAX];
  size_t length;

  *place = (struct place){ .dir = dir, .name = path, .opened = -1 };

  if (!slash || !slash[1]) /* no directory in the path; or a slash at the end, which demands a directory */
    return 0;

  length = (size_t)(slash - path) + 1;

  if (length >= sizeof parent)
    return fail (ENAMETOOLONG);

  memcpy (parent, path, length);
  parent[length] = 0;
  place->name = slash + 1;
  place->dir = place->opened = openat (dir, parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return place->dir < 0 ? -1 : 0;
}

/* Opens the directories of both paths' last names. */
static int
find_places (struct copy *c, struct place *from, struct place *to)
{
  from->opened = to->opened = -1;

  if (find_place (from, c->src_dir, c->src) < 0 || find_place (to, c->dst_dir, c->dst) < 0)
    return -1;

  c->src_dir = from->dir;
  c->src = from->name;
  c->dst_dir = to->dir;
  c->dst = to->name;
  return 0;
}

static struct copy
copy_of (const eio_req *req)
{
  return (struct copy){
    .req = req, .flags = req->int1, .src_dir = jeio_wd_fd (req->wd), .dst_dir = jeio_wd_fd ((eio_wd)req->int3),
    .src = req->ptr1, .dst = req->ptr2, .in = -1, .out = -1
  };
}

static void
let_go (struct copy *c)
{
  int saved = errno;

  jeio_close_quietly (c->in);
  jeio_close_quietly (c->out);
  jeio_free (c->access.acl);
  errno = saved;
}

/* ptr1 to ptr2, which is in the directory int3; int1: flags. */
void
jeio_op_copy (eio_req *req)
{
  struct copy c = copy_of (req);

  req->result = jeio_copy_over (&c);
  let_go (&c);
}

enum { COPIED, HAS_LINKS };

static int
copy_entry_once (struct copy *c)
{
  if (fstatat (c->src_dir, c->src, &c->st, c->flags & JEIO_COPY_FOLLOW ? 0 : AT_SYMLINK_NOFOLLOW) < 0)
    return -1;

  if (S_ISDIR (c->st.st_mode))
    return fail (EISDIR);

  if (c->flags & JEIO_COPY_UNLINKED && c->st.st_nlink > 1)
    return HAS_LINKS;

  return S_ISREG (c->st.st_mode) ? jeio_copy_new_file (c) : jeio_copy_special (c);
}

static int
copy_entry (struct copy *c)
{
  struct copy begin = *c;

  begin.everything = true;

  for (int tries = 1; ; tries++)
    {
      int status;

      *c = begin;
      status = copy_entry_once (c);

      if (status >= 0 || tries == TRIES || (errno != ESTALE && errno != ELOOP))
        return status;

      let_go (c);
    }
}

/* A copy whose name can't be brought to the disk is removed, unless it has replaced something. */
static int
copy_entry_durably (struct copy *c)
{
  int status = copy_entry (c);

  if (status != COPIED || !(c->flags & JEIO_COPY_SYNC_NAME) || !jeio_sync_directory (c->dst_dir, "."))
    return status;

  if (c->fresh)
    jeio_target_remove (c, c->dst);

  return -1;
}

static void
run_in_places (struct copy *c, int (*run) (struct copy *), eio_req *req)
{
  struct place from, to;

  req->result = find_places (c, &from, &to) < 0 ? -1 : run (c);
  let_go (c);
  jeio_close_quietly (from.opened);
  jeio_close_quietly (to.opened);
}

/*
 * Copies an entry of any type but a directory. No link is followed without JEIO_COPY_FOLLOW; what has the target's name
 * is replaced; paths as for copy. The result is COPIED, or with JEIO_COPY_UNLINKED perhaps HAS_LINKS. offs is then the
 * number of bytes; size and int2 are the source's device and inode; int3 is the copy's inode; int1 says whether nothing
 * had the target's name.
 */
void
jeio_op_copy_entry (eio_req *req)
{
  struct copy c = copy_of (req);

  run_in_places (&c, copy_entry_durably, req);
  req->offs = c.bytes;
  req->size = (size_t)c.st.st_dev;
  req->int2 = (long)c.st.st_ino;
  req->int3 = (long)c.made.st_ino;
  req->int1 = c.fresh;
}

static int
remove_source (struct copy *c)
{
  struct stat now;

  if (fstatat (c->src_dir, c->src, &now, AT_SYMLINK_NOFOLLOW) < 0)
    return -1;

  if (!same_file (&now, &c->st))
    return fail (ESTALE);

  if (!unlinkat (c->src_dir, c->src, 0))
    return 0;

  if (c->flags && !fstatat (c->dst_dir, c->dst, &c->made, AT_SYMLINK_NOFOLLOW) && c->made.st_ino == (ino_t)c->req->int2)
    jeio_target_remove (c, c->dst);

  return -1;
}

/*
 * The last step of a move; paths as for copy. Removes the source, if it is still the inode offs on the device size. If
 * that fails, removes the copy, if it is still the inode int2 and has replaced nothing (int1).
 */
void
jeio_op_remove_copied (eio_req *req)
{
  struct copy c = copy_of (req);

  c.st.st_dev = (dev_t)req->size;
  c.st.st_ino = (ino_t)req->offs;
  run_in_places (&c, remove_source, req);
}
