/* Part of embed.c: a pool, which is libeio's own pool and what jeio adds to it. */
#include <sys/eventfd.h>

enum
{
  SLAB_BITS = 8,
  SLAB_SIZE = 1 << SLAB_BITS,
  SLAB_MAX  = 1 << 16,        /* 16 million requests at a time */
  NOTES     = 64,
  AUX_KEEP  = 4096            /* a slot frees memory of its own beyond this size */
};

/* Requests that were submitted one after the other and write to the same file, through the page cache. */
struct run
{
  int fd;                     /* -1: the last request does something else */
  unsigned int length;
};

struct jeio_pool
{
  struct etp_pool etp;        /* first: libeio's functions take its address */
  int efd;                    /* the poll descriptor */
  char name[12];              /* the workers' name, to which libeio appends "/eio"; empty: workers are named after the thread that starts them */

  /* guarded by etp.reslock */
  bool watched;               /* the application has asked for the descriptor; before, it is never readable, and is not written to */
  bool signaled;              /* results are pending: the descriptor has been made readable, if it is watched */
  bool draining;              /* a thread is draining and will look for results again: the descriptor need not be made readable */
  int wake_at;                /* threads sleep in jeio_pool_wait until there are so many results; 0: no thread sleeps */
  _Atomic uint32_t events;     /* the event count: see sleep.inc; written under etp.reslock */
  _Atomic bool leading;       /* a thread is in jeio_pool_lead; written by that thread without the lock, before it looks for results */
  int lead_at;                /* the leader sleeps until there are so many results; 0: it is awake */
  _Atomic uint32_t leads;     /* how often the leader was woken; written under etp.reslock */

  /* guarded by the lock of the Java class Results: one thread at a time drains, or submits the poller's batch */
  char *out;                  /* where records are written; memory of Java's */
  size_t out_size;
  etp_reqq taken;             /* results that were taken from res_queue and are not written yet */
  _Atomic unsigned int ntaken; /* their number, for other threads: see pool_turn_ends */
  unsigned int owed;          /* requests written, by which etp.nreqs has to be lowered when reqlock is taken the next time */
  unsigned int owed_lasting;  /* the same for `lasting`, below */

  pthread_mutex_t token_lock; /* held while tokens become invalid: see jeio_pool_cancel */

  /* threads of workers that have not ended; live_cond: `live` has fallen */
  pthread_mutex_t live_lock;
  pthread_cond_t live_cond;
  unsigned int live;          /* guarded by live_lock, as are the next two */
  unsigned int noted;         /* how many notes have been made on workers that began or ended */
  int64_t notes[NOTES][2];    /* the last of them: the time, and the thread, negative if it has ended */
  _Atomic unsigned int workers; /* written under etp.wrklock: workers that have not left their loop */
  eio_req *spare_quits;       /* guarded by etp.wrklock: a request to quit for each worker that was not asked to quit */
  _Atomic bool start_failed;  /* written under etp.wrklock: the last attempt to start a worker failed */

  _Atomic bool inline_cached; /* whether requests are answered from the kernel's caches at submission */
  uint64_t verdicts[JEIO_VERDICTS]; /* counts for the poller's batches; guarded by the lock of Results, read by any thread */

  _Atomic int cpus;           /* CPUs that this process may use, as of the last check */
  _Atomic unsigned int sleeps;
  _Atomic uint32_t wakes;     /* written under etp.reqlock: see wake.inc */
  _Atomic unsigned int waking; /* written under etp.reqlock: workers that were woken and do not have the lock yet */
  unsigned int spinning;       /* guarded by etp.reqlock: idle workers that still spin, and so need not be woken */
  _Atomic bool attended;       /* results come faster than threads wake: see attend.inc */
  _Atomic bool on_duty;       /* written under etp.reqlock: an idle worker looks at the queue every millisecond */
  bool left_out;               /* guarded by etp.reqlock: a wake-up was left out since that worker has looked */
  uint32_t ages;              /* written under etp.reqlock: how often jeio_pool_age was called */
  unsigned int lasting;       /* written under etp.reqlock: requests in the pool that may take a worker a while */
  struct run run;             /* written under etp.reqlock: the last of these that were submitted, if they write to one file */
  struct spin worker_spin;
  struct spin poller_spin;

  eio_req *_Atomic slabs[SLAB_MAX]; /* each is written once, before Java uses its slots */
};

static eio_req *
pool_slot (struct jeio_pool *pool, uint64_t token)
{
  uint32_t slot = (uint32_t)token;

  return &atomic_load_explicit (&pool->slabs[slot >> SLAB_BITS], memory_order_acquire)[slot & (SLAB_SIZE - 1)];
}

/* The limit on workers; written under etp.wrklock. */
static unsigned int
pool_limit (const struct jeio_pool *pool)
{
  return __atomic_load_n (&pool->etp.wanted, __ATOMIC_RELAXED);
}

/* The queue's size without its lock: a hint. */
static int
reqq_peek (const etp_reqq *queue)
{
  return __atomic_load_n (&queue->size, __ATOMIC_RELAXED);
}

/* Moves all of `from` behind the requests of the same priority in `to`, in as many steps as there are priorities. */
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
 * The lock of the Java class Results orders the threads that drain, and Java reads a record before it lets the slot be
 * filled again. Neither is visible in C: acquire and release of this number make the order known to a thread sanitizer.
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

/* Under reqlock; others read the number without it, as a hint. */
static void
pool_lasting_add (struct jeio_pool *pool, unsigned int count)
{
  __atomic_store_n (&pool->lasting, pool->lasting + count, __ATOMIC_RELAXED);
}

/* By the thread that drains, under reqlock. */
static void
pool_settle (struct jeio_pool *pool)
{
  pool->etp.nreqs -= pool->owed;
  pool_lasting_add (pool, -pool->owed_lasting);
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

/* Before the first request: a worker reads the name when it begins. */
void
jeio_pool_name (struct jeio_pool *pool, const char *name)
{
  snprintf (pool->name, sizeof pool->name, "%s", name);
}

/* Nothing may be outstanding: Java has read every record. Waits until the workers have ended. */
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

  /* a duplicate of the descriptor (AioSelectable) must not stay readable for ever */
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
