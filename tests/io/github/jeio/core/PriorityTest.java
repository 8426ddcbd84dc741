package io.github.jeio.core;

import static io.github.jeio.AioConstants.O_APPEND;
import static io.github.jeio.AioConstants.O_CREAT;
import static io.github.jeio.AioConstants.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jeio.AioGroup;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest extends CoreTest {

    @AfterEach
    void noPriorityIsLeft() {
        IoAio.aioreqPri(0);
        io.aioNop();
        io.flush();
    }

    /** Has one letter appended to a file, when a thread gets to it. */
    private void append(int fd, char letter) {
        io.aioWrite(fd, -1, ByteBuffer.wrap(new byte[] {(byte) letter}));
    }

    private int openLog() throws Exception {
        return io.aioOpen(path("log"), O_WRONLY | O_CREAT | O_APPEND, 0644).await();
    }

    private String log(int fd) throws Exception {
        io.flush();
        io.aioClose(fd);
        io.flush();
        return Files.readString(dir.resolve("log"), StandardCharsets.US_ASCII);
    }

    @Test
    void oneThreadExecutesStrictlyByPriorityAndThenInOrder() throws Exception {
        int fd = openLog();
        Stall stall = stallOne();
        List<Integer> priorities = new ArrayList<>();
        for (int priority = -4; priority <= 4; priority++) {
            priorities.add(priority);
        }
        Collections.shuffle(priorities, new Random(1));
        for (int priority : priorities) {
            for (int i = 0; i < 2; i++) {
                IoAio.aioreqPri(priority);
                append(fd, (char) ((i == 0 ? 'a' : 'A') + 4 - priority));
            }
        }
        stall.release();
        assertThat(log(fd)).isEqualTo("aAbBcCdDeEfFgGhHiI");
    }

    @Test
    void resultsAreHandledByPriority() {
        List<Integer> handled = new ArrayList<>();
        for (int priority : new int[] {-4, 0, 4, 1}) {
            IoAio.aioreqPri(priority);
            io.aioNop(() -> handled.add(priority));
        }
        awaitPending(io, 4);
        io.pollCb();
        assertThat(handled).containsExactly(4, 1, 0, -4);
    }

    @Test
    void priorityIsTheNextRequestsOnly() throws Exception {
        int fd = openLog();
        Stall stall = stallOne();
        IoAio.aioreqPri(-1);
        append(fd, 'c');
        assertThat(IoAio.aioreqPri()).isZero();
        append(fd, 'b');
        IoAio.aioreqPri(1);
        append(fd, 'a');
        stall.release();
        assertThat(log(fd)).isEqualTo("abc");
    }

    @Test
    void settingAPriorityGivesTheOneBefore() {
        assertThat(IoAio.aioreqPri(3)).isZero();
        assertThat(IoAio.aioreqPri()).isEqualTo(3);
        assertThat(IoAio.aioreqPri(-2)).isEqualTo(3);
        assertThat(IoAio.aioreqPri()).isEqualTo(-2);
    }

    @ParameterizedTest
    @CsvSource({"5,4", "-5,-4", "2147483647,4", "-2147483648,-4", "4,4", "-4,-4", "0,0"})
    void prioritiesAreBroughtIntoTheRange(int set, int is) {
        IoAio.aioreqPri(set);
        assertThat(IoAio.aioreqPri()).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({"0,1,-1", "0,-1,1", "3,2,1", "-3,2,-4", "3,-3,4", "0,2147483647,-4", "1,-2147483648,4", "2,0,2"})
    void niceIsSubtracted(int before, int nice, int after) {
        IoAio.aioreqPri(before);
        IoAio.aioreqNice(nice);
        assertThat(IoAio.aioreqPri()).isEqualTo(after);
    }

    @Test
    void everyThreadHasItsOwnPriority() throws Exception {
        IoAio.aioreqPri(3);
        assertThat(start(() -> {
            int mine = IoAio.aioreqPri(-3);
            io.aioNop();
            return mine;
        }).get()).isZero();
        assertThat(IoAio.aioreqPri()).isEqualTo(3);
    }

    @Test
    void priorityIsTakenByTheNextRequestOfAnyPool() {
        IoAio.aioreqPri(3);
        try (IoAio other = IoAio.create()) {
            other.aioNop();
        }
        assertThat(IoAio.aioreqPri()).isZero();
    }

    @Test
    void aCallThatIsRefusedLeavesThePriority() {
        IoAio.aioreqPri(3);
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioStat("a\0b"));
        assertThatIllegalArgumentException().isThrownBy(() -> io.aioBusy(-1));
        assertThat(IoAio.aioreqPri()).isEqualTo(3);
    }

    @Test
    void requestOfACallbackHasNoPriorityUnlessTheCallbackSetsOne() {
        List<Integer> seen = new ArrayList<>();
        IoAio.aioreqPri(4);
        io.aioNop(() -> {
            seen.add(IoAio.aioreqPri());
            IoAio.aioreqPri(-4);
            io.aioNop(() -> seen.add(3));
            io.aioNop(() -> {
                seen.add(2);
                assertThat(io.nreqs()).isEqualTo(1);
            });
        });
        io.maxPollReqs(1);
        io.poll();
        awaitPending(io, 2);
        io.maxPollReqs(0);
        io.pollCb();
        assertThat(seen).containsExactly(0, 2, 3);
    }

    @Test
    void groupTakesThePriorityLikeAnyOtherRequest() {
        IoAio.aioreqPri(3);
        io.aioGroup();
        assertThat(IoAio.aioreqPri()).isZero();
    }

    @Test
    void whatIsRequestedBehindTheScenesLeavesThePriority() throws Exception {
        io.pollFileno();
        AioGroup group = io.aioGroup();
        Stall stall = stallOne();
        group.add(io.aioNop());
        io.poll(); // the group's own result, so that what feeds it from here on has to tell the thread that polls
        AioRequest<Integer> open = io.aioOpen(dir.toString(), 0, 0);
        IoAio.aioreqPri(3);
        group.feed(grp -> { });
        group.limit(5);
        open.cancel();
        assertThat(IoAio.aioreqPri()).isEqualTo(3);
        io.aioNop();
        assertThat(IoAio.aioreqPri()).isZero();
        stall.release();
    }
}
