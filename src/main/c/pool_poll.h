/* Part of embed.c: how a pool's poller waits, and how it is woken. */
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum
{
  /* so many requests, and these are system calls, keep the workers busy for longer than that: see jeio_pool_wait */
  REST_LASTING = 128,
  REST_NANOS   = 50 * 1000
};

/* Set under reslock by the thread that must write the wake-up, taken by jeio_unlock() of the same thread. */
static __thread struct jeio_pool *wakeup_due;
static __thread int wakeup_peer;

/* Neither write can block or fail in a way that matters: a full counter or socket is a readable one. */
static void
pool_signal (int efd, int peer)
{
  static const uint64_t one = 1;
  int saved = errno;

  /* the socket first: who has read the counter finds the socket's byte there */
  if (peer >= 0)
    while (send (peer, &one, 1, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno == EINTR)
      ;

  while (write (efd, &one, sizeof one) < 0 && errno == EINTR)
    ;

  errno = saved;
}

/* Under reslock: makes the descriptors readable once the lock is free. */
static void
pool_want_signal (struct jeio_pool *pool)
{
  if (pool->signaled)
    return;

  pool->signaled = true;
  wakeup_due = pool;
  wakeup_peer = pool->peer;
}

/* Threads of the process that are polling just now: each keeps a CPU busy. */
static _Atomic int pollers;

/* Under reslock. */
static void
pool_draining (struct jeio_pool *pool, bool draining)
{
  if (pool->draining != draining)
    atomic_fetch_add_explicit (&pollers, draining ? 1 : -1, memory_order_relaxed);

  pool->draining = draining;
}

static void
jeio_want_poll (struct etp_pool *etp)
{
  struct jeio_pool *pool = (struct jeio_pool *)etp;

  if (!pool->draining)
    pool_want_signal (pool);
}

static void
jeio_unlock (pthread_mutex_t *mutex)
{
  struct jeio_pool *due = wakeup_due;

  pthread_mutex_unlock (mutex);

  if (ecb_expect_false (due != 0))
    {
      wakeup_due = 0;
      pool_signal (due->efd, wakeup_peer);
    }
}

/*
 * Under reslock, by the poller: takes the wake-up back. The thread that set `signaled` may not have written yet;
 * it is past its lock, so waiting for it is as short as waiting for a lock, and afterwards the descriptor is
 * readable exactly while results are pending. True: there was one, and Java has one byte to read from its own end of
 * the socket.
 */
static bool
pool_unsignal (struct jeio_pool *pool)
{
  uint64_t count;

  if (!pool->signaled)
    return false;

  while (read (pool->efd, &count, sizeof count) < 0 && (errno == EAGAIN || errno == EINTR))
    {
      struct pollfd pfd = { .fd = pool->efd, .events = POLLIN };
      poll (&pfd, 1, -1);
    }

  pool->signaled = false;
  return true;
}

/* Under reslock, by the poller, or while there is none. */
static bool
pool_has_results (const struct jeio_pool *pool)
{
  return pool->etp.res_queue.size || pool->taken.size;
}

/* Results that have not gone up. */
static unsigned int
pool_npending (struct jeio_pool *pool)
{
  return etp_npending (&pool->etp) + atomic_load_explicit (&pool->ntaken, memory_order_relaxed);
}

void
jeio_pool_wakeup (struct jeio_pool *pool)
{
  X_LOCK (pool->etp.reslock);
  pool_want_signal (pool);
  X_UNLOCK (pool->etp.reslock);
}

/* Once in a while: where there is only one CPU left to this process, nobody is to look on. */
static void
pool_count_cpus (struct jeio_pool *pool)
{
  if (atomic_fetch_add_explicit (&pool->sleeps, 1, memory_order_relaxed) % 64 == 63)
    pool->cpus = spin_cpus ();
}

/*
 * Readable (1), not within the time (0; -1: no limit), or -errno. While the workers have much to do, results come in all
 * the time: a poller that rests for a moment finds many of them, where one that waits is woken for a few, again and again,
 * and takes a CPU from the workers each time. Not with writes: those to one file wait for each other, so that a CPU is
 * left over.
 */
int
jeio_pool_wait (struct jeio_pool *pool, int timeout_ms)
{
  struct pollfd pfd = { .fd = pool->efd, .events = POLLIN };
  int res;

  if (timeout_ms)
    {
      int executing;

      pool_count_cpus (pool);

      if (!pool->writes && __atomic_load_n (&pool->lasting, __ATOMIC_RELAXED) >= REST_LASTING
          && reqq_peek (&pool->etp.req_queue) >= REST_LASTING)
        nanosleep (&(struct timespec){ .tv_nsec = REST_NANOS }, 0);

      executing = (int)(etp_nreqs (&pool->etp) - pool_npending (pool));

      if (executing > 0 && executing < pool->cpus)
        spin_until_filled (&pool->poller_spin, &pool->etp.res_queue.size, executing == 1);
    }

  do
    res = poll (&pfd, 1, timeout_ms);
  while (res < 0 && errno == EINTR);

  return res < 0 ? -errno : res;
}

/* Takes the descriptor over. An earlier one is replaced in place: its number may be on its way into a send(). */
int
jeio_pool_attach (struct jeio_pool *pool, int peer)
{
  int res = 0;

  X_LOCK (pool->etp.reslock);

  if (pool->peer < 0)
    pool->peer = peer;
  else
    {
      if (dup3 (peer, pool->peer, O_CLOEXEC) < 0)
        res = -errno;

      close (peer);
    }

  if (!res && pool->signaled)
    pool_signal (pool->efd, pool->peer);

  X_UNLOCK (pool->etp.reslock);
  return res;
}

/*
 * Each pool gets the other's descriptors, and makes them readable if it has results: for reinit. Not while one is polled.
 * -1: a wake-up of `a` was taken back, as by jeio_pool_drain.
 */
int
jeio_pool_exchange_wakeup (struct jeio_pool *a, struct jeio_pool *b)
{
  int efd, peer;
  bool unsignaled;

  X_LOCK (a->etp.reslock);
  X_LOCK (b->etp.reslock);
  unsignaled = pool_unsignal (a);
  pool_unsignal (b);
  efd  = a->efd,  a->efd  = b->efd,  b->efd  = efd;
  peer = a->peer, a->peer = b->peer, b->peer = peer;
  pthread_mutex_unlock (&b->etp.reslock);
  pthread_mutex_unlock (&a->etp.reslock);

  for (int i = 0; i < 2; ++i)
    {
      struct jeio_pool *pool = i ? b : a;

      X_LOCK (pool->etp.reslock);
      if (pool_has_results (pool))
        pool_want_signal (pool);
      X_UNLOCK (pool->etp.reslock);
    }

  return unsignaled ? -1 : 0;
}
