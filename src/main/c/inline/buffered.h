/* Descriptors whose reads go through the page cache: see buffered.c. */
#ifndef JEIO_BUFFERED_H
#define JEIO_BUFFERED_H

#include <stdbool.h>

#include "jeio.h"

/*
 * Called before a request is queued. Forgets its descriptor if the request closes it, or all descriptors if it changes
 * flags.
 */
void jeio_buffered_submitted (const eio_req *req);

/* Called after a request was executed. Remembers the descriptor that it has opened. */
void jeio_buffered_completed (const eio_req *req);

/* Whether the descriptor is known not to be direct. */
bool jeio_is_buffered (int fd);

#endif
