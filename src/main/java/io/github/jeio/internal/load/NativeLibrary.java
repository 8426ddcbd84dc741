package io.github.jeio.internal.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the native library, once. Code that uses natives first calls {@link #require()}, and not in a static initializer: a class
 * whose initializer has failed can never be used, while what was missing (descriptors, memory, room for the copy) may be there
 * the next time. A caller that wants to know beforehand asks {@link #isAvailable()}. Each of these tries again as long as the
 * library is not loaded.
 *
 * <p>The library is the resource {@code META-INF/native/<os>-<arch>/libjeio.so}. The dynamic linker needs a file, so the resource
 * is copied to a directory that only this user can enter ({@link LibraryCopy}).
 *
 * <table class="striped"><caption>System properties</caption>
 * <tr><td>{@code jeio.native.path}</td><td>load this file and look nowhere else, nothing is copied</td></tr>
 * <tr><td>{@code jeio.native.dir}</td><td>make the copy below this directory, not {@code java.io.tmpdir}</td></tr>
 * </table>
 */
public final class NativeLibrary {

    static final String PATH_PROPERTY = "jeio.native.path";
    static final String DIR_PROPERTY = "jeio.native.dir";

    /**
     * The descriptors that are open at once while the library is loaded: a jar, the copy, a directory, and those of the
     * JDK's channels.
     */
    private static final int DESCRIPTORS = 8;

    /** Written under the class's monitor. */
    private static volatile boolean loaded;
    /** Written under the class's monitor: the file that was loaded. */
    private static volatile String file = BuildManifest.UNKNOWN;

    private NativeLibrary() {}

    /** Reads resources: through the class loader, or for a test. */
    @FunctionalInterface
    interface Resources {
        /** The resource's content, or null if there is none of this name. */
        byte[] read(String name) throws IOException;
    }

    /**
     * Reads resources from the class path. A class and no lambda, as Linker is: the first lambda of a JVM takes longer than
     * all of loading.
     */
    private static final class OnClassPath implements Resources {

        @Override
        public byte[] read(String name) throws IOException {
            byte[] beside = besideThisClass(name);
            return beside != null ? beside : throughLoader(name);
        }

        /**
         * Reads from the jar that this class is in, or returns null. The class loader would do it as well, but takes longer
         * to open an entry than the rest of loading.
         */
        private static byte[] besideThisClass(String name) {
            String jar = ownJar();
            if (jar == null) {
                return null;
            }
            try (ZipFile file = new ZipFile(jar)) {
                ZipEntry entry = file.getEntry(name);
                return entry == null ? null : file.getInputStream(entry).readAllBytes();
            } catch (IOException | SecurityException e) {
                return null; // the class loader tries next, and reports the error
            }
        }

        /** The jar's path. Null if this class is in no jar, or in one whose name would have to be decoded. */
        private static String ownJar() {
            try {
                CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
                URL location = source == null ? null : source.getLocation();
                boolean plain = location != null && location.getProtocol().equals("file")
                        && location.getPath().endsWith(".jar") && location.getPath().indexOf('%') < 0;
                return plain ? location.getPath() : null;
            } catch (SecurityException e) {
                return null;
            }
        }

        /** A named module must find a library that is on the class path, too. */
        private static byte[] throughLoader(String name) throws IOException {
            ClassLoader loader = NativeLibrary.class.getClassLoader();
            try (InputStream in = loader == null
                    ? ClassLoader.getSystemResourceAsStream(name) : loader.getResourceAsStream(name)) {
                return in == null ? null : in.readAllBytes();
            }
        }
    }

    /** Loads a file as a library. */
    private record Linker(Platform platform, boolean given) implements Consumer<Path> {

        @Override
        public void accept(Path file) {
            try {
                System.load(file.toString());
                NativeLibrary.file = file.toString();
            } catch (UnsatisfiedLinkError e) {
                throw LibraryCopy.isLoadedElsewhere(e)
                        ? e : failure(LoadAdvice.explain(platform, file, given, e.getMessage()), e);
            } catch (IllegalCallerException e) {
                throw failure(LoadAdvice.accessDenied(NativeLibrary.class.getModule()), e);
            }
        }
    }

    /**
     * Tells whether the native library is loaded.
     *
     * @return false if nothing of jeio can work here; {@link #unavailabilityCause()} tells why
     */
    public static boolean isAvailable() {
        return unavailabilityCause() == null;
    }

    /**
     * Tells why the native library can't be loaded just now.
     *
     * @return null if it is loaded, else an error whose message is one sentence with the reason and the remedy
     */
    public static Throwable unavailabilityCause() {
        return loaded ? null : tryLoad();
    }

    /** The file that the native library was loaded from. */
    public static String file() {
        return file;
    }

    /**
     * Makes sure that the native library is loaded.
     *
     * @throws UnsatisfiedLinkError with the message of {@link #unavailabilityCause()} if it could not be
     */
    public static void require() {
        Throwable cause = unavailabilityCause();
        if (cause != null) {
            throw failure(cause.getMessage(), cause);
        }
    }

    /** Tries to load. An interrupt closes the JDK's channels, so it is put off until loading is over. */
    private static synchronized Throwable tryLoad() {
        boolean interrupted = Thread.interrupted();
        try {
            Throwable cause = tryLoadOnce();
            while (cause != null && Thread.interrupted()) {
                interrupted = true;
                cause = tryLoadOnce();
            }
            return cause;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Throwable tryLoadOnce() {
        if (loaded) {
            return null;
        }
        if (!Descriptors.left(DESCRIPTORS)) { // before the first use of a JDK class that opens one
            return failure(LoadAdvice.noDescriptors(DESCRIPTORS), null);
        }
        try {
            load(Platform.current(), System.getProperty(PATH_PROPERTY), System.getProperty(DIR_PROPERTY),
                    new OnClassPath());
            loaded = true;
            return null;
        } catch (UnsatisfiedLinkError e) {
            return e;
        } catch (SecurityException e) {
            return failure("this JVM's security manager forbids jeio to load its native library (" + e.getMessage()
                    + "); grant it loadLibrary and access to its files", e);
        }
    }

    static void load(Platform platform, String path, String dir, Resources resources) {
        if (!platform.isLinux()) {
            throw failure("jeio runs on Linux only, and this is " + platform.os()
                    + "; run it on a Linux machine, in a container or in WSL 2", null);
        }
        if (path != null && !path.isEmpty()) {
            loadGiven(platform, path);
            return;
        }
        byte[] image = read(resources, platform.resource());
        if (image == null) {
            boolean otherLibc = read(resources, platform.otherLibc().resource()) != null;
            throw failure(LoadAdvice.noLibrary(platform, otherLibc), null);
        }
        byte[] recorded = read(resources, platform.resource() + ".sha256");
        boolean chosen = dir != null && !dir.isEmpty();
        Path base = asPath(DIR_PROPERTY, chosen ? dir : System.getProperty("java.io.tmpdir", "/tmp"));
        new LibraryCopy(base, chosen, LibraryCopy.hash(image, recorded), image).load(new Linker(platform, false));
    }

    private static void loadGiven(Platform platform, String path) {
        Path file = asPath(PATH_PROPERTY, path);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw failure("the system property " + PATH_PROPERTY + " names " + file
                    + ", which is not a file this user can read; name a built libjeio.so or remove the property", null);
        }
        try {
            new Linker(platform, true).accept(file);
        } catch (UnsatisfiedLinkError e) {
            throw LibraryCopy.isLoadedElsewhere(e) ? failure(LoadAdvice.oneLoaderOnly(file), e) : e;
        }
    }

    private static Path asPath(String property, String value) {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw failure("\"" + value + "\" is not a file name (" + e.getReason() + "); set the system property "
                    + property + " to one", e);
        }
    }

    private static byte[] read(Resources resources, String name) {
        try {
            return resources.read(name);
        } catch (IOException e) {
            throw failure("the resource " + name + " can't be read (" + e + "); replace the jar that holds it", e);
        }
    }

    static UnsatisfiedLinkError failure(String sentence, Throwable cause) {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError(sentence);
        error.initCause(cause);
        return error;
    }

    static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII).trim();
    }
}
