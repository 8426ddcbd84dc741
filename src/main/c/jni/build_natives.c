/* The JNI functions of the class BuildNatives. */
#include "native.h"
#include "jeio.h"
#include "io_github_jeio_internal_natives_BuildNatives.h"

NATIVE (BuildNatives, jstring, buildId) (JNIEnv *env, jclass cls)
{
  char hex[2 * 64 + 1];

  (void)cls;
  jeio_build_id (hex, sizeof hex);
  return (*env)->NewStringUTF (env, hex);
}

NATIVE (BuildNatives, jstring, features) (JNIEnv *env, jclass cls)
{
  char names[256];

  (void)cls;
  jeio_features (names, sizeof names);
  return (*env)->NewStringUTF (env, names);
}
