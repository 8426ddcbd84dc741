/* What has the target's name, and how a copy replaces it. */
#include "copy.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

/* The most attempts to get a name that another process keeps making and removing. */
enum { LOOKS = 5 };

/*
 * Whether a symbolic link with this content would lead to what has its name now: replacing that would leave a link to
 * itself.
 */
static bool
leads_to (const struct copy *c, const char *content, const struct stat *there)
{
  struct stat led;

  if (!fstatat (c->dst_dir, content, &led, AT_SYMLINK_NOFOLLOW) && same_file (&led, there))
    return true;

  return !fstatat (c->dst_dir, content, &led, 0) && same_file (&led, there);
}

static bool
is_link_to (const struct copy *c, const struct stat *there)
{
  char content[PATH_MAX];
  struct stat led;
  ssize_t length;

  if (!fstatat (c->src_dir, c->src, &led, 0) && same_file (&led, there))
    return true;

  length = readlinkat (c->src_dir, c->src, content, sizeof content - 1);

  if (length <= 0)
    return false;

  content[length] = 0;
  return leads_to (c, content, there);
}

/* What has the entry's name: 0: nothing; 1: something that can be replaced; -1: the source itself, or a directory. */
static int
look (const struct copy *c)
{
  struct stat there;

  if (fstatat (c->dst_dir, c->dst, &there, AT_SYMLINK_NOFOLLOW) < 0)
    return errno == ENOENT ? 0 : -1;

  if (c->flags & JEIO_COPY_EXCL)
    return fail (EEXIST);

  if (same_file (&there, &c->st) || (S_ISLNK (c->st.st_mode) && is_link_to (c, &there)))
    return fail (EINVAL);

  return S_ISDIR (there.st_mode) ? fail (EISDIR) : 1;
}

/* Removes what was made under a name, unless something else has got the name since. */
void
jeio_target_remove (const struct copy *c, const char *name)
{
  struct stat there;
  int saved = errno;

  if (!fstatat (c->dst_dir, name, &there, AT_SYMLINK_NOFOLLOW) && same_file (&there, &c->made))
    unlinkat (c->dst_dir, name, 0);

  errno = saved;
}

/*
 * Makes an entry. What has its name stays until the new entry is complete under a temporary name, and is replaced in
 * one step. `make` must fail with EEXIST only if the name is taken, and leave nothing behind when it fails.
 */
int
jeio_target_make (struct copy *c, int (*make) (struct copy *c, const char *name))
{
  for (int looks = 0; ; looks++)
    {
      char temporary[JEIO_TEMPORARY_NAME] = "";
      int there = looks ? look (c) : 0; /* mostly nothing has the name, which making the entry tells as well */

      if (there < 0)
        return -1;

      if (there)
        jeio_temporary_name (temporary);

      c->fresh = !there;

      if (!make (c, there ? temporary : c->dst))
        {
          if (!there || !renameat (c->dst_dir, temporary, c->dst_dir, c->dst))
            return 0;

          jeio_target_remove (c, temporary);
          return -1;
        }

      if (errno != EEXIST || looks == LOOKS)
        return -1;
    }
}
