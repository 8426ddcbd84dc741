/* What musl before 1.2.5 lacks of the calls that jeio makes; the profile `musl` includes it before each C file. */
#ifndef JEIO_MUSL_H
#define JEIO_MUSL_H

#include <linux/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define statx(dir, path, flags, mask, stx) (int)syscall (SYS_statx, dir, path, flags, mask, stx)

/* The system call takes the offset in two halves; on a 64-bit machine the first has all of it. */
#define preadv2(fd, iov, count, offset, flags) (ssize_t)syscall (SYS_preadv2, fd, iov, count, (long)(offset), 0L, flags)

#endif
