/* The JNI functions of the class Natives that concern the calling thread's stack. */
#include "native.h"
#include "io_github_jeio_internal_natives_Natives.h"

#include <stdint.h>

/* The lowest address of this thread's stack below which there was enough room; 0: none is known. */
static __thread uintptr_t roomy;

/* Where the thread's stack ends now; 0 if enough room below that was found before, by this thread at this depth or deeper. */
NATIVE (Natives, jlong, stackEnd) (JNIEnv *env, jclass cls)
{
  uintptr_t here = (uintptr_t)__builtin_frame_address (0);

  (void)env, (void)cls;
  return roomy && here >= roomy ? 0 : (jlong)here;
}

/* There was enough room below `end`. */
NATIVE (Natives, void, stackIsRoomy) (JNIEnv *env, jclass cls, jlong end)
{
  (void)env, (void)cls;
  roomy = (uintptr_t)end;
}
