/* Part of embed.c: a pool, which is libeio's own with what jeio adds. */
#include <sys/eventfd.h>

enum
{
  SLAB_BITS = 8,
  SLAB_SIZE = 1 << SLAB_BITS,
  SLAB_MAX  = 1 << 16,        /* 16 million requests at once */
  NOTES     = 64,
  AUX_KEEP  = 4096            /* a slot gives back what it needed beyond this */
};

struct jeio_pool
{
  struct etp_pool etp;        /* first: libeio's functions take its address */
  int efd;                    /* the poll descriptor */
  char name[12];              /* of its workers, before libeio's "/eio"; empty: they are named after the thread that starts them */

  /* guarded by etp.reslock */
  bool watched;               /* somebody has the descriptor: else it is never readable, and nobody need write to it */
  bool signaled;              /* it was made readable, or would have been if it were watched */
  bool draining;              /* who drains will look again: the descriptor need not be made readable */
  int wake_at;                /* threads sleep in jeio_pool_wait until there are so many results; 0: none does */
  _Atomic uint32_t events;     /* how often they were woken; written under etp.reslock */
  _Atomic bool leading;       /* a thread is in jeio_pool_lead; written by it, without the lock: it looks for results afterwards */
  int lead_at;                /* it sleeps until there are so many results; 0: it is awake */
  _Atomic uint32_t leads;     /* how often it was woken; written under etp.reslock */

  /* guarded by Java's lock of results: one thread at a time drains, or submits the poller's batch */
  char *out;                  /* where completions are written; Java's memory */
  size_t out_size;
  etp_reqq taken;             /* results that were taken over and are yet to be written */
  _Atomic unsigned int ntaken; /* their number, for others: see pool_turn_ends */
  unsigned int owed;          /* what etp.nreqs is to be less by, when reqlock is taken the next time */
  unsigned int owed_lasting;  /* the same for `lasting` */

  pthread_mutex_t token_lock; /* held while tokens lose their meaning: see jeio_pool_cancel */

  /* workers that have not left yet; live_cond: live has fallen */
  pthread_mutex_t live_lock;
  pthread_cond_t live_cond;
  unsigned int live;          /* guarded by live_lock, as are the next */
  unsigned int noted;         /* how often a worker has begun or left */
  int64_t notes[NOTES][2];    /* the last of them: when, and which; its number is negative where it has left */
  _Atomic unsigned int workers; /* written under etp.wrklock: those of them that have not left their loop */
  eio_req *spare_quits;       /* guarded by etp.wrklock: a request to quit for each worker that has not been told to */
  _Atomic bool start_failed;  /* written under etp.wrklock: the last attempt to start a worker failed */

  _Atomic bool inline_cached; /* answer what the kernel's caches can answer */
  uint64_t verdicts[JEIO_VERDICTS]; /* on the poller's batches; guarded by Java's lock of results, and read by anybody */

  _Atomic int cpus;           /* that this process may use, as of late */
  _Atomic unsigned int sleeps;
  _Atomic uint32_t wakes;     /* written under etp.reqlock: see wake.inc */
  _Atomic unsigned int waking; /* written under etp.reqlock: workers that have been woken and have not got the lock yet */
  unsigned int looking;       /* guarded by etp.reqlock: idle workers that look on, and so need no signal */
  uint32_t ages;              /* written under etp.reqlock: how often jeio_pool_age was called */
  unsigned int lasting;       /* guarded by etp.reqlock: requests in the pool that a worker may take a while for */
  struct spin worker_spin;
  struct spin poller_spin;

  eio_req *_Atomic slabs[SLAB_MAX]; /* written once each, before Java gives its slots out */
};

static eio_req *
pool_slot (struct jeio_pool *pool, uint64_t token)
{
  uint32_t slot = (uint32_t)token;

  return &atomic_load_explicit (&pool->slabs[slot >> SLAB_BITS], memory_order_acquire)[slot & (SLAB_SIZE - 1)];
}

/* How many workers there may be; written under etp.wrklock. */
static unsigned int
pool_limit (const struct jeio_pool *pool)
{
  return __atomic_load_n (&pool->etp.wanted, __ATOMIC_RELAXED);
}

/* A hint: who needs to know takes the lock. */
static int
reqq_peek (const etp_reqq *queue)
{
  return __atomic_load_n (&queue->size, __ATOMIC_RELAXED);
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

/*
 * Java's lock orders the threads that drain, and Java has read a completion before it lets the slot be filled again. The
 * atomic number says so to whoever checks the C side alone.
 */
static void
pool_turn_begins (struct jeio_pool *pool)
{
  (void)atomic_load_explicit (&pool->ntaken, memory_order_acquire);
}

static void
pool_turn_ends (struct jeio_pool *pool)
{
  atomic_store_explicit (&pool->ntaken, (unsigned int)pool->taken.size, memory_order_release);
}

/* By who drains, under reqlock. */
static void
pool_settle (struct jeio_pool *pool)
{
  pool->etp.nreqs -= pool->owed;
  pool->lasting   -= pool->owed_lasting;
  pool->owed = pool->owed_lasting = 0;
}

/* Memory for the next SLAB_SIZE slots: 0 or -ENOMEM. */
int
jeio_pool_slab (struct jeio_pool *pool, unsigned int index)
{
  eio_req *slab = index < SLAB_MAX ? calloc (SLAB_SIZE, sizeof (eio_req)) : 0;

  if (!slab)
    return -ENOMEM;

  atomic_store_explicit (&pool->slabs[index], slab, memory_order_release);
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

/* Before the first request: workers read it when they begin. */
void
jeio_pool_name (struct jeio_pool *pool, const char *name)
{
  snprintf (pool->name, sizeof pool->name, "%s", name);
}

/* Nothing may be outstanding: Java has seen every completion. Waits for the workers. */
void
jeio_pool_destroy (struct jeio_pool *pool)
{
  uint64_t count;

  jeio_pool_max_parallel (pool, 0);

  for (unsigned int i = 0; i < SLAB_MAX && pool->slabs[i]; ++i)
    {
      eio_req *slab = pool->slabs[i];

      for (unsigned int j = 0; j < SLAB_SIZE; ++j)
        free (slab[j].aux);

      free (slab);
    }

  /* who still watches it under another number (AioSelectable) is not to find it readable for ever */
  if (pool->watched && read (pool->efd, &count, sizeof count) < 0)
    count = 0;

  close (pool->efd);

  pthread_mutex_destroy (&pool->etp.wrklock);
  pthread_mutex_destroy (&pool->etp.reslock);
  pthread_mutex_destroy (&pool->etp.reqlock);
  pthread_cond_destroy (&pool->etp.reqwait);
  pthread_mutex_destroy (&pool->token_lock);
  pthread_mutex_destroy (&pool->live_lock);
  pthread_cond_destroy (&pool->live_cond);
  free (pool);
}
