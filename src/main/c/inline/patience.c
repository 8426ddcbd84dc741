/*
 * What the kernel's caches have is there at once; yet a program that permits each opening or reading of a file
 * (fanotify(7): virus scanners do that) has the submitting thread wait. Nobody can ask beforehand whether there is one. So
 * attempts that are held up twice in a row, more or less, end for a hundred times as long as the last of them took.
 *
 * An attempt may also take long because its thread was not given a CPU. That is no wait of its own: the kernel counts the
 * two apart, but to ask it costs a system call, which is made after an attempt took long once.
 */
#include "patience.h"

#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>

enum { KINDS = 4, LONG_MILLIS = 20, PAUSE = 100, SUSPICION = 64 };

static _Atomic int64_t paused_until[KINDS];
static _Atomic int suspicion[KINDS]; /* how many more attempts are looked at closely */

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
