/* Answers at submission that were held up all the same: see patience.c. */
#ifndef JEIO_PATIENCE_H
#define JEIO_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

struct jeio_patience
{
  int64_t begun; /* milliseconds */
  long waits;    /* of this thread, so far; -1: not looked at */
};

/* Around each attempt of a kind (0 to 3). False: there is to be none for now. */
bool jeio_patience_begin (int kind, struct jeio_patience *attempt);
void jeio_patience_end (int kind, const struct jeio_patience *attempt);

#endif
