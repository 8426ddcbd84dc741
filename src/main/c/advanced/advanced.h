/*
 * The synchronous functions of the class Advanced, a file for each kind:
 *
 *   fd.c       descriptors: sendfile, splice, pipes, sockets, events, timers
 *   fs.c       file systems: statx, mount, umount
 *   process.c  processes: pidfds, fexecve, limits, locked memory
 *   map.c      mapped memory, whose buffers stay safe to touch
 *   guard.c    touches of mapped pages that the file no longer has
 */
#ifndef JEIO_ADVANCED_H
#define JEIO_ADVANCED_H

#include "jeio.h"

#include <jni.h>

/* fd.c: a copy with a NUL at its end, to be freed by jeio_free; null for a null array, or if there is no memory */
char *jeio_copy_bytes (JNIEnv *env, jbyteArray bytes);

/* guard.c: 0 or -errno */
int  jeio_guard_add (uintptr_t start, size_t length, size_t granule);
void jeio_guard_extend (uintptr_t start, size_t length);
void jeio_guard_remove (uintptr_t start);

#endif
