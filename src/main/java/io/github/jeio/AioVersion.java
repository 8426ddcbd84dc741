package io.github.jeio;

import io.github.jeio.internal.load.BuildManifest;
import io.github.jeio.internal.load.NativeLibrary;
import io.github.jeio.internal.natives.BuildNatives;
import java.util.List;

/**
 * What works here, made by {@link IoAio#version()}. A part that is not known, where jeio's classes were put into another
 * jar, say, is {@code "unknown"}.
 *
 * @param jeio jeio's version
 * @param libeio the release of Perl's IO::AIO that the libeio inside is from
 * @param library the file that the native library was loaded from; where several class loaders have jeio, the copy for a
 *     further one has no file any more
 * @param buildId the native library's build id, in hexadecimal, which its debug file is found by
 * @param kernel the kernel's release, as uname(2) tells it
 * @param features the system calls that jeio makes where they are there, and has another way for where they are not, as the
 *     kernel is older or a filter (seccomp(2)) forbids them: preadv2 and what else is found of copy_file_range, statx, renameat2,
 *     openat2, faccessat2, cachestat
 */
public record AioVersion(String jeio, String libeio, String library, String buildId, String kernel, List<String> features) {

    static AioVersion here() {
        String id = BuildNatives.buildId();
        return new AioVersion(BuildManifest.value("Implementation-Version"), BuildManifest.value("Implementation-Libeio"),
                NativeLibrary.file(), id.isEmpty() ? BuildManifest.UNKNOWN : id,
                System.getProperty("os.version", BuildManifest.UNKNOWN), list(BuildNatives.features()));
    }

    private static List<String> list(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        return "jeio " + jeio + ", libeio " + libeio + ", " + library + " (build " + buildId + "), Linux " + kernel + ""
                + (features.isEmpty() ? "" : " with " + String.join(" ", features));
    }
}
