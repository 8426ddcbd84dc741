/* Part of embed.c: a pool, which is libeio's own with what jeio adds, and how its poller is woken. */
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

enum
{
  SLAB_BITS = 8,
  SLAB_SIZE = 1 << SLAB_BITS,
  SLAB_MAX  = 1 << 16,        /* 16 million requests at once */
  AUX_KEEP  = 4096,           /* a slot gives back what it needed beyond this */

  /* so many requests keep the workers busy for longer than that: see jeio_pool_wait */
  REST_QUEUE = 64,
  REST_NANOS = 50 * 1000
};

struct jeio_pool
{
  struct etp_pool etp;        /* first: libeio's functions take its address */
  int efd;                    /* the poll descriptor */

  /* guarded by etp.reslock */
  int peer;                   /* our end of AioSelectable's socket, or -1 */
  bool signaled;              /* the descriptors are readable, or will be in an instant */
  bool draining;              /* the poller will look again: it needs no wake-up */

  char *out;                  /* the poller's: where completions are written; Java's memory */
  size_t out_size;
  etp_reqq taken;             /* the poller's: results that it took over and has yet to write */
  _Atomic unsigned int ntaken; /* their number, for others */
  unsigned int owed;          /* the poller's: what etp.nreqs is to be less by, when reqlock is taken the next time */
  unsigned int owed_lasting;  /* the same for `lasting` */

  pthread_mutex_t token_lock; /* held while tokens lose their meaning: see jeio_pool_cancel */

  /* workers that have not left yet; live_cond: live has fallen */
  pthread_mutex_t live_lock;
  pthread_cond_t live_cond;
  unsigned int live;          /* guarded by live_lock */
  unsigned int workers;       /* guarded by etp.wrklock: those of them that have not left their loop */
  bool start_failed;          /* guarded by etp.wrklock: the last attempt to start a worker failed */

  _Atomic bool inline_cached; /* answer what the kernel's caches can answer */
  _Atomic uint64_t inline_answers;

  _Atomic int cpus;           /* that this process may use, as of late */
  _Atomic unsigned int sleeps;
  _Atomic uint32_t wakes;     /* written under etp.reqlock: see pool_wake.h */
  unsigned int waking;        /* guarded by etp.reqlock: workers that have been woken and have not got the lock yet */
  unsigned int looking;       /* guarded by etp.reqlock: idle workers that look on, and so need no signal */
  unsigned int lasting;       /* guarded by etp.reqlock: requests in the pool that a worker may take a while for */
  struct spin worker_spin;
  struct spin poller_spin;

  eio_req *slabs[SLAB_MAX];   /* written once each, before its slots are used */
};

/* Set under reslock by the thread that must write the wake-up, taken by jeio_unlock() of the same thread. */
static __thread struct jeio_pool *wakeup_due;
static __thread int wakeup_peer;

static eio_req *
pool_slot (struct jeio_pool *pool, uint64_t token)
{
  uint32_t slot = (uint32_t)token;

  return &pool->slabs[slot >> SLAB_BITS][slot & (SLAB_SIZE - 1)];
}

/* Moves all of `from` behind what `to` has of the same priority: as many steps as there are priorities, however many requests. */
static void
reqq_append (etp_reqq *to, etp_reqq *from)
{
  for (int pri = 0; pri < ETP_NUM_PRI; ++pri)
    if (from->qs[pri])
      {
        if (to->qe[pri])
          to->qe[pri]->next = from->qs[pri];
        else
          to->qs[pri] = from->qs[pri];

        to->qe[pri] = from->qe[pri];
        from->qs[pri] = from->qe[pri] = 0;
      }

  to->size += from->size;
  from->size = 0;
}

/* By the poller, under reqlock. */
static void
pool_settle (struct jeio_pool *pool)
{
  pool->etp.nreqs -= pool->owed;
  pool->lasting   -= pool->owed_lasting;
  pool->owed = pool->owed_lasting = 0;
}

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
 * and takes a CPU from the workers each time.
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

      if (__atomic_load_n (&pool->etp.req_queue.size, __ATOMIC_RELAXED) >= REST_QUEUE)
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

int
jeio_pool_fd (struct jeio_pool *pool)
{
  return pool->efd;
}

/* Memory for the next SLAB_SIZE slots: 0 or -ENOMEM. */
int
jeio_pool_slab (struct jeio_pool *pool, unsigned int index)
{
  if (index >= SLAB_MAX || !(pool->slabs[index] = calloc (SLAB_SIZE, sizeof (eio_req))))
    return -ENOMEM;

  return 0;
}

struct jeio_pool *
jeio_pool_create (char *out, size_t out_size)
{
  struct jeio_pool *pool = calloc (1, sizeof *pool);

  if (!pool)
    {
      errno = ENOMEM;
      return 0;
    }

  pool->efd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (pool->efd < 0)
    {
      free (pool);
      return 0;
    }

  pool->peer = -1;
  pool->inline_cached = true;
  pool->cpus = spin_cpus ();
  pool->out = out;
  pool->out_size = out_size;
  reqq_init (&pool->taken);
  pthread_mutex_init (&pool->token_lock, 0);
  pthread_mutex_init (&pool->live_lock, 0);
  pthread_cond_init (&pool->live_cond, 0);
  etp_init (&pool->etp, 0, 0, 0);

  return pool;
}

/* Nothing may be outstanding: Java has seen every completion. Waits for the workers. */
void
jeio_pool_destroy (struct jeio_pool *pool)
{
  jeio_pool_max_parallel (pool, 0);

  for (unsigned int i = 0; i < SLAB_MAX && pool->slabs[i]; ++i)
    {
      for (unsigned int j = 0; j < SLAB_SIZE; ++j)
        free (pool->slabs[i][j].aux);

      free (pool->slabs[i]);
    }

  close (pool->efd);
  if (pool->peer >= 0)
    close (pool->peer);

  pthread_mutex_destroy (&pool->etp.wrklock);
  pthread_mutex_destroy (&pool->etp.reslock);
  pthread_mutex_destroy (&pool->etp.reqlock);
  pthread_cond_destroy (&pool->etp.reqwait);
  pthread_mutex_destroy (&pool->token_lock);
  pthread_mutex_destroy (&pool->live_lock);
  pthread_cond_destroy (&pool->live_cond);
  free (pool);
}
