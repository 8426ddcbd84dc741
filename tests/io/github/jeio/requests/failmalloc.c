/*
 * Stands before the C library in a JVM: what libjeio.so, and a worker of libeio's in the C library, asks for is refused when
 * the test says so. The test and this file share a page: a countdown (0: never), and how often that many are refused.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>

extern void *__libc_malloc (size_t);
extern void *__libc_calloc (size_t, size_t);
extern void *__libc_realloc (void *, size_t);

static struct { int countdown, often; } *page;

__attribute__ ((constructor)) static void
share (void)
{
  int fd = open (getenv ("FAILMALLOC"), O_RDWR | O_CLOEXEC);
  void *map = mmap (0, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

  if (map == MAP_FAILED)
    abort ();

  page = map;
}

static int
refused (void *caller)
{
  char name[16] = "";
  Dl_info info;

  if (!page || __atomic_load_n (&page->countdown, __ATOMIC_SEQ_CST) <= 0)
    return 0;

  prctl (PR_GET_NAME, name);

  if (!dladdr (caller, &info) || !info.dli_fname
      || !(strstr (info.dli_fname, "jeio") || (strstr (info.dli_fname, "libc.so") && strstr (name, "/eio"))))
    return 0;

  if (__atomic_sub_fetch (&page->countdown, 1, __ATOMIC_SEQ_CST) > 0)
    return 0;

  if (__atomic_sub_fetch (&page->often, 1, __ATOMIC_SEQ_CST) > 0)
    __atomic_store_n (&page->countdown, 1, __ATOMIC_SEQ_CST);

  errno = ENOMEM;
  return 1;
}

void *
malloc (size_t size)
{
  return refused (__builtin_return_address (0)) ? 0 : __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  return refused (__builtin_return_address (0)) ? 0 : __libc_calloc (count, size);
}

void *
realloc (void *old, size_t size)
{
  return refused (__builtin_return_address (0)) ? 0 : __libc_realloc (old, size);
}
