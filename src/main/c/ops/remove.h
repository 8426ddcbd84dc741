/*
 * Removing trees. Every step is relative to the descriptor of the directory that it works in and follows no symbolic
 * link: so nothing outside the tree is reached, whatever is exchanged meanwhile.
 */
#ifndef JEIO_REMOVE_H
#define JEIO_REMOVE_H

#include "ops.h"

/* What is left to do after a batch of a directory's entries was removed. */
struct leftover
{
  char *names;    /* of directories, each with its NUL */
  size_t used, size;
  int removed;    /* number of entries removed */
};

/* Removes the next batch of entries, except for directories: 1 at the directory's end, else 0, or -1. */
int jeio_remove_batch (const eio_req *req, int fd, struct leftover *left);

#endif
