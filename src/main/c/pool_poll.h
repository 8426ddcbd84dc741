/*
 * Part of embed.c: how a pool's poller waits, and how it is woken.
 *
 * A poller of ours sleeps on a futex, `rings`, and is woken by nobody while it is awake. The descriptor is written to
 * only once somebody has asked for it, who may sleep on it at any time.
 */
#include <poll.h>
#include <sys/eventfd.h>

/* While requests wait for a worker, a sleeping poller is left alone: until so many results have come, or so long. */
enum
{
  GATHER_MAX   = 128,
  GATHER_NANOS = 50 * 1000
};

/* Wake-ups wanted under reslock: the thread that wants them gives them in jeio_unlock(), when the lock is free. */
static __thread struct
{
  struct jeio_pool *signal; /* whose descriptor is to be made readable */
  struct jeio_pool *ring;   /* and whose sleeping pollers are to be woken */
} due;

/* The pool that this thread works for. */
static __thread struct jeio_pool *worker_of;

/* The write can't block or fail in a way that matters: a full counter is a readable one. */
static void
pool_signal (int efd)
{
  static const uint64_t one = 1;
  int saved = errno;

  while (write (efd, &one, sizeof one) < 0 && errno == EINTR)
    ;

  errno = saved;
}

/* Under reslock. */
static void
pool_ring (struct jeio_pool *pool)
{
  if (!pool->wake_at)
    return;

  pool->wake_at = 0;
  ++pool->rings;
  due.ring = pool;
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
    due.signal = pool;
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
  if (pool->draining)
    return;

  if (pool->watched)
    pool_want_signal (pool);
  else if (pool->wake_at && (pool->etp.res_queue.size >= pool->wake_at || !reqq_peek (&pool->etp.req_queue)))
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

  if (ecb_expect_false (due.ring != 0))
    {
      futex_wake (&due.ring->rings, INT_MAX);
      due.ring = 0;
    }

  if (ecb_expect_false (due.signal != 0))
    {
      pool_signal (due.signal->efd);
      due.signal = 0;
    }
}

/*
 * Under reslock, by the poller: takes the wake-up back. The thread that set `signaled` may not have written yet;
 * it is past its lock, so waiting for it is as short as waiting for a lock, and afterwards the descriptor is
 * readable exactly while results are pending.
 */
static void
pool_unsignal (struct jeio_pool *pool)
{
  uint64_t count;
  bool signaled = pool->signaled;

  pool->signaled = false;
  if (!signaled || !pool->watched)
    return;

  while (read (pool->efd, &count, sizeof count) < 0 && (errno == EAGAIN || errno == EINTR))
    {
      struct pollfd pfd = { .fd = pool->efd, .events = POLLIN };
      poll (&pfd, 1, -1);
    }
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

/* Sleeps until there are `count` results, or no request waits for a worker any more. False: the time was up before. */
static bool
pool_sleep (struct jeio_pool *pool, int count, const struct timespec *timeout)
{
  uint32_t rings;
  bool ready;

  X_LOCK (pool->etp.reslock);
  ready = pool->signaled || pool_has_results (pool);
  rings = pool->rings;
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
 * Until results are pending, somebody wakes the pool, or the time (-1: no limit) is up; it may return early. While the
 * workers have much to do, results come in all the time: a poller that lets some gather takes a CPU from the workers once,
 * where one that is woken for the first does so again and again.
 */
void
jeio_pool_wait (struct jeio_pool *pool, int timeout_ms)
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

  if (gather > 1 && pool_sleep (pool, gather, &(struct timespec){ .tv_nsec = GATHER_NANOS }))
    return;

  pool_sleep (pool, 1, timeout_ms < 0 ? 0 : &limit);
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
