/*
 * Attempts to answer at submission that take long all the same. What is in the kernel's caches is available at once;
 * but a program that has to permit each opening or reading of a file (fanotify(7), as virus scanners use it) makes the
 * submitting thread wait, and nothing tells beforehand whether there is one. So after two attempts in close succession
 * that had to wait, none is made for a hundred times as long as the last one took.
 *
 * An attempt may also take long because its thread was not given a CPU, which is no reason to stop. The kernel counts
 * voluntary waits separately; asking for that count takes a system call, which is made only after an attempt has taken
 * long.
 */
#include "patience.h"

#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>

enum { KINDS = 4, LONG_MILLIS = 20, PAUSE = 100, SUSPICION = 64 };

static _Atomic int64_t paused_until[KINDS];
static _Atomic int suspicion[KINDS]; /* for how many more attempts voluntary waits are counted */

static int64_t
now_millis (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC_COARSE, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long
waits (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_THREAD, &usage) ? 0 : usage.ru_nvcsw;
}

bool
jeio_patience_begin (int kind, struct jeio_patience *attempt)
{
  attempt->begun = now_millis ();

  if (attempt->begun < atomic_load_explicit (&paused_until[kind], memory_order_relaxed))
    return false;

  attempt->waits = atomic_load_explicit (&suspicion[kind], memory_order_relaxed) ? waits () : -1;
  return true;
}

void
jeio_patience_end (int kind, const struct jeio_patience *attempt)
{
  int64_t now = now_millis ();
  int64_t took = now - attempt->begun;
  int left = atomic_load_explicit (&suspicion[kind], memory_order_relaxed);

  if (took < LONG_MILLIS)
    {
      if (left)
        atomic_store_explicit (&suspicion[kind], left - 1, memory_order_relaxed);
    }
  else if (attempt->waits < 0)
    atomic_store_explicit (&suspicion[kind], SUSPICION, memory_order_relaxed);
  else if (waits () > attempt->waits)
    {
      atomic_store_explicit (&suspicion[kind], 0, memory_order_relaxed);
      atomic_store_explicit (&paused_until[kind], now + PAUSE * took, memory_order_relaxed);
    }
}
