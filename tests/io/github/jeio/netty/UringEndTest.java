package io.github.jeio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.IoAio;
import io.github.jeio.support.PoolTest;
import io.github.jeio.support.Strace;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A loop of io_uring that ends while its poll is there, and the removal of the poll is refused. The kernel refuses it where it is
 * just completing the poll; then it looks again, and if what was to be seen is gone, the poll goes on waiting. It has to complete
 * before the loop is gone: Netty waits for it, for ever or for 200 ms as it happens, and then gives back memory that the kernel
 * may write to. What is a race elsewhere is had here for certain.
 */
class UringEndTest extends PoolTest {

    private static final byte POLL_ADD = 6;
    private static final byte POLL_REMOVE = 7;
    private static final int LATER = 30;

    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger removals = new AtomicInteger();
    private boolean removalsGoAstray = true;

    @BeforeEach
    void onlyWhereThereIsIoUring() {
        assumeTrue(Transport.NETTY_4_2 && IoUring.isAvailable());
    }

    /** How a loop ends: one that waits for the kernel closes its handles first, one that runs tasks goes without. */
    enum End { IN_IO, IN_A_TASK }

    /** Its number may be another file's by then. */
    @Test
    void aDescriptorThatIsClosedIsNotWrittenTo() throws Exception {
        assumeTrue(run("sh", "-c", "strace -o /dev/null true 2>/dev/null && echo yes || true").equals("yes"), "needs strace, and to be allowed to");
        EventLoopGroup group = Transport.IO_URING.group(1);
        EventLoop loop = group.next();
        AioNetty.of(loop).aioNop().await();
        String thread = loop.submit(() -> Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString()).get();
        Path log = dir.resolve("log");
        try (Strace strace = Strace.trace(Long.parseLong(thread), log, "write,close", List.of())) {
            group.shutdownGracefully(0, LATER, TimeUnit.SECONDS).sync();
        }
        assertThat(Files.readAllLines(log)).anyMatch(line -> line.startsWith("close(")).noneMatch(line -> line.contains("EBADF"));
    }

    /** Nothing is to be seen any more: so the loop would wait for ever for its poll. */
    @ParameterizedTest
    @EnumSource
    void aLoopEndsThoughItsPollCantBeRemoved(End how) throws Exception {
        IoEventLoop loop = loop();
        watched(AioNetty.of(loop), loop);

        end(loop, how, () -> { });
    }

    /**
     * Somebody else has a result and takes it, in the loop's thread, when the pool has left and the loop has not gone to the
     * kernel yet: which has been told that there is something, refuses the removal that it finds first, and looks again.
     */
    @Test
    void resultsAreTakenMeanwhile() throws Exception {
        removalsGoAstray = false;
        IoEventLoop loop = loop();
        AioNetty attached = AioNetty.attach(io, loop);
        watched(io, loop);
        AtomicInteger called = new AtomicInteger();

        end(loop, End.IN_IO, () -> {
            io.aioNop(called::incrementAndGet);
            io.flush();
        });
        assertThat(attached.isAttached()).isFalse();
        assertThat(called).hasValue(1);
    }

    /** The poll is still there when its loop ends; the pool's descriptor is as good as new where another loop watches it then. */
    @ParameterizedTest
    @EnumSource
    void thePoolHasLeftBefore(End how) throws Exception {
        IoEventLoop first = loop();
        AioNetty attached = AioNetty.attach(io, first);
        watched(io, first);
        attached.detach();
        first.submit(() -> { }).sync();
        assertThat(attached.isAttached()).isFalse();
        end(first, how, () -> { });

        IoEventLoop second = loop();
        AioNetty.attach(io, second);
        watched(io, second);
        end(second, how, () -> { });
    }

    /** Until the kernel has the poll that waits for the next result. */
    private static void watched(IoAio pool, EventLoop loop) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        pool.aioNop(done::countDown);
        done.await();
        loop.submit(() -> { }).sync(); // the poll is submitted by a task, which the loop has by now
        loop.schedule(() -> { }, 1, TimeUnit.MILLISECONDS).sync(); // before this one the loop has waited, and so gone to the kernel
    }

    /** A handle that ends its loop when the kernel has done something for it; the loop closes it after those that it had before. */
    private record Ending(Runnable end, Runnable whenClosed) implements IoUringIoHandle {

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            end.run();
        }

        @Override
        public void close() {
            whenClosed.run();
        }
    }

    private void end(IoEventLoop loop, End how, Runnable whenClosed) throws Exception {
        Runnable end = () -> loop.shutdownGracefully(0, LATER, TimeUnit.SECONDS);
        if (how == End.IN_IO) {
            loop.register(new Ending(end, whenClosed)).sync().getNow().submit(nop());
        } else {
            loop.execute(end);
        }
        assertThat(loop.terminationFuture().await(LATER, TimeUnit.SECONDS)).as("the loop has ended").isTrue();
        assertThat(completed).as("polls that have completed").hasValue(polls.get());
        assertThat(removals).as("removals").hasPositiveValue();
    }

    @SuppressWarnings("deprecation") // as in UringWatcher
    private static IoUringIoOps nop() {
        short none = 0;
        return new IoUringIoOps((byte) 0, (byte) 0, none, -1, 0L, 0L, 0, 0, none, none, none, 0, 0L);
    }

    private IoEventLoop loop() {
        IoHandlerFactory factory = IoUringIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, executor -> {
            IoHandler handler = factory.newHandler(executor);
            return between(IoHandler.class, handler, call -> call.method().getName().equals("register") ? register(handler, call) : call.make());
        });
        return (IoEventLoop) group.next();
    }

    private IoRegistration register(IoHandler handler, Call call) throws Exception {
        IoUringIoHandle handle = (IoUringIoHandle) call.arguments()[0];
        IoUringIoHandle counted = between(IoUringIoHandle.class, handle, event -> {
            if (event.method().getName().equals("handle") && ((IoUringIoEvent) event.arguments()[1]).opcode() == POLL_ADD) {
                completed.incrementAndGet();
            }
            return event.make();
        });
        return between(IoRegistration.class, handler.register(counted), operation -> {
            if (operation.method().getName().equals("submit")) {
                byte opcode = opcode(operation.arguments()[0]);
                if (opcode == POLL_REMOVE) {
                    removals.incrementAndGet();
                    if (removalsGoAstray) {
                        return 0L;
                    }
                }
                polls.addAndGet(opcode == POLL_ADD ? 1 : 0);
            }
            return operation.make();
        });
    }

    /** A call of a method of an interface. */
    private record Call(Object of, Method method, Object[] arguments) {

        Object make() throws Exception {
            try {
                return method.invoke(of, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private interface Interceptor {
        Object intercept(Call call) throws Exception;
    }

    private static <T> T between(Class<T> type, T real, Interceptor interceptor) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> interceptor.intercept(new Call(real, method, arguments))));
    }

    private static byte opcode(Object operation) throws ReflectiveOperationException {
        Method opcode = operation.getClass().getDeclaredMethod("opcode");
        opcode.setAccessible(true);
        return (byte) opcode.invoke(operation);
    }
}
