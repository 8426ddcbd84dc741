/* The extents of a file. The kernel reports them in portions, and may report fewer than asked for. */
#include "ops.h"

#include <errno.h>
#include <limits.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

enum
{
  PORTION = 128,
  MOST    = INT_MAX / 32 - 1 /* the most that fits in a Java array */
};

/* Decoder.java reads this. */
struct extent
{
  uint64_t logical, physical, length, flags;
};

struct extents
{
  struct extent *all;
  size_t count, room;
};

static int
add (struct extents *to, const struct fiemap_extent *from)
{
  if (to->count == to->room)
    {
      size_t room = to->room ? 2 * to->room : PORTION;
      struct extent *all = jeio_realloc (to->all, room * sizeof *all);

      if (!all)
        {
          errno = ENOMEM;
          return -1;
        }

      to->all = all;
      to->room = room;
    }

  to->all[to->count++] = (struct extent){ from->fe_logical, from->fe_physical, from->fe_length, from->fe_flags };
  return 0;
}

/* Reads the next portion from *start on, and moves *start: 1 if no more can follow, else 0, or -1. */
static int
next_portion (const eio_req *req, uint64_t *start, uint64_t end, size_t most, struct extents *to)
{
  _Alignas (struct fiemap) char memory[sizeof (struct fiemap) + PORTION * sizeof (struct fiemap_extent)];
  struct fiemap *map = (struct fiemap *)memory;

  memset (memory, 0, sizeof memory);
  map->fm_start = *start;
  map->fm_length = end - *start;
  map->fm_flags = (uint32_t)req->int2;
  map->fm_extent_count = most - to->count < PORTION ? (uint32_t)(most - to->count) : PORTION;

  if (ioctl (req->int1, FS_IOC_FIEMAP, map) < 0)
    return -1;

  for (uint32_t i = 0; i < map->fm_mapped_extents; ++i)
    {
      const struct fiemap_extent *extent = &map->fm_extents[i];

      if (add (to, extent) < 0)
        return -1;

      *start = extent->fe_logical + extent->fe_length;

      if (extent->fe_flags & FIEMAP_EXTENT_LAST)
        return 1;
    }

  return !map->fm_mapped_extents || *start >= end || to->count >= most;
}

/*
 * int1: the file; offs and size: the range; int2: flags; int3: how many at most, -1 for all. Extents are handed over.
 */
void
jeio_op_fiemap (eio_req *req)
{
  uint64_t start = (uint64_t)req->offs;
  uint64_t end = req->size > UINT64_MAX - start ? UINT64_MAX : start + req->size;
  size_t most = req->int3 < 0 || req->int3 > MOST ? MOST : (size_t)req->int3;
  struct extents extents = { 0 };
  int status = 0;

  while (!status)
    {
      uint64_t before = start;

      status = jeio_is_cancelled (req) ? (errno = ECANCELED, -1) : next_portion (req, &start, end, most, &extents);

      if (!status && start <= before)
        status = 1;
    }

  if (status > 0 && extents.count)
    {
      jeio_hand_over (req, extents.all);
      req->result = (ssize_t)(extents.count * sizeof *extents.all);
    }
  else
    {
      int saved = errno;

      jeio_free (extents.all);
      errno = saved;
      req->result = status < 0 ? -1 : 0;
    }
}

/* Like jeio_op_fiemap, for the number of extents that the kernel reports. */
void
jeio_op_fiemap_count (eio_req *req)
{
  struct fiemap map = {
    .fm_start = (uint64_t)req->offs, .fm_length = req->size, .fm_flags = (uint32_t)req->int2
  };

  req->result = ioctl (req->int1, FS_IOC_FIEMAP, &map) < 0 ? -1 : (ssize_t)map.fm_mapped_extents;
}
