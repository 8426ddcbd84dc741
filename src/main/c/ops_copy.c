/*
 * Copying a file, or an entry of a tree, in one request: whatever happens, the descriptors are closed, and a target that is
 * not complete is removed.
 */
#include "dirents.h"
#include "ops.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

/* int1, as in CopyFlags.java */
enum
{
  COPY_ENTRY  = 1, /* of a tree: of any type but a directory, no link is followed, what is in the way is replaced */
  COPY_COUNT  = 2, /* the result is the number of bytes */
  COPY_LINKED = 4  /* what has more names is not copied: the result says so */
};

enum { COPY_HAS_LINKS = -2 };

enum
{
  PIECE  = 1 << 24, /* between two looks whether the request is cancelled */
  BUFFER = 1 << 16
};

/* How data is copied: each way gives up to the next one. */
enum way { BY_RANGE, BY_SENDFILE, BY_BUFFER };

struct copy
{
  const eio_req *req;
  int src_dir, dst_dir;
  const char *src, *dst;
  struct stat st;        /* of the source */
  int in, out;
  enum way way;
  int64_t bytes;
};

static bool
refused (int error)
{
  return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EXDEV || error == EPERM
      || error == EBADF || error == ETXTBSY;
}

static ssize_t
copy_by_buffer (const struct copy *c, off_t at, size_t size)
{
  char *buffer = jeio_malloc (BUFFER);
  ssize_t count, done = 0;
  int saved;

  if (!buffer)
    {
      errno = ENOMEM;
      return -1;
    }

  count = pread (c->in, buffer, size < BUFFER ? size : BUFFER, at);

  while (done < count)
    {
      ssize_t written = pwrite (c->out, buffer + done, (size_t)(count - done), at + done);

      if (written < 0)
        break;

      done += written;
    }

  saved = errno;
  jeio_free (buffer);
  errno = saved;
  return done < count ? -1 : count;
}

/* Copies some of `size` bytes: how many, 0 at the end of the source, or -1. */
static ssize_t
copy_some (struct copy *c, off_t at, size_t size)
{
  ssize_t count;

  if (c->way == BY_RANGE)
    {
      off_t in_at = at, out_at = at;

      count = copy_file_range (c->in, &in_at, c->out, &out_at, size, 0);

      /* files that are made up as they are read (/proc) seem empty to it */
      if (count > 0 || (!count && at) || (count < 0 && !refused (errno)))
        return count;

      c->way = BY_SENDFILE;
    }

  if (c->way == BY_SENDFILE)
    {
      off_t in_at = at;

      if (lseek (c->out, at, SEEK_SET) < 0)
        return -1;

      count = sendfile (c->out, c->in, &in_at, size);

      if (count > 0 || (!count && at) || (count < 0 && !refused (errno)))
        return count;

      c->way = BY_BUFFER;
    }

  return copy_by_buffer (c, at, size);
}

static int
copy_range (struct copy *c, off_t at, off_t end)
{
  while (at < end)
    {
      size_t size = end - at < PIECE ? (size_t)(end - at) : PIECE;
      ssize_t count;

      if (jeio_is_cancelled (c->req))
        {
          errno = ECANCELED;
          return -1;
        }

      count = copy_some (c, at, size);

      if (count <= 0)
        return (int)count;

      at += count;
      c->bytes += count;
    }

  return 0;
}

/* A file with holes keeps them. */
static int
copy_pieces (struct copy *c)
{
  off_t size = c->st.st_size;

  for (off_t at = 0; at < size; )
    {
      off_t data = lseek (c->in, at, SEEK_DATA);
      off_t hole = data < 0 ? -1 : lseek (c->in, data, SEEK_HOLE);

      if (data < 0 && errno == ENXIO)
        break;

      if (hole < 0)
        return copy_range (c, at, size);

      if (copy_range (c, data, hole < size ? hole : size) < 0)
        return -1;

      at = hole;
    }

  return ftruncate (c->out, size);
}

static int
copy_data (struct copy *c)
{
  bool sparse = c->st.st_size / 512 > c->st.st_blocks;

  if (!S_ISREG (c->st.st_mode))
    return copy_range (c, 0, c->st.st_size);

  if (!c->st.st_size)
    c->way = BY_BUFFER;

  return sparse ? copy_pieces (c) : copy_range (c, 0, LLONG_MAX);
}

/* The mode that is safe with the owner that the target has got: others must not run it as him. */
static mode_t
mode_for (const struct stat *st, bool owned)
{
  return st->st_mode & (owned ? 07777 : 01777);
}

/* Owner, mode and times; errors are ignored, as the manual says. The owner first: changing it takes mode bits away. */
static void
set_attributes (int fd, const struct stat *st)
{
  const struct timespec times[2] = { st->st_atim, st->st_mtim };
  bool owned = !fchown (fd, st->st_uid, st->st_gid);

  fchmod (fd, mode_for (st, owned));
  futimens (fd, times);
}

static void
set_entry_attributes (int dir, const char *name, const struct stat *st)
{
  const struct timespec times[2] = { st->st_atim, st->st_mtim };
  bool owned = !fchownat (dir, name, st->st_uid, st->st_gid, AT_SYMLINK_NOFOLLOW);

  if (!S_ISLNK (st->st_mode) && fchmodat (dir, name, mode_for (st, owned), 0) < 0)
    return;

  utimensat (dir, name, times, AT_SYMLINK_NOFOLLOW);
}

