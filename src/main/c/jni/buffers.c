/* The JNI functions of the class Natives that concern memory: buffers, copies, and what a result hands over. */
#include "native.h"
#include "jeio.h"
#include "io_github_jeio_internal_natives_Natives.h"

#include <string.h>

/*
 * Fields of java.nio.Buffer: the memory segment that the buffer is a view of, which no public method returns without
 * making an object, and the address, for which JNI has a function that takes longer, since it checks the class.
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

/* Whether the buffer may be a view of a segment; true if the field is not known. */
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

NATIVE (Natives, jlongArray, takeLongs) (JNIEnv *env, jclass cls, jlong address, jint count)
{
  jlongArray res = (*env)->NewLongArray (env, count);

  (void)cls;
  if (res)
    (*env)->SetLongArrayRegion (env, res, 0, count, (const jlong *)(uintptr_t)address);

  jeio_free ((void *)(uintptr_t)address);
  return res;
}

NATIVE (Natives, void, freeBlob) (JNIEnv *env, jclass cls, jlong address)
{
  (void)env, (void)cls;
  jeio_free ((void *)(uintptr_t)address);
}

/*
 * Without entries, copies the names, each with its NUL. With entries, writes for each a type byte, 8 bytes of inode,
 * the name, NUL.
 */
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
