package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;

import io.github.jeio.Advanced;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * Does to mapped buffers what would kill a JVM, in a JVM of its own; {@link MmapSurvivalTest} reads what it prints. The
 * arguments are how a mapping loses its pages, its file, and how often each way to touch a buffer is run before.
 */
final class MmapSurvival {

    private static final int SIZE = 4 * PAGESIZE;
    private static final Map<String, Touch> TOUCHES = new LinkedHashMap<>();

    static volatile long sink;

    interface Touch {
        void run(ByteBuffer data, ByteBuffer other) throws Exception;
    }

    interface Loss {
        void of(ByteBuffer data, Path file) throws Exception;
    }

    static {
        int at = SIZE - PAGESIZE + 8;
        TOUCHES.put("get", (data, other) -> sink += data.get(at));
        TOUCHES.put("put", (data, other) -> data.put(at, (byte) 1));
        TOUCHES.put("getLong", (data, other) -> sink += data.getLong(at));
        TOUCHES.put("asLongBuffer", (data, other) -> sink += data.asLongBuffer().get(at / 8));
        TOUCHES.put("loop", (data, other) -> {
            for (int i = 0; i < data.limit(); i += 64) {
                sink += data.get(i);
            }
        });
        TOUCHES.put("get(byte[])", (data, other) -> data.duplicate().get(new byte[SIZE]));
        TOUCHES.put("put(byte[])", (data, other) -> data.duplicate().put(new byte[SIZE]));
        TOUCHES.put("put(ByteBuffer)", (data, other) -> other.duplicate().put(data.duplicate()));
        TOUCHES.put("equals", (data, other) -> sink += data.equals(other) ? 1 : 0);
        TOUCHES.put("compareTo", (data, other) -> sink += data.compareTo(other));
        TOUCHES.put("hashCode", (data, other) -> sink += data.hashCode());
        TOUCHES.put("decode", (data, other) -> sink += StandardCharsets.ISO_8859_1.decode(data.duplicate()).length());
        TOUCHES.put("MD5", (data, other) -> MessageDigest.getInstance("MD5").update(data.duplicate()));
        TOUCHES.put("CRC32", (data, other) -> new CRC32().update(data.duplicate()));
        TOUCHES.put("CRC32C", (data, other) -> new CRC32C().update(data.duplicate()));
        TOUCHES.put("Adler32", (data, other) -> new Adler32().update(data.duplicate()));
        TOUCHES.put("Deflater", (data, other) -> {
            Deflater deflater = new Deflater(1);
            deflater.setInput(data.duplicate());
            deflater.finish();
            sink += deflater.deflate(new byte[SIZE]);
            deflater.end();
        });
        TOUCHES.put("FileChannel.write", (data, other) -> {
            try (FileChannel channel = FileChannel.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
                sink += channel.write(data.duplicate());
            }
        });
    }

    static final Map<String, Loss> LOSSES = Map.of(
            "truncate", (data, file) -> truncate(file, 0),
            "munmap", (data, file) -> Advanced.munmap(data),
            "mremap", (data, file) -> Advanced.mremap(Advanced.mremap(data, SIZE - PAGESIZE, 0), 64L * SIZE),
            "shrink", (data, file) -> Advanced.mremap(data, PAGESIZE, 0));

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static ByteBuffer map(Path file) throws IOException {
        Files.write(file, new byte[SIZE]);
        int fd = Fds.open(file, O_RDWR);
        try {
            return Advanced.mmap(SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd);
        } finally {
            Fds.close(fd);
        }
    }

    /** What came of it in a thread of its own, since JDK 17 throws late. */
    static String inThread(Touch touch, ByteBuffer data, ByteBuffer other) throws InterruptedException {
        AtomicReference<String> outcome = new AtomicReference<>("survived");
        Thread thread = new Thread(() -> {
            try {
                touch.run(data, other);
                Thread.sleep(0); // a call in which JDK 17 throws
            } catch (Throwable t) {
                outcome.set(t.getClass().getSimpleName());
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> outcome.set(e.getClass().getSimpleName()));
        thread.start();
        thread.join();
        return outcome.get();
    }

    public static void main(String[] args) throws Exception {
        Loss loss = LOSSES.get(args[0]);
        Path file = Path.of(args[1]);
        ByteBuffer other = ByteBuffer.allocateDirect(SIZE);
        StringBuilder outcomes = new StringBuilder(); // printed at the end, when -Xcheck:jni has said what it has to say
        for (Map.Entry<String, Touch> touch : TOUCHES.entrySet()) {
            for (int runs : new int[] {0, Integer.parseInt(args[2])}) {
                ByteBuffer data = map(file);
                for (int i = 0; i < runs; i++) {
                    touch.getValue().run(data, other);
                }
                loss.of(data, file);
                outcomes.append(touch.getKey()).append(": ").append(inThread(touch.getValue(), data, other)).append('\n');
            }
        }
        System.out.println(outcomes + "end");
    }
}
