package io.github.jeio.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Buffers and handlers that nobody else refers to, while the collector runs all the time. */
class ChannelGarbageTest extends ChannelTest {

    private static final int BLOCK = 8192;
    private static final int OPERATIONS = 500;

    @Test
    void buffersAndHandlersLastAsLongAsTheirRequests() throws Exception {
        byte[] content = new byte[64 * BLOCK];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i / BLOCK);
        }
        Path path = Files.write(dir.resolve("f"), content);
        AtomicInteger left = new AtomicInteger(OPERATIONS);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread collector = new Thread(() -> {
            while (!end.isDone()) {
                System.gc();
                byte[][] rubbish = new byte[100][];
                for (int i = 0; i < rubbish.length; i++) {
                    rubbish[i] = new byte[10_000];
                }
            }
        });
        collector.start();
        IoAio io = IoAio.create();
        io.inlineCached(false);
        try (AioFileChannel plain = AioFileChannel.open(path, BOTH.toArray(java.nio.file.OpenOption[]::new));
                AioFileChannel pool = AioFileChannel.open(path, Set.copyOf(BOTH), io)) {
            Random random = new Random(1);
            for (int i = 0; i < OPERATIONS; i++) {
                int block = random.nextInt(64);
                ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(BLOCK) : ByteBuffer.allocateDirect(BLOCK);
                boolean write = random.nextBoolean();
                for (int at = 0; at < BLOCK; at++) {
                    buffer.put(at, (byte) (write ? block : 99));
                }
                CompletionHandler<Integer, Void> handler = new CompletionHandler<>() {
                    @Override
                    public void completed(Integer count, Void none) {
                        boolean right = count == BLOCK && buffer.position() == BLOCK;
                        for (int at = 0; at < BLOCK; at++) {
                            right &= buffer.get(at) == block;
                        }
                        if (!right) {
                            end.completeExceptionally(new AssertionError("block " + block + ": " + buffer));
                        } else if (left.decrementAndGet() == 0) {
                            end.complete(null);
                        }
                    }

                    @Override
                    public void failed(Throwable error, Void none) {
                        end.completeExceptionally(error);
                    }
                };
                AioFileChannel channel = random.nextBoolean() ? plain : pool;
                if (write) {
                    channel.write(buffer, (long) block * BLOCK, null, handler);
                } else {
                    channel.read(buffer, (long) block * BLOCK, null, handler);
                }
            }
            end.get(100, TimeUnit.SECONDS);
        } finally {
            end.complete(null);
            collector.join();
            io.close();
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(content);
    }
}
