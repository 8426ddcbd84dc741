/* Copies what a file has besides its data. What can't be set is left out. */
#include "copy.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <linux/limits.h>

#define DEFAULT_ACL "system.posix_acl_default"

enum { PROC_NAME = 32, LIST_MAX = 1 << 16 };

static const char *
proc_name (const struct node *node, char *name)
{
  snprintf (name, PROC_NAME, "/proc/self/fd/%d", node->fd);
  return name;
}

ssize_t
jeio_node_getxattr (const struct node *node, const char *name, void *value, size_t size)
{
  char proc[PROC_NAME];

  return node->by_proc ? getxattr (proc_name (node, proc), name, value, size) : fgetxattr (node->fd, name, value, size);
}

int
jeio_node_setxattr (const struct node *node, const char *name, const void *value, size_t size)
{
  char proc[PROC_NAME];

  return node->by_proc ? setxattr (proc_name (node, proc), name, value, size, 0) : fsetxattr (node->fd, name, value, size, 0);
}

int
jeio_node_removexattr (const struct node *node, const char *name)
{
  char proc[PROC_NAME];

  return node->by_proc ? removexattr (proc_name (node, proc), name) : fremovexattr (node->fd, name);
}

int
jeio_node_chmod (const struct node *node, mode_t mode)
{
  char proc[PROC_NAME];

  return node->by_proc ? chmod (proc_name (node, proc), mode) : fchmod (node->fd, mode);
}

static ssize_t
list_xattrs (const struct node *node, char *names, size_t size)
{
  char proc[PROC_NAME];

  return node->by_proc ? listxattr (proc_name (node, proc), names, size) : flistxattr (node->fd, names, size);
}

static int
set_times (const struct node *node, const struct stat *st)
{
  const struct timespec times[2] = { st->st_atim, st->st_mtim };
  char proc[PROC_NAME];

  return node->by_proc ? utimensat (AT_FDCWD, proc_name (node, proc), times, 0) : futimens (node->fd, times);
}

/* Not copied are the ACLs, which are set last, and signatures that the kernel makes for each file itself. */
static bool
is_copied (const char *name)
{
  return strncmp (name, "system.", 7) && strcmp (name, "security.evm");
}

static void
copy_xattr (const struct node *from, const struct node *to, const char *name, char *value)
{
  ssize_t size = jeio_node_getxattr (from, name, value, XATTR_SIZE_MAX);

  if (size >= 0)
    jeio_node_setxattr (to, name, value, (size_t)size);
}

static int
copy_xattrs (const struct node *from, const struct node *to)
{
  ssize_t size = list_xattrs (from, 0, 0);
  char *memory;

  if (size <= 0)
    return 0;

  memory = jeio_malloc (LIST_MAX + XATTR_SIZE_MAX);

  if (!memory)
    return fail (ENOMEM);

  size = list_xattrs (from, memory, LIST_MAX);

  for (const char *name = memory; name < memory + size; name += strlen (name) + 1)
    if (is_copied (name))
      copy_xattr (from, to, name, memory + LIST_MAX);

  jeio_free (memory);
  return 0;
}

/* Copies a directory's default ACL, which new files in it inherit, or removes it. */
static int
copy_default_acl (const struct node *from, const struct node *to)
{
  ssize_t size = jeio_node_getxattr (from, DEFAULT_ACL, 0, 0);
  char *value = size > 0 ? jeio_malloc (XATTR_SIZE_MAX) : 0;

  if (size > 0 && !value)
    return fail (ENOMEM);

  if (value)
    size = jeio_node_getxattr (from, DEFAULT_ACL, value, XATTR_SIZE_MAX);

  if (size <= 0 || jeio_node_setxattr (to, DEFAULT_ACL, value, (size_t)size) < 0)
    jeio_node_removexattr (to, DEFAULT_ACL);

  jeio_free (value);
  return 0;
}

/* A copy that is new mostly has its owner and group already, and a file system writes down each change. */
static bool
set_owner (const struct node *to, const struct stat *st, const struct stat *made)
{
  if (made && made->st_uid == st->st_uid && made->st_gid == st->st_gid)
    return true;

  return !fchownat (to->fd, "", st->st_uid, st->st_gid, AT_EMPTY_PATH);
}

/*
 * Copies the attributes. The owner comes first, since changing it clears mode bits and capabilities; then what the
 * owner may write only as long as the mode allows it; the times last. `made` is the status of the target, or null if
 * that is not known. -1 only if there is no memory.
 */
int
jeio_attributes_copy (const struct node *from, const struct node *to, const struct stat *st, const struct stat *made,
                      const struct access *access, bool everything)
{
  bool owner = set_owner (to, st, made);
  bool group = owner || !fchownat (to->fd, "", (uid_t)-1, st->st_gid, AT_EMPTY_PATH);

  if ((everything && copy_xattrs (from, to) < 0) || (S_ISDIR (st->st_mode) && copy_default_acl (from, to) < 0))
    return -1;

  if (!S_ISLNK (st->st_mode))
    jeio_access_set (access, to, st, made, owner, group);

  set_times (to, st);
  return 0;
}

void
jeio_copy_attributes (int from_fd, int to_fd, const struct stat *st)
{
  const struct node from = { .fd = from_fd }, to = { .fd = to_fd };
  struct access access = { 0 };

  if (!jeio_access_read (&access, &from, st))
    jeio_attributes_copy (&from, &to, st, 0, &access, true);

  jeio_free (access.acl);
}
