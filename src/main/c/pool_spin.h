/*
 * Part of embed.c: looking a little longer before going to sleep. A wake-up across CPUs costs many times what a short
 * request takes; so a worker that has run out of requests, and a poller that has run out of results, look on for a
 * moment, as long as that has paid lately. Only where a CPU is left over for it: with more in flight than there are CPUs,
 * whoever looks on takes one from a thread that works. And whatever finds nothing sleeps, so an idle pool costs nothing.
 */
#include <sched.h>

enum
{
  SPIN_NANOS       = 20 * 1000,
  SPIN_ALONE_NANOS = 50 * 1000,  /* with one request at a time, nothing else shortens the wait */
  SPIN_LASTING     = 16,         /* with more in flight, a worker that is woken finds enough to do for the trouble */
  SPIN_CREDIT      = 16,         /* so many vain looks in a row, and it is given up */
  SPIN_RETRY       = 8,          /* but tried again once in so many times, */
  SPIN_RETRY_NANOS = 100 * 1000  /* for as long as it takes to wake the other side, which may have given up, too */
};

struct spin
{
  _Atomic bool busy;
  _Atomic int credit;
  _Atomic int skipped;
};

/* How many this process may use; 1 if that is not to be had. */
static int
spin_cpus (void)
{
  cpu_set_t cpus;

  return sched_getaffinity (0, sizeof cpus, &cpus) ? 1 : CPU_COUNT (&cpus);
}

static inline void
spin_pause (void)
{
#if __x86_64__
  __builtin_ia32_pause ();
#elif __aarch64__
  __asm__ volatile ("yield");
#endif
}

static inline int64_t
spin_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/*
 * Looks at a queue's size, without its lock: a hint, which whoever holds the lock looks at again. `alone`: at most one
 * request is in flight.
 */
static bool
spin_until_filled (struct spin *spin, const int *size, bool alone)
{
  int64_t nanos = alone ? SPIN_ALONE_NANOS : SPIN_NANOS;
  bool filled = false;
  int64_t deadline;

  if (atomic_load_explicit (&spin->credit, memory_order_relaxed) <= 0)
    {
      if (atomic_fetch_add_explicit (&spin->skipped, 1, memory_order_relaxed) % SPIN_RETRY)
        return false;

      nanos = SPIN_RETRY_NANOS;
    }

  if (atomic_exchange_explicit (&spin->busy, true, memory_order_acquire))
    return false;

  deadline = spin_clock () + nanos;

  do
    for (int i = 0; i < 32 && !filled; ++i)
      {
        filled = __atomic_load_n (size, __ATOMIC_RELAXED);
        spin_pause ();
      }
  while (!filled && spin_clock () < deadline);

  if (filled)
    atomic_store_explicit (&spin->credit, SPIN_CREDIT, memory_order_relaxed);
  else
    atomic_fetch_sub_explicit (&spin->credit, 1, memory_order_relaxed);

  atomic_store_explicit (&spin->busy, false, memory_order_release);
  return filled;
}
