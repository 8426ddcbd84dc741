/*
 * What the peers in C share: the protocol and the data set.
 *
 * A driver is started with the data directory and the number of threads. It says "ready <what it is>" or
 * "missing <why>", then answers each line "<workload> <depth> <ops>" with "<ops> <seconds> <cpuSeconds>",
 * "unsupported" or "failed <why>", until its input ends.
 */
#ifndef BENCH_DRIVER_H
#define BENCH_DRIVER_H

#include <sys/types.h>

enum {
  BLOCK = 4096,      /* bytes of a read or write */
  SMALL = 1024,      /* bytes of a small file */
  SMALL_FILES = 10000,
  BUFFERS = 1024,    /* a deeper window shares them */
  OFFSETS = 65536
};

struct work {
  const char *name;
  /* Does it; gives the operations done, or -1 with errno. */
  long (*run) (int depth, long ops);
};

extern int threads;

/* The name of something in the data set; valid for ever. */
const char *data_path (const char *name);

/* The descriptor of a file in the data set, opened once. */
int data_fd (const char *name, int flags);

/* The small file of the i-th operation. */
const char *small_path (long i);

/* Where the i-th operation reads, in the 256 MiB file, or writes, in the first 64 MiB of it. */
off_t read_offset (long i);
off_t write_offset (long i);

/* An aligned buffer for a slot of the window. */
char *buffer (int slot);

/* The tree that is scanned. */
const char *scan_root (void);

int serve (int argc, char **argv, const char *(*start) (void), const struct work *works);

#endif