static int
open_source (struct copy *c, int flags)
{
  /* a fifo would wait for its writer */
  c->in = openat (c->src_dir, c->src, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);

  if (c->in < 0 || fstat (c->in, &c->st) < 0)
    return -1;

  if (S_ISDIR (c->st.st_mode))
    errno = EISDIR;
  else if (S_ISFIFO (c->st.st_mode) || (flags && !S_ISREG (c->st.st_mode)))
    errno = EINVAL;
  else
    return 0;

  return -1;
}

/* Makes the target, for nobody to read until it is complete; or empties it, unless it is the source itself. */
static int
open_target (struct copy *c, struct stat *target)
{
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK;
  int made = c->req->int1 & COPY_ENTRY ? O_EXCL : 0;

  c->out = openat (c->dst_dir, c->dst, flags | made, 0200);

  if (made && c->out < 0 && errno == EEXIST && !unlinkat (c->dst_dir, c->dst, 0))
    c->out = openat (c->dst_dir, c->dst, flags | made, 0200);

  if (c->out < 0 || fstat (c->out, target) < 0)
    return -1;

  if (target->st_dev == c->st.st_dev && target->st_ino == c->st.st_ino)
    {
      errno = EINVAL;
      return -1;
    }

  return 0;
}

static bool
is_file (int dir, const char *name, const struct stat *file)
{
  struct stat st;

  return !fstatat (dir, name, &st, AT_SYMLINK_NOFOLLOW) && st.st_dev == file->st_dev && st.st_ino == file->st_ino;
}

/* Removes the file that was written, wherever a link has led to it, and nothing that has got its name since. */
static void
remove_target (const struct copy *c, const struct stat *target)
{
  char link[32], path[PATH_MAX];
  ssize_t length;

  if (is_file (c->dst_dir, c->dst, target))
    {
      unlinkat (c->dst_dir, c->dst, 0);
      return;
    }

  snprintf (link, sizeof link, "/proc/self/fd/%d", c->out);
  length = readlink (link, path, sizeof path - 1);

  if (length > 0)
    {
      path[length] = 0;

      if (is_file (AT_FDCWD, path, target))
        unlink (path);
    }
}

/* Some file systems say only at a close that there was no room: so closes a duplicate, as the file may be to be removed. */
static int
write_back (int fd)
{
  int duplicate = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  return duplicate < 0 ? 0 : close (duplicate);
}

static int
copy_contents (struct copy *c)
{
  struct stat target;
  bool regular;
  int status, saved;

  if (open_target (c, &target) < 0)
    return -1;

  /* only what is not empty: ext4 writes a file that was truncated to the device when it is closed, and has us wait */
  regular = S_ISREG (target.st_mode);
  status = regular && target.st_size ? ftruncate (c->out, 0) : 0;

  if (!status)
    status = copy_data (c);

  if (!status && regular)
    set_attributes (c->out, &c->st);

  if (!status)
    status = write_back (c->out);

  saved = errno;

  if (status && regular)
    remove_target (c, &target);

  errno = saved;
  return status;
}

static int
copy_file (struct copy *c, int flags)
{
  int status = open_source (c, flags) < 0 ? -1 : copy_contents (c);
  int saved = errno;

  if (c->in >= 0)
    close (c->in);

  if (c->out >= 0)
    close (c->out);

  errno = saved;
  return status;
}

static int
copy_symlink (struct copy *c)
{
  char target[PATH_MAX];
  ssize_t length = readlinkat (c->src_dir, c->src, target, sizeof target);

  if (length < 0)
    return -1;

  if (length == sizeof target)
    {
      errno = ENAMETOOLONG;
      return -1;
    }

  target[length] = 0;
  return symlinkat (target, c->dst_dir, c->dst);
}

/* A symbolic link, a fifo, a socket or a device. */
static int
copy_special (struct copy *c)
{
  for (bool again = false; ; again = true)
    {
      int status = S_ISLNK (c->st.st_mode) ? copy_symlink (c)
                 : mknodat (c->dst_dir, c->dst, c->st.st_mode & (S_IFMT | 0700), c->st.st_rdev);

      if (!status)
        {
          set_entry_attributes (c->dst_dir, c->dst, &c->st);
          return 0;
        }

      if (again || errno != EEXIST || unlinkat (c->dst_dir, c->dst, 0) < 0)
        return -1;
    }
}

static int
copy_entry (struct copy *c)
{
  const eio_req *req = c->req;

  if (fstatat (c->src_dir, c->src, &c->st, AT_SYMLINK_NOFOLLOW) < 0)
    return -1;

  if (S_ISDIR (c->st.st_mode))
    {
      errno = EISDIR;
      return -1;
    }

  if (req->int1 & COPY_LINKED && c->st.st_nlink > 1)
    return COPY_HAS_LINKS;

  return S_ISREG (c->st.st_mode) ? copy_file (c, O_NOFOLLOW) : copy_special (c);
}

/* ptr1 to ptr2, which is in the directory int3; int1: flags. */
void
jeio_op_copy (eio_req *req)
{
  struct copy c = {
    .req = req, .src_dir = jeio_wd_fd (req->wd), .dst_dir = jeio_wd_fd ((eio_wd)req->int3),
    .src = req->ptr1, .dst = req->ptr2, .in = -1, .out = -1
  };
  int status = req->int1 & COPY_ENTRY ? copy_entry (&c) : copy_file (&c, 0);

  req->result = status || !(req->int1 & COPY_COUNT) ? status : (ssize_t)c.bytes;
}

/* Gives a directory all that belongs to another one, whose status is `st`. */
void
jeio_copy_attributes (int from, int to, const struct stat *st)
{
  (void)from;
  set_attributes (to, st);
}
