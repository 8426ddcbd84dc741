/*
 * The synchronous functions of the class Advanced, a file for each kind:
 *
 *   advanced_fd.c       descriptors: sendfile, splice, pipes, sockets, events, timers
 *   advanced_fs.c       file systems: statx, mount, umount
 *   advanced_process.c  processes: pidfds, fexecve, limits, locked memory
 *   advanced_map.c      mapped memory, whose buffers stay safe to touch
 *   advanced_guard.c    what a touch of a page that the file no longer has comes to
 */
#ifndef JEIO_ADVANCED_H
#define JEIO_ADVANCED_H

#include "jeio.h"

#include <jni.h>

/* advanced_fd.c: a copy that jeio_free frees, ended by a NUL; 0 for a null array, and when memory is short */
char *jeio_copy_bytes (JNIEnv *env, jbyteArray bytes);

/* advanced_guard.c: 0 or -errno */
int  jeio_guard_add (uintptr_t start, size_t length, size_t granule);
void jeio_guard_extend (uintptr_t start, size_t length);
void jeio_guard_remove (uintptr_t start);

#endif
