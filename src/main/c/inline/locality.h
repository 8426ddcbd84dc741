/* Whether a file system is local: see locality.c. */
#ifndef JEIO_LOCALITY_H
#define JEIO_LOCALITY_H

#include <sys/stat.h>

enum { JEIO_STATX_MASK = 0xfff /* STATX_BASIC_STATS | STATX_BTIME */ | 0x4000 /* STATX_MNT_ID_UNIQUE, since Linux 6.8 */ };

/* 1: it is local; 0: it is not, or may not be; -1: not known yet. `stx` is what statx returned for the mask above. */
int jeio_is_local (const struct statx *stx);

/* Finds out whether the path's file system is local. By a worker, since it may have to wait. */
void jeio_learn_locality (int dirfd, const char *path, int nofollow);

#endif
