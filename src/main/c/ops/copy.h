/*
 * Copying one thing, a file or an entry of a tree: what its parts share.
 *
 *   copy.c             the operations
 *   copy_over.c        a file's data to where the target is: aioCopy
 *   copy_file.c        a file as a new one: entries of trees, and moves; and what both ways share
 *   copy_data.c        how the bytes get over
 *   copy_special.c     symbolic links, fifos, sockets and devices
 *   copy_target.c      what is at the target's name, and new names beside it
 *   copy_access.c      who may read what: modes and POSIX ACLs
 *   copy_attributes.c  owner, mode, times, extended attributes
 *   durable.c          syncs, for moves
 */
#ifndef JEIO_COPY_H
#define JEIO_COPY_H

#include "ops.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* flags in int1; the first three as in AioConstants.java, the others as in EntryRequests.java */
enum
{
  JEIO_COPY_EXCL        = 1,  /* EEXIST if the target exists */
  JEIO_COPY_CLONE       = 2,  /* share the data if the file system can */
  JEIO_COPY_CLONE_FORCE = 4,  /* as JEIO_COPY_CLONE, or fail */
  JEIO_COPY_UNLINKED    = 8,  /* an entry with more than one name is not copied: the result says so */
  JEIO_COPY_FOLLOW      = 16, /* copies what a symbolic link leads to */
  JEIO_COPY_SYNC        = 32, /* a file's data is on the disk before its name leads to it */
  JEIO_COPY_SYNC_NAME   = 64  /* the name is on the disk in the end */
};

/*
 * A file by its descriptor. What the kernel does not do with an O_PATH descriptor is done by its name in /proc, which
 * leads to the very file, even to a symbolic link.
 */
struct node
{
  int fd;
  bool by_proc;
};

/* The access rights of a file. */
struct access
{
  char *acl;       /* its POSIX ACL in the format of the extended attribute, from malloc; null if it has none */
  size_t size;
  mode_t mode;     /* permissions for a file with the same owner and group and no ACL, which give nobody more */
};

struct copy
{
  const eio_req *req;
  int flags;
  int src_dir, dst_dir;
  const char *src, *dst;
  bool everything;        /* copy all that cp -a keeps; else only owner, mode, times and ACL */
  struct stat st;         /* of the source, from when it was opened */
  struct access access;   /* of the source */
  int in, out;            /* -1: not open */
  struct stat made;       /* of the target */
  bool fresh;             /* nothing had the target's name before the copy */
  bool written;           /* the target's old content is lost */
  bool stream;            /* the target has no offsets */
  bool perhaps_same;      /* the target may be the source under other numbers: see copy_over.c */
  int way;                /* of copying data: see copy_data.c */
  int64_t bytes;          /* copied so far */
};

static inline bool
same_file (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static inline int
jeio_copy_nofollow (const struct copy *c)
{
  return c->flags & JEIO_COPY_FOLLOW ? 0 : O_NOFOLLOW;
}

static inline int
fail (int error)
{
  errno = error;
  return -1;
}

/* copy_data.c: all of c->in to c->out; 0 or -1 */
int jeio_copy_data (struct copy *c);
int jeio_copy_clone (struct copy *c);

/* copy_file.c */
enum
{
  JEIO_COPY_OPEN    = O_CLOEXEC | O_NONBLOCK | O_NOCTTY, /* O_NONBLOCK: opening a fifo would wait for its other end */
  JEIO_COPY_PRIVATE = 0200                               /* the mode of what is not complete, unless all can read the source */
};

int jeio_copy_open_source (struct copy *c, int flags);
int jeio_copy_fill (struct copy *c);
int jeio_copy_complete (struct copy *c);
int jeio_copy_new_file (struct copy *c);

/* copy_over.c */
int jeio_copy_over (struct copy *c);

/* copy_special.c */
int jeio_copy_special (struct copy *c);

/* copy_target.c */
int  jeio_target_make (struct copy *c, int (*make) (struct copy *c, const char *name));
void jeio_target_remove (const struct copy *c, const char *name);

/* durable.c: 0 or -1 */
int jeio_sync_file (int fd);
int jeio_sync_directory (int dir, const char *name);
bool jeio_needs_each_synced (int fd);

/* copy_access.c */
int  jeio_access_read (struct access *access, const struct node *node, const struct stat *st);
void jeio_access_set (const struct access *access, const struct node *node, const struct stat *st, const struct stat *made,
                      bool owner, bool group);
bool jeio_access_is_public (const struct access *access);

/* copy_attributes.c */
ssize_t jeio_node_getxattr (const struct node *node, const char *name, void *value, size_t size);
int  jeio_node_setxattr (const struct node *node, const char *name, const void *value, size_t size);
int  jeio_node_removexattr (const struct node *node, const char *name);
int  jeio_node_chmod (const struct node *node, mode_t mode);
int  jeio_attributes_copy (const struct node *from, const struct node *to, const struct stat *st, const struct stat *made,
                           const struct access *access, bool everything);

#endif
