/* Part of embed.c: the workers of a pool, and the limits on their number. */

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

/* Under wrklock: no more than that many of the requests to quit that were made for workers. */
static void
spare_quits_keep (struct jeio_pool *pool, unsigned int most)
{
  eio_req **at = &pool->spare_quits;

  for (; *at && most; --most)
    at = &(*at)->grp_next;

  while (*at)
    {
      eio_req *quit = *at;

      *at = quit->grp_next;
      free (quit);
    }
}

/*
 * A worker that leaves after its idle timeout may race with max_parallel, which counts the same worker off once more and
 * queues a request to quit that nobody is left to take. So libeio's count is made right by what is there: the workers
 * that are left, less those that have yet to quit.
 */
static void
pool_worker_left (struct jeio_pool *pool)
{
  unsigned int quits;
  int wanted;

  X_LOCK (pool->etp.reqlock);
  X_LOCK (pool->etp.wrklock);
  --pool->workers;
  quits = quits_keep (pool, pool->workers);
  pool->etp.started = pool->workers - quits;
  spare_quits_keep (pool, pool->etp.started);
  X_UNLOCK (pool->etp.wrklock);
  wanted = pool_wanted_workers (pool); /* what came in may have been left to this worker */
  X_UNLOCK (pool->etp.reqlock);

  wake (pool, wanted);
}

static void *
pool_worker (void *arg)
{
  struct jeio_pool *pool = (struct jeio_pool *)((etp_worker *)arg)->pool;

  worker_of = pool;
  etp_proc (arg);
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

/* Under wrklock. */
static void
pool_add_worker (struct jeio_pool *pool, etp_worker *worker, eio_req *quit)
{
  worker->next = pool->etp.wrk_first.next;
  worker->prev = &pool->etp.wrk_first;
  pool->etp.wrk_first.next->prev = worker;
  pool->etp.wrk_first.next = worker;
  ++pool->etp.started;
  ++pool->workers;

  quit->type = ETP_TYPE_QUIT;
  quit->pri  = ETP_NUM_PRI - 1;
  quit->grp_next = pool->spare_quits;
  pool->spare_quits = quit;
}

/*
 * Starts one more worker, and makes the request that will tell it to quit, so that this never lacks memory. In place of
 * libeio's function, which ends the process without memory, and looks at the number of threads without the lock: two
 * threads that submitted at once got two workers of a pool of one. False where no worker was started.
 */
static bool
pool_start_thread (struct jeio_pool *pool)
{
  etp_worker *worker = calloc (1, sizeof *worker);
  eio_req *quit = calloc (1, sizeof *quit);
  bool started = false;

  X_LOCK (pool->etp.wrklock);

  if (pool->workers < pool->etp.wanted)
    {
      if (worker && quit)
        {
          worker->pool = &pool->etp;
          pthread_mutex_lock (&pool->live_lock);
          started = xthread_create (&worker->tid, pool_worker, worker);
          pool->live += started;
          pthread_mutex_unlock (&pool->live_lock);
        }

      if (started)
        pool_add_worker (pool, worker, quit);

      pool->start_failed = !started;
    }

  X_UNLOCK (pool->etp.wrklock);

  if (!started)
    {
      free (worker);
      free (quit);
    }

  return started;
}

/* Whether there is more to do than workers to do it. A guess: pool_start_thread looks again. */
static bool
pool_calls_for_thread (struct jeio_pool *pool)
{
  return pool->workers < pool_limit (pool)
      && (int)pool->workers + (int)etp_npending (&pool->etp) < (int)etp_nreqs (&pool->etp);
}

/*
 * Starts as many workers as the queue calls for. When there are none and none can be started (RLIMIT_NPROC, no memory),
 * what is queued fails with EAGAIN: libeio would leave it waiting for ever.
 */
static void
pool_start_threads (struct jeio_pool *pool, int count)
{
  while (count-- > 0 && pool_calls_for_thread (pool) && pool_start_thread (pool))
    ;

  if (ecb_expect_true (pool->workers || !pool_limit (pool) || !pool->start_failed))
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
  X_LOCK (pool->etp.wrklock);
  if (pool->etp.wanted < threads)
    __atomic_store_n (&pool->etp.wanted, threads, __ATOMIC_RELAXED);
  X_UNLOCK (pool->etp.wrklock);

  pool_start_threads (pool, (int)threads);
}

/* Asks one worker to quit, and counts it off; false where there is none in excess. */
static bool
pool_quit_one (struct jeio_pool *pool)
{
  eio_req *quit = 0;

  X_LOCK (pool->etp.reqlock);
  X_LOCK (pool->etp.wrklock);

  /* as signed numbers: a worker that idles too long may have counted itself off once more, see pool_worker_left */
  if ((int)pool->etp.started > (int)pool->etp.wanted && pool->spare_quits)
    {
      quit = pool->spare_quits;
      pool->spare_quits = quit->grp_next;
      --pool->etp.started;
      ++pool->etp.nready; /* the worker that takes it counts it off like any other request */
      reqq_push (&pool->etp.req_queue, quit);
      ++pool->wakes;
    }

  X_UNLOCK (pool->etp.wrklock);
  X_UNLOCK (pool->etp.reqlock);

  if (quit)
    wake (pool, 1);

  return quit;
}

/* Returns when no more than that many are left, as the manual says. */
void
jeio_pool_max_parallel (struct jeio_pool *pool, unsigned int threads)
{
  X_LOCK (pool->etp.wrklock);
  if (pool->etp.wanted > threads)
    __atomic_store_n (&pool->etp.wanted, threads, __ATOMIC_RELAXED);
  X_UNLOCK (pool->etp.wrklock);

  while (pool_quit_one (pool))
    ;

  pthread_mutex_lock (&pool->live_lock);
  while (pool->live > pool_limit (pool))
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
  unsigned int started;

  X_LOCK (pool->etp.wrklock);
  started = pool->etp.started;
  X_UNLOCK (pool->etp.wrklock);

  return started;
}
