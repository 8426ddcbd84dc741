/*
 * Answers without a thread: what the kernel has in its caches is taken from there at submission. Nothing here blocks;
 * whatever is in doubt is not answered, and goes the ordinary way with the same result.
 */
#define _GNU_SOURCE 1
#include "inline.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef RWF_NOWAIT
# define RWF_NOWAIT 8
#endif
#ifndef RESOLVE_CACHED
# define RESOLVE_CACHED 0x20
#endif

enum
{
  READ_MAX = 1 << 16,  /* larger copies are a worker's: they would hold the loop */
  DIRECT_ALIGN = 511,  /* O_DIRECT takes nothing that is not aligned to this */
  DEVICES = 16
};

/* openat2(2) is there and RESOLVE_CACHED is known (Linux 5.12); cleared by the first answer that says no */
static atomic_bool have_cached = true;

/* ---- file systems whose metadata calls don't wait for anybody else, learned by workers ---- */

static _Atomic uint64_t local_devices[DEVICES];   /* device + 1; 0: free */
static _Atomic uint64_t foreign_devices[DEVICES];

static bool
contains (_Atomic uint64_t *table, uint64_t device)
{
  for (int i = 0; i < DEVICES; ++i)
    {
      uint64_t entry = atomic_load_explicit (&table[i], memory_order_relaxed);

      if (entry == device + 1)
        return true;

      if (!entry)
        return false;
    }

  return false;
}

/* A full table stays as it is: the devices that it lacks are not answered in line. */
static void
remember (_Atomic uint64_t *table, uint64_t device)
{
  for (int i = 0; i < DEVICES; ++i)
    {
      uint64_t expected = 0;

      if (atomic_compare_exchange_strong (&table[i], &expected, device + 1) || expected == device + 1)
        return;
    }
}

static bool
is_local (int64_t type)
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

/* Finds out about the device of a path. */
static void
learn (int dirfd, const char *path, int nofollow)
{
  struct statfs fs;
  struct stat st;
  int saved = errno;
  int fd = openat (dirfd, path, O_PATH | O_CLOEXEC | nofollow);

  if (fd >= 0)
    {
      if (!fstat (fd, &st) && !fstatfs (fd, &fs))
        remember (is_local (fs.f_type) ? local_devices : foreign_devices, st.st_dev);

      close (fd);
    }

  errno = saved;
}

/* By a worker: the request, as it would have been executed, and what it takes to answer the next one at once. */
static void
execute_and_learn (eio_req *req)
{
  int dirfd = jeio_wd_fd (req->wd);
  const struct jeio_op *op = &jeio_ops[req->op];

  switch (op->type)
    {
    case EIO_STAT:
      req->result = fstatat (dirfd, req->ptr1, req->ptr2, 0);
      break;

    case EIO_LSTAT:
      req->result = fstatat (dirfd, req->ptr1, req->ptr2, AT_SYMLINK_NOFOLLOW);
      break;

    case EIO_OPEN:
      req->result = openat (dirfd, req->ptr1, req->int1, (mode_t)req->int2);
      break;

    default:
      op->run (req);
      break;
    }

  learn (dirfd, req->ptr1, op->type == EIO_LSTAT ? O_NOFOLLOW : 0);
}

/* ---- what can be answered ---- */

static int
open_cached (int dirfd, const char *path, int flags)
{
  struct open_how how = { .flags = (uint64_t)(unsigned int)flags | O_CLOEXEC, .resolve = RESOLVE_CACHED };
  int fd = (int)syscall (SYS_openat2, dirfd, path, &how, sizeof how);

  if (fd < 0 && (errno == ENOSYS || errno == EINVAL || errno == E2BIG))
    atomic_store_explicit (&have_cached, false, memory_order_relaxed);

  return fd;
}

/* The attributes of a request's path as the kernel has them in memory, where the file system is known to be a local one. */
static bool
stat_cached (eio_req *req, int flags, struct statx *stx)
{
  bool local = false;
  int fd;

  if (!atomic_load_explicit (&have_cached, memory_order_relaxed))
    return false;

  fd = open_cached (jeio_wd_fd (req->wd), req->ptr1, O_PATH | flags);

  if (fd < 0)
    return false;

  if (!statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_BASIC_STATS, stx))
    {
      uint64_t device = makedev (stx->stx_dev_major, stx->stx_dev_minor);

      local = contains (local_devices, device);

      if (!local && !contains (foreign_devices, device))
        {
          req->type = EIO_CUSTOM;
          req->feed = execute_and_learn;
        }
    }

  close (fd);
  return local;
}

static bool
answer_stat (eio_req *req, int follow)
{
  struct stat *st = req->ptr2;
  struct statx stx;

  if (!stat_cached (req, follow ? 0 : O_NOFOLLOW, &stx))
    return false;

  st->st_dev     = makedev (stx.stx_dev_major, stx.stx_dev_minor);
  st->st_ino     = stx.stx_ino;
  st->st_mode    = stx.stx_mode;
  st->st_nlink   = stx.stx_nlink;
  st->st_uid     = stx.stx_uid;
  st->st_gid     = stx.stx_gid;
  st->st_rdev    = makedev (stx.stx_rdev_major, stx.stx_rdev_minor);
  st->st_size    = (off_t)stx.stx_size;
  st->st_blksize = (blksize_t)stx.stx_blksize;
  st->st_blocks  = (blkcnt_t)stx.stx_blocks;
  st->st_atim    = (struct timespec){ stx.stx_atime.tv_sec, stx.stx_atime.tv_nsec };
  st->st_mtim    = (struct timespec){ stx.stx_mtime.tv_sec, stx.stx_mtime.tv_nsec };
  st->st_ctim    = (struct timespec){ stx.stx_ctime.tv_sec, stx.stx_ctime.tv_nsec };
  req->result = 0;
  return true;
}

