/* Attempts to answer at submission that take long: see patience.c. */
#ifndef JEIO_PATIENCE_H
#define JEIO_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

struct jeio_patience
{
  int64_t begun; /* milliseconds */
  long waits;    /* voluntary waits of this thread so far; -1: not counted */
};

/* Called before and after each attempt of a kind (0 to 3). False: no attempt is to be made for now. */
bool jeio_patience_begin (int kind, struct jeio_patience *attempt);
void jeio_patience_end (int kind, const struct jeio_patience *attempt);

#endif
