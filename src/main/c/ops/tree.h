/*
 * The directories that a request on a tree has open, in memory that Java keeps as long as one of its requests runs.
 * Java reads and writes it between two requests, never during one: OpenTree.java, DirectoryPair.java.
 */
#ifndef JEIO_TREE_H
#define JEIO_TREE_H

#include "jeio.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

/*
 * An open directory; fd is -1 for none. It begins like libeio's own directory objects, so that its address is an
 * eio_wd.
 */
struct jeio_end
{
  int32_t fd;
  int32_t len;
};

/*
 * How a directory and its counterpart are recognised when they are opened again, and when the directory was read last.
 */
struct jeio_identity
{
  uint64_t src_dev, src_ino;
  uint64_t dst_dev, dst_ino;
  int64_t atime, atime_nsec;
};

/* A directory of a tree, and the one of the target that corresponds to it where the tree is copied. */
struct jeio_pair
{
  struct jeio_end src, dst;
  struct jeio_identity is;
  struct jeio_identity up;  /* what the directory above has to be */
  int64_t more;             /* 1: the directory has entries that were not read yet */
  int64_t each;             /* of a move's root, 1: each file and directory of the target has to be synced by itself */
};

/* tree.c: sets the attributes of the target's directory */
void jeio_pair_finish (struct jeio_pair *pair);

static inline eio_wd
jeio_end_wd (struct jeio_end *end)
{
  return (eio_wd)(void *)end;
}

static inline struct jeio_pair *
jeio_pair_at (int64_t address)
{
  return (struct jeio_pair *)(uintptr_t)address;
}

static inline void
jeio_end_close (struct jeio_end *end)
{
  int saved = errno;

  if (end->fd >= 0)
    close (end->fd);

  end->fd = -1;
  errno = saved;
}

#endif
