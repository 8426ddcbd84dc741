package io.github.jeio.internal.natives;

/** What the library is and what it finds ({@code build_natives.c}); the caller sees to it that it is loaded. */
public final class BuildNatives {

    private BuildNatives() { }

    /** {@code void jeio_build_id (char *hex, size_t size)}: hexadecimal; empty where the linker has put none into the library. */
    public static native String buildId();

    /** {@code void jeio_features (char *names, size_t size)}: names of system calls, with spaces between them. */
    public static native String features();
}
