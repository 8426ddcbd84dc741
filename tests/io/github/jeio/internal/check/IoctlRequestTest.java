package io.github.jeio.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size that an ioctl's number encodes: what a buffer is checked against, and what the kernel has room for. */
class IoctlRequestTest {

    /** _IOC_READ | _IOC_WRITE, and a size. */
    private static int number(int size) {
        return 3 << 30 | size << 16 | 'j' << 8 | 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 255, 256, 257, 0x3FFF})
    void theEncodedSizeIsTheLeastThatABufferHas(int size) {
        IoctlRequest.checkBuffer(number(size), ByteBuffer.allocate(size));
        assertThatIllegalArgumentException().isThrownBy(() -> IoctlRequest.checkBuffer(number(size), ByteBuffer.allocate(size - 1)))
                .withMessageContaining("arg has " + (size - 1) + " bytes remaining").withMessageContaining("takes " + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 255, 256, 257, 0x3FFF})
    void theKernelHasRoomForThatAndFor256Bytes(int size) {
        assertThat(IoctlRequest.room(number(size))).isGreaterThanOrEqualTo(Math.max(256, size));
        assertThat(FcntlCommand.ROOM).isGreaterThanOrEqualTo(256);

    }

    @ParameterizedTest
    @ValueSource(ints = {0x5401, 0x541B, 0x89FF})
    void aNumberThatEncodesNoSizeHasRoomForAny(int old) {
        IoctlRequest.checkBuffer(old, ByteBuffer.allocate(0));
        assertThat(IoctlRequest.room(old)).isGreaterThanOrEqualTo(0x3FFF);
    }
}
