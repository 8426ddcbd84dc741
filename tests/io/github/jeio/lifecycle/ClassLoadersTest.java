package io.github.jeio.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import io.github.jeio.support.Children;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does that redeploys an application: load it, run it, end it, and drop its class loader. */
@Tag("unsanitized") // another JVM, with the library in the jar
class ClassLoadersTest {

    /** In the suite; {@code make lifecycle} has a hundred. */
    private static final String NUMBER = System.getProperty("jeio.loaders", "8");
    private static final String ALL = "collected " + NUMBER + " of " + NUMBER;

    /** Each loader has jeio and the application; one after the other, or two at once. */
    @ParameterizedTest
    @ValueSource(strings = {"one by one", "two at once"})
    void loaderOfAnApplicationThatClosesItsPoolsIsCollected(String how) throws Exception {
        assertThat(run("own", how)).filteredOn(line -> !line.isEmpty()).containsExactly(ALL);
    }

    /** The server has jeio, the shared pool stays; only the applications come and go. */
    @ParameterizedTest
    @ValueSource(strings = {"one by one", "two at once"})
    void loaderOfAnApplicationThatLeavesASharedPoolBehindIsCollected(String how) throws Exception {
        assertThat(run("server's", how)).filteredOn(line -> !line.isEmpty()).containsExactly(ALL);
    }

    private static List<String> run(String whose, String how) throws Exception {
        Path jar = Path.of(System.getProperty("jeio.build.directory"), System.getProperty("jeio.build.name") + ".jar");
        String tests = new File(Redeploy.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getPath();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
                "-XX:SoftRefLRUPolicyMSPerMB=0", "-cp", tests, Redeploy.class.getName(), jar.toString(), tests, whose, how, NUMBER));
        assertThat(IoAio.isAvailable()).isTrue(); // the copy that all of them load is made by now
        Process child = Children.limit(new ProcessBuilder(command).redirectErrorStream(true).start());
        child.getOutputStream().close();
        try (var lines = child.inputReader()) {
            List<String> said = lines.lines().toList();
            assertThat(child.waitFor()).as("%s", said).isZero();
            return said;
        }
    }
}
