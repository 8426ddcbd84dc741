package io.github.jeio.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The descriptor to watch, in the moment in which a pool begins anew and the old one is there still. */
class PollDescriptorTest extends PoolTest {

    @Test
    void aDuplicateIsCloseOnExec() throws Exception {
        int fd = PoolAccess.pool(io).descriptor.duplicate();
        String flags = Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream().filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
        io.aioClose(fd).await();
        assertThat(Long.parseLong(flags.replaceAll("\\D", ""), 8) & AioConstants.O_CLOEXEC).isNotZero();
    }

    @Test
    void whoHasTheOldPoolIsNotGivenTheNewOnesFirstDescriptor() {
        int watched = io.pollFileno();
        PollDescriptor old = PoolAccess.pool(io).descriptor;
        try (IoAio next = IoAio.create()) {
            PollDescriptor taken = PoolAccess.pool(next).descriptor;
            taken.exchange(PoolAccess.pool(io));

            assertThat(taken.fileno()).isEqualTo(watched);
            assertThatThrownBy(old::fileno).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            assertThatThrownBy(old::duplicate).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> old.watch(0)).isInstanceOf(IllegalStateException.class);
        }
    }
}
