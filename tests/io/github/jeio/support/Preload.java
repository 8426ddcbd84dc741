package io.github.jeio.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shared object that stands before the C library in a child process, so that the kernel seems to answer as a test likes. Its source
 * has {@code NEXT}, the C library's own function, and, for a function {@code syscall (number, ...)}, {@code ARGUMENTS}, which declares
 * their array, and {@code PASS_ON}, which makes the call.
 */
public final class Preload {

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
            #define ARGUMENTS(a, last) long a[6]; \
              do { va_list list; va_start (list, last); for (int i = 0; i < 6; i++) a[i] = va_arg (list, long); va_end (list); } while (0)
            #define PASS_ON(number, a) NEXT (syscall) (number, a[0], a[1], a[2], a[3], a[4], a[5])
            /* what a fortified build calls in place of openat() where it can't see the flags */
            int __openat_2 (int dir, const char *path, int flags)
            {
              return openat (dir, path, flags);
            }
            """;

    private Preload() { }

    /** @return the environment of a child that is to have it */
    public static Map<String, String> build(Path dir, String source) throws Exception {
        Path object = dir.resolve("preload.so");
        Path file = Files.writeString(dir.resolve("preload.c"), HEAD + source);
        CCompiler.output(CCompiler.compiler("-shared", "-fPIC", "-o", object.toString(), file.toString(), "-ldl"));
        return CCompiler.isEmulated() ? Map.of("QEMU_SET_ENV", "LD_PRELOAD=" + object) : Map.of("LD_PRELOAD", object.toString());
    }

    /** The command env(1) for a child that is to have it, and other variables. */
    public static List<String> env(Map<String, String> environment, String... more) {
        List<String> command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(more));
        return command;
    }
}
