package io.github.jeio.requests;

import static io.github.jeio.AioConstants.F_GETLK;
import static io.github.jeio.AioConstants.MT_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An argument that can't be right throws at the call, by name and with its value, and nothing is submitted. */
class BadArgumentsTest extends RequestTest {

    private static final Set<String> REQUESTS = Set.of("aioWd", "aioOpen", "aioStat", "aioLstat", "aioStatvfs", "aioUtime",
            "aioChown", "aioChmod", "aioTruncate", "aioUnlink", "aioMkdir", "aioRmdir", "aioMknod", "aioLink", "aioSymlink",
            "aioReadlink", "aioRealpath", "aioRename", "aioRename2", "aioReaddir", "aioReaddirx", "aioSlurp", "aioClose",
            "aioSeek", "aioRead", "aioWrite", "aioSendfile", "aioReadahead", "aioAllocate", "aioFcntl", "aioIoctl", "aioSync",
            "aioFsync", "aioFdatasync", "aioSyncfs", "aioSyncFileRange", "aioMsync", "aioMtouch", "aioMlock", "aioMlockall",
            "aioNop", "aioBusy", "aioGroup");

    private static final String NAMES = "(pathname|src|dst|target|link|dstDir|data|arg|callback)";

    @AfterEach
    void nothingWasSubmitted() {
        assertThat(io.nreqs()).isZero();
        assertThat(io.nready()).isZero();
        assertThat(io.nthreads()).isZero();
    }

    // every request there is, with the same mistake

    /** Each form of each request. */
    static Stream<Named<Method>> forms() {
        return Arrays.stream(IoAio.class.getMethods()).filter(method -> REQUESTS.contains(method.getName()))
                .map(method -> Named.of(method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList(),
                        method));
    }

