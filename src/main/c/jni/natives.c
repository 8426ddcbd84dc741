/* The JNI functions of the class Natives. A pool crosses as its address; Java guarantees that it is alive. */
#include "native.h"
#include "jeio.h"
#include "io_github_jeio_internal_natives_Natives.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define POOL(handle) ((struct jeio_pool *)(uintptr_t)(handle))

/*
 * java.nio.Buffer's fields for the segment it is a view of, which no public function tells without making an object, and
 * for its address, which JNI's own function tells after looking at the class, which costs more than the rest
 */
static jfieldID buffer_segment, buffer_address;

JNIEXPORT jint JNICALL
JNI_OnLoad (JavaVM *vm, void *reserved)
{
  static const char *const types[] = {
    "Ljava/lang/foreign/MemorySegment;",                        /* JDK 19 and later */
    "Ljdk/internal/access/foreign/MemorySegmentProxy;"          /* before */
  };
  JNIEnv *env;
  jclass buffer;

  (void)reserved;

  if ((*vm)->GetEnv (vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK || !(buffer = (*env)->FindClass (env, "java/nio/Buffer")))
    return JNI_ERR;

  for (size_t i = 0; i < sizeof types / sizeof *types && !buffer_segment; ++i)
    {
      buffer_segment = (*env)->GetFieldID (env, buffer, "segment", types[i]);

      if (!buffer_segment)
        (*env)->ExceptionClear (env);
    }

  buffer_address = (*env)->GetFieldID (env, buffer, "address", "J");

  if (!buffer_address)
    (*env)->ExceptionClear (env);

  (*env)->DeleteLocalRef (env, buffer);
  return JNI_VERSION_1_8;
}

/* Where the field is not known, every buffer may be a view. */
static int
has_segment (JNIEnv *env, jobject buffer)
{
  jobject segment;

  if (!buffer_segment)
    return 1;

  segment = (*env)->GetObjectField (env, buffer, buffer_segment);
  if (!segment)
    return 0;

  (*env)->DeleteLocalRef (env, segment);
  return 1;
}

NATIVE (Natives, jlong, plainAddress) (JNIEnv *env, jclass cls, jobject buffer)
{
  (void)cls;

  if (has_segment (env, buffer))
    return 0;

  return buffer_address ? (*env)->GetLongField (env, buffer, buffer_address)
                        : (jlong)(uintptr_t)(*env)->GetDirectBufferAddress (env, buffer);
}

NATIVE (Natives, jlong, create) (JNIEnv *env, jclass cls, jobject out)
{
  char *address = (*env)->GetDirectBufferAddress (env, out);
  struct jeio_pool *pool = jeio_pool_create (address, (size_t)(*env)->GetDirectBufferCapacity (env, out));

  (void)cls;
  return pool ? (jlong)(uintptr_t)pool : -errno;
}

NATIVE (Natives, void, name) (JNIEnv *env, jclass cls, jlong pool, jbyteArray name)
{
  char bytes[16] = "";
  jsize size = (*env)->GetArrayLength (env, name);

  (void)cls;
  if (size < (jsize)sizeof bytes)
    (*env)->GetByteArrayRegion (env, name, 0, size, (jbyte *)bytes);

  jeio_pool_name (POOL (pool), bytes);
}

NATIVE (Natives, void, destroy) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  jeio_pool_destroy (POOL (pool));
}

NATIVE (Natives, jint, pollFd) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  return jeio_pool_fd (POOL (pool));
}

NATIVE (Natives, jint, slab) (JNIEnv *env, jclass cls, jlong pool, jint index)
{
  (void)env, (void)cls;
  return jeio_pool_slab (POOL (pool), (unsigned int)index);
}

NATIVE (Natives, jint, submit) (JNIEnv *env, jclass cls, jlong pool, jlong wires, jint count, jint outstanding)
{
  (void)env, (void)cls;
  return jeio_pool_submit (POOL (pool), (const char *)(uintptr_t)wires, count, outstanding);
}

