/* Part of embed.c: requests going down. */

static void
op_fail (eio_req *req)
{
  errno = (int)req->int2;
  req->result = -1;
}

/* The request fails when its turn comes, like any other. */
static eio_req *
request_fail (eio_req *req, int error)
{
  req->type = EIO_CUSTOM;
  req->feed = op_fail;
  req->int2 = error;
  return req;
}

/* Bytes that the operation's result needs beside the request itself. */
static size_t
result_size (int out)
{
  return out == OUT_STAT    ? sizeof (EIO_STRUCT_STAT)
       : out == OUT_STATVFS ? sizeof (EIO_STRUCT_STATVFS)
       : out == OUT_STATX   ? JEIO_STATX_SIZE
       :                      0;
}

/* The slot's own memory, at least `size` bytes of it, or null. */
static char *
slot_memory (eio_req *req, size_t size)
{
  if (req->aux_size < size)
    {
      size_t rounded = (size + 63) & ~(size_t)63;

      free (req->aux);
      req->aux = malloc (rounded);
      req->aux_size = req->aux ? (uint32_t)rounded : 0;
    }

  return req->aux;
}

/* Everything but memory. */
static void
request_fill_numbers (eio_req *req, const struct jeio_wire *wire)
{
  const struct jeio_op *op = &jeio_ops[wire->op];

  memset (req, 0, sizeof *req);
  req->op        = wire->op;
  req->type      = op->type;
  req->feed      = op->run;
  req->pri       = (signed char)(wire->pri - ETP_PRI_MIN);
  req->cancelled = wire->cancelled;
  req->int1      = wire->int1;
  req->int2      = (long)wire->int2;
  req->int3      = (long)wire->int3;
  req->offs      = (off_t)wire->offs;
  req->size      = (size_t)wire->size;
  req->ptr2      = (void *)(uintptr_t)wire->ptr2;
  req->wd        = (eio_wd)(uintptr_t)wire->wd;
  req->nv1       = wire->nv1;
  req->nv2       = wire->nv2;
}

/* Fills the slot that the token names, but for the token itself. */
static eio_req *
request_fill (struct jeio_pool *pool, const struct jeio_wire *wire)
{
  const struct jeio_op *op = &jeio_ops[wire->op];
  eio_req *req = pool_slot (pool, wire->token);
  void *aux = req->aux;
  uint32_t aux_size = req->aux_size;
  size_t own = result_size (op->out);
  size_t need = own + wire->len1 + wire->len2;

  request_fill_numbers (req, wire);
  req->aux       = aux;
  req->aux_size  = aux_size;
  jeio_buffered_submitted (req);

  if (ecb_expect_false (wire->error))
    return request_fail (req, wire->error);

  /* to some calls, one of these is the process's directory */
  if (ecb_expect_false ((op->fds & OP_INT1 && wire->int1 < 0) || (op->fds & OP_INT2 && wire->int2 < 0)))
    return request_fail (req, EBADF);

  if (wire->tried == JEIO_TO_LEARN)
    jeio_inline_learn (req);

  if (need)
    {
      char *memory = slot_memory (req, need);

      if (!memory)
        return request_fail (req, ENOMEM);

      if (own)
        req->ptr2 = memory;

      if (wire->len1)
        req->ptr1 = memcpy (memory + own, wire->bytes, wire->len1);

      if (wire->len2)
        req->ptr2 = memcpy (memory + own + wire->len1, wire->bytes + wire->len1, wire->len2);
    }

  return req;
}

/* Under reqlock, which it gives back. */
static void
submit_requests (struct jeio_pool *pool, etp_reqq *requests, unsigned int lasting)
{
  int count = requests->size;
  int wanted;

  pool->etp.nready += (unsigned int)count;
  pool->lasting    += lasting;
  reqq_append (&pool->etp.req_queue, requests);
  wanted = pool_wanted_workers (pool);
  X_UNLOCK (pool->etp.reqlock);

  wake (pool, wanted);
  pool_start_threads (pool, count);
}

/* What one submission may answer in line before the rest is left to the workers: so that it never holds the loop. */
struct inline_budget
{
  size_t bytes;
  int until_clock;           /* answers until the clock is read again */
  struct timespec deadline;  /* tv_sec 0: not begun */
  int above;                 /* the highest priority that is waiting for a worker; -1: none; ETP_NUM_PRI: answer nothing */
  bool in_order;             /* a pool of one thread executes in the order of submission, and its users build on that */
  int queued;                /* requests that wait for a worker */
  bool spare;                /* there is a CPU that no poller keeps busy */
  int others;                /* requests that are outstanding beside the one in question */
};