    /** Arguments of which each is right. */
    private static Object[] arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Class<?> type = types[i];
            arguments[i] = type == String.class ? "/"
                    : type == int.class ? 0
                    : type == long.class ? 0L
                    : type == double.class ? 0.0
                    : type == ByteBuffer.class ? ByteBuffer.allocateDirect(1 << 14)
                    : type == AioWd.class ? IoAio.CWD
                    : type == LongConsumer.class ? (LongConsumer) value -> { }
                    : type == IntConsumer.class ? (IntConsumer) value -> { }
                    : type == Consumer.class ? (Consumer<Object>) value -> { }
                    : type == Runnable.class ? (Runnable) () -> { }
                    : null; // of a time, which may be
        }
        if (method.getName().equals("aioFcntl") && types[2] == ByteBuffer.class) {
            arguments[1] = F_GETLK;
        }
        return arguments;
    }

    private static Throwable thrown(IoAio io, Method method, Object[] arguments) {
        return catchThrowable(() -> {
            try {
                method.invoke(io, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Test
    void eachRequestHasItsForms() {
        List<Method> methods = forms().map(Named::getPayload).toList();
        assertThat(methods.stream().map(Method::getName).distinct()).containsExactlyInAnyOrderElementsOf(REQUESTS);
        for (Method method : methods) {
            Class<?>[] types = method.getParameterTypes();
            boolean callback = types.length > 0 && isCallback(types[types.length - 1]);
            Class<?>[] other = callback ? Arrays.copyOf(types, types.length - 1) : types;
            assertThat(methods).as("%s with a callback, and without", method).anyMatch(twin -> twin != method
                    && twin.getName().equals(method.getName()) && twin.getGenericReturnType().equals(method.getGenericReturnType())
                    && twin.getParameterCount() == (callback ? types.length - 1 : types.length + 1)
                    && Arrays.equals(Arrays.copyOf(twin.getParameterTypes(), other.length), other));
        }
    }

    private static boolean isCallback(Class<?> type) {
        return type == LongConsumer.class || type == IntConsumer.class || type == Consumer.class || type == Runnable.class;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aNullIsRefusedByName(Method method) {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive() && types[i] != FileTime.class) {
                Object[] arguments = arguments(method);
                arguments[i] = null;
                Throwable thrown = thrown(io, method, arguments);
                assertThat(thrown).as("argument %d", i).isInstanceOf(NullPointerException.class);
                assertThat(thrown.getMessage()).matches(isCallback(types[i]) ? "callback" : NAMES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aNulInAPathIsRefusedByNameAndPlace(Method method) {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == String.class) {
                Object[] arguments = arguments(method);
                arguments[i] = "/ab\0c";
                assertThat(thrown(io, method, arguments)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching(NAMES + " contains a NUL at index 3: \"/ab\\\\0c\"");
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

    // numbers and buffers

    private record Refused(String call, Class<? extends Throwable> type, List<String> message, Function<IoAio, AioRequest<?>> request) {
        @Override
        public String toString() {
            return call;
        }
    }

    private static Refused argument(String call, Function<IoAio, AioRequest<?>> request, String... message) {
        return new Refused(call, IllegalArgumentException.class, List.of(message), request);
    }

    private static Refused index(String call, Function<IoAio, AioRequest<?>> request, String... message) {
        return new Refused(call, IndexOutOfBoundsException.class, List.of(message), request);
    }

    private static ByteBuffer direct() {
        return ByteBuffer.allocateDirect(100).limit(50).position(20);
    }

    private static ByteBuffer heap() {
        return ByteBuffer.allocate(100).limit(50).position(20);
    }

    static Stream<Refused> refused() {
        return Stream.of(numbers(), transfers(), memory()).flatMap(refused -> refused);
    }

    private static Stream<Refused> numbers() {
        return Stream.of(
                argument("truncate -1", io -> io.aioTruncate("x", -1), "offset -1 is negative"),
                argument("ftruncate min", io -> io.aioTruncate(0, Long.MIN_VALUE), "offset " + Long.MIN_VALUE + " is negative"),
                argument("slurp -1", io -> io.aioSlurp("x", 0, -1), "length -1 is negative"),
                argument("slurp 2 GiB", io -> io.aioSlurp("x", 0, 1L << 31), "length 2147483648", "2147483639"),
                argument("slurp max", io -> io.aioSlurp("x", 0, Integer.MAX_VALUE - 7), "length 2147483640"),
                argument("sendfile offset", io -> io.aioSendfile(0, 0, -1, 0), "inOffset -1 is negative"),
                argument("sendfile length", io -> io.aioSendfile(0, 0, 0, -2), "length -2 is negative"),
                argument("readahead offset", io -> io.aioReadahead(0, -1, 0), "offset -1 is negative"),
                argument("readahead length", io -> io.aioReadahead(0, 0, -1), "length -1 is negative"),
                argument("allocate offset", io -> io.aioAllocate(0, 0, -1, 0), "offset -1 is negative"),
                argument("allocate len", io -> io.aioAllocate(0, 0, 0, -1), "len -1 is negative"),
                argument("sync_file_range offset", io -> io.aioSyncFileRange(0, -1, 0, 0), "offset -1 is negative"),
                argument("sync_file_range nbytes", io -> io.aioSyncFileRange(0, 0, -1, 0), "nbytes -1 is negative"),
                argument("readdirx flags", io -> io.aioReaddirx("x", 8), "flags 0x8"),
                argument("readdirx found", io -> io.aioReaddirx("x", 0x80), "flags 0x80"),
                argument("busy -1", io -> io.aioBusy(-1), "seconds -1.0"),
                argument("busy NaN", io -> io.aioBusy(Double.NaN), "seconds NaN"),
                argument("busy infinity", io -> io.aioBusy(Double.POSITIVE_INFINITY), "seconds Infinity"));
    }

    private static Stream<Refused> transfers() {
        return Stream.of(direct(), heap()).flatMap(data -> Stream.of(
                argument("read offset -2", io -> io.aioRead(0, -2, data), "offset -2"),
                argument("read offset min", io -> io.aioRead(0, Long.MIN_VALUE, 1, data, 0), "offset " + Long.MIN_VALUE),
                argument("write offset -2", io -> io.aioWrite(0, -2, data), "offset -2"),
                argument("write offset -3", io -> io.aioWrite(0, -3, 1, data, 0), "offset -3"),
                argument("read read-only", io -> io.aioRead(0, 0, data.asReadOnlyBuffer()), "data is a read-only buffer"),
                argument("read range read-only", io -> io.aioRead(0, 0, 1, data.asReadOnlyBuffer(), 0), "data is a read-only buffer"),
                argument("slurp read-only", io -> io.aioSlurp("x", 0, data.asReadOnlyBuffer()), "data is a read-only buffer"),
                index("read length -1", io -> io.aioRead(0, 0, -1, data, 0), "length -1"),
                index("read length", io -> io.aioRead(0, 0, 51, data, 0), "0 + 51", "limit is 50"),
                index("read length max", io -> io.aioRead(0, 0, Integer.MAX_VALUE, data, 50), "50 + 2147483647", "limit is 50"),
                index("read range", io -> io.aioRead(0, 0, 11, data, 40), "40 + 11", "limit is 50"),
                index("read range from the end", io -> io.aioRead(0, 0, 11, data, -10), "40 + 11", "limit is 50"),
                index("read dataoffset", io -> io.aioRead(0, 0, 0, data, 51), "dataoffset 51", "limit is 50"),
                index("read dataoffset -51", io -> io.aioRead(0, 0, 0, data, -51), "dataoffset -51", "limit is 50"),
                index("read dataoffset min", io -> io.aioRead(0, 0, 0, data, Integer.MIN_VALUE), "dataoffset " + Integer.MIN_VALUE),
                index("write length -1", io -> io.aioWrite(0, 0, -1, data, 0), "length -1"),
                index("write range", io -> io.aioWrite(0, 0, 11, data, 40), "40 + 11", "limit is 50"),
                index("write dataoffset", io -> io.aioWrite(0, 0, 0, data, 51), "dataoffset 51", "limit is 50")));
    }

    private static Stream<Refused> memory() {
        ByteBuffer data = direct();
        return Stream.of(
                argument("msync heap", io -> io.aioMsync(heap(), 0, 1, 0), "data is not a direct buffer"),
                argument("mtouch heap", io -> io.aioMtouch(heap(), 0, 1, 0), "data is not a direct buffer"),
                argument("mlock heap", io -> io.aioMlock(heap(), 0, 1), "data is not a direct buffer"),
                argument("msync flags", io -> io.aioMsync(data, 0, 1, 0x100), "flags 0x100"),
                argument("mtouch flags", io -> io.aioMtouch(data, 0, 1, 2), "flags 0x2"),
                argument("mtouch read-only", io -> io.aioMtouch(data.asReadOnlyBuffer(), 0, 1, MT_MODIFY), "data is a read-only buffer"),
                index("msync offset", io -> io.aioMsync(data, 51, 0, 0), "offset 51", "limit is 50"),
                index("msync offset -51", io -> io.aioMsync(data, -51, 0, 0), "offset -51", "limit is 50"),
                index("msync length", io -> io.aioMsync(data, 0, 51, 0), "length 51", "limit is 50"),
                index("mtouch length", io -> io.aioMtouch(data, 40, 11, 0), "length 11 from index 40", "limit is 50"),
                index("mtouch length -41", io -> io.aioMtouch(data, 10, -41, 0), "length -41 from index 10", "limit is 50"),
                index("mlock offset", io -> io.aioMlock(data, Long.MIN_VALUE, 0), "offset " + Long.MIN_VALUE),
                index("mlock length", io -> io.aioMlock(data, 1, Long.MAX_VALUE), "length " + Long.MAX_VALUE),
                index("mlock length min", io -> io.aioMlock(data, 1, Long.MIN_VALUE), "length " + Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCanNotBeRightThrowsAtTheCall(Refused how) {
        assertThatThrownBy(() -> how.request.apply(io)).isInstanceOf(how.type).hasMessageContainingAll(how.message.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ofShared", "ofConfined"})
    void memoryThatCouldBeFreedMeanwhileIsRefused(String arena) throws Exception {
        assumeTrue(Memory.hasArenas(), "needs JDK 22");
        try (AutoCloseable closeable = Memory.newArena(arena)) {
            ByteBuffer data = Memory.inArena(closeable, 100);
            for (Function<IoAio, AioRequest<?>> request : List.<Function<IoAio, AioRequest<?>>>of(
                    io -> io.aioMsync(data, 0, 1, 0), io -> io.aioMtouch(data, 0, 1, 0), io -> io.aioMlock(data, 0, 1))) {
                assertThatThrownBy(() -> request.apply(io)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("data");
            }
        }
    }

    @Test
    void aBufferOfAnArenaThatIsClosedIsRefused() throws Exception {
        assumeTrue(Memory.hasArenas(), "needs JDK 22");
        ByteBuffer data;
        try (AutoCloseable closed = Memory.newArena("ofShared")) {
            data = Memory.inArena(closed, 100);
        }
        assertThatThrownBy(() -> io.aioWrite(0, 0, data)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> io.aioRead(0, 0, data)).isInstanceOf(IllegalStateException.class);
    }

    /** A call that throws must not keep what the next one needs. */
    @Test
    void aThousandMistakesLeaveThePoolUsable() throws Exception {
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> io.aioStat("\0")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> io.aioRename("x", null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> io.aioNop(null)).isInstanceOf(NullPointerException.class);
        }
        assertThat(io.nreqs()).isZero();
    }
}
