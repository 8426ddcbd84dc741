package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioTree;
import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In each form of each request on whole files and trees, what can't be right throws by name, and nothing is submitted. */
class BadArgumentsTest extends TreeTest {

    private static final Set<String> REQUESTS = Set.of("aioLoad", "aioWriteFile", "aioCopy", "aioMove", "aioPathsync",
            "aioScandir", "aioReaddirBatches", "aioTree", "aioRmtree", "aioCptree", "aioMvtree", "aioFiemap", "aioFiemapCount");

    private static final String NAMES = "pathname|src|dst|dstDir|data|how|batch|entries|progress|callback";

    @AfterEach
    void nothingWasSubmitted() {
        assertThat(io.nreqs()).isZero();
        assertThat(io.nthreads()).isZero();
    }

    static Stream<Named<Method>> forms() {
        return Arrays.stream(IoAio.class.getMethods()).filter(method -> REQUESTS.contains(method.getName()))
                .map(method -> Named.of(method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList(),
                        method));
    }

    static Stream<Named<Method>> formsWithPaths() {
        return forms().filter(form -> Arrays.asList(form.getPayload().getParameterTypes()).contains(String.class));
    }

    /** Arguments of which each is right. */
    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(type ->
                type == String.class ? "/nowhere"
                : type == int.class ? (Object) 1
                : type == long.class ? (Object) 1L
                : type == ByteBuffer.class ? ByteBuffer.allocate(9)
                : type == AioWd.class ? IoAio.CWD
                : type == AioTree.class ? AioTree.WHOLE
                : type == AioTreeCopy.class ? AioTreeCopy.WHOLE
                : type == AioTreeRemove.class ? AioTreeRemove.WHOLE
                : type == LongConsumer.class ? (LongConsumer) value -> { }
                : (Consumer<Object>) value -> { }).toArray();
    }

    private static Throwable thrown(PathRequests on, Method method, Object[] arguments) {
        return catchThrowable(() -> {
            try {
                method.invoke(on, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private Throwable thrown(Method method, int index, Object wrong) {
        Object[] arguments = arguments(method);
        arguments[index] = wrong;
        return thrown(io, method, arguments);
    }

    @Test
    void allRequestsAreThere() {
        assertThat(forms().map(form -> form.getPayload().getName())).containsAll(REQUESTS);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aNullIsRefusedByName(Method method) {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive()) {
                Throwable thrown = thrown(method, i, null);
                assertThat(thrown).as("argument %d", i).isInstanceOf(NullPointerException.class);
                assertThat(thrown.getMessage()).matches(i > 0 && types[i] == LongConsumer.class ? "callback" : NAMES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formsWithPaths")
    void whatIsNoPathIsRefusedByNameAndPlace(Method method) {
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (method.getParameterTypes()[i] == String.class) {
                assertThat(thrown(method, i, "/ab\0c")).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching("(pathname|src|dst) contains a NUL at index 3: \"/ab\\\\0c\"");
                assertThat(thrown(method, i, "/ab\uD800c")).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching("(?s)(pathname|src|dst) .*3.*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aClosedPoolTakesNoRequest(Method method) {
        IoAio closed = IoAio.create();
        closed.close();

        assertThat(thrown(closed, method, arguments(method))).isInstanceOf(IllegalStateException.class)
                .hasMessage("the pool is closed");
    }

    @ParameterizedTest
    @MethodSource("formsWithPaths")
    void aClosedDirectoryTakesNoRequest(Method method) throws Exception {
        IoAio other = IoAio.create();
        AioWd closed = other.aioWd("/").await();
        AioWd open = other.aioWd("/").await();
        closed.close();
        Object[] arguments = arguments(method);

        Method onDirectory = PathRequests.class.getMethod(method.getName(), method.getParameterTypes());
        assertThat(thrown(closed, onDirectory, arguments)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the working directory is closed");
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof AioWd) {
                arguments[i] = closed;
                assertThat(thrown(open, onDirectory, arguments)).isInstanceOf(IllegalStateException.class)
                        .hasMessage("the working directory is closed");
                assertThat(thrown(io, method, arguments)).isInstanceOf(IllegalStateException.class)
                        .hasMessage("the working directory is closed");
            }
        }
        open.close();
        other.close();
    }
}
