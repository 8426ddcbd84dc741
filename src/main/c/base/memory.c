/*
 * Allocation with a count of the bytes in use, so that a test can prove that nothing leaks. libeio's calls of malloc
 * come here, too.
 */
#include "jeio.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int64_t in_use;

static void *
counted (void *ptr)
{
  if (ptr)
    atomic_fetch_add_explicit (&in_use, (int64_t)malloc_usable_size (ptr), memory_order_relaxed);

  return ptr;
}

void *
jeio_malloc (size_t size)
{
  return counted (malloc (size));
}

void *
jeio_calloc (size_t count, size_t size)
{
  return counted (calloc (count, size));
}

void *
jeio_realloc (void *ptr, size_t size)
{
  int64_t before = ptr ? (int64_t)malloc_usable_size (ptr) : 0;
  void *res = realloc (ptr, size);

  if (!res)
    return 0;

  atomic_fetch_sub_explicit (&in_use, before, memory_order_relaxed);
  return counted (res);
}

void
jeio_free (void *ptr)
{
  if (!ptr)
    return;

  atomic_fetch_sub_explicit (&in_use, (int64_t)malloc_usable_size (ptr), memory_order_relaxed);
  free (ptr);
}

int64_t
jeio_memory_in_use (void)
{
  return atomic_load_explicit (&in_use, memory_order_relaxed);
}
