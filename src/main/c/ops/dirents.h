/* Directory entries as getdents64(2) writes them, for the operations that read directories. */
#ifndef JEIO_DIRENTS_H
#define JEIO_DIRENTS_H

#include "jeio.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

struct jeio_dirent
{
  uint64_t ino;
  int64_t off;
  uint16_t reclen;
  uint8_t type;
  char name[];
};

/* How a directory of a tree is opened: never through a symbolic link. */
enum { JEIO_DIR_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK };

/* The length of the longest entry in a buffer, whose name is as long as a path can be: FUSE has no other limit. */
enum { JEIO_DIRENT_MAX = 19 + PATH_MAX + 7 };

static inline ssize_t
jeio_getdents (int fd, void *buffer, size_t size)
{
  return syscall (SYS_getdents64, fd, buffer, size);
}

static inline int
jeio_is_dots (const char *name)
{
  return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

/* In a packed entry the name comes behind a byte for the type and eight for the inode number. */
enum { JEIO_PACKED_NAME = 9 };

static inline const char *
jeio_packed_next (const char *entry)
{
  return entry + JEIO_PACKED_NAME + strlen (entry + JEIO_PACKED_NAME) + 1;
}

/* dir.c */
int jeio_read_directory (eio_req *req, int fd, size_t size, size_t last);

/* look.c */
int jeio_look_at_entries (eio_req *req, int fd, size_t most, bool as_looked_up);

#endif
