package io.github.jeio.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The floors of the house as docs/architecture.md draws them: what imports what. */
class ArchitectureTest {

    private static final String ROOT = "io.github.jeio";

    /** From the lowest floor up: a floor knows those below it, and none above. */
    private static final List<String> FLOORS = List.of("internal.load", "internal.natives", "internal.memory", "internal.wire",
            "internal.measure", "internal.check", "internal.pool", "internal.watch", "internal.tree", "internal.file");

    private static JavaClasses jeio;

    @BeforeAll
    static void readTheClasses() {
        jeio = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/test-classes/")).importPackages(ROOT);
        assertThat(jeio).hasSizeGreaterThan(150);
    }

    @Test
    void internalFloorsKnowOnlyThoseBelow() {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).stream().map(name -> ROOT + "." + name).toArray(String[]::new);
            if (above.length > 0) {
                noClasses().that().resideInAPackage(ROOT + "." + FLOORS.get(floor)).should().dependOnClassesThat(resideInAnyPackage(above))
                        .check(jeio);
            }
        }
    }

    /** What users do not import is in an internal package. */
    @Test
    void exportedPackagesHoldOnlyWhatUsersImport() {
        classes().that().resideInAnyPackage(ROOT, ROOT + ".requests").and().areTopLevelClasses().and().doNotHaveSimpleName("package-info")
                .should().bePublic().check(jeio);
    }

    /**
     * Values, constants, errors and the two interfaces of a request are the words that all floors speak; these are not. The self-test
     * stands on the facade, as a program does.
     */
    @Test
    void nothingInternalUsesTheFacade() {
        noClasses().that().resideInAPackage(ROOT + ".internal..").and().resideOutsideOfPackage(ROOT + ".internal.main").should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".requests").or(JavaClass.Predicates.assignableTo(PathRequests.class))
                        .or(JavaClass.Predicates.belongToAnyOf(IoAio.class))).check(jeio);
    }

    @Test
    void theCoreNeedsNothingButTheJdk() {
        classes().that().resideInAnyPackage(ROOT, ROOT + ".requests", ROOT + ".internal..", ROOT + ".files", ROOT + ".nio", ROOT + ".loop")
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", ROOT, ROOT + ".requests", ROOT + ".internal..", ROOT + ".files",
                        ROOT + ".nio", ROOT + ".loop", "org.jspecify.annotations").or(JavaClass.Predicates.simpleName("[]"))).check(jeio);
    }

    @Test
    void theFacadeKnowsNoAdapter() {
        noClasses().that().resideInAnyPackage(ROOT, ROOT + ".requests", ROOT + ".internal..").should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".files", ROOT + ".nio", ROOT + ".loop", ROOT + ".netty", ROOT + ".vertx",
                        ROOT + ".metrics"))
                .check(jeio);
    }

    @Test
    void nobodyButTheSelfTestEndsTheJvm() {
        noClasses().that().doNotHaveFullyQualifiedName(ROOT + ".internal.main.Main").should().callMethod(System.class, "exit", int.class).check(jeio);
    }

    /** What may be null says so there. */
    @Test
    void exportedPackagesAreNullMarked() throws IOException {
        Path sources = Path.of("src/main/java");
        List<MatchResult> exports = Pattern.compile("exports (\\S+);").matcher(Files.readString(sources.resolve("module-info.java"))).results().toList();
        assertThat(exports).hasSizeGreaterThan(7).allSatisfy(name -> assertThat(sources.resolve(name.group(1).replace('.', '/')).resolve("package-info.java"))
                .content().contains("@NullMarked\npackage " + name.group(1)));
    }

    @Test
    void filesAreShort() throws IOException {
        assertThat(longerThan(Path.of("src/main/java"), 500, "Advanced.java", "AioConstants.java")).isEmpty();
        assertThat(longerThan(Path.of("src/main/c"), 300)).isEmpty();
    }

    /** The linker gets the objects in the order of their names; of two with one name, in an order that the folder of the build decides. */
    @Test
    void noTwoFilesOfCHaveOneName() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/c"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName)).doesNotHaveDuplicates();
        }
    }

    private static List<String> longerThan(Path root, int most, String... exempt) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(file -> !List.of(exempt).contains(file.getFileName().toString()))
                    .filter(file -> lines(file) > most).map(file -> file + ": " + lines(file)).toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
