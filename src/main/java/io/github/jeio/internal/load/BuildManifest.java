package io.github.jeio.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** What the build has written into the manifest of jeio's jar. */
public final class BuildManifest {

    /** In place of a value that is not there. */
    public static final String UNKNOWN = "unknown";

    private BuildManifest() { }

    /** The value of that name; {@link #UNKNOWN} where there is none, or the jar is somebody else's. */
    public static String value(String name) {
        try {
            Attributes main = read().getMainAttributes();
            String value = "jeio".equals(main.getValue("Implementation-Title")) ? main.getValue(name) : null;
            return value == null ? UNKNOWN : value;
        } catch (IOException | SecurityException e) {
            return UNKNOWN;
        }
    }

    /** The manifest beside this class: a class loader that is asked for one gives any jar's. */
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
