package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A program of somebody else's with one dependency, a jar in a local Maven repository: it compiles and runs, and
 * needs no flag.
 */
@Tag("unsanitized")
class ConsumerTest {

    private static final String PROGRAM = """
            package consumer;

            import io.github.jeio.IoAio;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    System.out.println(IoAio.shared().aioStat(args[0]).await().size());
                }
            }
            """;

    private static final String MODULE = "module consumer { requires io.github.jeio; }";

    private static final String PROGRAM_ON_NETTY = """
            package consumer;

            import io.github.jeio.netty.AioNetty;
            import io.netty.channel.EventLoop;
            import io.netty.channel.MultiThreadIoEventLoopGroup;
            import io.netty.channel.nio.NioIoHandler;
            import java.util.concurrent.TimeUnit;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
                    EventLoop loop = group.next();
                    AioNetty.of(loop).aioStat(args[0], stat -> {
                        System.out.println(stat.size() + (loop.inEventLoop() ? ", on the loop" : ", elsewhere"));
                        group.shutdownGracefully(0, 10, TimeUnit.SECONDS);
                    });
                    group.terminationFuture().sync();
                }
            }
            """;

    private static final String MODULE_ON_NETTY =
            "module consumer { requires io.github.jeio; requires io.netty.common; requires io.netty.transport; }";

    private static final String PROGRAM_ON_VERTX = """
            package consumer;

            import io.github.jeio.vertx.AioVertx;
            import io.vertx.core.AbstractVerticle;
            import io.vertx.core.Promise;
            import io.vertx.core.Vertx;

            public final class Main extends AbstractVerticle {
                private final String path;

                private Main(String path) {
                    this.path = path;
                }

                @Override
                public void start(Promise<Void> started) {
                    AioVertx aio = AioVertx.of(context);
                    aio.future(aio.io().aioStat(path)).map(stat -> {
                        System.out.println(stat.size() + (Vertx.currentContext() == context ? ", in the context" : ", elsewhere"));
                        return (Void) null;
                    }).onComplete(started);
                }

                public static void main(String[] args) {
                    Vertx vertx = Vertx.vertx();
                    vertx.deployVerticle(new Main(args[0])).await();
                    vertx.close().await();
                }
            }
            """;

    private static final String MODULE_ON_VERTX = "module consumer { requires io.github.jeio; requires io.vertx.core; }";

    @TempDir
    static Path dir;

    private static Path asked;

    @BeforeAll
    static void aFileToAskFor() throws IOException {
        asked = Files.write(dir.resolve("4711 bytes"), new byte[4711]);
    }

    /** The one dependency: the jar with every library, or this platform's. */
    static Stream<Path> dependencies() throws IOException {
        Path repository = dir.resolve("repository/io/github/jeio/jeio/1");
        Files.createDirectories(repository);
        List<Path> installed = new ArrayList<>();
        for (Path jar : List.of(Build.mainJar(), Build.jar(Build.PLATFORM))) {
            Path copy = repository.resolve(jar.getFileName());
            if (Files.notExists(copy)) {
                Files.copy(jar, copy);
            }
            installed.add(copy);
        }
        return installed.stream();
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void runsOnAClassPath(Path dependency) throws Exception {
        Path classes = compile(dependency.toString(), PROGRAM, null);

        Build.Output run = java("-cp", classes + ":" + dependency, "consumer.Main", asked.toString());

        assertThat(run).isEqualTo(new Build.Output(0, "4711\n", restrictedMethodWarning(run)));
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void runsOnTheModulePath(Path dependency) throws Exception {
        Path classes = compile(dependency.toString(), PROGRAM, MODULE);

        Build.Output run = java("-p", classes + ":" + dependency, "-m", "consumer/consumer.Main", asked.toString());

        assertThat(run).isEqualTo(new Build.Output(0, "4711\n", restrictedMethodWarning(run)));
    }

    @ParameterizedTest
    @MethodSource("dependencies")
    void isSilentWhereNativeAccessIsGrantedToItAlone(Path dependency) throws Exception {
        Path classes = compile(dependency.toString(), PROGRAM, MODULE);
        List<String> options = new ArrayList<>(List.of("--enable-native-access=io.github.jeio"));
        if (Runtime.version().feature() >= 24) {
            options.add("--illegal-native-access=deny");
        }
        options.addAll(List.of("-p", classes + ":" + dependency, "-m", "consumer/consumer.Main", asked.toString()));

        Build.Output run = java(options.toArray(String[]::new));

        assertThat(run.out()).isEqualTo("4711\n");
        assertThat(run.err().lines().filter(line -> !line.contains("incubator modules"))).isEmpty();
        assertThat(run.status()).isZero();
    }

    /** The optional adapters need what the program itself requires, and are found on the module path. */
    @Test
    void attachesToALoopOfNettyOnTheModulePath() throws Exception {
        assertThat(onTheModulePath("netty-[^/]+", PROGRAM_ON_NETTY, MODULE_ON_NETTY)).isEqualTo("4711, on the loop\n");
    }

    @Test
    void servesAContextOfVertxOnTheModulePath() throws Exception {
        assertThat(onTheModulePath("(netty|vertx|jackson)-[^/]+", PROGRAM_ON_VERTX, MODULE_ON_VERTX)).isEqualTo("4711, in the context\n");
    }

    /** What a modular program prints with those of the tests' jars beside jeio. */
    private static String onTheModulePath(String jars, String program, String module) throws Exception {
        String modules = Build.mainJar() + ":" + Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(jar -> jar.matches(".*/" + jars + "\\.jar")).collect(Collectors.joining(":"));
        Path classes = compile(modules, program, module);

        Build.Output run = java("--enable-native-access=io.github.jeio", "-p", classes + ":" + modules, "-m", "consumer/consumer.Main",
                asked.toString());

        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    /** From JDK 24 on the JVM warns of the first native access that nobody granted: that, and nothing else, may be said. */
    private static String restrictedMethodWarning(Build.Output run) {
        boolean warned = Runtime.version().feature() >= 24
                && run.err().lines().allMatch(line -> line.isEmpty() || line.startsWith("WARNING: "))
                && run.err().contains("A restricted method");
        return warned ? run.err() : "";
    }

    /** @param module its module-info, or null for a program on the class path */
    private static Path compile(String dependencies, String program, String module) throws IOException {
        Path project = Files.createTempDirectory(dir, "project");
        Path classes = project.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-classfile", "-Werror", "-proc:none", "-d", classes.toString(),
                module == null ? "--class-path" : "--module-path", dependencies,
                Files.writeString(project.resolve("Main.java"), program).toString()));
        if (module != null) {
            arguments.add(Files.writeString(project.resolve("module-info.java"), module).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("status of javac").isZero();
        return classes;
    }

    private static Build.Output java(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(arguments));
        return Build.run(command);
    }
}
