package io.github.jeio.advanced;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.support.PoolTest;
import org.junit.jupiter.api.Test;

/** What a call has copied its arguments to is given back: PoolTest counts the bytes. */
class GivenBackMemoryTest extends PoolTest {

    @Test
    void whateverComesOfTheCall() throws Exception {
        int fd = Advanced.memfdCreate("a name", 0);
        assertThat(Advanced.fexecve(fd, new String[] {"an argument"}, new String[] {"A=variable"})).isEqualTo(-1);
        Fds.close(fd);
        assertThat(Advanced.statx(AioConstants.AT_FDCWD, path("missing"), 0, AioConstants.STATX_SIZE)).isNull();
        assertThat(Advanced.statx(AioConstants.AT_FDCWD, dir.toString(), 0, AioConstants.STATX_SIZE)).isNotNull();
        assertThat(Advanced.umount(path("missing"))).isEqualTo(-1);
        assertThat(Advanced.mount("none", path("missing"), "tmpfs", 0, "size=1")).isEqualTo(-1);
    }
}
