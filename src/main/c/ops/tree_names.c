/* Names in trees: hard links to what was copied, and the rename that a move begins with. */
#include "copy.h"
#include "tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Opens the directory of the path's last component, to which `last` is set; component by component, following no link.
 */
static int
open_above (int dir, char *path, const char **last)
{
  int fd = openat (dir, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);

  for (char *slash; fd >= 0 && (slash = strchr (path, '/')); path = slash + 1)
    {
      struct jeio_end above = { .fd = fd };

      *slash = 0;
      fd = openat (above.fd, path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      jeio_end_close (&above);
    }

  *last = path;
  return fd;
}

/* Whether `there`, which a copy of the name in dir would replace, is that entry itself, or what it leads to. */
static bool
is_source (int dir, const char *name, const struct stat *there)
{
  struct stat st;

  return (!fstatat (dir, name, &st, AT_SYMLINK_NOFOLLOW) && same_file (&st, there))
      || (!fstatat (dir, name, &st, 0) && same_file (&st, there));
}

/* What has the name is replaced in one step: at no moment, and where this fails, nothing has it. */
static int
link_over (int from, const char *first, int dir, const char *name)
{
  char temporary[JEIO_TEMPORARY_NAME];

  jeio_temporary_name (temporary);

  if (linkat (from, first, dir, temporary, 0) < 0)
    return -1;

  if (!renameat (dir, temporary, dir, name))
    return 0;

  int saved = errno;

  unlinkat (dir, temporary, 0);
  errno = saved;
  return -1;
}

static int
link_replacing (int from, const char *first, ino_t copy, const struct jeio_pair *in, const char *name, bool keep)
{
  struct stat st, there;

  if (fstatat (from, first, &st, AT_SYMLINK_NOFOLLOW) < 0)
    return -1;

  if (st.st_ino != copy)
    return fail (ESTALE);

  if (!linkat (from, first, in->dst.fd, name, 0))
    return 0;

  if (errno != EEXIST || keep || fstatat (in->dst.fd, name, &there, AT_SYMLINK_NOFOLLOW) < 0)
    return -1;

  if (same_file (&st, &there))
    return 0;

  if (is_source (in->src.fd, name, &there))
    return fail (EINVAL);

  return S_ISDIR (there.st_mode) ? fail (EISDIR) : link_over (from, first, in->dst.fd, name);
}

/*
 * int1: flags of a copy. Makes a hard link for ptr1 in the target of the pair at int2: to ptr2, a path below the target
 * of the pair at `size`, if that is the inode offs.
 */
void
jeio_op_tree_link (eio_req *req)
{
  const struct jeio_pair *below = jeio_pair_at ((int64_t)req->size);
  const char *last;
  struct jeio_end from = { .fd = open_above (below->dst.fd, req->ptr2, &last) };

  req->result = from.fd < 0 ? -1 : link_replacing (from.fd, last, (ino_t)req->offs, jeio_pair_at (req->int2), req->ptr1,
                                                   req->int1 & JEIO_COPY_EXCL);
  jeio_end_close (&from);
}

static const char *
last_of (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash ? slash + 1 : path;
}

/* Whether the names are the same except for case, in a directory that ignores case: such a rename is allowed. */
static bool
is_case_of_name (const struct stat *st, const char *a, const char *b)
{
  bool one_name = S_ISDIR (st->st_mode) || st->st_nlink == 1;

  return one_name && strcmp (last_of (a), last_of (b)) && !strcasecmp (last_of (a), last_of (b));
}

static int
rename_unless_there (int src_dir, const char *src, int dst_dir, const char *dst)
{
  if (!syscall (SYS_renameat2, src_dir, src, dst_dir, dst, 1U /* RENAME_NOREPLACE, which old headers lack */))
    return 0;

  /* the file system or the kernel lacks it, or a filter denies the call; an EPERM of the rename itself comes again */
  return errno == EINVAL || errno == ENOSYS || errno == EPERM ? renameat (src_dir, src, dst_dir, dst) : -1;
}

/*
 * Renames ptr1 to ptr2, which is in the directory int3. int1, JEIO_COPY_EXCL: EEXIST if the target exists. EINVAL if
 * both are the same file, which rename(2) calls a success, or if the source is a symbolic link to the target, which
 * would be lost.
 */
void
jeio_op_tree_rename (eio_req *req)
{
  int src_dir = jeio_wd_fd (req->wd), dst_dir = jeio_wd_fd ((eio_wd)req->int3);
  struct stat there;
  bool is_there = !fstatat (dst_dir, req->ptr2, &there, AT_SYMLINK_NOFOLLOW);

  if (is_there && is_source (src_dir, req->ptr1, &there) && !is_case_of_name (&there, req->ptr1, req->ptr2))
    req->result = fail (EINVAL);
  else if (req->int1 & JEIO_COPY_EXCL)
    req->result = is_there ? fail (EEXIST) : rename_unless_there (src_dir, req->ptr1, dst_dir, req->ptr2);
  else
    req->result = renameat (src_dir, req->ptr1, dst_dir, req->ptr2);
}
