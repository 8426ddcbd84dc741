package io.github.jeio.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jeio.AioGroup;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a callback, a feeder or a consumer throws comes out of pollCb, and stops nothing. */
class ThrowablesTest extends CoreTest {

    /** As other languages throw checked exceptions: nobody has declared them. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }

    private static Runnable throwing(Throwable e) {
        return () -> ThrowablesTest.<RuntimeException>sneak(e);
    }

    /** Everything that comes out until nothing is outstanding, with what is suppressed. */
    private List<Throwable> all() {
        List<Throwable> out = new ArrayList<>();
        while (io.nreqs() > 0) {
            Throwable thrown = catchThrowable(io::flush);
            if (thrown != null) {
                out.add(thrown);
                out.addAll(List.of(thrown.getSuppressed()));
            }
        }
        return out;
    }

    @Test
    void aCheckedExceptionOfACallbackComesOutAndTheRestIsHandled() {
        IOException mine = new IOException("mine");
        List<String> done = new ArrayList<>();
        io.aioNop(throwing(mine));
        io.aioNop(() -> done.add("next"));
        assertThat(all()).containsExactly(mine);
        assertThat(done).containsExactly("next");
    }

    @Test
    void aCheckedExceptionOfAGroupEndsNeitherGroupsNorComposites() throws Exception {
        IOException mine = new IOException("mine");
        io.aioGroup(results -> throwing(mine).run());
        assertThat(all()).containsExactly(mine);
        List<String> done = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> done.add("group"));
        group.add(io.aioNop());
        io.flush();
        assertThat(done).containsExactly("group");
        io.aioMkdirs(path("a/b"), 0755).await();
        assertThat(io.aioRmtree(path("a")).await()).isZero();
    }

    @Test
    void aMemberItsGroupAndTheGroupsGroupAreChained() {
        List<Throwable> thrown = List.of(new IOException("member"), new Exception("inner"), new InterruptedException("outer"));
        AioGroup outer = io.aioGroup(results -> throwing(thrown.get(2)).run());
        AioGroup inner = outer.add(io.aioGroup(results -> throwing(thrown.get(1)).run()));
        inner.add(io.aioNop(throwing(thrown.get(0))));
        assertThat(all()).containsExactlyElementsOf(thrown);
    }

    @Test
    void aFeederThatThrowsACheckedExceptionIsTakenAwayAndTheGroupEnds() {
        IOException mine = new IOException("the feeder's");
        List<String> done = new ArrayList<>();
        AioGroup group = io.aioGroup(results -> done.add("group"));
        group.feed(grp -> throwing(mine).run());
        assertThat(all()).containsExactly(mine);
        assertThat(done).containsExactly("group");
    }

    /** Some are made so that they keep none: see the fourth argument of Throwable's constructor. */
    @Test
    void whatTakesNoSuppressedOnesLosesNone() {
        class Bare extends RuntimeException {
            Bare(String message) {
                super(message, null, false, false);
            }
        }
        io.pollFileno();
        AioGroup group = io.aioGroup(results -> throwing(new Bare("group")).run());
        group.add(io.aioNop(throwing(new Bare("member"))));
        awaitPending(io, 2);
        Throwable thrown = catchThrowable(io::pollCb);
        assertThat(thrown.getCause()).hasMessage("member");
        assertThat(thrown.getSuppressed()).singleElement().extracting(Throwable::getMessage).isEqualTo("group");
    }

    @Test
    void closeThrowsWhatCallbacksHaveThrown() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        io.maxParallel(1);
        io.aioNop(throwing(first));
        io.aioNop(throwing(second));
        Throwable thrown = catchThrowable(io::close);
        assertThat(thrown).isSameAs(first);
        assertThat(thrown.getSuppressed()).containsExactly(second);
        io = IoAio.create();
    }
}
