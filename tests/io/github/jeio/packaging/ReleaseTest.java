package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** A release, as {@code make release-check} makes it: whether Maven Central takes it, and whether others can use it. */
@Tag("heavy")
@Tag("unsanitized")
@Timeout(600)
class ReleaseTest {

    private static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-aarch64", "linux-x86_64-musl", "linux-aarch64-musl");

    private static final String PROGRAM = """
            package consumer;

            import io.github.jeio.IoAio;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    System.out.println(IoAio.shared().aioStat(args[0]).await().size());
                }
            }
            """;

    @TempDir
    static Path dir;

    private static Path release;
    private static Path repository;
    private static String version;
    private static Path asked;

    @BeforeAll
    static void release() throws IOException {
        String given = System.getProperty("jeio.release");
        assumeTrue(given != null, "make release-check makes a release and names it");
        release = Path.of(given);
        Path jeio = release.resolve("repository/io/github/jeio/jeio");
        try (var versions = Files.list(jeio)) {
            repository = versions.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        version = repository.getFileName().toString();
        asked = Files.write(dir.resolve("4711 bytes"), new byte[4711]);
    }

    @Test
    void isNoSnapshot() {
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "url", "licenses/license/name", "licenses/license/url",
            "developers/developer/name", "scm/connection", "scm/url"})
    void thePomTellsWhatCentralAsksFor(String field) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file(".pom").toFile());
        XPath xpath = XPathFactory.newInstance().newXPath();

        assertThat(xpath.evaluate("/project/" + field, pom)).isNotBlank();
    }

    @Test
    void everyFileIsThereWithItsChecksumsAndItsSignature() throws Exception {
        List<String> artifacts = Stream.concat(
                Stream.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml",
                        "-native-sources.jar", "-native-debug.jar"),
                PLATFORMS.stream().map(platform -> "-" + platform + ".jar")).toList();
        for (String artifact : artifacts) {
            for (String suffix : List.of("", ".md5", ".sha1", ".asc")) {
                assertThat(file(artifact + suffix)).isNotEmptyFile();
            }
            Build.Output verified = Build.run(List.of("gpg", "--batch", "--verify", file(artifact + ".asc").toString(),
                    file(artifact).toString()));
            assertThat(verified.status()).as(verified.err()).isZero();
        }
    }

    @Test
    void javadocAndSourcesAreComplete() throws IOException {
        assertThat(Build.files(file("-javadoc.jar"))).contains("index.html", "io.github.jeio/io/github/jeio/IoAio.html");
        assertThat(Build.files(file("-sources.jar"))).contains("io/github/jeio/IoAio.java", "module-info.java");
    }

    @Test
    void theListOfWhatIsInItHasLibeioAndNoDependency() throws Exception {
        JsonObject bom = new JsonObject(Files.readString(file("-cyclonedx.json")));
        JsonObject libeio = bom.getJsonArray("components").getJsonObject(0);

        assertThat(bom.getJsonArray("components")).hasSize(1);
        assertThat(bom.getJsonObject("metadata").getJsonObject("component").getString("purl"))
                .isEqualTo("pkg:maven/io.github.jeio/jeio@" + version + "?type=jar");
        assertThat(libeio.getString("name")).isEqualTo("libeio");
        assertThat(libeio.getString("version")).isEqualTo(libeioVersion());
        assertThat(libeio.getJsonArray("licenses").toString()).contains("BSD-2-Clause");
    }

    @Test
    void bothListsSayTheSame() throws Exception {
        JsonObject json = new JsonObject(Files.readString(file("-cyclonedx.json"))).getJsonArray("components").getJsonObject(0);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file("-cyclonedx.xml").toFile());
        XPath xpath = XPathFactory.newInstance().newXPath();

        for (String field : List.of("name", "version", "description", "purl")) {
            assertThat(xpath.evaluate("/bom/components/component/" + field, xml)).isEqualTo(json.getString(field));
        }
    }

    private static String libeioVersion() throws IOException {
        try (JarFile jar = new JarFile(file(".jar").toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Libeio");
        }
    }

    @Test
    void theManifestNamesVersionAndCommit() throws IOException {
        try (JarFile jar = new JarFile(file(".jar").toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(version);
            assertThat(manifest.getValue("Bundle-Version")).isEqualTo(version);
        }
    }

    @Test
    void withoutAClassifierItHasEveryPlatformAndWithOneThatPlatform() throws IOException {
        assertThat(platforms(file(".jar"))).containsExactlyInAnyOrderElementsOf(PLATFORMS);
        for (String platform : PLATFORMS) {
            assertThat(platforms(file("-" + platform + ".jar"))).containsExactly(platform);
        }
    }

    /** A Maven project that starts with an empty local repository, on every JDK that is there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "linux-x86_64"})
    void aMavenProjectUsesItOnClassPathAndModulePath(String classifier) throws Exception {
        String dependency = readme("xml");
        assertThat(dependency).contains("<classifier>linux-x86_64</classifier>");
        Path project = project(true);
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>consumer</groupId>
                  <artifactId>consumer</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <repositories>
                    <repository><id>check</id><url>file://%s</url></repository>
                  </repositories>
                  <dependencies>
                %s
                  </dependencies>
                  <build><plugins><plugin>
                    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version>
                  </plugin></plugins></build>
                </project>
                """.formatted(release.resolve("repository"),
                classifier.isEmpty() ? dependency.replaceAll(" *<classifier>.*\n", "") : dependency));
        Build.Output built = Build.run(List.of("mvn", "-B", "-ntp", "-q", "-f", project.resolve("pom.xml").toString(),
                "-Dmaven.repo.local=" + dir.resolve("local"), "compile",
                "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
                "-Dmdep.outputFile=" + project.resolve("classpath")));
        assertThat(built.status()).as(built.out()).isZero();
        String dependencies = Files.readString(project.resolve("classpath"));
        assertThat(dependencies).endsWith("jeio-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar")
                .doesNotContain(":");

        runsOnEveryJdk(project.resolve("target/classes") + ":" + dependencies);
    }

    /** Debian's Gradle is old, and does what is needed: it takes the jar from a repository. */
    @ParameterizedTest
    @ValueSource(strings = {"", ":linux-x86_64"})
    void aGradleProjectUsesIt(String classifier) throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/gradle")), "needs gradle");
        Path project = project(false);
        Files.writeString(project.resolve("settings.gradle"), "rootProject.name = 'consumer'\n");
        Files.writeString(project.resolve("build.gradle"), """
                apply plugin: 'java'
                repositories { maven { url 'file://%s' } }
                dependencies { %s }
                task size(type: JavaExec) {
                    classpath = sourceSets.main.runtimeClasspath
                    main = 'consumer.Main'
                    args = ['%s']
                }
                """.formatted(release.resolve("repository"), readme("groovy").strip().replace(":linux-x86_64", classifier), asked));

        Build.Output run = Build.run(List.of("gradle", "--no-daemon", "--quiet", "-g", dir.resolve("gradle").toString(), "-p",
                project.toString(), "size"));

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines()).contains("4711");
    }

    /** The dependency as the README has it, in that language, on the released version. */
    private static String readme(String language) throws IOException {
        Matcher found = Pattern.compile("(?s)```" + language + "\n(.*?jeio.*?)```").matcher(Files.readString(Path.of("README.md")));
        assertThat(found.find()).isTrue();
        assertThat(found.group(1)).contains("-SNAPSHOT");
        return found.group(1).replaceAll("\\d+\\.\\d+\\.\\d+-SNAPSHOT", version);
    }

    private static void runsOnEveryJdk(String path) throws Exception {
        Map<Integer, List<String>> jdks = jdks();
        System.out.println("The release is used on the JDKs " + jdks);
        assertThat(jdks).containsKey(17);
        for (List<String> java : jdks.values()) {
            for (List<String> way : List.of(List.of("-cp", path, "consumer.Main"), List.of("-p", path, "-m", "consumer/consumer.Main"))) {
                List<String> command = new ArrayList<>(java);
                command.addAll(way);
                command.add(asked.toString());
                Build.Output run = Build.run(command);
                assertThat(run.status()).as(command + run.err()).isZero();
                assertThat(run.out()).isEqualTo("4711\n");
            }
        }
    }

    /** The commands by version, from 17 on: what is below Debian's folder of JDKs, and the JDK 21 of tools/debian13.sh. */
    private static Map<Integer, List<String>> jdks() throws IOException {
        Map<Integer, List<String>> jdks = new TreeMap<>();
        try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path home : homes.sorted().toList()) {
                Path about = home.resolve("release");
                if (Files.exists(about) && Files.isExecutable(home.resolve("bin/javac"))) {
                    Matcher found = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(about));
                    if (found.find() && Integer.parseInt(found.group(1)) >= 17) {
                        jdks.putIfAbsent(Integer.valueOf(found.group(1)), List.of(home.resolve("bin/java").toString()));
                    }
                }
            }
        }
        if (Files.exists(Path.of("target/debian13"))) {
            jdks.putIfAbsent(21, List.of("tools/debian13.sh", "java"));
        }
        return jdks;
    }

    private static Path project(boolean modular) throws IOException {
        Path project = Files.createTempDirectory(dir, "project");
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(Files.createDirectories(sources.resolve("consumer")).resolve("Main.java"), PROGRAM);
        if (modular) {
            Files.writeString(sources.resolve("module-info.java"), "module consumer { requires io.github.jeio; }");
        }
        return project;
    }

    private static Set<String> platforms(Path jar) throws IOException {
        Pattern library = Pattern.compile("META-INF/native/([^/]+)/libjeio\\.so");
        return Build.files(jar).stream().map(library::matcher).filter(Matcher::matches).map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Path file(String rest) {
        return repository.resolve("jeio-" + version + rest);
    }
}
