/* Whether a file system answers from this machine alone: see locality.c. */
#ifndef JEIO_LOCALITY_H
#define JEIO_LOCALITY_H

#include <sys/stat.h>

enum { JEIO_STATX_MASK = 0xfff /* STATX_BASIC_STATS | STATX_BTIME */ | 0x4000 /* STATX_MNT_ID_UNIQUE, since Linux 6.8 */ };

/* 1: it does; 0: it does not, or that is in doubt; -1: nobody has looked yet. For what statx gives for that mask. */
int jeio_is_local (const struct statx *stx);

/* Looks. It may have to wait, so it is a worker's. */
void jeio_learn_locality (int dirfd, const char *path, int nofollow);

#endif
