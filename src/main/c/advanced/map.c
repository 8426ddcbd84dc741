/*
 * The JNI functions of the class MapNatives. An address range that a Java buffer has is never left without a mapping
 * before the buffer is unreachable: whatever is unmapped is replaced by zeros in the same system call. Addresses and
 * lengths of whole mappings are multiples of their page size, their granule.
 */
#include "native.h"
#include "advanced.h"
#include "io_github_jeio_internal_natives_MapNatives.h"

#include <errno.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#define PTR(address) ((void *)(uintptr_t)(address))

#ifndef MREMAP_DONTUNMAP
# define MREMAP_DONTUNMAP 4
#endif

static jlong
to_address (void *map)
{
  return map == MAP_FAILED ? -errno : (jlong)(uintptr_t)map;
}

static int
put_zeros (void *address, size_t length)
{
  void *map = mmap (address, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);

  return map == MAP_FAILED ? -errno : 0;
}

NATIVE (MapNatives, jint, pageSize) (JNIEnv *env, jclass cls)
{
  (void)env, (void)cls;
  return (jint)sysconf (_SC_PAGESIZE);
}

NATIVE (MapNatives, jlong, hugePageSize) (JNIEnv *env, jclass cls, jint fd)
{
  struct statfs fs;

  (void)env, (void)cls;
  return fstatfs (fd, &fs) == 0 && fs.f_type == HUGETLBFS_MAGIC ? (jlong)fs.f_bsize : 0;
}

/* Each piece of a mapping has a slot of its own, since each is unmapped by itself. */
static int
guard_pieces (uintptr_t start, size_t length, size_t piece, size_t granule)
{
  for (size_t at = 0; at < length; at += piece)
    {
      int res = jeio_guard_add (start + at, length - at < piece ? length - at : piece, granule);

      if (res < 0)
        {
          while (at > 0)
            jeio_guard_remove (start + (at -= piece));

          return res;
        }
    }

  return 0;
}

NATIVE (MapNatives, jlong, map) (JNIEnv *env, jclass cls, jlong length, jlong piece, jint prot, jint flags, jint fd, jlong offset, jlong granule)
{
  void *map = mmap (0, (size_t)length, prot, flags, fd, offset);
  int res;

  (void)env, (void)cls;
  if (map == MAP_FAILED)
    return -errno;

  res = guard_pieces ((uintptr_t)map, (size_t)length, (size_t)piece, (size_t)granule);
  if (res < 0)
    {
      munmap (map, (size_t)length);
      return res;
    }

  return (jlong)(uintptr_t)map;
}

NATIVE (MapNatives, jobject, buffer) (JNIEnv *env, jclass cls, jlong address, jlong length)
{
  (void)cls;
  return (*env)->NewDirectByteBuffer (env, PTR (address), length);
}

NATIVE (MapNatives, jint, clear) (JNIEnv *env, jclass cls, jlong address, jlong length)
{
  (void)env, (void)cls;
  return put_zeros (PTR (address), (size_t)length);
}

NATIVE (MapNatives, jint, unmap) (JNIEnv *env, jclass cls, jlong address, jlong length)
{
  (void)env, (void)cls;
  jeio_guard_remove ((uintptr_t)address);
  return munmap (PTR (address), (size_t)length) < 0 ? -errno : 0;
}

/* A length of 0 makes a second mapping of a shared one, and leaves the first alone until it is replaced. */
static jlong
move_shared (void *old, size_t length, size_t new_length)
{
  void *map = mremap (old, 0, new_length, MREMAP_MAYMOVE);
  int res;

  if (map == MAP_FAILED)
    return -errno;

  res = put_zeros (old, length);
  if (res < 0)
    {
      munmap (map, new_length);
      return res;
    }

  return (jlong)(uintptr_t)map;
}

/*
 * The kernel can leave the old range mapped while it moves the pages, but not grow in the same step. The C library's
 * wrapper does not pass the address hint for these flags, and the kernel reads it.
 */
static jlong
move_private (void *old, size_t length, size_t new_length)
{
  void *moved = (void *)syscall (SYS_mremap, old, length, length, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0UL);
  void *map;

  if (moved == MAP_FAILED)
    return errno == EINVAL ? -ENOSYS : -errno;

  map = mremap (moved, length, new_length, MREMAP_MAYMOVE);
  if (map == MAP_FAILED)
    {
      int error = errno;

      if (mremap (moved, length, length, MREMAP_MAYMOVE | MREMAP_FIXED, old) == MAP_FAILED)
        munmap (moved, length);

      return -error;
    }

  (void)put_zeros (old, length); /* if this fails, what the kernel has left there is safe as well */
  return (jlong)(uintptr_t)map;
}

NATIVE (MapNatives, jlong, remap) (JNIEnv *env, jclass cls, jlong address, jlong length, jlong newLength, jboolean mayMove,
                                   jboolean shared, jlong granule)
{
  void *old = PTR (address);
  jlong res = to_address (mremap (old, (size_t)length, (size_t)newLength, 0));

  (void)env, (void)cls;
  if (res >= 0)
    jeio_guard_extend ((uintptr_t)address, (size_t)newLength);
  else if (res == -ENOMEM && mayMove)
    {
      res = (shared ? move_shared : move_private) (old, (size_t)length, (size_t)newLength);

      /* without memory for a slot, the new mapping is not guarded: to lose it now would be worse */
      if (res >= 0)
        (void)jeio_guard_add ((uintptr_t)res, (size_t)newLength, (size_t)granule);
    }

  return res;
}

/* Extends a range to whole pages, as the functions below need it. */
static void *
page_start (jlong address, size_t *length)
{
  uintptr_t page = (uintptr_t)sysconf (_SC_PAGESIZE);
  uintptr_t start = (uintptr_t)address & ~(page - 1);

  *length = (((uintptr_t)address - start) + *length + page - 1) & ~(page - 1);
  return (void *)start;
}

NATIVE (MapNatives, jint, protect) (JNIEnv *env, jclass cls, jlong address, jlong length, jint prot)
{
  size_t size = (size_t)length;
  void *start = page_start (address, &size);

  (void)env, (void)cls;
  return mprotect (start, size, prot) < 0 ? -errno : 0;
}

NATIVE (MapNatives, jint, advise) (JNIEnv *env, jclass cls, jlong address, jlong length, jint advice)
{
  size_t size = (size_t)length;
  void *start = page_start (address, &size);

  (void)env, (void)cls;
  return -posix_madvise (start, size, advice);
}

NATIVE (MapNatives, jint, unlock) (JNIEnv *env, jclass cls, jlong address, jlong length)
{
  size_t size = (size_t)length;
  void *start = page_start (address, &size);

  (void)env, (void)cls;
  return munlock (start, size) < 0 ? -errno : 0;
}