enum
{
  INLINE_BYTES   = 1 << 18,
  INLINE_NANOS   = 200 * 1000,
  INLINE_CLOCK   = 8,
  INLINE_DEEP    = 64,       /* with more than that in flight, the workers never run dry */
  INLINE_FEED    = 16,       /* with that many waiting for them, the workers don't run dry while we answer */
  /* with more in flight, the workers' system calls in parallel beat ours one after the other */
  INLINE_READS   = 16,
  INLINE_PATHS   = 8
};

static bool
budget_time_left (struct inline_budget *budget)
{
  struct timespec now;

  if (budget->until_clock--)
    return true;

  budget->until_clock = INLINE_CLOCK;
  clock_gettime (CLOCK_MONOTONIC, &now);

  if (!budget->deadline.tv_sec)
    {
      budget->deadline = now;
      budget->deadline.tv_nsec += INLINE_NANOS; /* compared below as a difference, so it need not be normal */
      return true;
    }

  return (now.tv_sec - budget->deadline.tv_sec) * 1000000000 + now.tv_nsec - budget->deadline.tv_nsec < 0;
}

static bool
submit_answer (struct jeio_pool *pool, eio_req *req, struct inline_budget *budget)
{
  int cost;

  if (!pool->inline_cached || req->pri < budget->above)
    return false;

  cost = jeio_inline_cost (req);

  if (cost == INLINE_NEVER
      || (cost == INLINE_READ && budget->spare && budget->others > INLINE_READS
          && (budget->queued < INLINE_FEED || budget->others > INLINE_DEEP))
      || (cost == INLINE_PATH && budget->others > INLINE_PATHS)
      || req->size > budget->bytes
      || !budget_time_left (budget)
      || !jeio_inline_answer (req))
    return false;

  budget->bytes -= req->type == EIO_READ ? req->size : 0;
  return true;
}

/* Under reqlock: the answers get in line with the results that are pending. */
static struct inline_budget
inline_begin (struct jeio_pool *pool, int outstanding)
{
  /* one answer alone needs no clock */
  struct inline_budget budget = { .bytes = INLINE_BYTES, .until_clock = 1, .above = -1, .others = outstanding };

  if (!pool->inline_cached)
    return budget;

  budget.queued = pool->etp.req_queue.size;
  budget.spare = atomic_load_explicit (&pollers, memory_order_relaxed) < pool->cpus;

  if (budget.queued)
    for (budget.above = ETP_NUM_PRI - 1; !pool->etp.req_queue.qs[budget.above]; )
      --budget.above;

  budget.in_order = pool_limit (pool) <= 1;

  if (budget.in_order && pool->etp.nreqs != pool_npending (pool))
    budget.above = ETP_NUM_PRI;

  return budget;
}

/*
 * Takes `count` requests over from Java, `outstanding` of whose requests are on their way. Each of them yields exactly one
 * record, sooner or later. Returns how many were answered at once. By the poller: so what has a result already, as an
 * answer has and a group's carrier, which libeio has nothing to execute for, need not pass through the workers' queue.
 */
int
jeio_pool_submit (struct jeio_pool *pool, const char *wires, int count, int outstanding)
{
  struct inline_budget budget;
  etp_reqq requests;
  unsigned int lasting = 0;
  int answers = 0;

  reqq_init (&requests);
  pool_turn_begins (pool);

  X_LOCK (pool->etp.reqlock);
  pool_settle (pool);
  budget = inline_begin (pool, outstanding);
  pool->etp.nreqs += (unsigned int)count;
  X_UNLOCK (pool->etp.reqlock);

  for (int i = 0; i < count; ++i)
    {
      const struct jeio_wire *wire = (const struct jeio_wire *)wires;
      eio_req *req = request_fill (pool, wire);
      bool answered = submit_answer (pool, req, &budget);
      bool done = answered || req->type == EIO_GROUP;

      answers += answered;
      budget.queued += !done;

      if (!done && (budget.in_order || req->pri > budget.above))
        budget.above = budget.in_order ? ETP_NUM_PRI : req->pri;

      /* not queued yet, so nobody but a stale cancel() looks, and that finds 0 or another token */
      __atomic_store_n (&req->token, wire->token, __ATOMIC_RELEASE);

      req->lasting = !done && is_lasting (req);
      lasting += req->lasting;
      reqq_push (done ? &pool->taken : &requests, req);
      wires += wire->length;
    }

  pool_turn_ends (pool);
  atomic_fetch_add_explicit (&pool->inline_answers, (uint64_t)answers, memory_order_relaxed);

  if (requests.size)
    {
      X_LOCK (pool->etp.reqlock);
      submit_requests (pool, &requests, lasting);
    }

  return answers;
}

