/*
 * Part of embed.c: how a pool's poller waits, and how it is woken.
 *
 * A poller of ours sleeps on a futex, `rings`, and is woken by nobody while it is awake. The descriptor is written to
 * only once somebody has asked for it, who may sleep on it at any time.
 */
#include <sys/eventfd.h>

/* While requests wait for a worker, a sleeping poller is left alone: until so many results have come, or so long. */
enum
{
  GATHER_MAX   = 128,
  GATHER_NANOS = 50 * 1000
};

/* The pool whose sleepers this thread is to wake: wanted under reslock, done by jeio_unlock() when the lock is free. */
static __thread struct jeio_pool *ring_due;

/* The pool that this thread works for. */
static __thread struct jeio_pool *worker_of;

/*
 * Under reslock, so that the descriptor is as readable as `signaled` says whenever the lock is free. The write doesn't block
 * or fail in a way that matters: a full counter is a readable one.
 */
static void
pool_signal (int efd)
{
  static const uint64_t one = 1;
  int saved = errno;

  while (write (efd, &one, sizeof one) < 0 && errno == EINTR)
    ;

  errno = saved;
}

/* Under reslock: wakes who sleeps, and who is about to. */
static void
pool_ring (struct jeio_pool *pool)
{
  ++pool->rings;

  if (!pool->wake_at)
    return;

  pool->wake_at = 0;
  ring_due = pool;
}

/* Under reslock: makes the descriptor readable, and wakes who sleeps. */
static void
pool_want_signal (struct jeio_pool *pool)
{
  if (pool->signaled)
    return;

  pool->signaled = true;
  pool_ring (pool);

  if (pool->watched)
    pool_signal (pool->efd);
}

/*
 * Under reslock, by who leaves results behind: as above. Somebody else may have read the counter meanwhile, as the wrappers
 * of an eventfd do, so it is written again.
 */
