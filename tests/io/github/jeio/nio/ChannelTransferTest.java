package io.github.jeio.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.AioException;
import io.github.jeio.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Reads, writes and what is done at once, beside the JDK: the same calls come to the same. */
class ChannelTransferTest extends ChannelTest {

    /** The same calls on a channel of each kind, on twin files. */
    private void twins(Rule rule, OpenOption... options) throws Exception {
        List<String> jdk = run(AsynchronousFileChannel::open, "jdk", rule, options);
        assertThat(run(AioFileChannel::open, "ours", rule, options)).isEqualTo(jdk);
    }

    private interface Rule {
        void on(AsynchronousFileChannel channel, List<String> said) throws Exception;
    }

    private List<String> run(Opener opener, String name, Rule rule, OpenOption... options) throws Exception {
        Path path = file(name, "0123456789");
        List<String> said = new ArrayList<>();
        try (AsynchronousFileChannel channel = opener.open(path, options)) {
            rule.on(channel, said);
        }
        said.add(Files.readString(path));
        return said;
    }

    private static final OpenOption[] READ_WRITE = {READ, WRITE};

    @Test
    void aReadGivesACountAndMinusOneAtTheEnd() throws Exception {
        twins((channel, said) -> {
            for (long position : new long[] {0, 4, 9, 10, 11, 1L << 40, Long.MAX_VALUE - 4, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
                ByteBuffer buffer = ByteBuffer.allocate(4);
                said.add(Outcome.of(() -> channel.read(buffer, position)) + " " + buffer);
            }
        }, READ_WRITE);
    }

    @Test
    void aWriteGivesACount() throws Exception {
        twins((channel, said) -> {
            for (long position : new long[] {0, 8, 12, Long.MAX_VALUE, -1}) {
                ByteBuffer buffer = ByteBuffer.wrap("abc".getBytes());
                said.add(Outcome.of(() -> channel.write(buffer, position)) + " " + buffer);
            }
        }, READ_WRITE);
    }

    @Test
    void sizeTruncateAndForce() throws Exception {
        twins((channel, said) -> {
            for (long size : new long[] {11, 10, Long.MAX_VALUE, 3, 4, 0, -1}) {
                said.add(Outcome.of(() -> channel.truncate(size) == channel) + " " + channel.size());
            }
            said.add(Outcome.of(() -> {
                channel.force(true);
                channel.force(false);
                return "forced";
            }));
        }, READ_WRITE);
    }

    private static void everything(AsynchronousFileChannel channel, List<String> said) {
        ByteBuffer full = ByteBuffer.allocate(0);
        said.add(Outcome.of(() -> channel.read(ByteBuffer.allocate(4), 0)));
        said.add(Outcome.of(() -> channel.read(full, 0)));
        said.add(Outcome.of(() -> channel.read(full.asReadOnlyBuffer(), 0)));
        said.add(Outcome.of(() -> channel.read(full, -1)));
        said.add(Outcome.of(() -> channel.read(null, 0)));
        said.add(Outcome.of(() -> channel.read(null, -1)));
        said.add(Outcome.of(() -> channel.write(ByteBuffer.wrap(new byte[] {'x'}), 0)));
        said.add(Outcome.of(() -> channel.write(full.asReadOnlyBuffer(), 5)));
        said.add(Outcome.of(() -> channel.write(full, -1)));
        said.add(Outcome.of(() -> channel.write(null, 0)));
        said.add(Outcome.of(channel::size));
        said.add(Outcome.of(() -> channel.truncate(-1)));
        said.add(Outcome.of(() -> channel.truncate(7) == channel));
        said.add(Outcome.of(() -> {
            channel.force(true);
            return "forced";
        }));
        for (boolean shared : new boolean[] {true, false}) {
            said.add(Outcome.of(() -> channel.lock(-1, 0, shared)));
            said.add(Outcome.of(() -> channel.lock(0, -1, shared)));
            said.add(Outcome.of(() -> channel.lock(2, Long.MAX_VALUE, shared)));
            said.add(Outcome.of(() -> channel.tryLock(-1, 0, shared)));
            said.add(Outcome.of(() -> channel.lock(shared ? 0 : 5, 2, shared).get().isValid()));
            said.add(Outcome.of(() -> channel.tryLock(shared ? 10 : 15, 2, shared).isShared()));
            said.add(Outcome.of(() -> channel.lock(5, 20, shared)));
            said.add(Outcome.of(() -> channel.tryLock(0, 20, shared)));
        }
        Caught<Object> handler = new Caught<>();
        said.add(Outcome.of(() -> {
            channel.read(ByteBuffer.allocate(4), 0, null, null);
            return "";
        }));
        said.add(Outcome.of(() -> {
            channel.write(full, 0, null, null);
            return "";
        }));
        said.add(Outcome.of(() -> {
            channel.lock(0, 1, false, null, null);
            return "";
        }));
        said.add(Outcome.of(() -> {
            channel.read(ByteBuffer.allocate(4), 2, "a", handlerOf(handler));
            return handler.get() + " " + handler.attachment;
        }));
        said.add(handledFailure(handler));
    }

    private static String handledFailure(Caught<?> handler) {
        return handler.outcome.isCompletedExceptionally() ? "failed" : "completed";
    }

    @SuppressWarnings("unchecked")
    private static <V> Caught<V> handlerOf(Caught<?> handler) {
        return (Caught<V>) handler;
    }

    @Test
    void everythingOnAChannelForReadingAndWriting() throws Exception {
        twins(ChannelTransferTest::everything, READ_WRITE);
    }

    @Test
    void everythingOnAChannelForReading() throws Exception {
        twins(ChannelTransferTest::everything, READ);
    }

    @Test
    void everythingOnAChannelForWriting() throws Exception {
        twins(ChannelTransferTest::everything, WRITE);
    }

    @Test
    void everythingOnAClosedChannel() throws Exception {
        for (OpenOption[] options : new OpenOption[][] {READ_WRITE, {READ}, {WRITE}}) {
            twins((channel, said) -> {
                channel.close();
                said.add(channel.isOpen() + "");
                everything(channel, said);
                channel.close();
            }, options);
        }
    }

    @Test
    void buffersOfEveryKindAtEveryPosition() throws Exception {
        List<IntFunction<ByteBuffer>> kinds = List.of(ByteBuffer::allocate, ByteBuffer::allocateDirect,
                size -> ByteBuffer.allocate(size + 7).slice(3, size), size -> ByteBuffer.allocateDirect(size + 7).slice(3, size),
                size -> ByteBuffer.wrap(new byte[size + 9], 5, size).slice(), size -> ByteBuffer.allocateDirect(size + 1).position(1).slice().duplicate());
        for (IntFunction<ByteBuffer> kind : kinds) {
            twins((channel, said) -> {
                for (int position = 0; position <= 8; position++) {
                    for (int limit = position; limit <= 8; limit++) {
                        ByteBuffer in = kind.apply(8).position(position).limit(limit);
                        said.add(channel.read(in, position).get() + " " + in.position() + " " + in.limit() + " " + content(in));
                        ByteBuffer out = kind.apply(8);
                        out.put(0, "ABCDEFGH".getBytes()).position(position).limit(limit);
                        said.add(channel.write(position % 2 == 0 ? out : out.asReadOnlyBuffer(), 2).get() + " " + out.limit());
                        said.add(channel.write(out, limit).get() + " " + out.position() + " " + content(out));
                    }
                }
            }, READ_WRITE);
        }
    }

    private static String content(ByteBuffer buffer) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < buffer.limit(); i++) {
            text.append(buffer.get(i)).append(' ');
        }
        return text.toString();
    }

    @Test
    void aRandomProgramLeavesTwinFilesTheSame() throws Exception {
        for (int seed = 0; seed < 8; seed++) {
            int of = seed;
            twins((channel, said) -> {
                Random random = new Random(of);
                for (int i = 0; i < 150; i++) {
                    ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(random.nextInt(3000)) : ByteBuffer.allocateDirect(random.nextInt(3000));
                    long position = random.nextInt(5000);
                    switch (random.nextInt(4)) {
                        case 0 -> said.add(channel.truncate(random.nextInt(6000)).size() + "");
                        case 1 -> {
                            for (int at = 0; at < buffer.capacity(); at++) {
                                buffer.put(at, (byte) ('a' + random.nextInt(26)));
                            }
                            said.add("w" + channel.write(buffer, position).get());
                        }
                        default -> {
                            int count = channel.read(buffer, position).get();
                            said.add("r" + count + " " + buffer.flip().hashCode());
                        }
                    }
                }
            }, READ_WRITE);
        }
    }

    @Test
    void whatIsCachedIsReadInTheCall() throws Exception {
        try (AioFileChannel channel = AioFileChannel.open(file("f", "0123456789"))) {
            long before = SharedPool.IO.ninline();
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                reads.add(channel.read(ByteBuffer.allocate(4), 0));
            }
            long done = reads.stream().filter(Future::isDone).count();
            assumeTrue(SharedPool.IO.ninline() - before > 0, "the file system does not tell what is cached");
            assertThat(done).isGreaterThanOrEqualTo(SharedPool.IO.ninline() - before);
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isEqualTo(4);
            }
        }
    }

    @Test
    void moreThanWhatIsAnsweredAtOnce() throws Exception {
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        Path path = dir.resolve("big");
        try (AioFileChannel channel = AioFileChannel.open(path, READ, WRITE, CREATE)) {
            List<Future<Integer>> writes = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += 1 << 20) {
                writes.add(channel.write(ByteBuffer.wrap(bytes, at, 1 << 20), at));
            }
            for (Future<Integer> write : writes) {
                assertThat(write.get()).isEqualTo(1 << 20);
            }
            ByteBuffer all = ByteBuffer.allocate(bytes.length);
            assertThat(channel.read(all, 0).get()).isEqualTo(bytes.length);
            assertThat(all.array()).isEqualTo(bytes).isEqualTo(Files.readAllBytes(path));
        }
    }

    @Test
    void anErrorOfTheKernelHasItsErrnoAsTheCause() throws Exception {
        try (AioFileChannel channel = AioFileChannel.open(dir)) {
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(4), 0).get()).isInstanceOf(ExecutionException.class).cause()
                    .isExactlyInstanceOf(IOException.class).hasMessageContaining(dir.toString()).hasMessageContaining("EISDIR")
                    .cause().isInstanceOfSatisfying(AioException.class, cause -> assertThat(cause.errno()).isEqualTo(Errno.EISDIR));
            Caught<Integer> handler = new Caught<>();
            channel.read(ByteBuffer.allocate(4), 0, "with", handler);
            assertThatThrownBy(handler::get).cause().isExactlyInstanceOf(IOException.class).hasMessageContaining("EISDIR");
            assertThat(handler.attachment).isEqualTo("with");
        }
        try (AioFileChannel full = AioFileChannel.open(Path.of("/dev/full"), WRITE)) {
            assertThatThrownBy(() -> full.write(ByteBuffer.allocate(4), 0).get()).cause().isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("ENOSPC");
        }
    }

    @Test
    void devicesHaveTheJdksSize() throws Exception {
        try (AioFileChannel device = AioFileChannel.open(Path.of("/dev/zero"), READ, WRITE);
                AsynchronousFileChannel twin = AsynchronousFileChannel.open(Path.of("/dev/zero"), READ, WRITE)) {
            assertThat(device.size()).isEqualTo(twin.size());
            assertThat(device.truncate(0)).isSameAs(device);
        }
    }

    @Test
    void toldByItsDescriptorAndPath() throws Exception {
        Path path = file("f", "");
        AioFileChannel channel = AioFileChannel.open(path);
        assertThat(channel).hasToString("AioFileChannel[fd " + channel.fd() + " \"" + path + "\"]");
        assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + channel.fd()))).isEqualTo(path);
        channel.close();
        assertThat(channel.fd()).isEqualTo(-1);
        assertThat(channel.toString()).endsWith(", closed]");
    }
}
