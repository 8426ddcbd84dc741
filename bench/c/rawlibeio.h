/* Raw libeio, by its own API, as IO::AIO drives it: the pool's wake-up is an eventfd that the loop polls. */
#ifndef BENCH_RAWLIBEIO_H
#define BENCH_RAWLIBEIO_H

#include "driver.h"
#include "eio.h"

/* Polls until *outstanding is 0; -1, with errno, if a request failed. */
long run_loop (const long *outstanding);

/* By callbacks: what run_loop fails with. */
void request_failed (int err);

long run_scan (int depth, long ops);
long run_list (int depth, long ops);
long run_copy (int depth, long ops);
long run_remove (int depth, long ops);

#endif
