/*
 * A regular file's copy. Whatever happens, a copy that is not complete is removed, and nobody reads it who can't read the
 * source: a new file can't be read by anybody until it has its attributes, and an existing one is made so before it is written.
 */
#include "copy.h"

#include <fcntl.h>
#include <unistd.h>

int
jeio_copy_open_source (struct copy *c, int flags)
{
  const struct node node = { .fd = c->in = openat (c->src_dir, c->src, O_RDONLY | JEIO_COPY_OPEN | flags) };

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

  fchmod (c->out, JEIO_COPY_PRIVATE);

  if (c->made.st_uid != copier && c->made.st_uid != c->st.st_uid && fchown (c->out, copier, (gid_t)-1) < 0 && errno != EPERM)
    return -1;

  if (fstat (c->out, &c->made) < 0)
    return -1;

  if (is_private (c, copier))
    return 0;

  fchmod (c->out, mode & 07777);
  return fail (EPERM);
}

int
jeio_copy_fill (struct copy *c)
{
  if (c->perhaps_same)
    return jeio_copy_data (c);

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

int
jeio_copy_complete (struct copy *c)
{
  const struct node from = { .fd = c->in }, to = { .fd = c->out };
  int filled, saved;

  if (make_private (c) < 0)
    return -1;

  filled = jeio_copy_fill (c);
  saved = errno;

  /* the source may have been made private with it */
  if ((!filled || c->perhaps_same) && jeio_attributes_copy (&from, &to, &c->st, &c->access, c->everything) < 0)
    return -1;

  errno = saved;
  return filled < 0 ? -1 : write_back (c->out);
}

static int
make_new (struct copy *c, const char *name)
{
  c->out = openat (c->dst_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, JEIO_COPY_PRIVATE);

  if (c->out < 0)
    return -1;

  if (!fstat (c->out, &c->made))
    {
      if (!jeio_copy_complete (c))
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
  if (jeio_copy_open_source (c, jeio_copy_nofollow (c)) < 0)
    return -1;

  return S_ISREG (c->st.st_mode) ? jeio_target_make (c, make_new) : fail (ESTALE);
}
