/*
 * Access rights of a copy: nobody can read it who can't read its source. In the mode of a file with an ACL, the group's
 * bits are the most that any name in the ACL may do; on a copy without the ACL they would give those rights to its
 * group.
 */
#include "copy.h"

#include <endian.h>
#include <string.h>

#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>

#define ACCESS_ACL "system.posix_acl_access"

/* Reads the ACL's extended attribute; size 0 if there is none. */
static int
read_acl (struct access *access, const struct node *node)
{
  for (;;)
    {
      ssize_t size = jeio_node_getxattr (node, ACCESS_ACL, 0, 0);

      access->size = 0;

      if (size <= 0)
        return !size || errno == ENODATA || errno == EOPNOTSUPP || errno == ENOSYS ? 0 : -1;

      access->acl = jeio_malloc ((size_t)size);

      if (!access->acl)
        return fail (ENOMEM);

      size = jeio_node_getxattr (node, ACCESS_ACL, access->acl, (size_t)size);

      if (size > 0)
        {
          access->size = (size_t)size;
          return 0;
        }

      jeio_free (access->acl);
      access->acl = 0;

      if (errno != ERANGE) /* otherwise it has grown, and is read again */
        return errno == ENODATA ? 0 : -1;
    }
}

/* Bits for group and others that give nobody more than the ACL does. */
static mode_t
bits_of_acl (const struct access *access)
{
  const struct posix_acl_xattr_entry *entry = (const void *)(access->acl + sizeof (struct posix_acl_xattr_header));
  size_t count = (access->size - sizeof (struct posix_acl_xattr_header)) / sizeof *entry;
  mode_t mask = 7, owning = 7, other = 7, users = 7, groups = 7;

  for (size_t i = 0; i < count; i++)
    {
      mode_t perm = le16toh (entry[i].e_perm) & 7;

      switch (le16toh (entry[i].e_tag))
        {
        case ACL_GROUP_OBJ: owning = perm; break;
        case ACL_OTHER:     other = perm; break;
        case ACL_MASK:      mask = perm; break;
        case ACL_USER:      users &= perm; break;
        case ACL_GROUP:     groups &= perm; break;
        }
    }

  /* a named user may be in the owning group; a member of a named group may be in no other */
  users = users == 7 ? 7 : users & mask;
  groups = groups == 7 ? 7 : groups & mask;
  return (owning & mask & users) << 3 | (other & users & groups);
}

/*
 * Reads the rights of a file. -1 only if there is no memory: if its ACL can't be read, the copy will be its owner's
 * alone.
 */
int
jeio_access_read (struct access *access, const struct node *node, const struct stat *st)
{
  access->mode = st->st_mode & 0777;

  if (S_ISLNK (st->st_mode))
    return 0;

  if (read_acl (access, node) < 0)
    {
      access->mode &= 0700;
      return errno == ENOMEM ? -1 : 0;
    }

  if (access->size >= sizeof (struct posix_acl_xattr_header))
    access->mode = (access->mode & 0700) | bits_of_acl (access);

  return 0;
}

bool
jeio_access_is_public (const struct access *access)
{
  return (access->mode & 0444) == 0444;
}

/*
 * The permissions for a copy with another owner or group: neither does anybody gain who had fewer rights than the
 * others, nor the new group.
 */
static mode_t
without (mode_t mode, bool owner, bool group)
{
  mode_t u = mode >> 6 & 7, g = mode >> 3 & 7, o = mode & 7;

  if (!owner)
    g &= u, o &= u;

  if (!group)
    g &= o, o = g;

  return u << 6 | g << 3 | o;
}

static bool
has_acl (const struct node *node)
{
  return jeio_node_getxattr (node, ACCESS_ACL, 0, 0) >= 0 || (errno != ENODATA && errno != EOPNOTSUPP && errno != ENOSYS);
}

/*
 * Sets the mode and the ACL of a copy; `owner` and `group` say whether it has got the source's, `made` is its status or
 * null. Who can't read the source could not read the copy until now. An ACL that it has inherited from its directory is
 * removed. Set-id bits are lost with another owner or group.
 */
void
jeio_access_set (const struct access *access, const struct node *node, const struct stat *st, const struct stat *made,
                 bool owner, bool group)
{
  mode_t mode = st->st_mode & (owner && group ? 07777 : 01777);
  bool acl = true;

  if (!access->size || !owner || !group || jeio_node_setxattr (node, ACCESS_ACL, access->acl, access->size) < 0)
    {
      mode = (mode & 07000) | without (access->mode, owner, group);

      acl = has_acl (node);

      if (acl && jeio_node_removexattr (node, ACCESS_ACL) < 0)
        mode &= ~(mode_t)070; /* with an ACL these bits are its mask */
    }

  /* set-id bits are lost when a file is written, so they are set in any case */
  if (acl || !made || (made->st_mode & 07777) != mode || mode & 06000)
    jeio_node_chmod (node, mode);
}
