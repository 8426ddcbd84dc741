/* What a shell user has: find, cp and rm, with what it costs to start them. */
#define _GNU_SOURCE
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static posix_spawn_file_actions_t silent;

static long
run (char *const argv[], long ops)
{
  pid_t child;
  int status;

  errno = posix_spawnp (&child, argv[0], &silent, 0, argv, environ);

  if (errno)
    return -1;

  if (waitpid (child, &status, 0) < 0)
    return -1;

  if (!WIFEXITED (status) || WEXITSTATUS (status))
    {
      errno = EIO;
      return -1;
    }

  return ops;
}

/* It looks at the type of every entry, which readdir tells. */
static long
find (const char *root, long ops)
{
  char *argv[] = { "find", (char *)root, "-type", "d", 0 };

  return run (argv, ops);
}

static long
run_scan (int depth, long ops)
{
  (void)depth;
  return find (scan_root (), ops);
}

static long
run_list (int depth, long ops)
{
  char name[32];

  (void)depth;
  snprintf (name, sizeof name, "list-%ld", ops);
  return find (data_path (name), ops);
}

static long
run_copy (int depth, long ops)
{
  char *argv[] = { "cp", (char *)data_path ("source"), (char *)data_path ("copy"), 0 };

  (void)depth;
  return run (argv, ops);
}

static long
run_cptree (int depth, long ops)
{
  char *argv[] = { "cp", "-r", (char *)data_path ("forest"), (char *)data_path ("copied"), 0 };

  (void)depth;
  return run (argv, ops);
}

static long
run_remove (int depth, long ops)
{
  char *argv[] = { "rm", "-rf", (char *)data_path ("doomed"), 0 };

  (void)depth;
  return run (argv, ops);
}

static const struct work works[] = {
  { "scan", run_scan },
  { "list", run_list },
  { "copy", run_copy },
  { "cptree", run_cptree },
  { "remove", run_remove },
  { 0, 0 }
};

static const char *
start (void)
{
  if (posix_spawn_file_actions_init (&silent)
      || posix_spawn_file_actions_addopen (&silent, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      || posix_spawn_file_actions_addopen (&silent, STDOUT_FILENO, "/dev/null", O_WRONLY, 0))
    return "missing coreutils: no memory to start them";

  return "ready find, cp and rm of this system";
}

int
main (int argc, char **argv)
{
  return serve (argc, argv, start, works);
}
