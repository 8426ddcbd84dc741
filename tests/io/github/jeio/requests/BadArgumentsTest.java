package io.github.jeio.requests;

import static io.github.jeio.AioConstants.MT_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioRequest;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.IoAio;
import io.github.jeio.LinuxAio;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An argument that can't be right throws at the call, by name and with its value, and nothing is submitted. */
class BadArgumentsTest extends RequestTest {

    static {
        LinuxAio.nreqs(); // its pool stays, with its descriptors
    }

    /** Numbers that may be anything, or are the kernel's to judge; all others have a least value. */
    private static final Set<String> FREE = Set.of("fd", "inFd", "outFd", "flags", "mode", "mask", "uid", "gid", "dev",
            "resolve", "whence", "cmd", "request", "arg", "maxreq");

    @AfterEach
    void nothingWasSubmitted() {
        assertThat(io.nreqs()).isZero();
        assertThat(io.nready()).isZero();
        assertThat(io.nthreads()).isZero();
        assertThat(LinuxAio.nreqs()).isZero();
    }

    // every request there is, with the same mistake

    static Stream<EveryRequest> requests() {
        return EveryRequest.of(IoAio.class);
    }

    static Stream<EveryRequest> forms() {
        return Stream.concat(requests(), EveryRequest.of(LinuxAio.class));
    }

    /** Progress comes with a callback only: to javac, a lambda in its place alone could be either. */
    @Test
    void eachRequestHasItsForms() {
        List<EveryRequest> forms = requests().toList();
        assertThat(forms).hasSizeGreaterThan(170);
        for (EveryRequest form : forms) {
            // a group that is only filled would have the same erasure as one with a callback only; and javac could not tell a
            // null that says how to remove a tree from one in place of the callback
            boolean removal = List.of(form.method().getParameterTypes()).contains(AioTreeRemove.class);
            if (!form.names().contains("progress") && !form.names().contains("fill") && !removal) {
                List<String> twin = new ArrayList<>(form.names());
                if (form.hasCallback()) {
                    twin.remove("callback");
                } else {
                    twin.add("callback");
                }
                assertThat(forms).as("%s with a callback, and without", form).anyMatch(other -> other.names().equals(twin)
                        && other.method().getName().equals(form.method().getName())
                        && other.method().getGenericReturnType().toString().equals(form.method().getGenericReturnType().toString()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aNullIsRefusedByName(EveryRequest form) {
        for (int i = 0; i < form.names().size(); i++) {
            if (!form.type(i).isPrimitive() && form.type(i) != FileTime.class) {
                IoAio.aioreqPri(3);
                assertThat(form.thrown(io, form.argumentsBut(i, null))).isInstanceOf(NullPointerException.class)
                        .hasMessage(form.names().get(i));
                assertThat(IoAio.aioreqPri(0)).as("the priority of the next request, which this is none").isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aStringThatTheKernelCanNotBeGivenIsRefusedByNameAndPlace(EveryRequest form) {
        for (int i = 0; i < form.names().size(); i++) {
            if (form.type(i) == String.class) {
                String name = form.names().get(i);
                assertThat(form.thrown(io, form.argumentsBut(i, "/ab\0c"))).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(name + " contains a NUL at index 3: \"/ab\\0c\"");
                assertThat(form.thrown(io, form.argumentsBut(i, "/\uD800"))).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(name + " contains the lone surrogate U+D800 at index 1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aNumberThatIsTooSmallIsRefusedByNameAndValue(EveryRequest form) {
        for (int i = 0; i < form.names().size(); i++) {
            String name = form.names().get(i);
            if (form.type(i).isPrimitive() && !FREE.contains(name) && !countsFromAnEnd(form, name)) {
                Object least = form.type(i) == int.class ? Integer.MIN_VALUE
                        : form.type(i) == long.class ? (Object) Long.MIN_VALUE : (Object) (-1.0);
                assertThat(form.thrown(io, form.argumentsBut(i, least))).as(name)
                        .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class)
                        .hasMessageContaining(name + " " + least);
            }
        }
    }

    /** A file's, which only the kernel knows. */
    private static boolean countsFromAnEnd(EveryRequest form, String name) {
        return name.equals("offset") && form.method().getName().matches("aioSeek|aioSlurp");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aReadOnlyBufferToReadIntoIsRefused(EveryRequest form) {
        int data = form.names().indexOf("data");
        if (data >= 0 && form.method().getName().matches("aio(Read|Slurp|Preadv)")) {
            ByteBuffer readOnly = ByteBuffer.allocate(8).asReadOnlyBuffer();
            Object argument = form.type(data) == ByteBuffer.class ? readOnly : new ByteBuffer[] {readOnly};
            assertThat(form.thrown(io, form.argumentsBut(data, argument))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("data").hasMessageContaining("read-only");
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aClosedPoolTakesNoRequest(EveryRequest form) {
        IoAio closed = IoAio.create();
        closed.close();
        assertThat(form.thrown(closed, form.arguments())).isInstanceOf(IllegalStateException.class).hasMessage("the pool is closed");
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
