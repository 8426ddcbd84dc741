/* The JNI functions of the class AdvancedNatives that deal with processes: pidfds, fexecve, limits, locked memory. */
#include "native.h"
#include "advanced.h"
#include "io_github_jeio_internal_natives_AdvancedNatives.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>


NATIVE (AdvancedNatives, jlong, getFdlimit) (JNIEnv *env, jclass cls)
{
  struct rlimit limit;

  (void)env, (void)cls;
  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    return -errno;

  return limit.rlim_cur > INT64_MAX ? INT64_MAX : (jlong)limit.rlim_cur;
}

static int
set_limit (rlim_t soft, rlim_t hard)
{
  struct rlimit limit = { .rlim_cur = soft, .rlim_max = hard };

  return setrlimit (RLIMIT_NOFILE, &limit) < 0 ? -errno : 0;
}

/* Finds the highest limit that is granted, between one that is and one that is refused, and sets it. */
static void
raise_to_the_most (rlim_t granted, rlim_t refused)
{
  while (refused - granted > 1)
    {
      rlim_t middle = granted + (refused - granted) / 2;

      if (set_limit (middle, middle) == 0)
        granted = middle;
      else
        refused = middle;
    }

  (void)set_limit (granted, granted); /* the highest possible limit; the caller reports the failure in any case */
}

NATIVE (AdvancedNatives, jint, minFdlimit) (JNIEnv *env, jclass cls, jlong count)
{
  rlim_t wanted = (rlim_t)count;
  struct rlimit now;
  int res;

  (void)env, (void)cls;
  if (getrlimit (RLIMIT_NOFILE, &now) < 0)
    return -errno;

  if (now.rlim_cur >= wanted) /* RLIM_INFINITY is the largest number */
    return 0;

  res = set_limit (wanted, now.rlim_max > wanted ? now.rlim_max : wanted);

  if (res == -EPERM && now.rlim_max < wanted)
    raise_to_the_most (now.rlim_max, wanted);

  return res;
}

NATIVE (AdvancedNatives, jint, pidfdOpen) (JNIEnv *env, jclass cls, jint pid, jint flags)
{
  int res = (int)syscall (SYS_pidfd_open, pid, (unsigned int)flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jint, pidfdGetfd) (JNIEnv *env, jclass cls, jint pidfd, jint fd, jint flags)
{
  int res = (int)syscall (SYS_pidfd_getfd, pidfd, fd, (unsigned int)flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jint, pidfdSendSignal) (JNIEnv *env, jclass cls, jint pidfd, jint sig, jint flags)
{
  (void)env, (void)cls;
  return syscall (SYS_pidfd_send_signal, pidfd, sig, (void *)0, (unsigned int)flags) < 0 ? -errno : 0;
}

NATIVE (AdvancedNatives, jint, pidfdSendSiginfo) (JNIEnv *env, jclass cls, jint pidfd, jint sig, jint code, jint pid, jint uid,
                                                  jint valueInt, jlong valuePtr, jint flags)
{
  siginfo_t info;

  (void)env, (void)cls;
  memset (&info, 0, sizeof info);
  info.si_signo = sig; /* the kernel wants the two to agree */
  info.si_code = code;
  info.si_pid = pid;
  info.si_uid = (uid_t)uid;

  if (valuePtr)
    info.si_value.sival_ptr = (void *)(uintptr_t)valuePtr;
  else
    info.si_value.sival_int = valueInt;

  return syscall (SYS_pidfd_send_signal, pidfd, sig, &info, (unsigned int)flags) < 0 ? -errno : 0;
}

/* Makes the vector that exec takes from `count` strings, each with its NUL, in one allocation. */
static char **
string_vector (JNIEnv *env, jbyteArray packed, jint count)
{
  size_t length = (size_t)(*env)->GetArrayLength (env, packed);
  size_t head = ((size_t)count + 1) * sizeof (char *);
  char **vector = jeio_malloc (head + length);
  char *text;

  if (!vector)
    return 0;

  text = (char *)vector + head;
  (*env)->GetByteArrayRegion (env, packed, 0, (jsize)length, (jbyte *)text);

  for (jint i = 0; i < count; ++i)
    {
      vector[i] = text;
      text += strlen (text) + 1;
    }

  vector[count] = 0;
  return vector;
}

NATIVE (AdvancedNatives, jint, fexecve) (JNIEnv *env, jclass cls, jint fd, jbyteArray args, jint argCount, jbyteArray envs, jint envCount)
{
  char **argv = string_vector (env, args, argCount);
  char **envp = envs ? string_vector (env, envs, envCount) : environ;
  int res = -ENOMEM;

  (void)cls;
  if (argv && envp)
    {
      sigset_t none, saved;

      /* a JVM's threads block signals, and the new program would inherit that mask */
      sigemptyset (&none);
      pthread_sigmask (SIG_SETMASK, &none, &saved);
      fexecve (fd, argv, envp);
      res = -errno;
      pthread_sigmask (SIG_SETMASK, &saved, 0);
    }

  jeio_free (argv);

  if (envs)
    jeio_free (envp);

  return res;
}

NATIVE (AdvancedNatives, jint, mlockall) (JNIEnv *env, jclass cls, jint flags)
{
  (void)env, (void)cls;
  return jeio_mlockall (flags) < 0 ? -errno : 0;
}

NATIVE (AdvancedNatives, jint, munlockall) (JNIEnv *env, jclass cls)
{
  (void)env, (void)cls;
  return munlockall () < 0 ? -errno : 0;
}
