package io.github.jeio.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.nio.AioFileChannel;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native-image is told, compared with the sources: each class and member that C or Java asks the JVM for by its name.
 * No native image is made, since there is no GraalVM where these tests run.
 */
@Tag("unsanitized")
class NativeImageTest {

    private static final String FOLDER = "META-INF/native-image/io.github.jeio/jeio/";

    @Test
    void everyNameThatCAsksForIsRegistered() throws IOException {
        String registered = new String(Build.content(Build.mainJar(), FOLDER + "jni-config.json"));
        Set<String> names = quoted(registered);
        Set<String> asked = askedFor();

        assertThat(asked).contains("java.nio.Buffer", "address");
        assertThat(names).containsAll(asked);
    }

    /** A name that nobody asks for any more, or that the JDK has no class of, was forgotten there. */
    @Test
    void everyClassThatIsRegisteredIsThere() throws Exception {
        for (String file : List.of("jni-config.json", "reflect-config.json")) {
            String registered = new String(Build.content(Build.mainJar(), FOLDER + file));
            for (String name : Pattern.compile("(?m)^ *\\{? *\"name\": \"([^\"]+)\"").matcher(registered).results().map(found -> found.group(1)).toList()) {
                if (!name.startsWith("java.lang.foreign.")) { // JDK 22 has it
                    Class.forName(name, false, getClass().getClassLoader());
                }
            }
        }
    }

    /** C asks the class of the channel that it is given, whatever that is: file.c. */
    @Test
    void everyChannelThatCLooksIntoIsRegistered() throws Exception {
        String registered = new String(Build.content(Build.mainJar(), FOLDER + "jni-config.json"));
        Pipe pipe = Pipe.open();
        List<Channel> channels = List.of(FileChannel.open(Path.of("/dev/null")), AsynchronousFileChannel.open(Path.of("/dev/null")),
                SocketChannel.open(), ServerSocketChannel.open(), DatagramChannel.open(), AsynchronousSocketChannel.open(),
                AsynchronousServerSocketChannel.open(), pipe.source(), pipe.sink());

        for (Channel channel : channels) {
            channel.close();
            Field field = descriptorOf(channel.getClass());
            assertThat(registered).contains("{ \"name\": \"" + field.getDeclaringClass().getName() + "\", \"fields\": [{ \"name\": \"" + field.getName() + "\" }] }");
        }
        assertThat(registered).contains("{ \"name\": \"" + AioFileChannel.class.getName() + "\", \"methods\": [{ \"name\": \"fd\"");
    }

    /** The field that has the descriptor, of a channel's class or one above it. */
    private static Field descriptorOf(Class<?> channel) {
        for (Class<?> type = channel; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == FileDescriptor.class && field.getName().matches("fd|fdObj")) {
                    return field;
                }
            }
        }
        throw new AssertionError(channel + " has no descriptor");
    }

    @Test
    void everyClassThatJavaAsksForByItsNameIsRegistered() throws IOException {
        Set<String> names = quoted(new String(Build.content(Build.mainJar(), FOLDER + "reflect-config.json")));
        Set<String> asked = namesInJava();

        assertThat(asked).contains("io.netty.channel.IoEventLoop", "io.github.jeio.metrics.FlightEvents", "isVirtual", "ofBuffer");
        assertThat(names).containsAll(asked);
    }

    @Test
    void theLibrariesAreResourcesOfTheImage() throws IOException {
        String resources = new String(Build.content(Build.mainJar(), FOLDER + "resource-config.json"));
        Pattern included = Pattern.compile(resources.replaceAll("(?s).*\"pattern\": \"([^\"]*)\".*", "$1"));

        assertThat(Build.libraryEntry(Build.PLATFORM)).matches(included);
        assertThat(Build.files(Build.mainJar())).contains(FOLDER + "native-image.properties", FOLDER + "reflect-config.json");
    }

    /** FindClass (env, "a/b/C") and Get…ID (env, c, "member", …). */
    private static Set<String> askedFor() throws IOException {
        Pattern call = Pattern.compile("FindClass \\(env, \"([^\"]+)\"|Get\\w+ID \\(env, \\w+, \"(\\w+)\"");
        try (var files = Files.walk(Path.of("src/main/c"))) {
            List<Path> sources = files.filter(Files::isRegularFile).toList();
            return sources.stream().flatMap(file -> call.matcher(read(file)).results())
                    .map(found -> found.group(1) != null ? found.group(1).replace('/', '.') : found.group(2))
                    .collect(Collectors.toSet());
        }
    }

    /** The classes that are named in text where Class.forName is called, and the methods of findVirtual and findStatic. */
    private static Set<String> namesInJava() throws IOException {
        Pattern name = Pattern.compile("\"((?:\\w+\\.)+[A-Z][\\w$]*)\"");
        Pattern method = Pattern.compile("find(?:Virtual|Static)\\([\\w.]+, \"(\\w+)\"");
        try (var files = Files.walk(Path.of("src/main/java"))) {
            List<String> sources = files.filter(Files::isRegularFile).map(NativeImageTest::read).toList();
            return Stream.concat(sources.stream().filter(source -> source.contains("Class.forName(")).flatMap(source -> name.matcher(source).results()),
                            sources.stream().flatMap(source -> method.matcher(source).results()))
                    .map(found -> found.group(1)).collect(Collectors.toSet());
        }
    }

    private static Set<String> quoted(String json) {
        return Pattern.compile("\"([^\"]+)\"").matcher(json).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
