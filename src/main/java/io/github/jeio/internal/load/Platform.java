package io.github.jeio.internal.load;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine a native library is for: operating system, processor and C library.
 *
 * @param os lower case name of the operating system, {@code linux} on Linux
 * @param arch name of the processor as the kernel gives it: {@code x86_64}, {@code aarch64}, …
 * @param musl whether this process runs on musl instead of glibc
 */
public record Platform(String os, String arch, boolean musl) {

    static Platform current() {
        Platform glibc = of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), false);
        return runsOnMusl(glibc.arch) ? glibc.otherLibc() : glibc;
    }

    static Platform of(String osName, String osArch, boolean musl) {
        String os = osName.toLowerCase(Locale.ROOT).replace(" ", "");
        String arch = osArch.toLowerCase(Locale.ROOT);
        return new Platform(os, switch (arch) {
            case "amd64", "x64", "x86-64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> arch;
        }, musl);
    }

    boolean isLinux() {
        return os.equals("linux");
    }

    /** The name of this platform in the jar and as a Maven classifier. */
    String classifier() {
        return os + "-" + arch + (musl ? "-musl" : "");
    }

    /** The same machine with the other C library. */
    Platform otherLibc() {
        return new Platform(os, arch, !musl);
    }

    /** The resource that holds this platform's library. */
    String resource() {
        return "META-INF/native/" + classifier() + "/libjeio.so";
    }

    /**
     * Whether this process runs on musl. A machine with glibc may have musl installed as well, so its presence is only a
     * reason to look at what is mapped.
     */
    private static boolean runsOnMusl(String arch) {
        if (!new File("/lib/ld-musl-" + arch + ".so.1").exists()) {
            return false;
        }
        try {
            String maps = new String(Files.readAllBytes(Path.of("/proc/self/maps")), StandardCharsets.ISO_8859_1);
            return maps.contains("/ld-musl-") || maps.contains("/libc.musl-");
        } catch (IOException e) {
            return false;
        }
    }
}
