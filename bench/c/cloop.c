/* The system calls themselves, one after the other in one thread: no faster way to make them is known. */
#define _GNU_SOURCE
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int big, out;

static long
short_count (void)
{
  errno = EIO;
  return -1;
}

static long
run_read (int depth, long ops)
{
  (void)depth;

  for (long i = 0; i < ops; i++)
    {
      struct iovec part = { buffer (0), BLOCK };

      if (preadv2 (big, &part, 1, read_offset (i), RWF_NOWAIT) != BLOCK)
        return short_count ();
    }

  return ops;
}

static long
run_write (int depth, long ops)
{
  (void)depth;

  for (long i = 0; i < ops; i++)
    if (pwrite (out, buffer (0), BLOCK, write_offset (i)) != BLOCK)
      return short_count ();

  return ops;
}

static long
run_stat (int depth, long ops)
{
  struct stat st;

  (void)depth;

  for (long i = 0; i < ops; i++)
    if (stat (small_path (i), &st) < 0)
      return -1;

  return ops;
}

static long
run_slurp (int depth, long ops)
{
  (void)depth;

  for (long i = 0; i < ops; i++)
    {
      int fd = open (small_path (i), O_RDONLY | O_CLOEXEC);

      if (fd < 0)
        return -1;

      if (read (fd, buffer (0), SMALL) != SMALL)
        return short_count ();

      close (fd);
    }

  return ops;
}

static const struct work works[] = {
  { "read", run_read },
  { "write", run_write },
  { "stat", run_stat },
  { "slurp", run_slurp },
  { 0, 0 }
};

static const char *
start (void)
{
  big = data_fd ("big", O_RDONLY);
  out = data_fd ("out", O_RDWR);
  return "ready preadv2(RWF_NOWAIT), pwrite, stat";
}

int
main (int argc, char **argv)
{
  return serve (argc, argv, start, works);
}
