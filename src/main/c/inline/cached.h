/* Reading from the kernel's caches at submission, without blocking. If that is in doubt, it fails. */
#ifndef JEIO_CACHED_H
#define JEIO_CACHED_H

#include <stdbool.h>
#include <sys/stat.h>

#include "jeio.h"

/* Why this thread's last attempt failed: JEIO_NOT_CACHED, unless another reason is found. */
extern __thread enum jeio_verdict jeio_declined;

/*
 * The attributes of a request's path as the kernel has them in memory, if its file system is known to be local. If that
 * is not known, the worker that executes the request will find it out.
 */
bool jeio_stat_cached (eio_req *req, int flags, struct statx *stx);

/* Whether opening the file for reading neither blocks nor wakes up a thread at another end. */
bool jeio_is_openable (const struct statx *stx, bool directories);

/* Opens a request's path, a regular file or a directory, for reading; a descriptor or -1. */
int jeio_open_readable (eio_req *req, int flags, bool directories, struct statx *stx);

/* The bytes read, which are all there are up to `size`; or -1 if not all of them are in memory. */
ssize_t jeio_read_cached (int fd, void *buffer, size_t size, off_t offset);

#endif
