/* Part of embed.c: completions coming up. */

/* Writes the record of a finished request and gives back what it held; returns the bytes used. */
static size_t
record_write (eio_req *req, char *out)
{
  struct jeio_record *record = (struct jeio_record *)out;
  int kind = jeio_ops[req->op].out;
  bool failed = req->result < 0;

  *record = (struct jeio_record){ .token = req->token, .result = req->result, .errnum = failed ? req->errorno : 0 };

  switch (kind)
    {
    case OUT_OFFSET:
      if (!failed)
        record->result = req->offs;
      break;

    case OUT_WD:
      if (!failed)
        record->result = (int64_t)(uintptr_t)req->wd;
      break;

    case OUT_NAMES:
      if (!failed && req->flags & EIO_FLAG_PTR2_FREE)
        {
          record->flags = req->int1;
          record->ptr1  = (uint64_t)(uintptr_t)req->ptr1;
          record->ptr2  = (uint64_t)(uintptr_t)req->ptr2;
          req->flags &= (unsigned char)~(EIO_FLAG_PTR1_FREE | EIO_FLAG_PTR2_FREE);
        }
      break;

    case OUT_BLOB:
      if (!failed && req->flags & EIO_FLAG_PTR2_FREE)
        {
          record->ptr2 = (uint64_t)(uintptr_t)req->ptr2;
          req->flags &= (unsigned char)~EIO_FLAG_PTR2_FREE;
        }
      break;

    default:
      jeio_buffered_completed (req);
      if (!failed)
        record->extra = jeio_op_extra (req, out + sizeof *record);
      break;
    }

  if (req->flags & EIO_FLAG_PTR1_FREE)
    free (req->ptr1);

  if (req->flags & EIO_FLAG_PTR2_FREE)
    free (req->ptr2);

  if (ecb_expect_false (req->aux_size > AUX_KEEP))
    {
      free (req->aux);
      req->aux = 0;
      req->aux_size = 0;
    }

  return sizeof *record + ((record->extra + 7u) & ~7u);
}

/* No less than record_write() will use. */
static size_t
record_bound (const eio_req *req)
{
  size_t extra = jeio_ops[req->op].out == OUT_TEXT ? JEIO_TEXT_MAX : 256;

  return sizeof (struct jeio_record) + extra;
}

/*
 * Takes over what there is, all at once: workers wait for this lock. Where nothing is left, neither here nor with Java
 * (`held`), the wake-up is taken back.
 */
static void
results_take (struct jeio_pool *pool, bool held)
{
  unsigned int moved;

  X_LOCK (pool->etp.reslock);
  moved = (unsigned int)pool->etp.res_queue.size;
  reqq_append (&pool->taken, &pool->etp.res_queue);
  pool_turn_ends (pool);
  pool->etp.npending -= moved; /* now, so that what is pending never seems to be less */
  pool_draining (pool, pool->taken.size);

  if (!pool->taken.size && held)
    pool_want_signal (pool);
  else if (!pool->taken.size)
    pool_unsignal (pool);

  X_UNLOCK (pool->etp.reslock);
}

/* Writes the records of at most `max` results, as far as there is room, and returns their number. */
static int
records_write (struct jeio_pool *pool, int max)
{
  size_t used = 0, bound = 0;
  int count = 0;

  pthread_mutex_lock (&pool->token_lock);

  while (count < max && pool->taken.size && bound + sizeof (struct jeio_record) + JEIO_TEXT_MAX <= pool->out_size)
    {
      eio_req *req = reqq_shift (&pool->taken);

      bound += record_bound (req);
      used += record_write (req, pool->out + used);
      pool->owed_lasting += req->lasting;
      __atomic_store_n (&req->token, 0, __ATOMIC_RELAXED);
      ++count;
    }

  pthread_mutex_unlock (&pool->token_lock);

  pool->owed += (unsigned int)count;
  return count;
}

/*
 * Writes at most `max` records to the pool's buffer and returns their number. At 0 nothing is left here, the descriptor
 * is readable only if Java holds results that nobody has been told of, and the next result makes it so; before that, the
 * caller has to come back (or to rearm).
 */
int
jeio_pool_drain (struct jeio_pool *pool, int max, bool held)
{
  int count;

  pool_turn_begins (pool);

  /* what was answered at submission is here already, and most of the time it is all there is */
  if (!pool->taken.size || !pool->draining || reqq_peek (&pool->etp.res_queue))
    results_take (pool, held);

  count = records_write (pool, max);

  if (!count)
    {
      X_LOCK (pool->etp.reqlock);
      pool_settle (pool);
      X_UNLOCK (pool->etp.reqlock);

      if (etp_nready (&pool->etp))
        pool_start_threads (pool, 1);
    }

  pool_turn_ends (pool);
  return count;
}

/* By who drains and leaves before it has seen 0: the descriptor is readable iff results are left here, or `held` by Java. */
void
jeio_pool_rearm (struct jeio_pool *pool, bool held)
{
  pool_turn_begins (pool);

  X_LOCK (pool->etp.reslock);
  pool_draining (pool, false);

  if (held || pool_has_results (pool))
    pool_keep_signal (pool);
  else
    pool_unsignal (pool);

  X_UNLOCK (pool->etp.reslock);

  X_LOCK (pool->etp.reqlock);
  pool_settle (pool);
  X_UNLOCK (pool->etp.reqlock);
  pool_turn_ends (pool);
}
