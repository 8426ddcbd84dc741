/* How much of a file is in the page cache: cachestat(2), or mincore(2) before Linux 6.5. */
#include "ops.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#ifndef SYS_cachestat
# define SYS_cachestat 451
#endif

struct range
{
  uint64_t off, len;
};

/* Numbers of pages, in the order of Java's AioCacheStat; -1: not known. */
struct cache
{
  int64_t cached, dirty, writeback, evicted, recently_evicted;
};

enum { WINDOW = 1 << 28 }; /* bytes that are mapped at a time */

/* The number of pages of [at, at + size) that are in the cache, or -1. */
static int64_t
count_window (int fd, off_t at, size_t size, size_t page, unsigned char *there)
{
  void *map = mmap (0, size, PROT_READ, MAP_SHARED, fd, at);
  int64_t count = 0;

  if (map == MAP_FAILED)
    return -1;

  if (mincore (map, size, there) < 0)
    count = -1;
  else
    for (size_t i = 0; i < (size + page - 1) / page; i++)
      count += there[i] & 1;

  munmap (map, size);
  return count;
}

static int
by_mincore (int fd, off_t begin, off_t end, struct cache *cache)
{
  size_t page = (size_t)sysconf (_SC_PAGESIZE);
  unsigned char *there = jeio_malloc (WINDOW / page);

  if (!there)
    {
      errno = ENOMEM;
      return -1;
    }

  *cache = (struct cache){ .dirty = -1, .writeback = -1, .evicted = -1, .recently_evicted = -1 };

  for (off_t at = begin - begin % (off_t)page; at < end; at += WINDOW)
    {
      int64_t count = count_window (fd, at, end - at < WINDOW ? (size_t)(end - at) : WINDOW, page, there);

      if (count < 0)
        {
          int saved = errno;

          jeio_free (there);
          errno = saved;
          return -1;
        }

      cache->cached += count;
    }

  jeio_free (there);
  return 0;
}

static int
ask (int fd, off_t offset, size_t length, struct cache *cache)
{
  struct range range = { (uint64_t)offset, length };
  struct stat st;
  off_t end;

  if (!syscall (SYS_cachestat, fd, &range, cache, 0))
    return 0;

  if ((errno != ENOSYS && errno != EPERM) || fstat (fd, &st) < 0)
    return -1;

  end = length && (uint64_t)offset + length < (uint64_t)st.st_size ? offset + (off_t)length : st.st_size;
  return by_mincore (fd, offset, end, cache);
}

/* int1: the descriptor; offs and size: the range, 0: to the end. Five numbers are handed over. */
void
jeio_op_cachestat (eio_req *req)
{
  struct cache *cache = jeio_malloc (sizeof *cache);

  req->result = -1;

  if (!cache)
    errno = ENOMEM;
  else if (ask (req->int1, req->offs, req->size, cache) < 0)
    {
      int saved = errno;

      jeio_free (cache);
      errno = saved;
    }
  else
    {
      jeio_hand_over (req, cache);
      req->result = sizeof *cache;
    }
}
