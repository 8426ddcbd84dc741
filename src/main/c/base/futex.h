/* Part of embed.c: sleeping until a number changes. See futex(2). */
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>

/* Sleeps while the word is `value`, no longer than `timeout` (null: no limit). 0 when woken, else -1 and errno. */
static int
futex_wait (_Atomic uint32_t *word, uint32_t value, const struct timespec *timeout)
{
  return (int)syscall (SYS_futex, word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, value, timeout);
}

/* Sleeps while the word is `value`, but not after `until` on the clock of time(2). */
static int
futex_wait_until (_Atomic uint32_t *word, uint32_t value, const struct timespec *until)
{
  return (int)syscall (SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, value, until, 0,
                       FUTEX_BITSET_MATCH_ANY);
}

/* Wakes so many threads. Leaves errno alone. */
static void
futex_wake (_Atomic uint32_t *word, int threads)
{
  int saved = errno;

  syscall (SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, threads);
  errno = saved;
}
