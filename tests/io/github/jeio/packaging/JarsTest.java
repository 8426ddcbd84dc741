package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the jars: enough for each to be used alone, and nothing that belongs to the build. */
@Tag("unsanitized")
class JarsTest {

    private static final String LIBRARIES = "META-INF/native/";

    @Test
    void thePlatformJarHasTheClassesAndItsOwnLibraryOnly() throws IOException {
        Set<String> files = Build.files(Build.jar(Build.PLATFORM));

        assertThat(classes(files)).isEqualTo(classes(Build.files(Build.mainJar())))
                .contains("module-info.class", "io/github/jeio/IoAio.class");
        String library = Build.libraryEntry(Build.PLATFORM);
        assertThat(files).filteredOn(file -> file.startsWith(LIBRARIES)).containsOnly(library, library + ".sha256");
    }

    @Test
    void theMainJarHasEveryLibraryOfTheBuild() throws IOException {
        Path built = Build.library().getParent().getParent();
        Set<String> libraries;
        try (var found = Files.walk(built)) {
            libraries = found.filter(Files::isRegularFile).map(file -> LIBRARIES + built.relativize(file))
                    .collect(Collectors.toSet());
        }

        assertThat(Build.files(Build.mainJar())).filteredOn(file -> file.startsWith(LIBRARIES))
                .containsExactlyInAnyOrderElementsOf(libraries);
    }

    @Test
    void theHashBesideALibraryIsItsOwn() throws Exception {
        String library = Build.libraryEntry(Build.PLATFORM);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Build.content(Build.mainJar(), library));

        assertThat(new String(Build.content(Build.mainJar(), library + ".sha256")).trim())
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void licencesAreInEveryJarThatShipsCode() throws IOException {
        for (Path jar : Set.of(Build.mainJar(), Build.jar(Build.PLATFORM))) {
            assertThat(Build.files(jar)).contains("META-INF/LICENSE", "META-INF/NOTICE");
            assertThat(new String(Build.content(jar, "META-INF/NOTICE"))).contains("libeio", "Marc Alexander Lehmann");
        }
    }

    @Test
    void theModuleNeedsNothingButTheJdkAndHidesItsInternals() {
        ModuleDescriptor module = ModuleFinder.of(Build.mainJar()).find("io.github.jeio").orElseThrow().descriptor();

        assertThat(module.isAutomatic()).isFalse();
        assertThat(module.requires())
                .filteredOn(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name).containsExactly("java.base");
        assertThat(module.exports()).extracting(ModuleDescriptor.Exports::source)
                .contains("io.github.jeio").doesNotContain("io.github.jeio.internal");
    }

    @Test
    void sourcesAreComplete() throws IOException {
        Set<String> java = Build.files(Build.jar("sources"));
        Set<String> outerClasses = classes(Build.files(Build.mainJar())).stream()
                .filter(file -> !file.contains("$")).collect(Collectors.toSet());
        assertThat(java).containsAll(
                outerClasses.stream().map(file -> file.replace(".class", ".java")).collect(Collectors.toSet()));

        assertThat(Build.files(Build.jar("native-sources"))).contains("LICENSE", "NOTICE", "src/main/c/pool/embed.c",
                "libeio/pin", "libeio/config.h", "libeio/eio.c", "libeio/eio.h", "libeio/etp.c", "libeio/ecb.h",
                "libeio/xthread.h");
    }

    @Test
    void libeioIsTheReleasedOne() throws Exception {
        Path folder = Path.of("libeio");
        assertThat(folder.resolve(".unpacked")).content().satisfies(recorded -> {
            String tarball = recorded.lines().findFirst().orElseThrow().substring(1);
            assertThat(folder.resolve("pin")).content().contains(tarball);
            recorded.lines().skip(1).forEach(line -> {
                String[] hashAndName = line.split(" +");
                assertThat(hashOf(folder.resolve(hashAndName[1]))).isEqualTo(hashAndName[0]);
            });
        });
    }

    private static String hashOf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> classes(Set<String> files) {
        return files.stream().filter(file -> file.endsWith(".class")).collect(Collectors.toSet());
    }
}
