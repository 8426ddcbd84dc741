/* Part of embed.c: requests going down. */

static void
op_enomem (eio_req *req)
{
  errno = ENOMEM;
  req->result = -1;
}

/* Bytes that the operation's result needs beside the request itself. */
static size_t
result_size (int out)
{
  return out == OUT_STAT    ? sizeof (EIO_STRUCT_STAT)
       : out == OUT_STATVFS ? sizeof (EIO_STRUCT_STATVFS)
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

/* Fills the slot that the token names; the token itself is set under reqlock, when the request is queued. */
static eio_req *
request_fill (struct jeio_pool *pool, const struct jeio_wire *wire)
{
  const struct jeio_op *op = &jeio_ops[wire->op];
  eio_req *req = pool_slot (pool, wire->token);
  void *aux = req->aux;
  uint32_t aux_size = req->aux_size;
  size_t own = result_size (op->out);
  size_t need = own + wire->len1 + wire->len2;

  memset (req, 0, sizeof *req);
  req->aux       = aux;
  req->aux_size  = aux_size;
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

  if (need)
    {
      char *memory = slot_memory (req, need);

      if (!memory)
        {
          req->type = EIO_CUSTOM;
          req->feed = op_enomem;
          return req;
        }

      if (own)
        req->ptr2 = memory;

      if (wire->len1)
        req->ptr1 = memcpy (memory + own, wire->bytes, wire->len1);

      if (wire->len2)
        req->ptr2 = memcpy (memory + own + wire->len1, wire->bytes + wire->len1, wire->len2);
    }

  return req;
}

/* A group's carrier has nothing to execute: it is a result as soon as it is submitted, as in libeio. */
static void
submit_results (struct jeio_pool *pool, eio_req *first, int count)
{
  X_LOCK (pool->etp.reqlock);
  pool->etp.nreqs += (unsigned int)count;
  X_UNLOCK (pool->etp.reqlock);

  X_LOCK (pool->etp.reslock);
  pool->etp.npending += (unsigned int)count;

  while (first)
    {
      eio_req *next = (eio_req *)first->next;

      if (!reqq_push (&pool->etp.res_queue, first))
        jeio_want_poll (&pool->etp);

      first = next;
    }

  X_UNLOCK (pool->etp.reslock);
}

static void
submit_requests (struct jeio_pool *pool, eio_req *first, int count)
{
  unsigned int idle;

  X_LOCK (pool->etp.reqlock);
  pool->etp.nreqs  += (unsigned int)count;
  pool->etp.nready += (unsigned int)count;

  while (first)
    {
      eio_req *next = (eio_req *)first->next;

      reqq_push (&pool->etp.req_queue, first);
      first = next;
    }

  idle = pool->etp.idle;

  for (int i = 0; i < count && i < (int)idle; ++i)
    pthread_cond_signal (&pool->etp.reqwait);

  X_UNLOCK (pool->etp.reqlock);

  pool_start_threads (pool, count);
}

/* Takes `count` requests over from Java. Each of them yields exactly one record, sooner or later. */
int
jeio_pool_submit (struct jeio_pool *pool, const char *wires, int count)
{
  eio_req *first[2] = { 0, 0 };
  eio_req *last[2] = { 0, 0 };
  int counts[2] = { 0, 0 };

  for (int i = 0; i < count; ++i)
    {
      const struct jeio_wire *wire = (const struct jeio_wire *)wires;
      eio_req *req = request_fill (pool, wire);
      int done = req->type == EIO_GROUP;

      /* not queued yet, so nobody but a stale cancel() looks, and that finds 0 or another token */
      __atomic_store_n (&req->token, wire->token, __ATOMIC_RELEASE);

      if (last[done])
        last[done]->next = req;
      else
        first[done] = req;

      last[done] = req;
      ++counts[done];
      wires += wire->length;
    }

  if (counts[1])
    submit_results (pool, first[1], counts[1]);

  if (counts[0])
    submit_requests (pool, first[0], counts[0]);

  return 0;
}

/* A token that has had its completion names no request any more, even if its slot is in use again. */
void
jeio_pool_cancel (struct jeio_pool *pool, uint64_t token)
{
  eio_req *req = pool_slot (pool, token);

  X_LOCK (pool->etp.reqlock);
  if (__atomic_load_n (&req->token, __ATOMIC_ACQUIRE) == token)
    req->cancelled = 1;
  X_UNLOCK (pool->etp.reqlock);
}
