package io.github.jeio;

import io.github.jeio.internal.load.BuildManifest;
import io.github.jeio.internal.load.NativeLibrary;

/**
 * What works here, made by {@link IoAio#version()}. A part that is not known, where jeio's classes were put into another
 * jar, say, is {@code "unknown"}.
 *
 * @param jeio jeio's version
 * @param libeio the release of Perl's IO::AIO that the libeio inside is from
 * @param library the file that the native library was loaded from; where several class loaders have jeio, the copy for a
 *     further one has no file any more
 * @param kernel the kernel's release, as uname(2) tells it
 */
public record AioVersion(String jeio, String libeio, String library, String kernel) {

    static AioVersion here() {
        return new AioVersion(BuildManifest.value("Implementation-Version"), BuildManifest.value("Implementation-Libeio"),
                NativeLibrary.file(), System.getProperty("os.version", BuildManifest.UNKNOWN));
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        return "jeio " + jeio + ", libeio " + libeio + ", " + library + ", Linux " + kernel;
    }
}
