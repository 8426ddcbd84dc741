/*
 * Copies a symbolic link, a fifo, a socket or a device, by making another one. Nobody can open it until it has its
 * attributes.
 */
#include "copy.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

static int
make_link (const struct copy *c, const char *name)
{
  char content[PATH_MAX];
  ssize_t length = readlinkat (c->in, "", content, sizeof content);

  if (length < 0)
    return -1;

  if (length == sizeof content)
    return fail (ENAMETOOLONG);

  content[length] = 0;
  return symlinkat (content, c->dst_dir, name);
}

/* Whether the node is the one that was made a moment ago: who can write to the directory may have exchanged it. */
static bool
is_made (const struct copy *c)
{
  return (c->made.st_mode & S_IFMT) == (c->st.st_mode & S_IFMT) && c->made.st_rdev == c->st.st_rdev
      && c->made.st_nlink == 1 && c->made.st_uid == geteuid ();
}

static int
make_special (struct copy *c, const char *name)
{
  const struct node from = { .fd = c->in, .by_proc = true };
  struct node to = { .by_proc = true };

  if ((S_ISLNK (c->st.st_mode) ? make_link (c, name) : mknodat (c->dst_dir, name, c->st.st_mode & S_IFMT, c->st.st_rdev)) < 0)
    return -1;

  c->out = to.fd = openat (c->dst_dir, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);

  if (to.fd < 0 || fstat (to.fd, &c->made) < 0)
    {
      if (!fstatat (c->dst_dir, name, &c->made, AT_SYMLINK_NOFOLLOW) && is_made (c))
        jeio_target_remove (c, name);

      return -1;
    }

  if (!is_made (c) || !jeio_attributes_copy (&from, &to, &c->st, &c->made, &c->access, c->everything))
    return 0;

  jeio_target_remove (c, name);
  return -1;
}

int
jeio_copy_special (struct copy *c)
{
  const struct node node = { .fd = c->in = openat (c->src_dir, c->src, O_PATH | O_CLOEXEC | jeio_copy_nofollow (c)), .by_proc = true };

  if (c->in < 0 || fstat (c->in, &c->st) < 0)
    return -1;

  if (S_ISREG (c->st.st_mode) || S_ISDIR (c->st.st_mode))
    return fail (ESTALE);

  if (jeio_access_read (&c->access, &node, &c->st) < 0)
    return -1;

  return jeio_target_make (c, make_special);
}
