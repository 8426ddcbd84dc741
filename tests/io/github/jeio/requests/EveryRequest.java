package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioBuffer;
import io.github.jeio.AioConstants;
import io.github.jeio.AioTree;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A public method that makes a request, whatever there are: with the names of its parameters, which are in the source. */
public record EveryRequest(Method method, List<String> names) {

    private static final Path SOURCES = Path.of(System.getProperty("jeio.project", ""), "src/main/java/io/github/jeio");
    private static final Pattern METHOD = Pattern.compile("(?:default|public|static) (?:<[^(]*> )?(?:AioRequest<[^(]+>|AioGroup) (aio\\w+)\\(([^)]*)\\)");

    /** A form of the same name and types has the same names of parameters, wherever it is. */
    private static final Map<String, List<String>> NAMES = readNames();

    public static Stream<EveryRequest> of(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getName().matches("aio(?!req[A-Z]).*"))
                .map(method -> new EveryRequest(method, NAMES.get(method.getName() + types(method))));
    }

    private static List<String> types(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }

    private static Map<String, List<String>> readNames() {
        Map<String, List<String>> names = new HashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                METHOD.matcher(Files.readString(file).replace("@Nullable ", "").replaceAll("\\s+", " ")).results().forEach(found -> {
                    List<String> parameters = found.group(2).isEmpty() ? List.of() : List.of(found.group(2).split(", "));
                    String types = parameters.stream().map(parameter -> parameter.replaceAll("<.*>| \\w+$", ""))
                            .collect(Collectors.joining(", ", "[", "]"));
                    names.put(found.group(1) + types, parameters.stream().map(parameter -> parameter.replaceAll(".* ", "")).toList());
                });
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return names;
    }

    public Class<?> type(int i) {
        return method.getParameterTypes()[i];
    }

    public boolean hasCallback() {
        return !names.isEmpty() && names.get(names.size() - 1).equals("callback");
    }

    /** Arguments of which each is right. */
    Object[] arguments() {
        Object[] arguments = new Object[names.size()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = type(i);
            arguments[i] = type == String.class ? "/"
                    : type == int.class ? names.get(i).matches("batch|count") ? 1 : 0
                    : type == long.class ? 0L
                    : type == double.class ? 0.0
                    : type == ByteBuffer.class ? ByteBuffer.allocateDirect(1 << 14)
                    : type == ByteBuffer[].class ? new ByteBuffer[] {ByteBuffer.allocate(1)}
                    : type == AioWd.class ? IoAio.CWD
                    : type == AioTree.class ? AioTree.WHOLE
                    : type == AioTreeCopy.class ? AioTreeCopy.WHOLE
                    : type == AioTreeRemove.class ? AioTreeRemove.WHOLE
                    : type == AioBuffer.class ? new AioBuffer()
                    : type == Collection.class ? List.of()
                    : type == LongConsumer.class ? (LongConsumer) value -> { }
                    : type == IntConsumer.class ? (IntConsumer) value -> { }
                    : type == Consumer.class ? (Consumer<Object>) value -> { }
                    : type == Runnable.class ? (Runnable) () -> { }
                    : null; // of a time, which may be
        }
        if (method.getName().equals("aioFcntl") && type(2) == ByteBuffer.class) {
            arguments[1] = AioConstants.F_GETLK;
        }
        return arguments;
    }

    Object[] argumentsBut(int i, Object other) {
        Object[] arguments = arguments();
        arguments[i] = other;
        return arguments;
    }

    /** What the call throws; the receiver does not matter to a static method. */
    Throwable thrown(Object receiver, Object... arguments) {
        return catchThrowable(() -> {
            try {
                method.invoke(receiver, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public String toString() {
        assertThat(names).as("the source of %s", method).hasSize(method.getParameterCount());
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + names;
    }
}
