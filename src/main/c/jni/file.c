/* The JNI functions of the class FileNatives: system calls on a file, made in the calling thread. */
#include "native.h"
#include "advanced.h"
#include "io_github_jeio_internal_natives_FileNatives.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>


/* On network and user-space file systems a signal may interrupt a call that is uninterruptible on local ones. */
#define UNINTERRUPTED(res, call) do (res) = (call); while ((res) < 0 && errno == EINTR)

NATIVE (FileNatives, jint, open) (JNIEnv *env, jclass cls, jbyteArray path, jint flags, jint mode)
{
  char *name = jeio_copy_bytes (env, path);
  int res;

  (void)cls;
  if (!name)
    return -ENOMEM;

  UNINTERRUPTED (res, open (name, flags | O_CLOEXEC, (mode_t)mode));
  if (res < 0)
    res = -errno;

  jeio_free (name);
  return res;
}

NATIVE (FileNatives, jint, unlink) (JNIEnv *env, jclass cls, jbyteArray path)
{
  char *name = jeio_copy_bytes (env, path);
  int res;

  (void)cls;
  if (!name)
    return -ENOMEM;

  res = unlink (name) < 0 ? -errno : 0;
  jeio_free (name);
  return res;
}

/* Linux closes the descriptor even if close returns EINTR. */
static int
close_once (int fd)
{
  return close (fd) < 0 && errno != EINTR ? -errno : 0;
}

NATIVE (FileNatives, jint, close) (JNIEnv *env, jclass cls, jint fd)
{
  (void)env, (void)cls;
  return close_once (fd);
}

/*
 * Closes a file but keeps its number in use. A worker that has taken a request and not yet made its system call can't
 * be stopped, so the number must not stand for another file before the worker is done: until then it stands for a
 * descriptor that can neither be read nor written. If there is no descriptor left for that, the file stays open until
 * then.
 */
NATIVE (FileNatives, jint, retire) (JNIEnv *env, jclass cls, jint fd)
{
  int dead = open ("/", O_PATH | O_CLOEXEC);
  int last, res = 0;

  (void)env, (void)cls;
  if (dead < 0)
    return 0;

  /* dup3 does not report errors of closing the old file, which network file systems report only then */
  last = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  dup3 (dead, fd, O_CLOEXEC);

  if (last >= 0)
    res = close_once (last);

  close (dead);
  return res;
}

NATIVE (FileNatives, jint, status) (JNIEnv *env, jclass cls, jint fd)
{
  int res = fcntl (fd, F_GETFL);

  (void)env, (void)cls;
  return res < 0 ? -errno : res;
}

NATIVE (FileNatives, jlong, size) (JNIEnv *env, jclass cls, jint fd)
{
  struct stat st;
  uint64_t bytes;

  (void)env, (void)cls;
  if (fstat (fd, &st) < 0)
    return -errno;

  if (!S_ISBLK (st.st_mode))
    return st.st_size;

  return ioctl (fd, BLKGETSIZE64, &bytes) < 0 ? -errno : (jlong)bytes;
}

NATIVE (FileNatives, jint, truncate) (JNIEnv *env, jclass cls, jint fd, jlong size)
{
  int res;

  (void)env, (void)cls;
  UNINTERRUPTED (res, ftruncate (fd, size));
  return res < 0 ? -errno : 0;
}

NATIVE (FileNatives, jint, sync) (JNIEnv *env, jclass cls, jint fd, jboolean metadata)
{
  int res;

  (void)env, (void)cls;
  UNINTERRUPTED (res, metadata ? fsync (fd) : fdatasync (fd));
  return res < 0 ? -errno : 0;
}

NATIVE (FileNatives, jint, identity) (JNIEnv *env, jclass cls, jint fd, jlongArray devIno)
{
  struct stat st;
  jlong parts[2];

  (void)cls;
  if (fstat (fd, &st) < 0)
    return -errno;

  parts[0] = (jlong)st.st_dev;
  parts[1] = (jlong)st.st_ino;
  (*env)->SetLongArrayRegion (env, devIno, 0, 2, parts);
  return 0;
}

NATIVE (FileNatives, jint, lock) (JNIEnv *env, jclass cls, jint fd, jint kind, jlong start, jlong length)
{
  static const short types[] = { F_UNLCK, F_RDLCK, F_WRLCK };
  struct flock lock = { .l_type = types[kind], .l_whence = SEEK_SET, .l_start = start, .l_len = length };
  int res;

  (void)env, (void)cls;
  UNINTERRUPTED (res, fcntl (fd, F_OFD_SETLK, &lock));
  return res >= 0 ? 1 : errno == EAGAIN || errno == EACCES ? 0 : -errno;
}

/* The FileDescriptor in a field of this name, of the object's class or a superclass; null if there is no such field. */
static jobject
descriptor_in (JNIEnv *env, jobject owner, const char *name)
{
  jclass type = (*env)->GetObjectClass (env, owner);
  jfieldID field = (*env)->GetFieldID (env, type, name, "Ljava/io/FileDescriptor;");
  jobject res = 0;

  if (field)
    res = (*env)->GetObjectField (env, owner, field);
  else
    (*env)->ExceptionClear (env);

  (*env)->DeleteLocalRef (env, type);
  return res;
}

/* The number of a channel of jeio, by its method fd(). */
static jint
ask (JNIEnv *env, jobject owner)
{
  jclass type = (*env)->GetObjectClass (env, owner);
  jmethodID fd = (*env)->GetMethodID (env, type, "fd", "()I");

  (*env)->DeleteLocalRef (env, type);
  if (fd)
    return (*env)->CallIntMethod (env, owner, fd);

  (*env)->ExceptionClear (env);
  return -2;
}

/* JNI reads fields whatever the modules export, so java.base need not be opened to jeio. */
NATIVE (FileNatives, jint, fileno) (JNIEnv *env, jclass cls, jobject owner)
{
  static const char *const names[] = { "fd", "fdObj" };  /* most channels have the first, AsynchronousFileChannel has the second */
  jclass type = (*env)->FindClass (env, "java/io/FileDescriptor");
  jfieldID number = type ? (*env)->GetFieldID (env, type, "fd", "I") : 0;

  (void)cls;
  if (!number)
    {
      (*env)->ExceptionClear (env);
      return -2;
    }

  if ((*env)->IsInstanceOf (env, owner, type))
    return (*env)->GetIntField (env, owner, number);

  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    {
      jobject descriptor = descriptor_in (env, owner, names[i]);

      if (descriptor)
        return (*env)->GetIntField (env, descriptor, number);
    }

  return ask (env, owner);
}
