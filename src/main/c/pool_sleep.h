/*
 * Part of embed.c: how idle workers sleep, and who wakes them. A futex and no condition variable: glibc's has the thread
 * that signals wait for those it signalled before, and that thread is the poller.
 *
 * A worker reads `wakes` under reqlock, after it has found the queue empty, and sleeps while the number stays the same; who
 * queues something counts it up under reqlock. So no wake-up is lost, and a needless one does no harm: a worker that wakes
 * looks at the queue.
 */
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>

/* 0 or an error number; `until`: on the clock of time(2), or null. */
static int
sleep_while (const _Atomic uint32_t *wakes, uint32_t value, const struct timespec *until)
{
  long res = syscall (SYS_futex, wakes, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, value, until, 0,
                      FUTEX_BITSET_MATCH_ANY);

  return res < 0 ? errno : 0;
}

/* Not under a lock: whoever wakes would only wait for it. */
static void
wake (const _Atomic uint32_t *wakes, int most)
{
  int saved = errno;

  if (!most)
    return;

  syscall (SYS_futex, wakes, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, most);
  errno = saved;
}
