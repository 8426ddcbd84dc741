/*
 * The private header of the native side: what crosses between Java and C, and which file does what.
 *
 *   base/jeio.h       this file
 *   base/memory.c     allocation with a count of what is in use
 *   base/fault.c      copies from and to memory that may go away
 *   base/stat.c       stat and lstat, with the time of creation
 *   base/build.c      the library's build id
 *   base/features.c   the system calls that newer kernels have
 *   base/futex.h      the sleep of workers and pollers
 *
 *   pool/embed.c      libeio itself, embedded, with the hooks that make pools independent; its parts, in this order:
 *   pool/spin.inc     how long a thread spins before it sleeps
 *   pool/pool.h       a pool: its memory, its beginning and its end
 *   pool/look.inc     when a worker began a request, and which worker
 *   pool/poll.inc     which threads are woken for results, and the poll descriptor
 *   pool/sleep.inc    how threads sleep until results come
 *   pool/wake.inc     how idle workers sleep, and when one is woken
 *   pool/quits.inc    requests that ask workers to quit
 *   pool/threads.inc  how workers start and end
 *   pool/limits.inc   the limits on their number, and the counters
 *   pool/age.inc      requests of low priority that have waited for long
 *   pool/drain.inc    results become records for Java
 *   pool/fill.inc     what Java has written becomes a request of libeio's
 *   pool/budget.inc   which requests are answered at submission
 *   pool/submit.inc   submission of requests
 *   pool/answer.inc   answers to requests without a listener
 *
 *   inline/inline.c   requests answered at submission
 *   inline/cached.c   reads from the kernel's caches
 *   inline/buffered.c the descriptors that a read at submission can be tried on
 *   inline/locality.c which file systems are local
 *   inline/patience.c attempts that take long all the same
 *
 *   ops/ops.c         the table of operations, and what each one's record carries
 *   ops/              operations that libeio does not have, run by its workers as custom requests: ops.h lists them by file,
 *                     copy.h the parts of a copy
 *   advanced/         the synchronous functions: advanced.h
 *   jni/natives.c     the JNI functions of the class Natives: a pool
 *   jni/buffers.c     and memory
 *   jni/stack.c       and the calling thread's stack
 *   jni/file.c        the JNI functions of the class FileNatives
 *   jni/build_natives.c  the JNI functions of the class BuildNatives
 *
 * No two files have the same name, in whatever folders they are: the build gives its objects to the linker in the order of
 * their names, and the library is to be the same wherever it is built.
 */
#ifndef JEIO_H
#define JEIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The members that jeio adds to a request of libeio's. */
#define EIO_REQ_MEMBERS                                                      \
  uint64_t token;      /* slot and generation; 0: not in the pool; set to 0 under token_lock */ \
  void *aux;           /* this slot's own memory: paths and stat buffer, kept for the next request */ \
  uint32_t aux_size;                                                         \
  uint8_t op;          /* index into jeio_ops */                             \
  uint8_t lasting;     /* whether it is counted in pool->lasting: see wake.inc */ \
  uint8_t done;        /* a worker has executed it; written under reslock */ \
  uint32_t age;        /* value of pool->ages when it was put in its queue; guarded by reqlock while it is there */ \
  int32_t worker;      /* the thread that executes it, or has executed it; 0: none */    \
  int64_t submitted;   /* this and the next two are nanoseconds of CLOCK_MONOTONIC; 0: this request is not measured */ \
  int64_t begun;       /* for a request that is not measured, to a few milliseconds */ \
  int64_t ended;

/*
 * stat with the time of creation; libeio's own calls of fstatat() and fstat() are jeio_fstatat() and jeio_fstat() of
 * stat.c
 */
#define EIO_STRUCT_STAT struct statx

#include <sys/stat.h>

#include "eio.h"

/* What an operation's record carries besides the result. */
enum jeio_out
{
  OUT_VALUE,   /* the result alone */
  OUT_OFFSET,  /* seek: the new offset is the result */
  OUT_WD,      /* the address of a working directory */
  OUT_STAT,    /* the members of a struct statx that stat has, in line */
  OUT_STATVFS, /* a statvfs buffer, in line */
  OUT_STATX,   /* a statx buffer, in line */
  OUT_COPIED,  /* five numbers about an entry that was copied, in line */
  OUT_TEXT,    /* result bytes of ptr2, in line: readlink, realpath */
  OUT_NAMES,   /* readdir's two arrays, handed over */
  OUT_BLOB     /* result bytes at ptr2, from malloc, handed over when there are any; and what ptr1 has, if that is from malloc, too */
};

