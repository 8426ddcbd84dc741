/* The JNI functions of the class AdvancedNatives that deal with descriptors: pipes, sockets, events, timers. */
#include "native.h"
#include "advanced.h"
#include "io_github_jeio_internal_natives_AdvancedNatives.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>


char *
jeio_copy_bytes (JNIEnv *env, jbyteArray bytes)
{
  jsize length;
  char *copy;

  if (!bytes)
    return 0;

  length = (*env)->GetArrayLength (env, bytes);
  copy = jeio_malloc ((size_t)length + 1);

  if (copy)
    {
      (*env)->GetByteArrayRegion (env, bytes, 0, length, (jbyte *)copy);
      copy[length] = 0;
    }

  return copy;
}

NATIVE (AdvancedNatives, jlong, sendfile) (JNIEnv *env, jclass cls, jint out, jint in, jlong offset, jlong count)
{
  ssize_t res = jeio_sendfile_sync (out, in, offset, (size_t)count);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jint, fadvise) (JNIEnv *env, jclass cls, jint fd, jlong offset, jlong length, jint advice)
{
  (void)env, (void)cls;
  return -posix_fadvise (fd, offset, length, advice);
}

NATIVE (AdvancedNatives, jlong, splice) (JNIEnv *env, jclass cls, jint in, jlong inOffset, jint out, jlong outOffset, jlong length, jint flags)
{
  loff_t from = inOffset, to = outOffset;
  ssize_t res = splice (in, inOffset < 0 ? 0 : &from, out, outOffset < 0 ? 0 : &to, (size_t)length, (unsigned int)flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jlong, tee) (JNIEnv *env, jclass cls, jint in, jint out, jlong length, jint flags)
{
  ssize_t res = tee (in, out, (size_t)length, (unsigned int)flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jlong, accept4) (JNIEnv *env, jclass cls, jint fd, jbyteArray name, jint flags)
{
  struct sockaddr_storage address;
  socklen_t length = name ? (socklen_t)(*env)->GetArrayLength (env, name) : 0;
  socklen_t room = length < sizeof address ? length : sizeof address;
  socklen_t stored = room;
  int res = accept4 (fd, name ? (struct sockaddr *)&address : 0, name ? &stored : 0, flags);

  (void)cls;
  if (res < 0)
    return -errno;

  if (stored > room)
    stored = room;

  if (name)
    (*env)->SetByteArrayRegion (env, name, 0, (jsize)stored, (const jbyte *)&address);

  return (jlong)stored << 32 | res;
}

NATIVE (AdvancedNatives, jint, dup) (JNIEnv *env, jclass cls, jint fd)
{
  int res = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jint, pipesize) (JNIEnv *env, jclass cls, jint fd, jint size)
{
  int res = size < 0 ? fcntl (fd, F_GETPIPE_SZ) : fcntl (fd, F_SETPIPE_SZ, size);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jlong, pipe2) (JNIEnv *env, jclass cls, jint flags)
{
  int fds[2];

  (void)env, (void)cls;
  return pipe2 (fds, flags) < 0 ? -errno : ((jlong)fds[1] << 32 | fds[0]);
}

NATIVE (AdvancedNatives, jint, memfdCreate) (JNIEnv *env, jclass cls, jbyteArray name, jint flags)
{
  char *text = jeio_copy_bytes (env, name);
  int res;

  (void)cls;
  if (!text)
    return -ENOMEM;

  res = memfd_create (text, (unsigned int)flags);
  if (res < 0)
    res = -errno;

  jeio_free (text);
  return res;
}

NATIVE (AdvancedNatives, jint, eventfd) (JNIEnv *env, jclass cls, jint value, jint flags)
{
  int res = eventfd ((unsigned int)value, flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (AdvancedNatives, jint, timerfdCreate) (JNIEnv *env, jclass cls, jint clock, jint flags)
{
  int res = timerfd_create (clock, flags);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

/* Times cross as interval seconds, interval nanoseconds, value seconds, value nanoseconds. */
static struct itimerspec
from_java (JNIEnv *env, jlongArray times)
{
  struct itimerspec res;
  jlong parts[4];

  (*env)->GetLongArrayRegion (env, times, 0, 4, parts);
  res.it_interval.tv_sec = parts[0];
  res.it_interval.tv_nsec = parts[1];
  res.it_value.tv_sec = parts[2];
  res.it_value.tv_nsec = parts[3];
  return res;
}

static void
to_java (JNIEnv *env, const struct itimerspec *spec, jlongArray times)
{
  jlong parts[4] = {
    spec->it_interval.tv_sec, spec->it_interval.tv_nsec, spec->it_value.tv_sec, spec->it_value.tv_nsec
  };

  (*env)->SetLongArrayRegion (env, times, 0, 4, parts);
}

NATIVE (AdvancedNatives, jint, timerfdSettime) (JNIEnv *env, jclass cls, jint fd, jint flags, jlongArray times)
{
  struct itimerspec next = from_java (env, times), now;

  (void)cls;
  if (timerfd_settime (fd, flags, &next, &now) < 0)
    return -errno;

  to_java (env, &now, times);
  return 0;
}

NATIVE (AdvancedNatives, jint, timerfdGettime) (JNIEnv *env, jclass cls, jint fd, jlongArray times)
{
  struct itimerspec now;

  (void)cls;
  if (timerfd_gettime (fd, &now) < 0)
    return -errno;

  to_java (env, &now, times);
  return 0;
}