/* By a thread that does not drain: the request has its result, and is handed over like any other. */
static void
submit_result (struct jeio_pool *pool, eio_req *req)
{
  X_LOCK (pool->etp.reslock);
  result_push (pool, req);
  X_UNLOCK (pool->etp.reslock);
}

/*
 * Takes one request over from a thread that is not the poller, `outstanding` of whose pool's requests are on their way. It
 * yields exactly one record, sooner or later.
 *
 * A pool of one thread hands results over in the order of submission. So whether an answer overtakes nobody is found out,
 * the answer made, and the result handed over under one hold of reqlock, in which nobody else submits and the worker begins
 * nothing; no answer waits for anything.
 */
void
jeio_pool_submit_one (struct jeio_pool *pool, const char *wires, int outstanding)
{
  const struct jeio_wire *wire = (const struct jeio_wire *)wires;
  struct inline_budget budget;
  etp_reqq queue;
  bool answered;
  eio_req *req;

  pool_turn_begins (pool);
  req = request_fill (pool, wire);

  X_LOCK (pool->etp.reqlock);
  budget = inline_begin (pool, outstanding);
  ++pool->etp.nreqs;

  if (!budget.in_order)
    X_UNLOCK (pool->etp.reqlock);

  answered = wire->tried == JEIO_UNTRIED && submit_answer (pool, req, &budget);
  __atomic_store_n (&req->token, wire->token, __ATOMIC_RELEASE);

  if (answered || req->type == EIO_GROUP)
    {
      submit_result (pool, req);

      if (budget.in_order)
        X_UNLOCK (pool->etp.reqlock);

      if (answered)
        atomic_fetch_add_explicit (&pool->inline_answers, 1, memory_order_relaxed);

      return;
    }

  if (!budget.in_order)
    X_LOCK (pool->etp.reqlock);

  req->lasting = is_lasting (req);
  reqq_init (&queue);
  reqq_push (&queue, req);
  submit_requests (pool, &queue, req->lasting);
}

/* What an answer that nobody is to be told of may need beside the request: a stat buffer. */
enum { ANSWER_MEMORY = 256 };

/*
 * For a request that nobody is to be told of: 1 if it was answered, and its record stands where the request stood. Else 0, the
 * request is to be submitted, and `tried` in it says what has been found out. The pool knows nothing of it, and nothing that
 * another thread writes to is written: a request and memory of this thread's own are enough.
 */
int
jeio_pool_answer (struct jeio_pool *pool, char *wires, int outstanding)
{
  struct jeio_wire *wire = (struct jeio_wire *)wires;
  struct inline_budget budget = { .bytes = INLINE_BYTES, .until_clock = 1, .above = -1, .others = outstanding };
  char memory[ANSWER_MEMORY] __attribute__ ((aligned (16)));
  bool answered = false;
  eio_req req;

  /* hints, as they are read without the lock: what was submitted before by this thread is seen */
  if (!pool->inline_cached || wire->error || result_size (jeio_ops[wire->op].out) > sizeof memory)
    return 0;

  if (reqq_peek (&pool->etp.req_queue))
    {
      X_LOCK (pool->etp.reqlock);
      budget = inline_begin (pool, outstanding);
      X_UNLOCK (pool->etp.reqlock);
    }
  else
    budget.spare = atomic_load_explicit (&pollers, memory_order_relaxed) < pool->cpus;

  if (pool_limit (pool) <= 1 && outstanding > 0)
    return 0;

  request_fill_numbers (&req, wire);

  if (result_size (jeio_ops[wire->op].out))
    req.ptr2 = memory;

  if (wire->len1)
    req.ptr1 = wire->bytes;

  answered = submit_answer (pool, &req, &budget);

  if (answered)
    record_write (&req, wires);
  else
    wire->tried = req.feed == jeio_ops[wire->op].run ? JEIO_TRIED : JEIO_TO_LEARN;

  return answered;
}

void
jeio_pool_inline_cached (struct jeio_pool *pool, unsigned int on)
{
  pool->inline_cached = on;
}

int64_t
jeio_pool_inline_answers (struct jeio_pool *pool)
{
  return (int64_t)atomic_load_explicit (&pool->inline_answers, memory_order_relaxed);
}

/* A token that has had its completion names no request any more, even if its slot is in use again. */
void
jeio_pool_cancel (struct jeio_pool *pool, uint64_t token)
{
  eio_req *req = pool_slot (pool, token);

  /* with this lock in hand, the slot goes to no other request */
  pthread_mutex_lock (&pool->token_lock);
  if (__atomic_load_n (&req->token, __ATOMIC_ACQUIRE) == token)
    req->cancelled = 1;
  pthread_mutex_unlock (&pool->token_lock);
}
