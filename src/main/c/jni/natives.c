/*
 * The JNI functions of the class Natives that concern a pool. A pool is passed by its address; Java guarantees that it
 * is alive.
 */
#include "native.h"
#include "jeio.h"
#include "io_github_jeio_internal_natives_Natives.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define POOL(handle) ((struct jeio_pool *)(uintptr_t)(handle))

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

NATIVE (Natives, jint, submitOne) (JNIEnv *env, jclass cls, jlong pool, jlong wires, jint outstanding)
{
  (void)env, (void)cls;
  return jeio_pool_submit_one (POOL (pool), (const char *)(uintptr_t)wires, outstanding);
}

NATIVE (Natives, jint, answer) (JNIEnv *env, jclass cls, jlong pool, jlong wires, jint outstanding)
{
  (void)env, (void)cls;
  return jeio_pool_answer (POOL (pool), (char *)(uintptr_t)wires, outstanding);
}

NATIVE (Natives, void, verdicts) (JNIEnv *env, jclass cls, jlong pool, jlongArray out)
{
  int64_t counts[JEIO_VERDICTS];

  (void)cls;
  jeio_pool_verdicts (POOL (pool), counts);
  (*env)->SetLongArrayRegion (env, out, 0, JEIO_VERDICTS, (const jlong *)counts);
}

NATIVE (Natives, jint, workers) (JNIEnv *env, jclass cls, jlong pool, jint from, jlongArray out)
{
  int64_t notes[64][2];
  int count;
  unsigned int noted = jeio_pool_workers (POOL (pool), (unsigned int)from, notes, &count);

  (void)cls;
  (*env)->SetLongArrayRegion (env, out, 0, 2 * count, (const jlong *)notes);
  return (jint)noted;
}

NATIVE (Natives, void, age) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  jeio_pool_age (POOL (pool));
}

NATIVE (Natives, jint, look) (JNIEnv *env, jclass cls, jlong pool, jlong token, jlongArray out)
{
  struct jeio_look look = { 0 };
  int stage = jeio_pool_look (POOL (pool), (uint64_t)token, &look);

  (void)cls;
  (*env)->SetLongArrayRegion (env, out, 0, sizeof look / sizeof (jlong), (const jlong *)&look);
  return stage;
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

NATIVE (Natives, jint, events) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  return (jint)jeio_pool_events (POOL (pool));
}

NATIVE (Natives, jboolean, await) (JNIEnv *env, jclass cls, jlong pool, jint seen, jint timeout)
{
  (void)env, (void)cls;
  return jeio_pool_wait (POOL (pool), (uint32_t)seen, timeout);
}

NATIVE (Natives, void, lead) (JNIEnv *env, jclass cls, jlong pool, jint seen, jint timeout)
{
  (void)env, (void)cls;
  jeio_pool_lead (POOL (pool), (uint32_t)seen, timeout);
}

NATIVE (Natives, void, advance) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  jeio_pool_advance (POOL (pool));
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
    jeio_pool_nready, jeio_pool_npending, jeio_pool_nthreads, jeio_pool_nidle, jeio_pool_nwakes
  };

  (void)env, (void)cls;
  return (jint)counters[which](POOL (pool));
}

NATIVE (Natives, void, unwatch) (JNIEnv *env, jclass cls, jlong pool)
{
  (void)env, (void)cls;
  jeio_pool_unwatch (POOL (pool));
}

/* dup3 replaces the descriptor in one step: its number is never free for another thread to get. */
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