struct jeio_op
{
  const char *name;           /* the name of the Java side's Op, so that a test can compare the tables */
  signed char type;           /* libeio's request type */
  void (*run) (eio_req *);    /* for EIO_CUSTOM: what a worker runs */
  unsigned char out;          /* enum jeio_out */
  unsigned char fds;          /* OP_INT1, OP_INT2: which of the numbers are descriptors, and EBADF when they are negative */
};

enum { OP_INT1 = 1, OP_INT2 = 2 };

extern const struct jeio_op jeio_ops[];
extern const int jeio_op_count;

/* A request as Java writes it; every number in the machine's own byte order. */
struct jeio_wire
{
  uint32_t length;   /* bytes of the whole record, a multiple of 8 */
  uint8_t op;
  int8_t pri;
  uint8_t cancelled;
  uint8_t error;     /* the errno to fail with, without being executed; 0: none */
  uint64_t token;
  int32_t int1;
  uint32_t len1;     /* bytes of the first path with its NUL; 0: none */
  int64_t int2;
  int64_t int3;
  int64_t offs;
  int64_t size;
  uint64_t ptr2;     /* a buffer's address */
  uint64_t wd;       /* 0: the process's, -1: the invalid one, else an eio_wd */
  double nv1;
  uint32_t len2;     /* bytes of the second path with its NUL; 0: none */
  uint8_t tried;     /* by jeio_pool_answer: enum jeio_tried */
  uint8_t reserved[3];
  int64_t submitted; /* the time of submission, for a request that is measured; else 0 */
  char bytes[];
};

enum jeio_tried
{
  JEIO_UNTRIED,
  JEIO_TRIED,        /* it could not be answered */
  JEIO_TO_LEARN      /* likewise, and the worker that executes it has to find out whether its file system is local */
};

/* A completion as Java reads it, followed by `extra` bytes, padded to 8, and by `times` bytes. */
struct jeio_record
{
  uint64_t token;
  int64_t result;
  int32_t errnum;
  int32_t flags;     /* readdir's flags */
  uint64_t ptr1;     /* handed over: readdir's entries */
  uint64_t ptr2;     /* handed over: readdir's names, a blob */
  uint32_t extra;
  uint32_t times;    /* 0, or sizeof (struct jeio_times) for a request that is measured */
};

struct jeio_times
{
  int64_t begun;
  int64_t ended;
  int32_t worker;    /* 0: it was answered at submission */
  int32_t fd;        /* the descriptor that the request worked on, or -1 */
};

/* Whether a request was answered at submission, or why not; in the order of the Java class Verdict. */
enum jeio_verdict
{
  JEIO_ANSWERED,
  JEIO_OTHER_KIND,   /* requests of this kind are never answered at submission */
  JEIO_OFF,
  JEIO_PRIORITY,     /* the answer would have overtaken a request of a higher priority, or on a pool of one thread any request */
  JEIO_DEPTH,        /* so many requests are in flight that the workers are faster */
  JEIO_BUDGET,       /* this submission has answered enough requests, and must not hold its thread longer */
  JEIO_NOT_CACHED,
  JEIO_FILE_SYSTEM,  /* the file system may have to ask another machine, was slow before, or is not known */
  JEIO_VERDICTS
};

/* A request in flight: see jeio_pool_look. */
enum jeio_stage { JEIO_GONE, JEIO_QUEUED, JEIO_EXECUTING, JEIO_EXECUTED };

struct jeio_look
{
  int64_t begun;
  int64_t worker;
  int64_t fd;
};

enum
{
  JEIO_TEXT_MAX   = 8192,
  JEIO_STATX_SIZE = 256  /* the kernel's size, whichever fields the C library's headers know */
};

/* memory.c */
void *jeio_malloc (size_t size);
void *jeio_calloc (size_t count, size_t size);
void *jeio_realloc (void *ptr, size_t size);
void  jeio_free (void *ptr);
int64_t jeio_memory_in_use (void);

