/* io_uring by its system calls: one ring, one thread, as many requests down in one call as there are. */
#define _GNU_SOURCE
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ENTRIES = 1024 };

static struct {
  int fd;
  unsigned *sq_tail, *sq_mask, *sq_array;
  unsigned *cq_head, *cq_tail, *cq_mask;
  struct io_uring_sqe *sqes;
  struct io_uring_cqe *cqes;
} ring;

static int big, out, direct;
static struct statx stats[ENTRIES];

static void *
map (size_t size, off_t offset)
{
  return mmap (0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring.fd, offset);
}

static int
open_ring (void)
{
  struct io_uring_params p = { .flags = 0 };

  ring.fd = (int)syscall (SYS_io_uring_setup, ENTRIES, &p);

  if (ring.fd < 0)
    return -1;

  char *sq = map (p.sq_off.array + p.sq_entries * sizeof (unsigned), IORING_OFF_SQ_RING);
  char *cq = map (p.cq_off.cqes + p.cq_entries * sizeof (struct io_uring_cqe), IORING_OFF_CQ_RING);
  ring.sqes = map (p.sq_entries * sizeof (struct io_uring_sqe), IORING_OFF_SQES);

  if (sq == MAP_FAILED || cq == MAP_FAILED || ring.sqes == MAP_FAILED)
    return -1;

  ring.sq_tail = (unsigned *)(sq + p.sq_off.tail);
  ring.sq_mask = (unsigned *)(sq + p.sq_off.ring_mask);
  ring.sq_array = (unsigned *)(sq + p.sq_off.array);
  ring.cq_head = (unsigned *)(cq + p.cq_off.head);
  ring.cq_tail = (unsigned *)(cq + p.cq_off.tail);
  ring.cq_mask = (unsigned *)(cq + p.cq_off.ring_mask);
  ring.cqes = (struct io_uring_cqe *)(cq + p.cq_off.cqes);
  return 0;
}

/* What an operation is: fills the entry for the i-th one. */
typedef void (*fill_fn) (struct io_uring_sqe *sqe, int slot, long i);

static void
put (fill_fn fill, int slot, long i)
{
  unsigned tail = *ring.sq_tail, at = tail & *ring.sq_mask;
  struct io_uring_sqe *sqe = &ring.sqes[at];

  memset (sqe, 0, sizeof *sqe);
  fill (sqe, slot, i);
  sqe->user_data = slot;
  ring.sq_array[at] = at;
  __atomic_store_n (ring.sq_tail, tail + 1, __ATOMIC_RELEASE);
}

static long
window (fill_fn fill, int expected, int depth, long ops)
{
  long started = 0, finished = 0;
  unsigned unsubmitted = 0;

  if (depth > ENTRIES)
    {
      errno = EINVAL;
      return -1;
    }

  for (; started < depth && started < ops; started++, unsubmitted++)
    put (fill, (int)started, started);

  while (finished < ops)
    {
      if (syscall (SYS_io_uring_enter, ring.fd, unsubmitted, 1, IORING_ENTER_GETEVENTS, 0, 0) < 0)
        return -1;

      unsubmitted = 0;
      unsigned head = *ring.cq_head, tail = __atomic_load_n (ring.cq_tail, __ATOMIC_ACQUIRE);

      for (; head != tail; head++, finished++)
        {
          const struct io_uring_cqe *cqe = &ring.cqes[head & *ring.cq_mask];

          if (cqe->res != expected)
            {
              errno = cqe->res < 0 ? -cqe->res : EIO;
              return -1;
            }

          if (started < ops)
            {
              put (fill, (int)cqe->user_data, started++);
              unsubmitted++;
            }
        }

      __atomic_store_n (ring.cq_head, head, __ATOMIC_RELEASE);
    }

  return ops;
}

static void
transfer (struct io_uring_sqe *sqe, int op, int fd, int slot, off_t offset)
{
  sqe->opcode = op;
  sqe->fd = fd;
  sqe->addr = (unsigned long)buffer (slot);
  sqe->len = BLOCK;
  sqe->off = offset;
}

static void
fill_nop (struct io_uring_sqe *sqe, int slot, long i)
{
  (void)slot;
  (void)i;
  sqe->opcode = IORING_OP_NOP;
}

static void
fill_read (struct io_uring_sqe *sqe, int slot, long i)
{
  transfer (sqe, IORING_OP_READ, big, slot, read_offset (i));
}

static void
fill_write (struct io_uring_sqe *sqe, int slot, long i)
{
  transfer (sqe, IORING_OP_WRITE, out, slot, write_offset (i));
}

static void
fill_direct (struct io_uring_sqe *sqe, int slot, long i)
{
  transfer (sqe, IORING_OP_READ, direct, slot, read_offset (i));
}

static void
fill_stat (struct io_uring_sqe *sqe, int slot, long i)
{
  sqe->opcode = IORING_OP_STATX;
  sqe->fd = AT_FDCWD;
  sqe->addr = (unsigned long)small_path (i);
  sqe->len = STATX_BASIC_STATS;
  sqe->off = (unsigned long)&stats[slot];
}

static long run_nop (int depth, long ops) { return window (fill_nop, 0, depth, ops); }
static long run_read (int depth, long ops) { return window (fill_read, BLOCK, depth, ops); }
static long run_write (int depth, long ops) { return window (fill_write, BLOCK, depth, ops); }
static long run_direct (int depth, long ops) { return window (fill_direct, BLOCK, depth, ops); }
static long run_stat (int depth, long ops) { return window (fill_stat, 0, depth, ops); }

static const struct work works[] = {
  { "nop", run_nop },
  { "read", run_read },
  { "write", run_write },
  { "direct", run_direct },
  { "stat", run_stat },
  { 0, 0 }
};

static const char *
start (void)
{
  if (open_ring () < 0)
    return errno == EPERM || errno == ENOSYS || errno == EACCES
      ? "missing io_uring: this kernel or container forbids it" : "missing io_uring: no ring could be set up";

  big = data_fd ("big", O_RDONLY);
  out = data_fd ("out", O_RDWR);
  direct = data_fd ("big", O_RDONLY | O_DIRECT);
  return "ready io_uring by system calls";
}

int
main (int argc, char **argv)
{
  return serve (argc, argv, start, works);
}
