/*
 * Goes through trees by descriptors. Every directory is opened by its name, relative to the directory that it is in and
 * without following a link, on both sides of a copy. So nothing outside the trees is reached, whatever is exchanged
 * meanwhile.
 */
#include "copy.h"
#include "dirents.h"
#include "tree.h"

#include <sys/sysmacros.h>
#include <sys/xattr.h>

/* flags in int1, as in OpenTree.java */
enum
{
  TREE_FOLLOW      = 1,  /* the paths' last components may be symbolic links */
  TREE_TARGET      = 2,  /* opens the target's directory as well: ptr2 in int3; makes it if it does not exist */
  TREE_FRESH       = 4,  /* the target must not exist, except as an empty directory, which is replaced */
  TREE_SAME_DEVICE = 8,  /* EXDEV unless the source is on the device of the root; its pair is at `size` */
  TREE_READ        = 16, /* hands over the directory's entries */
  TREE_ASCEND      = 32, /* opens the directory above in this pair */
  TREE_DEREFERENCE = 64, /* the source may be a symbolic link, also in a copy */
  TREE_LOOK        = 128, /* hands over the status of the entries as well, if they are all there are and no more than `offs` */
  TREE_LOOKED_UP   = 256  /* their lookup may have told it */
};

enum
{
  READ_FIRST = 1 << 16,
  READ_MOST  = 1 << 18,  /* a larger directory is read in portions */
  PRIVATE    = 0700      /* the mode of a directory that is not complete */
};

static void
pair_close (struct jeio_pair *pair)
{
  jeio_end_close (&pair->src);
  jeio_end_close (&pair->dst);
}

static int
open_directory (int dir, const char *name, int flags, struct stat *st)
{
  int fd = openat (dir, name, flags);

  if (fd >= 0 && fstat (fd, st) < 0)
    {
      struct jeio_end end = { .fd = fd };

      jeio_end_close (&end);
      return -1;
    }

  return fd;
}

/* As open_directory, but `st` gets the identity only. That never changes, so no server is asked for it again. */
static int
open_identified (int dir, const char *name, int flags, struct stat *st)
{
  struct jeio_end end = { .fd = openat (dir, name, flags) };
  struct statx stx;

  if (end.fd >= 0 && jeio_fstatat (end.fd, "", &stx, AT_EMPTY_PATH | AT_STATX_DONT_SYNC) < 0)
    jeio_end_close (&end);
  else if (end.fd >= 0)
    *st = (struct stat){ .st_dev = makedev (stx.stx_dev_major, stx.stx_dev_minor), .st_ino = stx.stx_ino };

  return end.fd;
}

static int
open_source (const eio_req *req, struct jeio_pair *pair, struct stat *st)
{
  const struct jeio_pair *root = jeio_pair_at ((int64_t)req->size);
  bool follows = req->int1 & TREE_DEREFERENCE || (req->int1 & TREE_FOLLOW && !(req->int1 & TREE_TARGET));
  int flags = follows ? JEIO_DIR_FLAGS & ~O_NOFOLLOW : JEIO_DIR_FLAGS;

  pair->src.fd = (req->int1 & TREE_TARGET ? open_directory : open_identified) (jeio_wd_fd (req->wd), req->ptr1, flags, st);

  if (pair->src.fd < 0)
    return -1;

  if (req->int1 & TREE_SAME_DEVICE && st->st_dev != (dev_t)root->is.src_dev)
    return fail (EXDEV);

  /* a copy of the target into itself would never end */
  if (req->int1 & TREE_TARGET && root && st->st_dev == (dev_t)root->is.dst_dev && st->st_ino == (ino_t)root->is.dst_ino)
    return fail (EINVAL);

  pair->is.src_dev = (uint64_t)st->st_dev;
  pair->is.src_ino = (uint64_t)st->st_ino;
  pair->is.atime = st->st_atim.tv_sec;
  pair->is.atime_nsec = st->st_atim.tv_nsec;
  return 0;
}

/*
 * Restricts a directory that existed before, while it is filled, to those who can open the source; in the end it gets
 * the source's rights. Its ACL is removed now, since that might let others in.
 */
static void
narrow (int fd, const struct stat *st, int source_fd, const struct stat *source)
{
  const struct node from = { .fd = source_fd };
  struct access access = { 0 };
  mode_t mode = st->st_mode & 07700;

  if (!jeio_access_read (&access, &from, source))
    mode |= st->st_mode & access.mode;

  (void)!fremovexattr (fd, "system.posix_acl_access");

  if (st->st_uid != source->st_uid || st->st_gid != source->st_gid)
    (void)!fchown (fd, source->st_uid, source->st_gid);

  if (mode != (st->st_mode & 07777))
    (void)!fchmod (fd, mode);

  jeio_free (access.acl);
}

