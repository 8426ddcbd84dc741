/*
 * What lies between the C library of the machine that builds and those that the library is to be loaded by: glibc from
 * 2.28 on, and musl from 1.2 on. The build includes this file before each C file.
 */
#ifndef JEIO_LIBC_H
#define JEIO_LIBC_H

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#if __GLIBC__

/* In 2.34 and 2.32 these moved to libc.so, unchanged, under a new version; the old one is there as well. */
# if __x86_64__
#  define JEIO_GLIBC "GLIBC_2.2.5"
# elif __aarch64__
#  define JEIO_GLIBC "GLIBC_2.17"
# endif
# ifdef JEIO_GLIBC
#  define JEIO_OLD(name) __asm__ (".symver " #name "," #name "@" JEIO_GLIBC)
JEIO_OLD (pthread_attr_setstacksize);
JEIO_OLD (pthread_create);
JEIO_OLD (pthread_mutexattr_init);
JEIO_OLD (pthread_mutexattr_settype);
JEIO_OLD (pthread_once);
JEIO_OLD (pthread_sigmask);
# endif

/* Before 2.33 these were no functions of libc.so. glibc's structure is the kernel's on 64-bit machines. */
# define stat(path, st)                (int)syscall (SYS_newfstatat, AT_FDCWD, path, st, 0)
# define lstat(path, st)               (int)syscall (SYS_newfstatat, AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW)
# define fstat(fd, st)                 (int)syscall (SYS_fstat, fd, st)
# define fstatat(dir, path, st, flags) (int)syscall (SYS_newfstatat, dir, path, st, flags)
# define mknodat(dir, path, mode, dev) (int)syscall (SYS_mknodat, dir, path, mode, (unsigned int)(dev))

#else

# include <linux/stat.h>

/* musl has them from 1.2.5 on. */
# define statx(dir, path, flags, mask, stx) (int)syscall (SYS_statx, dir, path, flags, mask, stx)

/* The system call takes the offset in two halves; on a 64-bit machine the first has all of it. */
# define preadv2(fd, iov, count, offset, flags) (ssize_t)syscall (SYS_preadv2, fd, iov, count, (long)(offset), 0L, flags)

#endif
#endif
