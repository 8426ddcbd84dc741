/* What can be taken from the kernel's caches at submission, without blocking. Whatever is in doubt is not taken. */
#ifndef JEIO_CACHED_H
#define JEIO_CACHED_H

#include <stdbool.h>
#include <sys/stat.h>

#include "jeio.h"

/* Why this thread's attempt gives no answer: JEIO_NOT_CACHED, unless something else is found out. */
extern __thread enum jeio_verdict jeio_declined;

/*
 * The attributes of a request's path as the kernel has them in memory, where the file system is known to be a local one.
 * Where nobody has looked whether it is, the request learns that when a worker executes it.
 */
bool jeio_stat_cached (eio_req *req, int flags, struct statx *stx);

/* Whether opening it for reading neither blocks nor wakes up somebody at another end. */
bool jeio_is_openable (const struct statx *stx, bool directories);

/* A descriptor of a request's path, a regular file or a directory, opened for reading; or -1. */
int jeio_open_readable (eio_req *req, int flags, bool directories, struct statx *stx);

/* Bytes read, all there are up to `size`; or -1: not all of it is in memory. */
ssize_t jeio_read_cached (int fd, void *buffer, size_t size, off_t offset);

#endif
