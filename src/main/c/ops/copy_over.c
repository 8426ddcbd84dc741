/*
 * The operation of aioCopy: copies a file's data to the target, be it a file, a device, or a fifo or socket that
 * another process reads from.
 */
#include "copy.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

/* A device can be a source only if it has an end. */
static int
check_source (const struct copy *c)
{
  if (S_ISDIR (c->st.st_mode))
    return fail (EISDIR);

  if (S_ISFIFO (c->st.st_mode) || (S_ISCHR (c->st.st_mode) && c->st.st_rdev != makedev (1, 3) /* null */))
    return fail (EINVAL);

  return 0;
}

/*
 * Connects to a named socket, by its descriptor's name in /proc, since its own may be longer than a socket address can
 * be.
 */
static int
connect_to (int name)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  snprintf (address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d", name);

  if (fd >= 0 && connect (fd, (const struct sockaddr *)&address, sizeof address) < 0)
    {
      jeio_close_quietly (fd);
      return -1;
    }

  return fd;
}

/* For a socket of this process, the names /dev/fd/N and the like stand for the descriptor N. */
static int
own_descriptor (const struct copy *c, const struct stat *socket)
{
  const char *slash = strrchr (c->dst, '/');
  int fd = atoi (slash ? slash + 1 : c->dst);
  struct stat st;

  return !fstat (fd, &st) && same_file (&st, socket) ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1;
}

static int
open_socket (const struct copy *c)
{
  int name = openat (c->dst_dir, c->dst, O_PATH | O_CLOEXEC);
  struct stat st;
  int fd = -1;

  if (name < 0)
    return -1;

  if (fstat (name, &st) < 0 || !S_ISSOCK (st.st_mode))
    errno = ENXIO;
  else
    {
      fd = own_descriptor (c, &st);

      if (fd < 0)
        fd = connect_to (name);
    }

  jeio_close_quietly (name);
  return fd;
}

/* Whether the target is the source. Two nodes of one device are the same, too. */
static bool
is_source (const struct copy *c)
{
  return same_file (&c->made, &c->st)
      || (S_ISBLK (c->made.st_mode) && S_ISBLK (c->st.st_mode) && c->made.st_rdev == c->st.st_rdev);
}

/* Opens the target, or creates it; an existing one is not touched. */
static int
open_target (struct copy *c)
{
  int flags = O_WRONLY | JEIO_COPY_OPEN;
  int made = fstatat (c->dst_dir, c->dst, &c->made, 0);

  if (made < 0 && errno != ENOENT)
    return -1;

  if (!made && c->flags & JEIO_COPY_EXCL)
    return fail (EEXIST);

  if (!made && is_source (c))
    return fail (EINVAL);

  if (!made)
    c->out = openat (c->dst_dir, c->dst, flags);

  if (made < 0 || (c->out < 0 && errno == ENOENT)) /* removed meanwhile */
    {
      c->out = openat (c->dst_dir, c->dst, flags | O_CREAT | O_EXCL, JEIO_COPY_PRIVATE);
      c->fresh = c->out >= 0;

      if (c->out < 0 && errno == EEXIST && !(c->flags & JEIO_COPY_EXCL)) /* a symbolic link whose target does not exist yet */
        c->out = openat (c->dst_dir, c->dst, flags | O_CREAT, JEIO_COPY_PRIVATE);
    }

  if (c->out < 0 && errno == ENXIO)
    c->out = open_socket (c);

  if (c->out < 0 || fstat (c->out, &c->made) < 0)
    return -1;

  return is_source (c) ? fail (EINVAL) : 0;
}

/* Removes the file that was written, even if a symbolic link has led to it. */
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

/*
 * Whether the target may be the source under other numbers. A file that is reached through an overlay file system has
 * another device and inode, but the same size and time. Then data is written back where it was read, so that nothing is
 * lost if it is the same file.
 */
static bool
may_be_source (const struct copy *c)
{
  return c->made.st_dev != c->st.st_dev && c->st.st_size && c->made.st_size == c->st.st_size
      && c->made.st_mtim.tv_sec == c->st.st_mtim.tv_sec && c->made.st_mtim.tv_nsec == c->st.st_mtim.tv_nsec;
}

/*
 * Some file systems report only on close that there was no room. A duplicate is closed, since the file may have to be
 * removed by way of its descriptor.
 */
static int
write_back (int fd)
{
  int duplicate = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  return duplicate < 0 ? 0 : close (duplicate);
}

int
jeio_copy_over (struct copy *c)
{
  if (jeio_copy_open_source (c, 0) < 0 || check_source (c) < 0 || open_target (c) < 0)
    return -1;

  if (!S_ISREG (c->made.st_mode))
    {
      c->stream = lseek (c->out, 0, SEEK_CUR) < 0;
      return jeio_copy_fill (c);
    }

  c->perhaps_same = !(c->flags & JEIO_COPY_CLONE_FORCE) && may_be_source (c);

  if (!jeio_copy_complete (c) && !write_back (c->out))
    return 0;

  if (c->fresh || c->written)
    remove_written (c);

  return -1;
}