/* base/build.c, base/features.c: both write a string. */
void jeio_build_id (char *hex, size_t size);
void jeio_features (char *names, size_t size);

/* fault.c: a copy, 0 or -EFAULT if one of the ranges is not there; and whether a range is there */
int jeio_copy (void *to, const void *from, size_t size);
int jeio_is_readable (const void *start, size_t size);

/* ops.c: copies what a record carries in line to `out`, at most JEIO_TEXT_MAX bytes, and returns its size */
uint32_t jeio_op_extra (const eio_req *req, char *out);

/* stat.c: 0, or -1 with errno */
int jeio_fstatat (int dirfd, const char *path, struct statx *stx, int flags);
int jeio_fstat (int fd, struct statx *stx);

/* The same by fstatat(2), with fewer fields; -1 also for flags that fstatat does not know. */
int jeio_statx_by_stat (int dirfd, const char *path, int flags, struct statx *stx);

/* embed.c */
int     jeio_wd_fd (eio_wd wd);
eio_wd  jeio_wd_new (int fd, const char *path);
const char *jeio_wd_path (eio_wd wd);
void    jeio_dent_sort (eio_dirent *dents, int count, signed char score_bits, uint64_t inode_bits);
ssize_t jeio_sendfile_sync (int out_fd, int in_fd, off_t offset, size_t count);
int     jeio_mlockall_sync (int flags);

/* resident.c: 0, or -1 with errno */
int jeio_mlockall (int flags);

/* embed.c, pool.h */
struct jeio_pool;
struct jeio_pool *jeio_pool_create (char *out, size_t out_size);
void jeio_pool_name (struct jeio_pool *pool, const char *name);
void jeio_pool_destroy (struct jeio_pool *pool);
int  jeio_pool_fd (struct jeio_pool *pool);
void jeio_pool_unwatch (struct jeio_pool *pool);
int  jeio_pool_slab (struct jeio_pool *pool, unsigned int index);
int  jeio_pool_submit (struct jeio_pool *pool, const char *wires, int count, int outstanding);
int  jeio_pool_submit_one (struct jeio_pool *pool, const char *wires, int outstanding);
int  jeio_pool_answer (struct jeio_pool *pool, char *wires, int outstanding);
void jeio_pool_inline_cached (struct jeio_pool *pool, unsigned int on);
void jeio_pool_verdicts (struct jeio_pool *pool, int64_t *counts);
int  jeio_pool_look (struct jeio_pool *pool, uint64_t token, struct jeio_look *look);
int  jeio_pool_drain (struct jeio_pool *pool, int max, bool held);
void jeio_pool_rearm (struct jeio_pool *pool, bool held);
void jeio_pool_advance (struct jeio_pool *pool);
uint32_t jeio_pool_events (struct jeio_pool *pool);
bool jeio_pool_wait (struct jeio_pool *pool, uint32_t seen, int timeout_ms);
void jeio_pool_lead (struct jeio_pool *pool, uint32_t seen, int timeout_ms);
void jeio_pool_cancel (struct jeio_pool *pool, uint64_t token);
void jeio_pool_exchange_wakeup (struct jeio_pool *a, struct jeio_pool *b);
void jeio_pool_min_parallel (struct jeio_pool *pool, unsigned int threads);
void jeio_pool_max_parallel (struct jeio_pool *pool, unsigned int threads);
void jeio_pool_max_idle (struct jeio_pool *pool, unsigned int threads);
void jeio_pool_idle_timeout (struct jeio_pool *pool, unsigned int seconds);
unsigned int jeio_pool_nready (struct jeio_pool *pool);
unsigned int jeio_pool_npending (struct jeio_pool *pool);
unsigned int jeio_pool_nthreads (struct jeio_pool *pool);
unsigned int jeio_pool_workers (struct jeio_pool *pool, unsigned int from, int64_t (*notes)[2], int *count);
void jeio_pool_age (struct jeio_pool *pool);
unsigned int jeio_pool_nidle (struct jeio_pool *pool);
unsigned int jeio_pool_nwakes (struct jeio_pool *pool);

#endif
