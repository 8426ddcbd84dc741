/*
 * libeio, embedded: one translation unit that includes its unmodified source, for the internals it keeps static.
 *
 * Each hook below is a macro or a type that libeio's source lets its includer replace; system headers whose
 * names a hook covers are included first, so that only libeio's own calls are replaced.
 */
#include "jeio.h"
#include "buffered.h"
#include "inline.h"
#include "tree.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

struct etp_pool;

/* What libeio allocates is counted with what jeio allocates. */
#define malloc(size)        jeio_malloc (size)
#define calloc(count, size) jeio_calloc (count, size)
#define realloc(ptr, size)  jeio_realloc (ptr, size)
#define free(ptr)           jeio_free (ptr)

/*
 * libeio's stat tells the time of creation. The system's headers, or the build for old ones, may have macros of these
 * names.
 */
#undef fstatat
#undef fstat
#define fstatat(dirfd, path, st, flags) jeio_fstatat (dirfd, path, st, flags)
#define fstat(fd, st)                   jeio_fstat (fd, st)

/* libeio calls this for the first pending result only; jeio_unlock looks at every result. */
#define eio_want_poll_cb() ((void)0)

/* A worker checks first of all whether its request is cancelled: so this check tells jeio that the execution begins. */
static void jeio_before_execution (const eio_req *req);

static inline int
jeio_cancelled (const eio_req *req)
{
  jeio_before_execution (req);
  return __atomic_load_n (&req->cancelled, __ATOMIC_RELAXED);
}

#undef EIO_CANCELLED
#define EIO_CANCELLED(req) jeio_cancelled (req)

/*
 * On processors other than x86, libeio takes reqlock to read its counters; jeio reads them while it holds reqlock. An
 * aligned word is read whole on aarch64, too, and a thread that acts upon a counter has held the lock just before, so
 * that its value is no older than that.
 */
#define WORDACCESS_UNSAFE 0

/* Includes the process's thread-local storage, which is on the stack and which a JVM and its agents make large. */
#define X_STACKSIZE (256 * 1024)
#include "xthread.h"

/*
 * A wake-up that is wanted under reslock is made when the lock is free: the woken thread would have to wait for the
 * lock.
 */
static void jeio_unlock (pthread_mutex_t *mutex);
#undef X_UNLOCK
#define X_UNLOCK(mutex) jeio_unlock (&(mutex))

/* A worker that runs out of requests spins for a moment, and then sleeps on a futex. */
static int jeio_idle (struct etp_pool *pool, pthread_mutex_t *mutex, const struct timespec *until);
#undef X_COND_WAIT
#undef X_COND_TIMEDWAIT
#define X_COND_WAIT(cond, mutex)         jeio_idle (pool, &(mutex), 0)
#define X_COND_TIMEDWAIT(cond, mutex, to) jeio_idle (pool, &(mutex), &(to))

#define EIO_NO_WRAPPERS 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" /* a false warning about a variable in eio.c */
#include "eio.c"

#undef EIO_CANCELLED

_Static_assert (offsetof (struct eio_pwd, fd) == offsetof (struct jeio_end, fd), "an end's address is an eio_wd");

int
jeio_wd_fd (eio_wd wd)
{
  return WD2FD (wd);
}

/* Makes a directory object of a descriptor, which it takes over, and of the path that leads there, or null. */
eio_wd
jeio_wd_new (int fd, const char *path)
{
  size_t length = path ? strlen (path) : 0;
  eio_wd wd = calloc (1, sizeof *wd + length);

  if (!wd)
    {
      close (fd);
      errno = ENOMEM;
      return 0;
    }

  wd->fd = fd;
  wd->len = (int)length;
  memcpy (wd->str, path ? path : "", length);
  return wd;
}

const char *
jeio_wd_path (eio_wd wd)
{
  return wd->len ? wd->str : 0;
}

/* Without a bit to sort by, as where all inode numbers are 0, libeio would read before its list of them. */
void
jeio_dent_sort (eio_dirent *dents, int count, signed char score_bits, uint64_t inode_bits)
{
  if (score_bits || inode_bits)
    eio_dent_sort (dents, count, score_bits, (eio_ino_t)inode_bits);
}

ssize_t
jeio_sendfile_sync (int out_fd, int in_fd, off_t offset, size_t count)
{
  return eio_sendfile_sync (out_fd, in_fd, offset, count);
}

int
jeio_mlockall_sync (int flags)
{
  return eio_mlockall_sync (flags);
}

#pragma GCC diagnostic pop

#include "futex.h"
#include "spin.inc"
#include "pool.h"
#include "look.inc"
#include "poll.inc"
#include "attend.inc"
#include "wake.inc"
#include "sleep.inc"
#include "quits.inc"
#include "threads.inc"
#include "limits.inc"
#include "age.inc"
#include "drain.inc"
#include "fill.inc"
#include "budget.inc"
#include "submit.inc"
#include "answer.inc"
