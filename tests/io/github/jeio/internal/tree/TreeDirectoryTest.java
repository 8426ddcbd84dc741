package io.github.jeio.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Errno;
import io.github.jeio.internal.pool.Call;
import io.github.jeio.internal.pool.Composite;
import io.github.jeio.internal.pool.PoolAccess;
import io.github.jeio.internal.wire.Kind;
import io.github.jeio.internal.wire.Op;
import io.github.jeio.internal.wire.PackedEntries;
import io.github.jeio.support.PoolTest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** A directory that was closed to make room for others, while something is still to be done in it. */
class TreeDirectoryTest extends PoolTest {

    private static final class Dir extends TreeDirectory {

        Dir(OpenTree tree) {
            super(tree, null, "");
        }

        @Override
        void read(PackedEntries entries, int errno, boolean end) { }
    }

    /** Second names of a file, say, whose first one was copied meanwhile: the request would never end if they waited on. */
    @Test
    void whatWaitsForItIsRefusedWhenItCannotBeOpenedAgain() throws Exception {
        List<Integer> refused = new ArrayList<>();
        LongConsumer nothing = result -> { };
        Composite<Long> all = new Composite<>(PoolAccess.scope(io), "test", null, Kind.COUNT, nothing);
        all.start(() -> {
            Dir directory = new Dir(new OpenTree(all, 2, 0));
            for (int i = 0; i < 3; i++) {
                directory.push(() -> true, refused::add);
            }
            directory.tree.work.run();
            assertThat(refused).isEmpty();
            directory.lost(Errno.ESTALE);
            directory.push(() -> true, refused::add);
            directory.tree.work.run();
            all.add(() -> Call.on(all.pool, Op.NOP).count(all::settle));
        });
        io.flush();
        assertThat(all.await()).isZero();
        assertThat(refused).containsExactly(Errno.ESTALE, Errno.ESTALE, Errno.ESTALE, Errno.ESTALE);
    }
}
