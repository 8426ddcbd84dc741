/* Part of embed.c: the workers of a pool, and the limits on their number. */

struct worker_start
{
  void *(*proc) (void *);
  etp_worker *worker;
  struct jeio_pool *pool;
};

static void pool_start_threads (struct jeio_pool *pool, int count);

/* Under reqlock: keeps no more requests to quit in the queue than that, and returns how many there are. */
static unsigned int
quits_keep (struct jeio_pool *pool, unsigned int most)
{
  etp_reqq *queue = &pool->etp.req_queue;
  const int pri = ETP_NUM_PRI - 1;
  unsigned int kept = 0;
  eio_req *last = 0;
  eio_req *next;

  for (eio_req *req = queue->qs[pri]; req; req = next)
    {
      next = (eio_req *)req->next;

      if (req->type != ETP_TYPE_QUIT || kept < most)
        {
          kept += req->type == ETP_TYPE_QUIT;
          last = req;
          continue;
        }

      if (last)
        last->next = next;
      else
        queue->qs[pri] = next;

      if (!next)
        queue->qe[pri] = last;

      --queue->size;
      --pool->etp.nready;
      free (req);
    }

  return kept;
}

/*
 * A worker that leaves after its idle timeout may race with max_parallel, which counts the same worker off once more and
 * queues a request to quit that nobody is left to take. So libeio's count is made right by what is there: the workers
 * that are left, less those that have yet to quit.
 */
static void
pool_worker_left (struct jeio_pool *pool)
{
  int wanted;

  X_LOCK (pool->etp.reqlock);
  X_LOCK (pool->etp.wrklock);
  --pool->workers;
  pool->etp.started = pool->workers - quits_keep (pool, pool->workers);
  X_UNLOCK (pool->etp.wrklock);
  wanted = pool_wanted_workers (pool); /* what came in may have been left to this worker */
  X_UNLOCK (pool->etp.reqlock);

  wake (pool, wanted);
}

static void *
pool_worker (void *arg)
{
  struct worker_start start = *(struct worker_start *)arg;
  struct jeio_pool *pool = start.pool;

  free (arg);
  worker_of = pool;
  start.proc (start.worker);
  pool_worker_left (pool);

  /* a request that came in between this worker's last look and its leaving found it still counted */
  if (etp_nready (&pool->etp))
    pool_start_threads (pool, 1);

  pthread_mutex_lock (&pool->live_lock);
  --pool->live;
  pthread_cond_broadcast (&pool->live_cond);
  pthread_mutex_unlock (&pool->live_lock);

  return 0;
}

/* Under wrklock. Returns whether the thread was started, as xthread_create does. */
static int
jeio_thread_create (pthread_t *tid, void *(*proc) (void *), void *worker)
{
  struct jeio_pool *pool = (struct jeio_pool *)((etp_worker *)worker)->pool;
  struct worker_start *start = malloc (sizeof *start);
  int started = 0;

  if (start)
    {
      *start = (struct worker_start){ proc, worker, pool };

      pthread_mutex_lock (&pool->live_lock);
      started = jeio_libeio_thread_create (tid, pool_worker, start);
      pool->live += (unsigned int)started;
      pthread_mutex_unlock (&pool->live_lock);
      pool->workers += (unsigned int)started;

      if (!started)
        free (start);
    }

  pool->start_failed = !started;
  return started;
}

/*
 * Starts as many workers as the queue calls for. When there are none and none can be started (RLIMIT_NPROC, no memory),
 * what is queued fails with EAGAIN: libeio would leave it waiting for ever.
 */
static void
pool_start_threads (struct jeio_pool *pool, int count)
{
  while (count-- > 0)
    {
      unsigned int before = etp_nthreads (&pool->etp);

      etp_maybe_start_thread (&pool->etp);

      if (etp_nthreads (&pool->etp) == before)
        break;
    }

  if (ecb_expect_true (etp_nthreads (&pool->etp) || !pool->etp.wanted || !pool->start_failed))
    return;

  for (;;)
    {
      eio_req *req;

      X_LOCK (pool->etp.reqlock);
      req = reqq_shift (&pool->etp.req_queue);
      if (req)
        --pool->etp.nready;
      X_UNLOCK (pool->etp.reqlock);

      if (!req)
        break;

      if (req->type == ETP_TYPE_QUIT)
        {
          free (req);
          continue;
        }

      req->result  = -1;
      req->errorno = EAGAIN;

      X_LOCK (pool->etp.reslock);
      result_push (pool, req);
      X_UNLOCK (pool->etp.reslock);
    }
}

void
jeio_pool_min_parallel (struct jeio_pool *pool, unsigned int threads)
{
  etp_set_min_parallel (&pool->etp, threads);
  pool_start_threads (pool, (int)threads);
}

/* Asks one worker to quit, and counts it off; false where there is none in excess, or no memory. */
static bool
pool_quit_one (struct jeio_pool *pool)
{
  eio_req *quit = calloc (1, sizeof *quit);
  bool excess = false;

  if (!quit)
    return false;

  quit->type = ETP_TYPE_QUIT;
  quit->pri  = ETP_NUM_PRI - 1;

  X_LOCK (pool->etp.reqlock);
  X_LOCK (pool->etp.wrklock);

  /* as signed numbers: a worker that idles too long may have counted itself off once more, see pool_worker_left */
  if ((int)pool->etp.started > (int)pool->etp.wanted)
    {
      excess = true;
      --pool->etp.started;
      ++pool->etp.nready; /* the worker that takes it counts it off like any other request */
      reqq_push (&pool->etp.req_queue, quit);
      ++pool->wakes;
    }

  X_UNLOCK (pool->etp.wrklock);
  X_UNLOCK (pool->etp.reqlock);

  if (excess)
    wake (pool, 1);
  else
    free (quit);

  return excess;
}

/* Returns when no more than that many are left, as the manual says. */
void
jeio_pool_max_parallel (struct jeio_pool *pool, unsigned int threads)
{
  if (pool->etp.wanted > threads)
    pool->etp.wanted = threads;

  while (pool_quit_one (pool))
    ;

  pthread_mutex_lock (&pool->live_lock);
  while (pool->live > pool->etp.wanted)
    pthread_cond_wait (&pool->live_cond, &pool->live_lock);
  pthread_mutex_unlock (&pool->live_lock);
}

/* Idle workers look at the limits when they wake. */
static void
pool_wake_idle (struct jeio_pool *pool)
{
  X_LOCK (pool->etp.reqlock);
  ++pool->wakes;
  X_UNLOCK (pool->etp.reqlock);

  wake (pool, INT_MAX);
}

void
jeio_pool_max_idle (struct jeio_pool *pool, unsigned int threads)
{
  etp_set_max_idle (&pool->etp, threads);
  pool_wake_idle (pool);
}

void
jeio_pool_idle_timeout (struct jeio_pool *pool, unsigned int seconds)
{
  etp_set_idle_timeout (&pool->etp, seconds);
  pool_wake_idle (pool);
}

unsigned int
jeio_pool_nready (struct jeio_pool *pool)
{
  return etp_nready (&pool->etp);
}

unsigned int
jeio_pool_npending (struct jeio_pool *pool)
{
  return pool_npending (pool);
}

unsigned int
jeio_pool_nthreads (struct jeio_pool *pool)
{
  return etp_nthreads (&pool->etp);
}
