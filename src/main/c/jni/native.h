/* The name of a native method of a class in io.github.jeio.internal.natives. */
#ifndef JEIO_NATIVE_H
#define JEIO_NATIVE_H

#include <jni.h>

#define NATIVE(class, type, name) JNIEXPORT type JNICALL Java_io_github_jeio_internal_natives_##class##_##name

#endif