static void
pool_keep_signal (struct jeio_pool *pool)
{
  if (pool->signaled && pool->watched)
    pool_signal (pool->efd);

  pool_want_signal (pool);
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

/*
 * Under reslock: a result has come in. The queue's size is read without its lock: who took the last request out comes here
 * after that, and sees it.
 */
static void
pool_result_came (struct jeio_pool *pool)
{
  if (pool->watched && !pool->draining)
    pool_want_signal (pool);

  /* who drains may be long in a callback, and who sleeps may wait for this result */
  if (pool->wake_at && (pool->etp.res_queue.size >= pool->wake_at || !reqq_peek (&pool->etp.req_queue)))
    pool_ring (pool);
}

/* Under reslock, by a thread that is no worker. */
static void
result_push (struct jeio_pool *pool, eio_req *req)
{
  ++pool->etp.npending;
  reqq_push (&pool->etp.res_queue, req);
  pool_result_came (pool);
}

static void
jeio_unlock (pthread_mutex_t *mutex)
{
  if (worker_of && mutex == &worker_of->etp.reslock)
    pool_result_came (worker_of);

  pthread_mutex_unlock (mutex);

  if (ecb_expect_false (ring_due != 0))
    {
      futex_wake (&ring_due->rings, INT_MAX);
      ring_due = 0;
    }
}

/*
 * Under reslock, by who drains: takes the wake-up back. Whoever watches the counter may have read it before: then there is
 * nothing to read, and nothing to wait for.
 */
static void
pool_unsignal (struct jeio_pool *pool)
{
  uint64_t count;
  bool signaled = pool->signaled;

  pool->signaled = false;
  if (!signaled || !pool->watched)
    return;

  while (read (pool->efd, &count, sizeof count) < 0 && errno == EINTR)
    ;
}

/* Under reslock. */
static bool
pool_has_results (struct jeio_pool *pool)
{
  return pool->etp.res_queue.size || atomic_load_explicit (&pool->ntaken, memory_order_relaxed);
}

/* Results that have not gone up. */
static unsigned int
pool_npending (struct jeio_pool *pool)
{
  return etp_npending (&pool->etp) + atomic_load_explicit (&pool->ntaken, memory_order_relaxed);
}

/* Who sleeps in jeio_pool_wait is woken, and who has read `rings` before does not go to sleep. */
void
jeio_pool_ring (struct jeio_pool *pool)
{
  X_LOCK (pool->etp.reslock);
  pool_ring (pool);
  X_UNLOCK (pool->etp.reslock);
}

uint32_t
jeio_pool_rings (struct jeio_pool *pool)
{
  return atomic_load_explicit (&pool->rings, memory_order_acquire);
}

/* Once in a while: where there is only one CPU left to this process, nobody is to look on. */
static void
pool_count_cpus (struct jeio_pool *pool)
{
  if (atomic_fetch_add_explicit (&pool->sleeps, 1, memory_order_relaxed) % 64 == 63)
    pool->cpus = spin_cpus ();
}

/* Under reslock. */
static void
pool_watch (struct jeio_pool *pool)
{
  if (pool->watched)
    return;

  pool->watched = true;

  if (pool->signaled)
    pool_signal (pool->efd);
  else if (pool_has_results (pool) && !pool->draining)
    pool_want_signal (pool);
}

/* The descriptor, from now on readable exactly while results are pending. */
int
jeio_pool_fd (struct jeio_pool *pool)
{
  X_LOCK (pool->etp.reslock);
  pool_watch (pool);
  X_UNLOCK (pool->etp.reslock);

  return pool->efd;
}

/* Sleeps until there are `count` results, no request waits for a worker any more, or somebody rings. False: the time was up. */
static bool
pool_sleep (struct jeio_pool *pool, uint32_t rings, int count, const struct timespec *timeout)
{
  bool ready;

  X_LOCK (pool->etp.reslock);
  ready = pool->rings != rings || pool_has_results (pool);
  if (!ready && (!pool->wake_at || pool->wake_at > count))
    pool->wake_at = count;
  X_UNLOCK (pool->etp.reslock);

  return ready || !futex_wait (&pool->rings, rings, timeout) || errno != ETIMEDOUT;
}

/* Results that a sleeping poller waits for: a quarter of what the workers have yet to do, so that they don't run dry. */
static int
pool_gather (struct jeio_pool *pool)
{
  int count = reqq_peek (&pool->etp.req_queue) / 4;

  return count < 1 ? 1 : count > GATHER_MAX ? GATHER_MAX : count;
}

/*
 * Until C has results, somebody has rung since jeio_pool_rings() said `rings`, or the time (-1: no limit) is up; it may return
 * early. So whoever asks for `rings`, finds that there is nothing to do, and sleeps, misses no ring in between. While the
 * workers have much to do, results come in all the time: a poller that lets some gather takes a CPU from the workers once,
 * where one that is woken for the first does so again and again.
 */
void
jeio_pool_wait (struct jeio_pool *pool, uint32_t rings, int timeout_ms)
{
  struct timespec limit = { .tv_sec = timeout_ms / 1000, .tv_nsec = timeout_ms % 1000 * 1000000L };
  int executing, gather;

  if (!timeout_ms)
    return;

  pool_count_cpus (pool);
  executing = (int)(etp_nreqs (&pool->etp) - pool_npending (pool));

  if (executing > 0 && executing < pool->cpus)
    spin_until_filled (&pool->poller_spin, &pool->etp.res_queue.size, executing == 1);

  gather = pool_gather (pool);

  if (gather > 1 && pool_sleep (pool, rings, gather, &(struct timespec){ .tv_nsec = GATHER_NANOS }))
    return;

  pool_sleep (pool, rings, 1, timeout_ms < 0 ? 0 : &limit);
}

/*
 * Each pool gets the other's descriptor, and makes it readable if it has results: for reinit. Not while one is polled.
 */
void
jeio_pool_exchange_wakeup (struct jeio_pool *a, struct jeio_pool *b)
{
  int efd;
  bool watched;

  X_LOCK (a->etp.reslock);
  X_LOCK (b->etp.reslock);
  pool_unsignal (a);
  pool_unsignal (b);
  efd = a->efd, a->efd = b->efd, b->efd = efd;
  watched = a->watched, a->watched = b->watched, b->watched = watched;
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
}
