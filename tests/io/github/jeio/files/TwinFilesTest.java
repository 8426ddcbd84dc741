package io.github.jeio.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * AsyncFiles does to a tree what Files does to its twin, and gives or throws the same, and so does FileFlow: each method, good
 * and bad cases, as root and as a user who may not do everything.
 */
class TwinFilesTest extends PoolTest {

    /** What AsyncFiles has and Files has not. */
    private static final Set<String> OWN = Set.of("replace", "replaceString", "copyTree", "moveTree", "deleteTree", "flow", "setTimes", "shared", "on",
            "await", "chunks");

    /** What gives false where it can't be found out. */
    private static final Set<String> NEVER_FAILS = Set.of("exists", "notExists", "isDirectory", "isRegularFile", "isSymbolicLink", "isReadable",
            "isWritable", "isExecutable");

    private static final Path MEMORY = Path.of("/dev/shm");

    /** Where two thousand trees are made in a short time. */
    private Path quick;

    @BeforeEach
    void choose() throws IOException {
        quick = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : dir, "twins");
    }

    @AfterEach
    void remove() throws IOException {
        AsyncFiles.await(AsyncFiles.on(io).deleteTree(quick));
    }

    @ParameterizedTest
    @EnumSource
    void theSameResultsExceptionsAndTrees(TwinCases.Theme theme) throws Exception {
        assertThat(TwinDifferences.of(new Twins(io, quick), theme)).isEmpty();
    }

    @AfterAll
    static void eachMethodWasCalledAndHasFailed() {
        for (Class<?> type : List.of(AsyncFiles.class, FileFlow.class)) {
            for (Method method : type.getMethods()) {
                if (method.getDeclaringClass() != Object.class && !OWN.contains(method.getName()) && !method.toString().contains("ByteBuffer")) {
                    assertThat(Twins.outcomes(method)).as("outcomes of %s", method).contains("good");
                    if (!NEVER_FAILS.contains(method.getName()) && !method.toString().contains("(java.lang.String,")) {
                        assertThat(Twins.outcomes(method)).as("outcomes of %s", method).contains("bad");
                    }
                }
            }
        }
    }

    @Test
    @Tag("unsanitized")
    void theSameForWhoMayNotDoEverything() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        for (Path path = quick; path.startsWith(dir) || path.equals(quick); path = path.getParent()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String classes = Stream.of(IoAio.class, TwinFilesTest.class).map(TwinFilesTest::place).collect(Collectors.joining(File.pathSeparator));
        assumeTrue(Arrays.stream(classes.split(File.pathSeparator)).allMatch(TwinFilesTest::isForAll), "needs classes that everybody may read");

        Process child = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED", "-cp", classes, TwinDifferences.class.getName(), quick.toString()).redirectErrorStream(true).start();
        child.getOutputStream().close();
        try (BufferedReader output = child.inputReader()) {
            assertThat(output.lines()).containsExactly("done");
        }
        child.getErrorStream().close();
        assertThat(child.waitFor()).isZero();
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isForAll(String place) {
        for (Path path = Path.of(place); path != null; path = path.getParent()) {
            try {
                if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).matches("......r..|........x")) {
                    return false;
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }
}
