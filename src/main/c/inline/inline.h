/* Answering requests at submission from the kernel's caches: see inline.c. */
#ifndef JEIO_INLINE_H
#define JEIO_INLINE_H

#include <stdbool.h>

#include "ops.h"

/* What an attempt costs beyond a worker's own call. */
enum { INLINE_NEVER, INLINE_READ /* nothing */, INLINE_PATH /* some system calls: only while little is in flight */ };

int  jeio_inline_cost (const eio_req *req);

/* Answers the request, or returns why not. */
enum jeio_verdict jeio_inline_answer (eio_req *req);

/* Makes the worker that executes the request find out whether its file system is local. */
void jeio_inline_learn (eio_req *req);

#endif
