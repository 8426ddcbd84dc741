package io.github.jeio.internal.load;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the process has descriptors left, asked before a class of the JDK is used for the first time that takes some in
 * its initializer: were there none, the JVM would refuse that class for good. Another thread may take them in between;
 * so this makes the accident unlikely, not impossible.
 */
public final class Descriptors {

    private static final File ANY = new File("/dev/null");

    private Descriptors() { }

    /** Whether so many can be opened at once. True as well where that can't be told. */
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
            probes.forEach(Descriptors::close);
        }
    }

    private static void close(FileInputStream probe) {
        try {
            probe.close();
        } catch (IOException e) {
            // nothing was written
        }
    }
}
