package io.github.jeio.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The values that the build has written into the manifest of jeio's jar. */
public final class BuildManifest {

    /** Stands for a value that is not there. */
    public static final String UNKNOWN = "unknown";

    private BuildManifest() { }

    /**
     * The value of an attribute; {@link #UNKNOWN} if there is none, or if jeio's classes have been repackaged into another
     * jar.
     */
    public static String value(String name) {
        try {
            Attributes main = read().getMainAttributes();
            String value = "jeio".equals(main.getValue("Implementation-Title")) ? main.getValue(name) : null;
            return value == null ? UNKNOWN : value;
        } catch (IOException | SecurityException e) {
            return UNKNOWN;
        }
    }

    /**
     * Reads the manifest of the jar that this class is in. A class loader that is asked for a manifest may return another
     * jar's.
     */
    private static Manifest read() throws IOException {
        String file = BuildManifest.class.getName().replace('.', '/') + ".class";
        URL self = BuildManifest.class.getResource("BuildManifest.class");
        if (self == null || !self.toString().endsWith(file)) {
            return new Manifest();
        }
        String place = self.toString();
        URLConnection connection = new URL(place.substring(0, place.length() - file.length()) + "META-INF/MANIFEST.MF").openConnection();
        connection.setUseCaches(false); // a cached jar would stay open
        try (InputStream in = connection.getInputStream()) {
            return new Manifest(in);
        }
    }
}
