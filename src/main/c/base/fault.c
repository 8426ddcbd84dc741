/*
 * Access to memory of the caller's that may be gone: when a mapped file is truncated, its mapping loses the pages
 * beyond the end, and touching them raises SIGBUS. So the kernel touches the memory, in system calls that answer with
 * EFAULT.
 */
#include "jeio.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/*
 * Whether the page is there. sigprocmask(2) copies the new mask, which is eight bytes, before it looks at `how`, which
 * is invalid here: the error is EFAULT if the copy fails, else EINVAL, and nothing is changed.
 */
static int
is_there (uintptr_t address)
{
  syscall (SYS_rt_sigprocmask, ~0, address & ~(uintptr_t)7, 0, 8);
  return errno != EFAULT;
}

int
jeio_is_readable (const void *start, size_t size)
{
  uintptr_t page = (uintptr_t)sysconf (_SC_PAGESIZE);
  uintptr_t end = (uintptr_t)start + size;

  for (uintptr_t at = (uintptr_t)start; at < end; at = (at & ~(page - 1)) + page)
    if (!is_there (at))
      return 0;

  return 1;
}

int
jeio_copy (void *to, const void *from, size_t size)
{
  for (size_t done = 0; done < size; )
    {
      struct iovec local = { .iov_base = (char *)to + done, .iov_len = size - done };
      struct iovec remote = { .iov_base = (char *)(uintptr_t)from + done, .iov_len = size - done };
      ssize_t count = process_vm_readv (getpid (), &local, 1, &remote, 1, 0);

      /* a sandbox may deny the call: then memory that is unmapped between this check and the copy raises SIGBUS */
      if (count < 0 && (errno == EPERM || errno == ENOSYS))
        {
          if (!jeio_is_readable (to, size) || !jeio_is_readable (from, size))
            return -EFAULT;

          memcpy (to, from, size);
          return 0;
        }

      if (count <= 0)
        return -EFAULT;

      done += (size_t)count;
    }

  return 0;
}
