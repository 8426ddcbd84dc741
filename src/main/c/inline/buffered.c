/*
 * Which descriptors were opened without O_DIRECT. A direct read waits for the device in spite of RWF_NOWAIT, so it must
 * not be made at submission. The kernel tells whether a descriptor is direct, in a system call that takes a fifth of
 * the time of a cached read. So jeio remembers the descriptors that it has opened itself, until it closes them or
 * changes their flags. Nothing else in a JVM does that to a descriptor of jeio's; if native code did, one read could
 * block, but it would get the same bytes.
 */
#include "buffered.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>

enum { DESCRIPTORS = 1 << 16, BITS = 64 };

static _Atomic uint64_t buffered[DESCRIPTORS / BITS];

static uint64_t
bit (int fd)
{
  return (uint64_t)1 << (fd % BITS);
}

static bool
in_range (int fd)
{
  return fd >= 0 && fd < DESCRIPTORS;
}

void
jeio_buffered_submitted (const eio_req *req)
{
  int type = jeio_ops[req->op].type;

  /* the flags belong to the open file, which may have other descriptors */
  if (type == EIO_FCNTL && req->int2 == F_SETFL)
    for (int i = 0; i < DESCRIPTORS / BITS; ++i)
      atomic_store_explicit (&buffered[i], 0, memory_order_relaxed);
  else if (type == EIO_CLOSE && in_range (req->int1))
    atomic_fetch_and_explicit (&buffered[req->int1 / BITS], ~bit (req->int1), memory_order_relaxed);
}

void
jeio_buffered_completed (const eio_req *req)
{
  int fd = (int)req->result;

  if (jeio_ops[req->op].type == EIO_OPEN && in_range (fd) && !(req->int1 & O_DIRECT))
    atomic_fetch_or_explicit (&buffered[fd / BITS], bit (fd), memory_order_relaxed);
}

bool
jeio_is_buffered (int fd)
{
  return in_range (fd) && atomic_load_explicit (&buffered[fd / BITS], memory_order_relaxed) & bit (fd);
}
