#include "rawlibeio.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { MAX_DEPTH = 100000 };

struct slot {
  char *buf;
  long index;
};

static int wakeup;
static int error;

static int big, out, direct;

static struct slot slots[MAX_DEPTH];
static long next, total, in_flight;
static void (*start_next) (struct slot *slot);

static void
want_poll (void)
{
  uint64_t one = 1;

  if (write (wakeup, &one, sizeof one) < 0)
    request_failed (errno);
}

static void
done_poll (void)
{
  uint64_t count;

  if (read (wakeup, &count, sizeof count) < 0)
    request_failed (errno);
}

void
request_failed (int err)
{
  error = err;
}

long
run_loop (const long *outstanding)
{
  struct pollfd readable = { .fd = wakeup, .events = POLLIN };

  while (*outstanding)
    {
      if (poll (&readable, 1, -1) < 0 && errno != EINTR)
        return -1;

      eio_poll ();
    }

  errno = error;
  error = 0;
  return errno ? -1 : 0;
}

static void
refill (struct slot *slot)
{
  if (next < total)
    {
      slot->index = next++;
      start_next (slot);
    }
  else
    in_flight--;
}

/* The last request of an operation is done. */
static int
done (eio_req *req, ssize_t expected)
{
  if (req->result != expected)
    request_failed (req->result < 0 ? req->errorno : EIO);

  refill (req->data);
  return 0;
}

static int done_zero (eio_req *req) { return done (req, 0); }
static int done_block (eio_req *req) { return done (req, BLOCK); }
static int done_small (eio_req *req) { return done (req, SMALL); }

static long
window (void (*start) (struct slot *slot), int depth, long ops)
{
  if (depth > MAX_DEPTH)
    {
      errno = EINVAL;
      return -1;
    }

  start_next = start;
  next = 0;
  total = ops;
  in_flight = depth < ops ? depth : ops;

  for (long i = 0, n = in_flight; i < n; i++)
    {
      slots[i].buf = buffer (i);
      refill (&slots[i]);
    }

  return run_loop (&in_flight) < 0 ? -1 : ops;
}

static void start_nop (struct slot *slot) { eio_nop (0, done_zero, slot); }

static void
start_read (struct slot *slot)
{
  eio_read (big, slot->buf, BLOCK, read_offset (slot->index), 0, done_block, slot);
}

static void
start_write (struct slot *slot)
{
  eio_write (out, slot->buf, BLOCK, write_offset (slot->index), 0, done_block, slot);
}

static void
start_direct (struct slot *slot)
{
  eio_read (direct, slot->buf, BLOCK, read_offset (slot->index), 0, done_block, slot);
}

static void start_stat (struct slot *slot) { eio_stat (small_path (slot->index), 0, done_zero, slot); }

static void
start_slurp (struct slot *slot)
{
  eio_slurp (small_path (slot->index), slot->buf, SMALL, 0, 0, done_small, slot);
}

static int opened_fd[MAX_DEPTH];

static int
has_read (eio_req *req)
{
  struct slot *slot = req->data;

  if (req->result != SMALL)
    request_failed (req->result < 0 ? req->errorno : EIO);

  eio_close (opened_fd[slot - slots], 0, done_zero, slot);
  return 0;
}

static int
has_opened (eio_req *req)
{
  struct slot *slot = req->data;

  if (req->result < 0)
    return done (req, 0);

  opened_fd[slot - slots] = req->result;
  eio_read (req->result, slot->buf, SMALL, 0, 0, has_read, slot);
  return 0;
}

static void
start_open (struct slot *slot)
{
  eio_open (small_path (slot->index), O_RDONLY | O_CLOEXEC, 0, 0, has_opened, slot);
}

static long run_nop (int depth, long ops) { return window (start_nop, depth, ops); }
static long run_read (int depth, long ops) { return window (start_read, depth, ops); }
static long run_write (int depth, long ops) { return window (start_write, depth, ops); }
static long run_direct (int depth, long ops) { return window (start_direct, depth, ops); }
static long run_stat (int depth, long ops) { return window (start_stat, depth, ops); }
static long run_open (int depth, long ops) { return window (start_open, depth, ops); }
static long run_slurp (int depth, long ops) { return window (start_slurp, depth, ops); }

static const struct work works[] = {
  { "nop", run_nop },
  { "read", run_read },
  { "write", run_write },
  { "direct", run_direct },
  { "stat", run_stat },
  { "open", run_open },
  { "slurp", run_slurp },
  { "scan", run_scan },
  { "list", run_list },
  { "copy", run_copy },
  { "remove", run_remove },
  { 0, 0 }
};

static const char *
start (void)
{
  wakeup = eventfd (0, EFD_CLOEXEC);

  if (wakeup < 0 || eio_init (want_poll, done_poll) < 0)
    return "missing libeio: it could not be initialised";

  eio_set_max_parallel (threads);
  eio_set_min_parallel (threads);
  big = data_fd ("big", O_RDONLY);
  out = data_fd ("out", O_RDWR);
  direct = data_fd ("big", O_RDONLY | O_DIRECT);

  return "ready libeio " LIBEIO_VERSION ", gcc " __VERSION__;
}

int
main (int argc, char **argv)
{
  return serve (argc, argv, start, works);
}
