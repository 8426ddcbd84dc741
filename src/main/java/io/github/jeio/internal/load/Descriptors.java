package io.github.jeio.internal.load;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks whether the process has descriptors left, before the first use of a JDK class whose initializer opens some. If the
 * initializer failed, the JVM would refuse the class for good. Another thread may take the descriptors in between: so this
 * makes the failure unlikely, not impossible.
 */
public final class Descriptors {

    private static final File ANY = new File("/dev/null");

    private Descriptors() { }

    /** Whether {@code count} descriptors can be opened at once. True also if that can't be found out. */
    public static boolean left(int count) {
        List<FileInputStream> probes = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                probes.add(new FileInputStream(ANY));
            }
            return true;
        } catch (IOException e) {
            return !ANY.canRead();
        } finally {
            for (FileInputStream probe : probes) { // no lambda: the first one of a JVM takes longer than all of loading
                close(probe);
            }
        }
    }

    private static void close(FileInputStream probe) {
        try {
            probe.close();
        } catch (IOException e) {
            // closing a file that was only read can't lose anything
        }
    }
}