NATIVE (Natives, void, submitOne) (JNIEnv *env, jclass cls, jlong pool, jlong wires, jint outstanding)
{
  (void)env, (void)cls;
  jeio_pool_submit_one (POOL (pool), (const char *)(uintptr_t)wires, outstanding);
}

NATIVE (Natives, jint, answer) (JNIEnv *env, jclass cls, jlong pool, jlong wires, jint outstanding)
{
  (void)env, (void)cls;
  return jeio_pool_answer (POOL (pool), (char *)(uintptr_t)wires, outstanding);
}

NATIVE (Natives, jlong, inlineAnswers) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  return jeio_pool_inline_answers (POOL (pool));
}

NATIVE (Natives, jint, drain) (JNIEnv *env, jclass cls, jlong pool, jint max, jboolean held)
{
  (void)env, (void)cls;
  return jeio_pool_drain (POOL (pool), max, held);
}

NATIVE (Natives, void, rearm) (JNIEnv *env, jclass cls, jlong pool, jboolean held)
{
  (void)env, (void)cls;
  jeio_pool_rearm (POOL (pool), held);
}

NATIVE (Natives, jint, rings) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  return (jint)jeio_pool_rings (POOL (pool));
}

NATIVE (Natives, void, await) (JNIEnv *env, jclass cls, jlong pool, jint rings, jint timeout)
{
  (void)env, (void)cls;
  jeio_pool_wait (POOL (pool), (uint32_t)rings, timeout);
}

NATIVE (Natives, void, ring) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  jeio_pool_ring (POOL (pool));
}

NATIVE (Natives, void, cancel) (JNIEnv *env, jclass cls, jlong pool, jlong token)
{
  (void)env, (void)cls;
  jeio_pool_cancel (POOL (pool), (uint64_t)token);
}

NATIVE (Natives, void, setLimit) (JNIEnv *env, jclass cls, jlong pool, jint which, jint value)
{
  static void (*const setters[]) (struct jeio_pool *, unsigned int) = {
    jeio_pool_min_parallel, jeio_pool_max_parallel, jeio_pool_max_idle, jeio_pool_idle_timeout,
    jeio_pool_inline_cached
  };

  (void)env, (void)cls;
  setters[which](POOL (pool), (unsigned int)value);
}

NATIVE (Natives, jint, count) (JNIEnv *env, jclass cls, jlong pool, jint which)
{
  static unsigned int (*const counters[]) (struct jeio_pool *) = {
    jeio_pool_nready, jeio_pool_npending, jeio_pool_nthreads
  };

  (void)env, (void)cls;
  return (jint)counters[which](POOL (pool));
}

/* In one step: the number is never free, so no other thread gets it. */
NATIVE (Natives, jint, watch) (JNIEnv *env, jclass cls, jlong pool, jint fd)
{
  (void)env, (void)cls;
  return dup3 (jeio_pool_fd (POOL (pool)), fd, O_CLOEXEC) < 0 ? -errno : 0;
}

NATIVE (Natives, void, exchangeWakeup) (JNIEnv *env, jclass cls, jlong a, jlong b)
{
  (void)env, (void)cls;
  jeio_pool_exchange_wakeup (POOL (a), POOL (b));
}

NATIVE (Natives, void, closeWd) (JNIEnv *env, jclass cls, jlong wd)
{
  (void)env, (void)cls;
  eio_wd_close_sync ((eio_wd)(uintptr_t)wd);
}

NATIVE (Natives, jlong, address) (JNIEnv *env, jclass cls, jobject buffer)
{
  (void)cls;
  return (jlong)(uintptr_t)(*env)->GetDirectBufferAddress (env, buffer);
}

