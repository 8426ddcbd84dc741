/*
 * Which newer system calls are available, that is, neither missing in the kernel nor denied by a filter. jeio can do
 * without each of them. They are tested with arguments that the kernel refuses before it does anything.
 */
#include "jeio.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SYS_cachestat
# define SYS_cachestat 451
#endif

#ifndef SYS_openat2
# define SYS_openat2 437
#endif

#ifndef SYS_faccessat2
# define SYS_faccessat2 439
#endif

static const struct { const char *name; long number; } calls[] = {
  { "preadv2", SYS_preadv2 },
  { "copy_file_range", SYS_copy_file_range },
  { "statx", SYS_statx },
  { "renameat2", SYS_renameat2 },
  { "openat2", SYS_openat2 },
  { "faccessat2", SYS_faccessat2 },
  { "cachestat", SYS_cachestat },
};

/* Makes the call with descriptors -1 and addresses 0, which are always invalid. */
static bool
exists (long number)
{
  return syscall (number, -1, 0, -1, 0, -1, -1) >= 0 || (errno != ENOSYS && errno != EPERM);
}

void
jeio_features (char *names, size_t size)
{
  *names = 0;

  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    if (exists (calls[i].number))
      {
        size_t used = strlen (names);

        snprintf (names + used, size - used, "%s%s", used ? " " : "", calls[i].name);
      }
}
