/*
 * musl.c: loads the library named by its argument, and makes and ends a pool with it. Its JNI environment has the two
 * functions that making a pool calls, and no JVM behind it.
 */
#include <dlfcn.h>
#include <jni.h>
#include <stdint.h>
#include <stdio.h>

static char out[1 << 16];

static void *JNICALL
buffer_address (JNIEnv *env, jobject buffer)
{
  (void)env, (void)buffer;
  return out;
}

static jlong JNICALL
buffer_capacity (JNIEnv *env, jobject buffer)
{
  (void)env, (void)buffer;
  return sizeof out;
}

static void *library;

static void *
native (const char *name)
{
  void *function = dlsym (library, name);

  if (!function)
    printf ("%s\n", dlerror ());

  return function;
}

int
main (int argc, char **argv)
{
  static const struct JNINativeInterface_ functions = {
    .GetDirectBufferAddress = buffer_address, .GetDirectBufferCapacity = buffer_capacity
  };
  JNIEnv env = &functions;
  jlong (*create) (JNIEnv *, jclass, jobject);
  jint (*fileno) (JNIEnv *, jclass, jlong);
  void (*destroy) (JNIEnv *, jclass, jlong);
  jlong pool;

  if (argc != 2 || !(library = dlopen (argv[1], RTLD_NOW)))
    {
      printf ("%s\n", argc == 2 ? dlerror () : "musl.c <library>");
      return 1;
    }

  create  = native ("Java_io_github_jeio_internal_natives_Natives_create");
  fileno  = native ("Java_io_github_jeio_internal_natives_Natives_pollFd");
  destroy = native ("Java_io_github_jeio_internal_natives_Natives_destroy");

  if (!create || !fileno || !destroy)
    return 1;

  pool = create (&env, 0, 0);
  printf ("pool %s, descriptor %s\n", pool ? "made" : "not made", pool && fileno (&env, 0, pool) > 2 ? "there" : "not there");
  destroy (&env, 0, pool);
  return 0;
}
