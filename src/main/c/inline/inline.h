/* Requests that the kernel's caches can answer at submission: see inline.c. */
#ifndef JEIO_INLINE_H
#define JEIO_INLINE_H

#include <stdbool.h>

#include "ops.h"

/* What an attempt costs more than a worker's own call. */
enum { INLINE_NEVER, INLINE_READ /* nothing */, INLINE_PATH /* some system calls: only while little is in flight */ };

int  jeio_inline_cost (const eio_req *req);

/* Answers the request, or says why not. */
enum jeio_verdict jeio_inline_answer (eio_req *req);

/* Has a worker execute the request so that it learns what it takes to answer the next one. */
void jeio_inline_learn (eio_req *req);

#endif
