/*
 * What C reads and writes of bytes, with those that clang's libFuzzer comes to by watching which code they reach: the
 * kernel's directory entries, extents, and the records of requests. The kernel's part is played here, by
 * -Wl,--wrap=syscall and the like: its answers have their right form, as that is the kernel's, and any content. What C
 * has made of them must be what they were. tools/fuzz-c.sh builds and runs this.
 */
#include "embed.c"
#include "dirents.h"
#include "remove.h"

#include <assert.h>

#include "parsers_kernel.h"

static void
let_go (eio_req *req)
{
  if (req->flags & EIO_FLAG_PTR1_FREE)
    jeio_free (req->ptr1);

  if (req->flags & EIO_FLAG_PTR2_FREE)
    jeio_free (req->ptr2);
}

/* All entries but the dots, in order, each with its type and inode: what dir.c packs. */
static void
packed (void)
{
  size_t room = JEIO_DIRENT_MAX + (next () << 6), at = 0;

  for (bool more = true; more; )
    {
      eio_req req = { .wd = EIO_CWD };
      const char *out;
      int end = jeio_read_directory (&req, 0, room, room << (next () & 3));

      assert (end >= 0);
      out = req.ptr2;

      for (const char *last = req.result ? out + req.result : out; out < last; at++)
        {
          uint64_t ino;

          while (jeio_is_dots (names + given[at].at))
            at++;

          assert (at < taken && !strcmp (out + 9, names + given[at].at));
          memcpy (&ino, out + 1, sizeof ino);
          assert (ino == given[at].ino && ((uint8_t)*out == given[at].type || given[at].type == DT_UNKNOWN));
          out += 9 + strlen (out + 9) + 1;
        }

      more = !end;
      let_go (&req);
    }

  while (at < taken && jeio_is_dots (names + given[at].at))
    at++;

  assert (at == taken);
}

static int
compare (const void *a, const void *b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* All entries but the dots, sorted or not: what readdir.c makes of them. */
static void
listed (void)
{
  static const char *was[MOST], *is[MOST];
  eio_req req = { .wd = EIO_CWD, .ptr1 = (void *)".", .int1 = (int)(next () & (EIO_READDIR_DENTS | EIO_READDIR_DIRS_FIRST | EIO_READDIR_STAT_ORDER)) };
  bool dents = req.int1 & EIO_READDIR_DENTS;
  size_t names_of = 0;
  const char *out;

  jeio_op_readdir (&req);
  assert (req.result >= 0);
  out = req.ptr2;

  for (size_t i = 0; i < count; i++)
    if (!jeio_is_dots (names + given[i].at))
      was[names_of++] = names + given[i].at;

  assert ((size_t)req.result == names_of);

  for (size_t i = 0; i < names_of; i++)
    {
      const eio_dirent *ent = dents ? (const eio_dirent *)req.ptr1 + i : 0;

      is[i] = dents ? (const char *)req.ptr2 + ent->nameofs : out;
      assert (!dents || strlen (is[i]) == ent->namelen);
      out += strlen (out) + 1;
    }

  qsort (was, names_of, sizeof *was, compare);
  qsort (is, names_of, sizeof *is, compare);

  for (size_t i = 0; i < names_of; i++)
    assert (!strcmp (was[i], is[i]));

  let_go (&req);
}

/* What a removal leaves: the head, and names with their NUL. */
static void
removed (void)
{
  for (int32_t head[2] = { 0 }; !head[1]; )
    {
      eio_req req = { .wd = EIO_CWD };
      const char *out;

      jeio_op_remove_entries (&req);
      assert (req.result >= (ssize_t)sizeof head);
      memcpy (head, req.ptr2, sizeof head);
      out = req.ptr2;
      assert (!out[req.result - 1] || req.result == sizeof head);
      let_go (&req);
    }
}

static void
extents (void)
{
  eio_req req = { .offs = (off_t)number (), .size = (size_t)number (), .int3 = (long)number () % MOST };

  jeio_op_fiemap (&req);
  let_go (&req);
}

/* A request's record as Java writes it: lengths that fit, and anything else. */
static void
record (void)
{
  static struct jeio_pool *pool;
  size_t size = sizeof (struct jeio_wire) + left + 8;
  struct jeio_wire *wire = malloc (size);
  const char *bytes;
  eio_req *req;

  if (!pool)
    {
      static struct jeio_pool memory;
      static eio_req slab[SLAB_SIZE];

      pool = &memory;
      atomic_store (&pool->slabs[0], slab);
    }

  *wire = (struct jeio_wire){ .op = (uint8_t)(next () % (unsigned)jeio_op_count), .pri = (int8_t)(next () % 9 - 4), .error = (uint8_t)(next () & 1),
                              .token = next () % SLAB_SIZE, .int1 = (int32_t)number (), .int2 = (int64_t)number (), .int3 = (int64_t)number () };
  wire->len1 = left ? (uint32_t)(number () % (left + 1)) : 0;
  wire->len1 = wire->len1 > left ? (uint32_t)left : wire->len1;
  wire->len2 = (uint32_t)(left - wire->len1);
  memcpy (wire->bytes, input, left);
  bytes = wire->bytes;
  req = request_fill (pool, wire);

  if (req->feed != op_fail)
    {
      assert (!wire->len1 || !memcmp (req->ptr1, bytes, wire->len1));
      assert (!wire->len2 || !memcmp (req->ptr2, bytes + wire->len1, wire->len2));
    }

  left = 0;
  free (wire);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static void (*const all[]) (void) = { packed, listed, removed, extents, record };

  input = data;
  left = size;
  used = count = taken = 0;
  running = true;
  all[next () % 5] ();
  running = false;
  return 0;
}
