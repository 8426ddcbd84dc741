package io.github.jeio.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioWd;
import io.github.jeio.IoAio;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No request takes a directory that is closed, whether it is the one it is made on or another one. */
class ClosedDirectoryTest extends RequestTest {

    private AioWd closed;

    @BeforeEach
    void closeADirectory() throws AioException {
        closed = get(io.aioWd(dir.toString()));
        closed.close();
        io.flush();
    }

    static Stream<EveryRequest> ofDirectories() {
        return EveryRequest.of(AioWd.class);
    }

    static Stream<EveryRequest> withTwoDirectories() {
        return EveryRequest.of(IoAio.class).filter(form -> form.names().contains("dstDir"));
    }

    @ParameterizedTest
    @MethodSource("ofDirectories")
    void nothingIsMadeOnIt(EveryRequest form) {
        assertRefused(form, closed, form.arguments());
    }

    @ParameterizedTest
    @MethodSource("withTwoDirectories")
    void nothingIsPutIntoIt(EveryRequest form) throws AioException {
        Object[] arguments = form.argumentsBut(form.names().indexOf("dstDir"), closed);
        assertRefused(form, io, arguments);
        try (AioWd open = get(io.aioWd(dir.toString()))) {
            assertRefused(form, open, arguments);
        }
    }

    private void assertRefused(EveryRequest form, Object receiver, Object[] arguments) {
        IoAio.aioreqPri(3);
        assertThat(form.thrown(receiver, arguments)).isInstanceOf(IllegalStateException.class)
                .hasMessage("the working directory is closed");
        assertThat(io.nreqs()).isZero();
        assertThat(IoAio.aioreqPri(0)).as("the priority of the next request, which this is none").isEqualTo(3);
    }
}
