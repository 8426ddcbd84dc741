/*
 * Which file systems are local, so that what they have in memory can be read without waiting for another machine. Each
 * file system is asked once, by a worker, since one on a network may take its time to answer.
 */
#include "locality.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

enum
{
  KNOWN             = 16,
  MNT_ID_UNIQUE     = 0x4000,
  MNT_ID_OFFSET     = 144,   /* offset of stx_mnt_id, which the C library's headers may lack */
  ATTR_IMMUTABLE    = 0x10
};

/* name << 1 | whether it is local; the oldest entry is overwritten. 0: free; what has no name is not local */
static _Atomic uint64_t known[KNOWN];
static _Atomic unsigned int known_next;

/*
 * A number that identifies a file system. Since Linux 6.8 that is its mount's, which is never used again. A device's
 * number is used again after an unmount: so on older kernels it is taken only if statx reports attributes that inodes
 * of local file systems have, and those of FUSE and network file systems lack.
 */
static uint64_t
name_of (const struct statx *stx)
{
  uint64_t name = 0;

  if (stx->stx_mask & MNT_ID_UNIQUE)
    memcpy (&name, (const char *)stx + MNT_ID_OFFSET, sizeof name);
  else if (stx->stx_attributes_mask & ATTR_IMMUTABLE)
    name = makedev (stx->stx_dev_major, stx->stx_dev_minor);

  return name;
}

static int
look_up (uint64_t name)
{
  for (int i = 0; i < KNOWN; ++i)
    {
      uint64_t entry = atomic_load_explicit (&known[i], memory_order_relaxed);

      if (entry >> 1 == name)
        return entry & 1;
    }

  return -1;
}

int
jeio_is_local (const struct statx *stx)
{
  uint64_t name = name_of (stx);

  return name ? look_up (name) : 0;
}

static bool
is_local_type (int64_t type)
{
  switch ((uint32_t)type)
    {
    case EXT4_SUPER_MAGIC: /* ext2, ext3 too */
    case XFS_SUPER_MAGIC:
    case BTRFS_SUPER_MAGIC:
    case TMPFS_MAGIC:
    case F2FS_SUPER_MAGIC:
    case SQUASHFS_MAGIC:
    case RAMFS_MAGIC:
    case ISOFS_SUPER_MAGIC:
      return true;

    default:
      return false;
    }
}

void
jeio_learn_locality (int dirfd, const char *path, int nofollow)
{
  struct statfs fs;
  struct statx stx;
  int saved = errno;
  int fd = openat (dirfd, path, O_PATH | O_CLOEXEC | nofollow);

  if (fd >= 0)
    {
      if (!statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, JEIO_STATX_MASK, &stx) && !fstatfs (fd, &fs))
        {
          uint64_t name = name_of (&stx);

          if (name && look_up (name) < 0)
            atomic_store (&known[atomic_fetch_add (&known_next, 1) % KNOWN], name << 1 | is_local_type (fs.f_type));
        }

      close (fd);
    }

  errno = saved;
}
