/*
 * Removing trees. Every step is relative to the descriptor of the directory it is in and follows no symbolic link, so that
 * whatever is swapped meanwhile, nothing outside the tree is reached.
 */
#ifndef JEIO_REMOVE_H
#define JEIO_REMOVE_H

#include "ops.h"

/* What removing a directory's entries has left to do. */
struct leftover
{
  char *names;    /* of directories, each with its NUL */
  size_t used, size;
  int removed;    /* entries that are gone */
};

/* Removes what the next batch of entries names, directories excepted: 1 at the directory's end, else 0, or -1. */
int jeio_remove_batch (const eio_req *req, int fd, struct leftover *left);

#endif
