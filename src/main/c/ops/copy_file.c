/*
 * Copies a regular file. An incomplete copy is always removed, and nobody can read a copy who can't read the source:
 * unless all can read that, a new file can't be read by others until it has its attributes, and an existing one is made
 * so before it is written.
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

/*
 * Whether the file system has set the target's owner and mode as asked, so that only the source's owner and the copying
 * process can read it.
 */
static bool
is_private (const struct copy *c, uid_t copier)
{
  return !(c->made.st_mode & 044) && (c->made.st_uid == copier || c->made.st_uid == c->st.st_uid);
}

/*
 * Called before anything is written. If it fails, because of the target's owner or file system, the target stays as it
 * is.
 */
static int
make_private (struct copy *c)
{
  mode_t mode = c->made.st_mode;
  uid_t copier;

  if (mode & 06000)
    fchmod (c->out, mode & 01777); /* others must not run what is being written with the owner's rights */

  if (jeio_access_is_public (&c->access))
    return 0;

  copier = geteuid ();

  if (is_private (c, copier))
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

  /*
   * only if it is not empty: on close, ext4 writes a file that was truncated to the device, and the close waits for
   * that
   */
  if (S_ISREG (c->made.st_mode) && c->made.st_size && ftruncate (c->out, 0) < 0)
    return -1;

  return jeio_copy_data (c);
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

  /* if target and source are the same file, it was made private, which is undone */
  if ((!filled || c->perhaps_same) && jeio_attributes_copy (&from, &to, &c->st, &c->made, &c->access, c->everything) < 0)
    return -1;

  errno = saved;
  return filled;
}

static int
sync_target (const struct copy *c)
{
  return c->flags & JEIO_COPY_SYNC ? jeio_sync_file (c->out) : 0;
}

/* Some file systems report only on close that there was no room. */
static int
close_target (struct copy *c)
{
  int status = close (c->out);

  c->out = -1;
  return status;
}

/* The mode to make a file with: all can read it only if all can read the source. */
static mode_t
mode_at_first (const struct copy *c)
{
  return jeio_access_is_public (&c->access) ? c->access.mode & 0644 : JEIO_COPY_PRIVATE;
}

static int
make_new (struct copy *c, const char *name)
{
  c->out = openat (c->dst_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode_at_first (c));

  if (c->out < 0)
    return -1;

  if (!fstat (c->out, &c->made))
    {
      if (!jeio_copy_complete (c) && !sync_target (c) && !close_target (c))
        return 0;

      if (errno == EEXIST)
        errno = EIO; /* an error of the data, not of the name */

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
