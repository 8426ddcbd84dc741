/* mtouch that does not raise SIGBUS: for a mapping whose file was truncated it is an error. And mlock2 and mlockall. */
#include "ops.h"

#include <errno.h>
#include <stdint.h>
#include <linux/capability.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
# define MADV_POPULATE_READ 22
# define MADV_POPULATE_WRITE 23
#endif

/*
 * Before Linux 5.14: has the kernel copy a byte of each page, which fails with EFAULT where an access would raise
 * SIGBUS. Only bytes of the range are touched: what is beside it in its first page is not the caller's.
 */
static int
touch_pages (char *from, char *end, size_t page, int modify)
{
  for (; from < end; from = (char *)(((uintptr_t)from & ~(page - 1)) + page))
    {
      char byte;
      struct iovec local = { .iov_base = &byte, .iov_len = 1 };
      struct iovec remote = { .iov_base = from, .iov_len = 1 };

      if (process_vm_readv (getpid (), &local, 1, &remote, 1, 0) != 1
          || (modify && process_vm_writev (getpid (), &local, 1, &remote, 1, 0) != 1))
        return -1;
    }

  return 0;
}

/* ptr2 and size: the range; int1: EIO_MT_MODIFY to write */
void
jeio_op_mtouch (eio_req *req)
{
  uintptr_t page = (uintptr_t)sysconf (_SC_PAGESIZE);
  uintptr_t from = (uintptr_t)req->ptr2 & ~(page - 1);
  uintptr_t to = ((uintptr_t)req->ptr2 + req->size + page - 1) & ~(page - 1);
  int modify = req->int1 & EIO_MT_MODIFY;

  req->result = from == to ? 0
              : madvise ((void *)from, to - from, modify ? MADV_POPULATE_WRITE : MADV_POPULATE_READ);

  if (req->result < 0 && errno == EINVAL)
    req->result = touch_pages (req->ptr2, (char *)req->ptr2 + req->size, page, modify);
}

/* ptr2 and size: the range; int1: flags */
void
jeio_op_mlock2 (eio_req *req)
{
  req->result = syscall (SYS_mlock2, req->ptr2, req->size, req->int1);

  if (req->result < 0 && jeio_is_denied () && !req->int1)
    req->result = mlock (req->ptr2, req->size);
}

/* Whether RLIMIT_MEMLOCK applies to this process: it has a limit and no privilege. */
static int
memlock_is_limited (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3, .pid = 0 };
  struct __user_cap_data_struct caps[_LINUX_CAPABILITY_U32S_3];
  struct rlimit limit;

  if (getrlimit (RLIMIT_MEMLOCK, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY)
    return 0;

  return syscall (SYS_capget, &header, caps) < 0 || !(caps[0].effective & 1u << CAP_IPC_LOCK);
}

/*
 * mlockall(2). With MCL_FUTURE and a limit, the kernel would succeed now and refuse the next mapping beyond the limit,
 * one of the heap or of a thread's stack; the JVM would crash.
 */
int
jeio_mlockall (int flags)
{
  if (flags & MCL_FUTURE && memlock_is_limited ())
    {
      errno = ENOMEM;
      return -1;
    }

  return jeio_mlockall_sync (flags);
}

/* int1: flags */
void
jeio_op_mlockall (eio_req *req)
{
  req->result = jeio_mlockall (req->int1);
}
