/*
 * deny.c: runs a program whose kernel lacks some system calls, as an old kernel does, or a container's seccomp filter.
 *
 *   deny <errno> <system call> ... -- <program> <argument> ...
 *   deny container -- <program> <argument> ...
 *
 * <errno> is ENOSYS or EPERM. `container`: what a container engine's default filter forbids fails with EPERM, and a call
 * with a number that the filter does not know, with ENOSYS. The filter holds for all threads and children; but with EPERM, which
 * many a program takes for an answer, mv and stat among them, only for those that are Java's: a process of its own, the judge, is
 * asked by the kernel about each such call.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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
  { "cachestat", 451 }, { "fchmodat2", 452 },

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

/* What the filter does with a call: it fails with an errno, or the judge is asked. */
static void
deny (const char *name, unsigned int action)
{
  for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i)
    if (!strcmp (calls[i].name, name))
      {
        emit ((struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (unsigned int)calls[i].number, 0, 1));
        emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, action));
        return;
      }

  fprintf (stderr, "deny: it knows no system call %s\n", name);
  exit (2);
}

static int
is_java (unsigned int thread)
{
  char link[32], program[PATH_MAX];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/%u/exe", thread);
  length = readlink (link, program, sizeof program);
  return length > 5 && !memcmp (program + length - 5, "/java", 5);
}

/* Answers the kernel until the last process with the filter has ended. */
static void
judge (int filter_fd)
{
  struct pollfd fd = { .fd = filter_fd, .events = POLLIN };

  while (poll (&fd, 1, -1) >= 0 || errno == EINTR)
    {
      struct seccomp_notif call = { .pid = 0 };
      struct seccomp_notif_resp answer = { .id = 0 };

      if (fd.revents & POLLHUP)
        return;

      /* Either fails if the caller has been killed meanwhile. */
      if (!(fd.revents & POLLIN) || ioctl (filter_fd, SECCOMP_IOCTL_NOTIF_RECV, &call))
        continue;

      answer.id = call.id;

      if (is_java (call.pid))
        answer.error = -EPERM;
      else
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;

      ioctl (filter_fd, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
}

/* The filter's descriptor, from one process to another. */
static int
pass (int socket, int send, int descriptor)
{
  char byte = 0;
  union
  {
    char bytes[CMSG_SPACE (sizeof (int))];
    struct cmsghdr aligned;
  } control = { .bytes = { 0 } };
  struct iovec data = { .iov_base = &byte, .iov_len = 1 };
  struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes };
  struct cmsghdr *header = CMSG_FIRSTHDR (&message);

  if (send)
    {
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN (sizeof (int));
      memcpy (CMSG_DATA (header), &descriptor, sizeof (int));
      return sendmsg (socket, &message, 0) == 1 ? descriptor : -1;
    }

  if (recvmsg (socket, &message, 0) != 1 || !(header = CMSG_FIRSTHDR (&message)))
    return -1;

  memcpy (&descriptor, CMSG_DATA (header), sizeof (int));
  return descriptor;
}

/* Starts the judge, nobody's child, with none of the descriptors that somebody may wait for the end of; returns a socket to it. */
static int
start_judge (void)
{
  int sockets[2];
  pid_t child;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) || (child = fork ()) < 0)
    return -1;

  if (!child)
    {
      if (!fork ())
        {
          int null = open ("/dev/null", O_RDWR);

          for (int fd = 0; fd < 3; ++fd)
            dup2 (null, fd);

          close (sockets[1]);
          judge (pass (sockets[0], 0, -1));
        }

      _exit (0);
    }

  close (sockets[0]);
  return waitpid (child, 0, 0) == child ? sockets[1] : -1;
}

/* The filter, for this process and all that it becomes or starts. */
static int
install (const struct sock_fprog *program, int with_judge)
{
  int socket, descriptor;

  if (!with_judge)
    return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program);

  if ((socket = start_judge ()) < 0)
    return -1;

  descriptor = (int)syscall (SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, program);

  if (descriptor < 0 || pass (socket, 1, descriptor) < 0)
    return -1;

  close (descriptor);
  return close (socket);
}

int
main (int argc, char **argv)
{
  int i = 2;
  struct sock_fprog program = { .filter = filter };
  int with_judge;

  if (argc < 4 || argc > MOST)
    {
      fprintf (stderr, "deny <errno> <system call> ... -- <program> ...\n");
      return 2;
    }

  with_judge = !strcmp (argv[1], "EPERM");
  emit ((struct sock_filter)BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)));

  for (; i < argc && strcmp (argv[i], "--"); ++i)
    deny (argv[i], with_judge ? SECCOMP_RET_USER_NOTIF : SECCOMP_RET_ERRNO | ENOSYS);

  if (!strcmp (argv[1], "container"))
    {
      for (size_t j = 0; j < sizeof container / sizeof *container; ++j)
        deny (container[j], SECCOMP_RET_ERRNO | EPERM);

      emit ((struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JGT | BPF_K, LAST_KNOWN, 0, 1));
      emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
    }

  emit ((struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  program.len = length;

  if (i + 1 >= argc
      || prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
      || install (&program, with_judge))
    {
      perror ("deny");
      return 2;
    }

  execvp (argv[i + 1], argv + i + 1);
  perror (argv[i + 1]);
  return 2;
}
