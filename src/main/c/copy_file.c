/*
 * A regular file's copy. Whatever happens, a copy that is not complete is removed, and nobody reads it who can't read the
 * source: a new file can't be read by anybody until it has its attributes, and an existing one is made so before it is written.
 */
#include "copy.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

enum
{
  OPEN    = O_CLOEXEC | O_NONBLOCK | O_NOCTTY, /* a fifo would wait for its other end */
  PRIVATE = 0200
};

static int
open_source (struct copy *c, int flags)
{
  const struct node node = { .fd = c->in = openat (c->src_dir, c->src, O_RDONLY | OPEN | flags) };

  if (c->in < 0 || fstat (c->in, &c->st) < 0)
    return -1;

  return jeio_access_read (&c->access, &node, &c->st);
}

/* Whether the target has what the file system should have set, and nobody can read it but the source's owner and the copier. */
static bool
is_private (const struct copy *c, uid_t copier)
{
  return !(c->made.st_mode & 044) && (c->made.st_uid == copier || c->made.st_uid == c->st.st_uid);
}

/* Before anything is written. The target stays as it is where that can't be, by its owner or its file system. */
static int
make_private (struct copy *c)
{
  uid_t copier = geteuid ();
  mode_t mode = c->made.st_mode;

  if (mode & 06000)
    fchmod (c->out, mode & 01777); /* others must not run what is written as its owner */

  if (jeio_access_is_public (&c->access) || is_private (c, copier))
    return 0;

  fchmod (c->out, PRIVATE);

  if (c->made.st_uid != copier && c->made.st_uid != c->st.st_uid && fchown (c->out, copier, (gid_t)-1) < 0 && errno != EPERM)
    return -1;

  if (fstat (c->out, &c->made) < 0)
    return -1;

  if (is_private (c, copier))
    return 0;

  fchmod (c->out, mode & 07777);
  return fail (EPERM);
}

static int
fill (struct copy *c)
{
  if (c->flags & (JEIO_COPY_CLONE | JEIO_COPY_CLONE_FORCE))
    {
      int status = jeio_copy_clone (c);

      if (!status || c->flags & JEIO_COPY_CLONE_FORCE)
        return status;
    }

  c->written = true;

  /* only what is not empty: ext4 writes a file that was truncated to the device when it is closed, and has us wait */
  if (S_ISREG (c->made.st_mode) && c->made.st_size && ftruncate (c->out, 0) < 0)
    return -1;

  return jeio_copy_data (c);
}

/* Some file systems say only at a close that there was no room: so closes a duplicate, as the file may be to be removed. */
static int
write_back (int fd)
{
  int duplicate = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  return duplicate < 0 ? 0 : close (duplicate);
}

static int
complete (struct copy *c)
{
  const struct node from = { .fd = c->in }, to = { .fd = c->out };

  if (make_private (c) < 0 || fill (c) < 0)
    return -1;

  jeio_attributes_copy (&from, &to, &c->st, &c->access, c->everything);
  return write_back (c->out);
}

static int
make_new (struct copy *c, const char *name)
{
  c->out = openat (c->dst_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PRIVATE);

  if (c->out < 0)
    return -1;

  if (!fstat (c->out, &c->made))
    {
      if (!complete (c))
        return 0;

      if (errno == EEXIST)
        errno = EIO; /* not said of the name */

      jeio_target_remove (c, name);
    }

  return -1;
}

int
jeio_copy_new_file (struct copy *c)
{
  if (open_source (c, O_NOFOLLOW) < 0)
    return -1;

  return S_ISREG (c->st.st_mode) ? jeio_target_make (c, make_new) : fail (ESTALE);
}

/* Of a device, only one that has an end has something to copy. */
static int
check_source (const struct copy *c)
{
  if (S_ISDIR (c->st.st_mode))
    return fail (EISDIR);

  if (S_ISFIFO (c->st.st_mode) || (S_ISCHR (c->st.st_mode) && c->st.st_rdev != makedev (1, 3) /* null */))
    return fail (EINVAL);

  return 0;
}

/* By the socket's name in /proc, as its own can be longer than an address. */
static int
connect_to_socket (const struct copy *c)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int name = openat (c->dst_dir, c->dst, O_PATH | O_CLOEXEC);
  struct stat st;
  int fd = -1;

  if (name < 0)
    return -1;

  if (!fstat (name, &st) && S_ISSOCK (st.st_mode))
    {
      fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      snprintf (address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d", name);

      if (fd >= 0 && connect (fd, (const struct sockaddr *)&address, sizeof address) < 0)
        {
          jeio_close_quietly (fd);
          fd = -1;
        }
    }
  else
    errno = ENXIO;

  jeio_close_quietly (name);
  return fd;
}

/* Opens the target where it is, or makes it; nothing of it is touched. */
static int
open_target (struct copy *c)
{
  int flags = O_WRONLY | OPEN;
  int made = fstatat (c->dst_dir, c->dst, &c->made, 0);

  if (made < 0 && errno != ENOENT)
    return -1;

  if (!made && c->flags & JEIO_COPY_EXCL)
    return fail (EEXIST);

  if (!made && same_file (&c->made, &c->st))
    return fail (EINVAL);

  if (!made)
    c->out = openat (c->dst_dir, c->dst, flags);
  else
    {
      c->out = openat (c->dst_dir, c->dst, flags | O_CREAT | O_EXCL, PRIVATE);
      c->fresh = c->out >= 0;

      if (c->out < 0 && errno == EEXIST && !(c->flags & JEIO_COPY_EXCL)) /* a link that leads to nothing yet */
        c->out = openat (c->dst_dir, c->dst, flags | O_CREAT, PRIVATE);
    }

  if (c->out < 0 && errno == ENXIO)
    c->out = connect_to_socket (c);

  if (c->out < 0 || fstat (c->out, &c->made) < 0)
    return -1;

  return same_file (&c->made, &c->st) ? fail (EINVAL) : 0;
}

/* Removes the file that was written, wherever a link has led to it. */
static void
remove_written (const struct copy *c)
{
  char link[32], path[PATH_MAX];
  struct stat there;
  ssize_t length;
  int saved = errno;

  snprintf (link, sizeof link, "/proc/self/fd/%d", c->out);
  length = readlink (link, path, sizeof path - 1);

  if (length > 0)
    {
      path[length] = 0;

      if (!fstatat (AT_FDCWD, path, &there, AT_SYMLINK_NOFOLLOW) && same_file (&there, &c->made))
        unlink (path);
      else
        jeio_target_remove (c, c->dst);
    }

  errno = saved;
}

int
jeio_copy_over (struct copy *c)
{
  if (open_source (c, 0) < 0 || check_source (c) < 0 || open_target (c) < 0)
    return -1;

  if (!S_ISREG (c->made.st_mode))
    {
      c->stream = lseek (c->out, 0, SEEK_CUR) < 0;
      return fill (c);
    }

  if (!complete (c))
    return 0;

  if (c->fresh || c->written)
    remove_written (c);

  return -1;
}
