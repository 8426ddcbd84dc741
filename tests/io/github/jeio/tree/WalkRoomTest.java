package io.github.jeio.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.AioException;
import io.github.jeio.AioTree;
import io.github.jeio.Errno;
import io.github.jeio.internal.pool.PoolAccess;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many directories a walk has open, and how many requests it makes at a time. */
class WalkRoomTest extends TreeTest {

    /**
     * As many directories are open or being opened as there may be, and none is done with: the next one is opened in place of the one that
     * it is in, which is opened again though the other one can't be. With one thread, the requests are executed in their order.
     */
    @Test
    void aDirectoryIsOpenAgainWhenTheOneThatWasToTakeItsPlaceIsGone() throws AioException {
        int requests = 32; // with which 64 may be open
        sh("mkdir \"$1\"; cd \"$1\"; for i in $(seq $2); do mkdir -p $i/a/in $i/b/in; done", path("tree"), "" + requests);
        List<String> seen = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<Integer> errors = new ArrayList<>();
        io.maxParallel(1);

        long count = get(io.aioTree(path("tree"), AioTree.WHOLE.requests(requests).descend(path -> {
            if (path.matches(".*/\\d+/[ab]") && seen.size() < 2 * requests) {
                seen.add(path);
                if (seen.size() > 2 * requests - 2) {
                    run("rm", "-r", path);
                    gone.add(path);
                }
            }
            return true;
        }), batch -> {
            if (batch.errno() != 0) {
                errors.add(batch.errno());
            }
        }));

        assertThat(gone).hasSize(2);
        assertThat(errors).containsExactly(Errno.ENOENT, Errno.ENOENT);
        assertThat(count).as("each directory and the two in it, and what is in those that are there").isEqualTo(3L * requests + 2L * (requests - 1));
    }

    /** There are many more of them than directories may be open. */
    @Test
    void whatCannotBeOpenedTakesNoRoom() throws AioException {
        int directories = 200;
        sh("mkdir \"$1\"; cd \"$1\"; seq $2 | xargs mkdir", path("tree"), "" + directories);
        List<Integer> errors = new ArrayList<>();

        get(io.aioTree(path("tree"), AioTree.WHOLE.requests(1).descend(path -> new File(path).delete()), batch -> {
            if (batch.errno() != 0) {
                errors.add(batch.errno());
            }
        }));

        assertThat(errors).hasSize(directories).containsOnly(Errno.ENOENT);
    }

    /** It is many times as deep as there are directories open, and what is in it is made when the large one is read in part. */
    @Test
    void aLargeDirectoryIsReadOnWhereItWasLeft() throws AioException {
        int directories = 700; // of names so long that they are read by two requests
        sh("mkdir \"$1\" \"$1/large\"; cd \"$1/large\"; seq -f \"a-name-$(printf '%0100d' 0)-%g\" $2 | xargs mkdir", path("tree"), "" + directories);
        int depth = 100;
        List<String> deep = new ArrayList<>();

        long count = get(io.aioTree(path("tree"), AioTree.WHOLE.requests(1).descend(path -> {
            if (deep.isEmpty() && path.contains("/a-name-")) {
                deep.add(path);
                run("mkdir", "-p", path + "/d".repeat(depth));
            }
            return true;
        }), batch -> { }));

        assertThat(count).isEqualTo(1 + directories + depth);
    }

    @Test
    void noMoreRequestsAreMadeAtATimeThanItSays() throws AioException {
        sh("mkdir -p \"$1\"; cd \"$1\"; for i in $(seq 20); do mkdir -p $i/a $i/b; done", path("tree"));
        List<Integer> outstanding = new ArrayList<>();
        get(io.aioTree(path("tree"), AioTree.WHOLE.requests(1).everyDirectory(true), batch -> outstanding.add(PoolAccess.pool(io).nrequests())));
        assertThat(outstanding).hasSize(61);
        // at first what has started the walk may not be over, and at last it closes what it has opened
        assertThat(outstanding.subList(1, 55)).containsOnly(1);
    }
}