static int
open_target (const eio_req *req, struct jeio_pair *pair, const struct stat *source)
{
  int dir = jeio_wd_fd ((eio_wd)req->int3);
  int flags = req->int1 & TREE_FOLLOW ? JEIO_DIR_FLAGS & ~O_NOFOLLOW : JEIO_DIR_FLAGS;
  struct stat st;
  bool made;

  for (;;)
    {
      made = !mkdirat (dir, req->ptr2, PRIVATE);

      if (!made && errno != EEXIST)
        return -1;

      pair->dst.fd = open_directory (dir, req->ptr2, flags, &st);

      if (pair->dst.fd < 0)
        return -1;

      if (same_file (&st, source))
        return fail (EINVAL);

      if (made || !(req->int1 & TREE_FRESH))
        break;

      jeio_end_close (&pair->dst);

      if (unlinkat (dir, req->ptr2, AT_REMOVEDIR) < 0)
        return -1;
    }

  if (!made)
    narrow (pair->dst.fd, &st, pair->src.fd, source);

  pair->is.dst_dev = (uint64_t)st.st_dev;
  pair->is.dst_ino = (uint64_t)st.st_ino;
  pair->each = req->int1 & TREE_FRESH && jeio_needs_each_synced (pair->dst.fd);
  return 0;
}

static int
open_and_read (eio_req *req, struct jeio_pair *pair)
{
  struct stat st;
  int end;

  if (open_source (req, pair, &st) < 0 || (req->int1 & TREE_TARGET && open_target (req, pair, &st) < 0))
    return -1;

  req->result = 0;

  if (!(req->int1 & TREE_READ))
    return 0;

  end = jeio_read_directory (req, pair->src.fd, READ_FIRST, READ_MOST);
  pair->more = !end;

  if (end < 0)
    return -1;

  return end && req->int1 & TREE_LOOK ? jeio_look_at_entries (req, pair->src.fd, (size_t)req->offs, req->int1 & TREE_LOOKED_UP) : 0;
}

/*
 * Opens ptr1 in wd, and its counterpart, into the pair at int2; size: the root's pair, or 0. Directories that are open
 * in the pair are closed before. If ptr1 is in one of them, that is closed only after ptr1 was opened, and stays open
 * if that fails.
 */
void
jeio_op_tree_open (eio_req *req)
{
  struct jeio_pair *pair = jeio_pair_at (req->int2);
  struct jeio_pair opened = { .src.fd = -1, .dst.fd = -1 };
  bool takes_over = req->wd == jeio_end_wd (&pair->src);

  if (!takes_over)
    pair_close (pair);

  if (open_and_read (req, &opened) < 0)
    {
      pair_close (&opened);
      req->result = -1;
      return;
    }

  if (takes_over)
    pair_close (pair);

  *pair = opened;
}

static int
ascend_side (int from, uint64_t dev, uint64_t ino)
{
  struct stat st;
  int fd = open_identified (from, "..", JEIO_DIR_FLAGS, &st);

  if (fd >= 0 && (st.st_dev != (dev_t)dev || st.st_ino != (ino_t)ino))
    {
      close (fd);
      return fail (ESTALE);
    }

  return fd;
}

/* Opens the directory above the pair's, unless the directory was moved meanwhile. */
static int
ascend (const struct jeio_pair *pair, struct jeio_pair *up)
{
  up->is = pair->up;
  up->src.fd = ascend_side (pair->src.fd, up->is.src_dev, up->is.src_ino);

  if (up->src.fd < 0)
    return -1;

  if (pair->dst.fd < 0)
    return 0;

  up->dst.fd = ascend_side (pair->dst.fd, up->is.dst_dev, up->is.dst_ino);
  return up->dst.fd < 0 ? -1 : 0;
}

void
jeio_pair_finish (struct jeio_pair *pair)
{
  struct stat st;

  if (fstat (pair->src.fd, &st) < 0)
    return;

  st.st_atim.tv_sec = pair->is.atime;
  st.st_atim.tv_nsec = pair->is.atime_nsec;
  jeio_copy_attributes (pair->src.fd, pair->dst.fd, &st);
}

/*
 * int2: a pair that is done. Its target gets its attributes, as nothing will change them any more, unless it has them.
 */
void
jeio_op_tree_leave (eio_req *req)
{
  struct jeio_pair *pair = jeio_pair_at (req->int2);
  struct jeio_pair up = { .src.fd = -1, .dst.fd = -1 };

  req->result = 0;

  if (req->int1 & TREE_TARGET)
    jeio_pair_finish (pair);

  if (req->int1 & TREE_ASCEND && ascend (pair, &up) < 0)
    {
      pair_close (&up);
      req->result = -1;
    }

  pair_close (pair);
  *pair = up;
}

/* Closes all directories that are open in the `size` pairs at int2. */
void
jeio_op_tree_close (eio_req *req)
{
  struct jeio_pair *pair = jeio_pair_at (req->int2);

  for (size_t i = 0; i < req->size; i++)
    pair_close (pair + i);

  req->result = 0;
}
