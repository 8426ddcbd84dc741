/* Descriptors whose reads go through the page cache: see buffered.c. */
#ifndef JEIO_BUFFERED_H
#define JEIO_BUFFERED_H

#include <stdbool.h>

#include "jeio.h"

/* Before a request is queued: what it does to its descriptor makes that one, or all, unknown. */
void jeio_buffered_submitted (const eio_req *req);

/* After a request was executed: a descriptor that it opened is known from here on. */
void jeio_buffered_completed (const eio_req *req);

/* False: it is not known to be. */
bool jeio_is_buffered (int fd);

#endif