NATIVE (Natives, jobject, allocate) (JNIEnv *env, jclass cls, jint size)
{
  void *memory = jeio_malloc ((size_t)size);
  jobject buffer = memory ? (*env)->NewDirectByteBuffer (env, memory, size) : 0;

  (void)cls;
  if (!buffer)
    jeio_free (memory);

  return buffer;
}

NATIVE (Natives, jboolean, copy) (JNIEnv *env, jclass cls, jlong to, jlong from, jlong length)
{
  (void)env, (void)cls;
  return !jeio_copy ((void *)(uintptr_t)to, (const void *)(uintptr_t)from, (size_t)length);
}

NATIVE (Natives, jboolean, isReadable) (JNIEnv *env, jclass cls, jlong start, jlong length)
{
  (void)env, (void)cls;
  return jeio_is_readable ((const void *)(uintptr_t)start, (size_t)length) != 0;
}

NATIVE (Natives, jbyteArray, takeBlob) (JNIEnv *env, jclass cls, jlong address, jint length)
{
  jbyteArray res = (*env)->NewByteArray (env, length);

  (void)cls;
  if (res)
    (*env)->SetByteArrayRegion (env, res, 0, length, (const jbyte *)(uintptr_t)address);

  jeio_free ((void *)(uintptr_t)address);
  return res;
}

NATIVE (Natives, void, freeBlob) (JNIEnv *env, jclass cls, jlong address)
{
  (void)env, (void)cls;
  jeio_free ((void *)(uintptr_t)address);
}

/* Without entries: the names as they are, each with its NUL. With: for each a type byte, 8 bytes of inode, the name, NUL. */
NATIVE (Natives, jbyteArray, takeNames) (JNIEnv *env, jclass cls, jlong entries, jlong names, jint count)
{
  const eio_dirent *ent = (const eio_dirent *)(uintptr_t)entries;
  const char *name = (const char *)(uintptr_t)names;
  size_t size = 0;
  jbyteArray res = 0;

  (void)cls;

  if (ent)
    for (jint i = 0; i < count; ++i)
      size += 1 + 8 + ent[i].namelen + 1u;
  else
    for (jint i = 0; i < count; ++i)
      size += strlen (name + size) + 1;

  if (size <= INT32_MAX - 8)
    res = (*env)->NewByteArray (env, (jsize)size);

  if (res && !ent)
    (*env)->SetByteArrayRegion (env, res, 0, (jsize)size, (const jbyte *)name);
  else if (res)
    {
      char *out = (*env)->GetPrimitiveArrayCritical (env, res, 0);

      if (out)
        {
          char *p = out;

          for (jint i = 0; i < count; ++i)
            {
              uint64_t inode = ent[i].inode;

              *p = (char)ent[i].type;
              memcpy (p + 1, &inode, 8);
              memcpy (p + 9, name + ent[i].nameofs, ent[i].namelen + 1u);
              p += 9 + ent[i].namelen + 1;
            }

          (*env)->ReleasePrimitiveArrayCritical (env, res, out, 0);
        }
    }

  jeio_free ((void *)(uintptr_t)entries);
  jeio_free ((void *)(uintptr_t)names);
  return res;
}

NATIVE (Natives, jlong, bytesInUse) (JNIEnv *env, jclass cls)
{
  (void)env, (void)cls;
  return jeio_memory_in_use ();
}

NATIVE (Natives, jobjectArray, opNames) (JNIEnv *env, jclass cls)
{
  jclass string = (*env)->FindClass (env, "java/lang/String");
  jobjectArray res = string ? (*env)->NewObjectArray (env, jeio_op_count, string, 0) : 0;

  (void)cls;
  for (int i = 0; res && i < jeio_op_count; ++i)
    {
      jstring name = (*env)->NewStringUTF (env, jeio_ops[i].name);

      if (!name)
        return 0;

      (*env)->SetObjectArrayElement (env, res, i, name);
      (*env)->DeleteLocalRef (env, name);
    }

  return res;
}
