/*
 * Preloaded into a JVM: counts the calls of malloc, calloc, realloc and strdup that come from libjeio.so, and
 * writes the number to the file that COUNTMALLOC names when the process ends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__ ((visibility ("default")))

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *ptr, size_t size);

static atomic_long calls;
static atomic_ulong low, high;    /* of the library's code */

static int
find_code (struct dl_phdr_info *info, size_t size, void *data)
{
  (void)size;
  (void)data;

  if (!strstr (info->dlpi_name, "libjeio"))
    return 0;

  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X)
      {
        low = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        high = low + info->dlpi_phdr[i].p_memsz;
      }

  return 1;
}

EXPORT void *
dlopen (const char *name, int flags)
{
  static void *(*real) (const char *, int);

  if (!real)
    *(void **)&real = dlsym (RTLD_NEXT, "dlopen");

  void *library = real (name, flags);

  if (library && name && strstr (name, "libjeio"))
    dl_iterate_phdr (find_code, 0);

  return library;
}

static void
count (const void *caller)
{
  unsigned long at = (unsigned long)caller;

  if (at >= low && at < high)
    calls++;
}

EXPORT void *
malloc (size_t size)
{
  count (__builtin_return_address (0));
  return __libc_malloc (size);
}

EXPORT void *
calloc (size_t n, size_t size)
{
  count (__builtin_return_address (0));
  return __libc_calloc (n, size);
}

EXPORT void *
realloc (void *ptr, size_t size)
{
  count (__builtin_return_address (0));
  return __libc_realloc (ptr, size);
}

EXPORT char *
strdup (const char *s)
{
  size_t size = strlen (s) + 1;

  count (__builtin_return_address (0));
  char *copy = __libc_malloc (size);
  return copy ? memcpy (copy, s, size) : copy;
}

static void __attribute__ ((destructor))
report (void)
{
  const char *name = getenv ("COUNTMALLOC");
  FILE *out = name && high ? fopen (name, "w") : 0;

  if (out)
    {
      fprintf (out, "%ld\n", (long)calls);
      fclose (out);
    }
}
