package io.github.jeio.tree;

import io.github.jeio.support.CCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shared object that stands before the C library in a child process, so that the kernel seems to answer as a test likes. */
final class Preload {

    private static final String HEAD = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <errno.h>
            #include <fcntl.h>
            #include <stdarg.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>
            #include <sys/syscall.h>
            #define NEXT(name) ((__typeof__ (&name))dlsym (RTLD_NEXT, #name))
            /* what a fortified build calls in place of openat() where it can't see the flags */
            int __openat_2 (int dir, const char *path, int flags)
            {
              return openat (dir, path, flags);
            }
            """;

    private Preload() { }

    /** @return the environment of a child that is to have it */
    static Map<String, String> build(Path dir, String source) throws Exception {
        Path object = dir.resolve("preload.so");
        Path file = Files.writeString(dir.resolve("preload.c"), HEAD + source);
        CCompiler.output(CCompiler.compiler("-shared", "-fPIC", "-o", object.toString(), file.toString(), "-ldl"));
        return CCompiler.isEmulated() ? Map.of("QEMU_SET_ENV", "LD_PRELOAD=" + object) : Map.of("LD_PRELOAD", object.toString());
    }
}
