/*
 * Part of embed.c: how idle workers sleep, and when one is woken.
 *
 * They sleep on a futex and no condition variable: glibc's has the thread that signals wait for those it signalled before,
 * and that thread is the poller. A worker reads `wakes` under reqlock, after it has found the queue empty, and sleeps while
 * the number stays the same; who queues something counts it up under reqlock. So no wake-up is lost, and a needless one
 * does no harm: a worker that wakes looks at the queue.
 */

/* Not under a lock: whoever wakes would only wait for it. */
static void
wake (struct jeio_pool *pool, int workers)
{
  if (workers)
    futex_wake (&pool->wakes, workers);
}

/*
 * Under reqlock, by a worker whose last look found nothing. ETIMEDOUT: it is to leave, or anything else; `until`: on time(2)'s
 * clock, or null. Where enough others have left before it, it stays: max_idle of them do.
 */
static int
jeio_idle (struct etp_pool *etp, pthread_mutex_t *mutex, const struct timespec *until)
{
  struct jeio_pool *pool = (struct jeio_pool *)etp;
  uint32_t wakes;
  int error = 0;

  pool_count_cpus (pool);

  /* this one idles, like others; the rest are at work, as the poller may be */
  if (pool->lasting <= SPIN_LASTING && (int)(pool->workers - etp->idle) + 1 < pool->cpus)
    {
      bool alone = etp->nreqs <= 1;

      ++pool->looking;
      pthread_mutex_unlock (mutex);
      spin_until_filled (&pool->worker_spin, &etp->req_queue.size, alone);
      pthread_mutex_lock (mutex);
      --pool->looking;

      if (etp->req_queue.size)
        return 0;
    }

  wakes = pool->wakes;
  pthread_mutex_unlock (mutex);

  if (futex_wait_until (&pool->wakes, wakes, until) < 0)
    error = errno;

  pthread_mutex_lock (mutex);
  pool->waking -= pool->waking > 0; /* fewer were woken than have come, where some had not slept yet */
  return etp->idle > etp->max_idle ? error : 0;
}

/* A nop is over when it has begun. */
static bool
is_lasting (const eio_req *req)
{
  return req->type != EIO_NOP && req->type != EIO_GROUP;
}

/*
 * Under reqlock: how many workers have to be woken, by wake() when the lock is free. As many as there are CPUs are enough
 * at first, as each wakes others when it sees that there is more to do. Those that look on need not be woken, nor any
 * where those that are awake come back in an instant: they all look under this lock before they sleep.
 */
static int
pool_wanted_workers (struct jeio_pool *pool)
{
  int most = pool->lasting ? pool->cpus : pool->etp.idle >= pool->workers;
  int wanted = pool->etp.req_queue.size;

  if (wanted > most)
    wanted = most;

  if (wanted > (int)pool->etp.idle)
    wanted = (int)pool->etp.idle;

  wanted -= (int)(pool->looking + pool->waking);

  if (wanted <= 0)
    return 0;

  pool->waking += (unsigned int)wanted;
  ++pool->wakes;
  return wanted;
}

/* By the worker that is going to execute it. */
static void
jeio_before_execution (const eio_req *req)
{
  struct jeio_pool *pool = worker_of;
  int wanted;

  if (!is_lasting (req) || !pool || !reqq_peek (&pool->etp.req_queue)
      || __atomic_load_n (&pool->etp.idle, __ATOMIC_RELAXED) <= __atomic_load_n (&pool->waking, __ATOMIC_RELAXED))
    return;

  pthread_mutex_lock (&pool->etp.reqlock);
  wanted = pool_wanted_workers (pool);
  pthread_mutex_unlock (&pool->etp.reqlock);

  wake (pool, wanted);
}
