package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The jar is a bundle: another bundle imports it, in Felix, and makes a request. */
@Tag("unsanitized")
class BundleTest {

    private static final String PROGRAM = """
            package consumer;

            import io.github.jeio.IoAio;
            import io.github.jeio.files.AsyncFiles;
            import java.nio.file.Path;

            public final class Main {
                public static long size(String path) throws Exception {
                    try (IoAio io = IoAio.create()) {
                        long size = AsyncFiles.await(AsyncFiles.on(io).size(Path.of(path)));
                        return size == io.aioStat(path).await().size() ? size : -1;
                    }
                }
            }
            """;

    @TempDir
    Path dir;

    private Framework felix;

    @BeforeEach
    void start() throws BundleException {
        felix = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, dir.resolve("felix").toString()));
        felix.start();
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
        felix.waitForStop(0);
    }

    @Test
    void anotherBundleImportsIt() throws Exception {
        Path asked = Files.write(dir.resolve("4711 bytes"), new byte[4711]);
        install(Build.mainJar()).start();
        Bundle consumer = install(consumer("io.github.jeio, io.github.jeio.files"));
        consumer.start();

        Object size = consumer.loadClass("consumer.Main").getMethod("size", String.class).invoke(null, asked.toString());

        assertThat(size).isEqualTo(4711L);
    }

    @Test
    void itsInternalsCanNotBeImported() throws Exception {
        install(Build.mainJar()).start();
        Bundle consumer = install(consumer("io.github.jeio, io.github.jeio.internal"));

        assertThatThrownBy(consumer::start).isInstanceOf(BundleException.class).hasMessageContaining("io.github.jeio.internal");
    }

    /** What only some users have is imported where it is there: an adapter's library, and nothing of jeio's own. */
    @Test
    void needsNothingThatIsNotThere() throws IOException {
        assertThat(manifest().getValue("Import-Package").replaceAll("\"[^\"]*\"", "").split(",")).isNotEmpty()
                .allSatisfy(imported -> assertThat(imported).contains("resolution:=optional"));
        assertThat(manifest().getValue("Import-Package")).contains("io.netty.channel", "io.vertx.core", "io.micrometer.core");
        assertThat(manifest().getValue("Import-Package")).as("the oldest Netty that the adapters work with")
                .contains("io.netty.channel;version=\"[4.1.100,5)\"", "io.netty.buffer;version=\"[4.1.100,5)\"");
        assertThat(manifest().getValue("Require-Capability")).contains("osgi.ee", "version=17");
    }

    @Test
    void exportsWhatTheModuleExports() throws IOException {
        ModuleDescriptor module = ModuleFinder.of(Build.mainJar()).find("io.github.jeio").orElseThrow().descriptor();
        String exported = manifest().getValue("Export-Package").replaceAll("\"[^\"]*\"", "");
        Set<String> packages = Pattern.compile("(?:^|,)([^;,]+)").matcher(exported).results()
                .map((MatchResult result) -> result.group(1)).collect(Collectors.toSet());

        assertThat(packages).isEqualTo(
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
    }

    @Test
    void theManifestNamesVersionAndCommit() throws IOException {
        Attributes manifest = manifest();

        assertThat(manifest.getValue("Implementation-Title")).isEqualTo("jeio");
        assertThat(Build.mainJar()).hasFileName("jeio-" + manifest.getValue("Implementation-Version") + ".jar");
        assertThat(manifest.getValue("Implementation-Build")).matches("[0-9a-f]{40}(-dirty)?|unknown");
    }

    private static Attributes manifest() throws IOException {
        try (JarFile jar = new JarFile(Build.mainJar().toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    private Bundle install(Path jar) throws BundleException {
        return felix.getBundleContext().installBundle(jar.toUri().toString());
    }

    private Path consumer(String imports) throws IOException {
        Path source = Files.writeString(dir.resolve("Main.java"), PROGRAM);
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-Xlint:all", "-Werror", "-d", dir.toString(),
                "--class-path", Build.mainJar().toString(), source.toString());
        assertThat(status).as("status of javac").isZero();

        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "consumer");
        manifest.getMainAttributes().putValue(Constants.IMPORT_PACKAGE, imports);
        Path jar = dir.resolve("consumer.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("consumer/Main.class"));
            Files.copy(dir.resolve("consumer/Main.class"), out);
        }
        return jar;
    }
}
