/* The JNI functions of the class AdvancedNatives that deal with file systems. */
#include "native.h"
#include "advanced.h"
#include "io_github_jeio_internal_natives_AdvancedNatives.h"

#include <errno.h>
#include <stdalign.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>


/*
 * The kernel's size of struct statx. Java reads it by offsets, since the kernel may know more members than the C
 * library's headers.
 */
enum { STATX_BYTES = 256 };

NATIVE (AdvancedNatives, jint, statx) (JNIEnv *env, jclass cls, jint dirfd, jbyteArray path, jint flags, jint mask, jbyteArray out)
{
  alignas (8) char buffer[STATX_BYTES];
  char *name = jeio_copy_bytes (env, path);
  int res;

  (void)cls;
  if (!name)
    return -ENOMEM;

  res = (int)syscall (SYS_statx, dirfd, name, flags, (unsigned int)mask, buffer) < 0 ? -errno : 0;
  jeio_free (name);

  if (res == 0)
    (*env)->SetByteArrayRegion (env, out, 0, STATX_BYTES, (const jbyte *)buffer);

  return res;
}

NATIVE (AdvancedNatives, jint, mount) (JNIEnv *env, jclass cls, jbyteArray special, jbyteArray path, jbyteArray fstype, jlong flags, jbyteArray data)
{
  char *source = jeio_copy_bytes (env, special);
  char *target = jeio_copy_bytes (env, path);
  char *type = jeio_copy_bytes (env, fstype);
  char *options = jeio_copy_bytes (env, data);
  int res;

  (void)cls;
  if ((special && !source) || !target || (fstype && !type) || (data && !options))
    res = -ENOMEM;
  else
    res = mount (source, target, type, (unsigned long)flags, options) < 0 ? -errno : 0;

  jeio_free (source);
  jeio_free (target);
  jeio_free (type);
  jeio_free (options);
  return res;
}

NATIVE (AdvancedNatives, jint, umount) (JNIEnv *env, jclass cls, jbyteArray path, jint flags)
{
  char *target = jeio_copy_bytes (env, path);
  int res;

  (void)cls;
  if (!target)
    return -ENOMEM;

  res = umount2 (target, flags) < 0 ? -errno : 0;
  jeio_free (target);
  return res;
}
