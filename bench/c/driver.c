#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

int threads;

static const char *directory;
static char *small[SMALL_FILES];
static char *buffers[BUFFERS];
static uint32_t offsets[OFFSETS];

static void
die (const char *what)
{
  printf ("failed %s: %s\n", what, strerror (errno));
  exit (1);
}

const char *
data_path (const char *name)
{
  char *path;

  if (asprintf (&path, "%s/%s", directory, name) < 0)
    die ("asprintf");

  return path;
}

int
data_fd (const char *name, int flags)
{
  int fd = open (data_path (name), flags | O_CLOEXEC);

  if (fd < 0)
    die (name);

  return fd;
}

const char *
small_path (long i)
{
  return small[i % SMALL_FILES];
}

off_t
read_offset (long i)
{
  return (off_t)offsets[i % OFFSETS] * BLOCK;
}

off_t
write_offset (long i)
{
  return (off_t)(offsets[i % OFFSETS] >> 2) * BLOCK;
}

char *
buffer (int slot)
{
  return buffers[slot % BUFFERS];
}

const char *
scan_root (void)
{
  const char *root = getenv ("BENCH_SCAN");

  return root ? root : "/usr";
}

static double
seconds (struct timeval t)
{
  return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
cpu_of (int who)
{
  struct rusage usage;

  if (getrusage (who, &usage) < 0)
    die ("getrusage");

  return seconds (usage.ru_utime) + seconds (usage.ru_stime);
}

/* With that of programs it ran. */
static double
cpu (void)
{
  return cpu_of (RUSAGE_SELF) + cpu_of (RUSAGE_CHILDREN);
}

static double
now (void)
{
  struct timespec t;

  if (clock_gettime (CLOCK_MONOTONIC, &t) < 0)
    die ("clock_gettime");

  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
set_up (int argc, char **argv)
{
  uint32_t x = 1;

  if (argc < 3)
    {
      fprintf (stderr, "usage: %s <data directory> <threads>\n", argv[0]);
      exit (2);
    }

  directory = argv[1];
  threads = atoi (argv[2]);
  setvbuf (stdout, 0, _IOLBF, 0);

  for (int i = 0; i < OFFSETS; i++)
    {
      x = x * 1664525u + 1013904223u;
      offsets[i] = x >> 16;
    }

  for (int i = 0; i < SMALL_FILES; i++)
    if (asprintf (&small[i], "%s/small/%05d", directory, i) < 0)
      die ("asprintf");

  for (int i = 0; i < BUFFERS; i++)
    {
      buffers[i] = aligned_alloc (BLOCK, BLOCK);

      if (!buffers[i])
        die ("aligned_alloc");

      memset (buffers[i], i, BLOCK);
    }
}

static void
answer (const struct work *works, const char *name, int depth, long ops)
{
  while (works->name && strcmp (works->name, name))
    works++;

  if (!works->name)
    {
      puts ("unsupported");
      return;
    }

  double cpu0 = cpu (), t0 = now ();
  long done = works->run (depth, ops);
  double t = now () - t0, c = cpu () - cpu0;

  if (done < 0)
    printf ("failed %s: %s\n", name, strerror (errno));
  else
    printf ("%ld %.9f %.9f\n", done, t, c);
}

int
serve (int argc, char **argv, const char *(*start) (void), const struct work *works)
{
  char name[32];
  int depth;
  long ops;

  set_up (argc, argv);
  const char *what = start ();
  puts (what);

  if (!strncmp (what, "missing", 7))
    return 0;

  while (scanf ("%31s %d %ld", name, &depth, &ops) == 3)
    answer (works, name, depth, ops);

  return 0;
}