/*
 * A regular file or a directory, opened for reading. What else a path may lead to can block in open(2), or wake up
 * somebody who waits at the other end: so its type is looked at first, and O_NONBLOCK covers what changes in between.
 */
static int
open_regular (eio_req *req, int flags, bool directories, struct statx *stx)
{
  int fd;

  if (!stat_cached (req, flags & O_NOFOLLOW, stx)
      || !(S_ISREG (stx->stx_mode) || (directories && S_ISDIR (stx->stx_mode))))
    return -1;

  fd = open_cached (jeio_wd_fd (req->wd), req->ptr1, flags | O_NONBLOCK);

  if (fd >= 0 && statx (fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE | STATX_SIZE, stx))
    {
      close (fd);
      return -1;
    }

  if (fd >= 0 && !(S_ISREG (stx->stx_mode) || (directories && S_ISDIR (stx->stx_mode))))
    {
      close (fd);
      return -1;
    }

  return fd;
}

static bool
answer_open (eio_req *req)
{
  const int plain = O_CLOEXEC | O_NOATIME | O_NOCTTY | O_NOFOLLOW | O_DIRECTORY | O_LARGEFILE | O_NONBLOCK;
  struct statx stx;
  int fd;

  if (req->int1 & ~plain)
    return false;

  fd = open_regular (req, req->int1, true, &stx);

  if (fd < 0)
    return false;

  if (!(req->int1 & O_NONBLOCK) && fcntl (fd, F_SETFL, req->int1 & O_NOATIME) < 0)
    {
      close (fd);
      return false;
    }

  req->result = fd;
  return true;
}

/* Bytes read, all there are up to `size`; or -1: not all of it is in memory. */
static ssize_t
read_cached (int fd, void *buffer, size_t size, off_t offset)
{
  struct iovec iov = { buffer, size };
  ssize_t count = preadv2 (fd, &iov, 1, offset, RWF_NOWAIT);

  if (count > 0 && (size_t)count < size)
    {
      char byte;
      struct iovec next = { &byte, 1 };

      /* the end of the file, or of what is in memory? */
      if (preadv2 (fd, &next, 1, offset + count, RWF_NOWAIT))
        return -1;
    }

  return count;
}

static bool
answer_read (eio_req *req)
{
  ssize_t count;

  if (!req->size || req->size > READ_MAX || req->offs < 0)
    return false;

  /* a direct read is never cached, and would wait for the device in spite of RWF_NOWAIT */
  if (!(((uintptr_t)req->ptr2 | req->size | (uintptr_t)req->offs) & DIRECT_ALIGN))
    {
      int flags = fcntl (req->int1, F_GETFL);

      if (flags < 0 || flags & O_DIRECT)
        return false;
    }

  count = read_cached (req->int1, req->ptr2, req->size, req->offs);

  if (count < 0)
    return false;

  req->result = count;
  return true;
}

static bool
answer_slurp (eio_req *req, bool into)
{
  size_t size = req->size;
  struct statx stx;
  ssize_t count = -1;
  int fd;

  if (req->offs < 0 || size > READ_MAX || (into && !size))
    return false;

  fd = open_regular (req, O_RDONLY, false, &stx);

  if (fd < 0)
    return false;

  if (!into)
    {
      size_t rest = (off_t)stx.stx_size > req->offs ? stx.stx_size - (size_t)req->offs : 0;

      if (!size)
        size = rest;

      if (size && size <= READ_MAX)
        req->ptr2 = jeio_malloc (size);
    }

  if (req->ptr2 && size && size <= READ_MAX)
    count = read_cached (fd, req->ptr2, size, req->offs);

  close (fd);

  if (count < 0)
    {
      if (!into)
        {
          jeio_free (req->ptr2);
          req->ptr2 = 0;
        }

      return false;
    }

  if (!into)
    req->flags |= EIO_FLAG_PTR2_FREE;

  req->result = count;
  return true;
}

int
jeio_inline_cost (const eio_req *req)
{
  switch (req->type)
    {
    case EIO_READ:
      return INLINE_READ;

    case EIO_STAT:
    case EIO_LSTAT:
    case EIO_OPEN:
      return INLINE_PATH;

    case EIO_CUSTOM:
      return req->feed == jeio_op_slurp || req->feed == jeio_op_slurp_into ? INLINE_PATH : INLINE_NEVER;

    default:
      return INLINE_NEVER;
    }
}

bool
jeio_inline_answer (eio_req *req)
{
  int saved = errno;
  bool answered = false;

  if (req->cancelled || req->wd == EIO_INVALID_WD)
    return false;

  switch (req->type)
    {
    case EIO_READ:
      answered = answer_read (req);
      break;

    case EIO_STAT:
      answered = answer_stat (req, true);
      break;

    case EIO_LSTAT:
      answered = answer_stat (req, false);
      break;

    case EIO_OPEN:
      answered = answer_open (req);
      break;

    default:
      answered = answer_slurp (req, req->feed == jeio_op_slurp_into);
      break;
    }

  errno = saved;
  return answered;
}
