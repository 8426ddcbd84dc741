/* Directory entries as getdents64(2) writes them, for the operations that read directories. */
#ifndef JEIO_DIRENTS_H
#define JEIO_DIRENTS_H

#include "jeio.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
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

/* dir.c */
int jeio_read_directory (eio_req *req, int fd, size_t size, size_t last);

#endif
