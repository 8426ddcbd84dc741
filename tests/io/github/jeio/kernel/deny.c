/*
 * deny.c: runs a program whose kernel lacks some system calls, as an old kernel does, or a container's seccomp filter.
 *
 *   deny <errno> <system call> ... -- <program> <argument> ...
 *   deny container -- <program> <argument> ...
 *
 * <errno> is ENOSYS or EPERM. `container`: what a container engine's default filter forbids fails with EPERM, and a call
 * with a number that the filter does not know, with ENOSYS. The filter holds for all threads and children.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CALL(name) { #name, SYS_##name }

static const struct
{
  const char *name;
  int number;
} calls[] = {
  CALL (bpf), CALL (close_range), CALL (copy_file_range), CALL (execveat), CALL (faccessat2), CALL (fallocate),
  CALL (getrandom), CALL (memfd_create), CALL (mlock2), CALL (name_to_handle_at), CALL (openat2), CALL (pidfd_getfd),
  CALL (pidfd_open), CALL (pidfd_send_signal), CALL (preadv2), CALL (process_vm_readv), CALL (process_vm_writev),
  CALL (pwritev2), CALL (renameat2), CALL (splice), CALL (statx), CALL (sync_file_range), CALL (syncfs),
  CALL (utimensat),
  { "fchmodat2", 452 },

  /* what a container's filter forbids, beside the above */
  CALL (acct), CALL (add_key), CALL (clock_adjtime), CALL (clock_settime), CALL (delete_module), CALL (fanotify_init),
  CALL (finit_module), CALL (fsconfig), CALL (fsmount), CALL (fsopen), CALL (fspick), CALL (init_module),
  CALL (io_uring_enter), CALL (io_uring_register), CALL (io_uring_setup), CALL (kcmp), CALL (kexec_load), CALL (keyctl),
  CALL (lookup_dcookie), CALL (mbind), CALL (mount), CALL (move_mount), CALL (move_pages), CALL (open_by_handle_at),
  CALL (open_tree), CALL (perf_event_open), CALL (pivot_root), CALL (ptrace), CALL (quotactl), CALL (reboot),
  CALL (request_key), CALL (set_mempolicy), CALL (setns), CALL (settimeofday), CALL (swapoff), CALL (swapon),
  CALL (syslog), CALL (umount2), CALL (unshare), CALL (userfaultfd), CALL (vhangup)
};

static const char *const container[] = {
  "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "delete_module", "fanotify_init", "finit_module", "fsconfig",
  "fsmount", "fsopen", "fspick", "init_module", "io_uring_enter", "io_uring_register", "io_uring_setup", "kcmp",
  "kexec_load", "keyctl", "lookup_dcookie", "mbind", "mount", "move_mount", "move_pages", "open_by_handle_at", "open_tree",
  "perf_event_open", "pidfd_getfd", "pivot_root", "process_vm_readv", "process_vm_writev", "ptrace", "quotactl", "reboot",
  "request_key", "set_mempolicy", "setns", "settimeofday", "swapoff", "swapon", "syslog", "umount2", "unshare",
  "userfaultfd", "vhangup"
};

enum
{
  MOST = 128,
  LAST_KNOWN = 439 /* faccessat2: a filter made for Linux 5.8 knows no later one */
};

static struct sock_filter filter[2 * MOST];
static unsigned short length;

static void
emit (struct sock_filter instruction)
{
  filter[length++] = instruction;
}

static void
deny (const char *name, unsigned int error)
{
  for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i)
    if (!strcmp (calls[i].name, name))
      {
        emit ((struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (unsigned int)calls[i].number, 0, 1));
        emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error));
        return;
      }

  fprintf (stderr, "deny: it knows no system call %s\n", name);
  exit (2);
}

int
main (int argc, char **argv)
{
  int i = 2;
  struct sock_fprog program = { .filter = filter };
  unsigned int error;

  if (argc < 4 || argc > MOST)
    {
      fprintf (stderr, "deny <errno> <system call> ... -- <program> ...\n");
      return 2;
    }

  error = !strcmp (argv[1], "ENOSYS") ? ENOSYS : EPERM;
  emit ((struct sock_filter)BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)));

  for (; i < argc && strcmp (argv[i], "--"); ++i)
    deny (argv[i], error);

  if (!strcmp (argv[1], "container"))
    {
      for (size_t j = 0; j < sizeof container / sizeof *container; ++j)
        deny (container[j], EPERM);

      emit ((struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JGT | BPF_K, LAST_KNOWN, 0, 1));
      emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
    }

  emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  program.len = length;

  if (i + 1 >= argc
      || prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
      || prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
    {
      perror ("deny");
      return 2;
    }

  execvp (argv[i + 1], argv + i + 1);
  perror (argv[i + 1]);
  return 2;
}
