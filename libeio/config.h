/*
 * What libeio may use: Linux system calls that both glibc and musl offer, on x86_64 and aarch64.
 * A name that is missing here makes libeio emulate the call or answer ENOSYS.
 */
#ifndef JEIO_LIBEIO_CONFIG_H
#define JEIO_LIBEIO_CONFIG_H

#ifndef _GNU_SOURCE
# error "compile with -D_GNU_SOURCE: without it readahead, fallocate and sync_file_range are not declared"
#endif

#define HAVE_STDINT_H 1
#define HAVE_SYS_SYSCALL_H 1
#define HAVE_SYS_PRCTL_H 1

#define HAVE_FDATASYNC 1
#define HAVE_FUTIMES 1
#define HAVE_LINUX_FALLOCATE 1
#define HAVE_PRCTL_SET_NAME 1
#define HAVE_READAHEAD 1
#define HAVE_RENAMEAT2 1
#define HAVE_SENDFILE 1
#define HAVE_SYNC_FILE_RANGE 1
#define HAVE_SYS_SYNCFS 1
#define HAVE_UTIMES 1

#endif
