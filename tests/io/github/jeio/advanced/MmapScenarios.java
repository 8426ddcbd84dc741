package io.github.jeio.advanced;

import static io.github.jeio.AioConstants.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.IoAio;
import io.github.jeio.internal.memory.Buffers;
import io.github.jeio.internal.natives.MapNatives;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** What {@link MmapSurvivalTest} runs in JVMs of their own. */
final class MmapScenarios {

    private static final int RW = PROT_READ | PROT_WRITE;

    static volatile long sink;

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        Files.write(file, new byte[16 * PAGESIZE]);
        switch (args[0]) {
            case "regrow" -> regrow(file);
            case "foreign" -> foreign(file);
            case "kill" -> kill(file);
            case "race" -> race(file);
            case "reads" -> reads(file);
            case "collect" -> collect(file);
            case "many" -> many(file);
            case "beyond" -> beyond();
            case "huge" -> huge();
            case "grow" -> grow(file);
            case "gone" -> gone(file);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("end");
    }

    private static ByteBuffer map(Path file, int size) throws IOException {
        int fd = Fds.open(file, O_RDWR);
        try {
            return Advanced.mmap(size, RW, MAP_SHARED, fd);
        } finally {
            Fds.close(fd);
        }
    }

    /** The JVM's error leaves the page to the file; only what the JVM can't throw at loses it. */
    private static void regrow(Path file) throws Exception {
        ByteBuffer data = map(file, PAGESIZE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
            assertThat(MmapSurvival.inThread((d, other) -> sink += d.get(0), data, null)).isEqualTo("InternalError");

            channel.write(ByteBuffer.allocate(PAGESIZE).put(0, (byte) 5));
            assertThat(data.get(0)).isEqualTo((byte) 5);

            channel.truncate(0);
            new CRC32().update(data.duplicate());
            assertThat(data.get(0)).isZero();
        }
    }

    /** With our handler in place, a mapping of FileChannel's fails as it does without. */
    private static void foreign(Path file) throws Exception {
        Advanced.mmap(PAGESIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer data = channel.map(FileChannel.MapMode.READ_WRITE, 0, PAGESIZE);
            channel.truncate(0);
            assertThat(MmapSurvival.inThread((d, other) -> sink += d.get(0), data, null)).isEqualTo("InternalError");
        }
    }

    /** What FileChannel maps where a mapping was: native code that touches a page without a file finds no zeros there. */
    private static void gone(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int tries = 0; tries < 1_000; tries++) {
                long place = MapNatives.natives().map(16L * PAGESIZE, 16L * PAGESIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, PAGESIZE);
                MapNatives.natives().unmap(place, 16L * PAGESIZE);
                ByteBuffer data = channel.map(FileChannel.MapMode.READ_WRITE, 0, 16 * PAGESIZE);
                if (Buffers.address(data) == place) {
                    channel.truncate(0);
                    Deflater deflater = new Deflater();
                    deflater.setInput(data);
                    deflater.finish();
                    sink += deflater.deflate(new byte[PAGESIZE]);
                    System.out.println("zeros");
                    return;
                }
            }
        }
        System.out.println("elsewhere");
    }

    private static void kill(Path file) throws Exception {
        ByteBuffer data = map(file, PAGESIZE);
        Child.output("kill", "-BUS", Long.toString(ProcessHandle.current().pid()));
        synchronized (data) {
            data.wait(); // for the end
        }
    }

    /** Threads read and write without a pause while mappings are made, grow, shrink and go. */
    private static void race(Path file) throws Exception {
        AtomicReference<ByteBuffer> current = new AtomicReference<>(map(file, PAGESIZE));
        AtomicBoolean done = new AtomicBoolean();
        List<Throwable> errors = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                byte[] bytes = new byte[64];
                while (!done.get()) {
                    ByteBuffer data = current.get();
                    for (int at = 0; at + 64 <= data.capacity(); at += 512) {
                        data.put(at, (byte) 1);
                        data.get(at, bytes);
                    }
                }
            });
            thread.setUncaughtExceptionHandler((t, e) -> {
                synchronized (errors) {
                    errors.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (int i = 0; i < 2_000; i++) {
            int flags = i % 2 == 0 ? MAP_SHARED : MAP_PRIVATE;
            int fd = Fds.open(file, O_RDWR);
            ByteBuffer data = Advanced.mmap(2L * PAGESIZE, RW, flags, fd);
            Fds.close(fd);
            current.set(data);
            ByteBuffer small = Advanced.mremap(data, PAGESIZE, 0);
            ByteBuffer large = Advanced.mremap(small, 16L * PAGESIZE);
            current.set(large);
            Advanced.munmap(large);
        }
        done.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(errors).isEmpty();
    }

    private static void reads(Path file) throws Exception {
        IoAio io = IoAio.shared();
        int fd = Fds.open(file, O_RDONLY);
        for (int i = 0; i < 300; i++) {
            ByteBuffer data = Advanced.mmap(16L * PAGESIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS);
            List<AioRequest<Long>> requests = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                requests.add(io.aioRead(fd, 0, 16 * PAGESIZE, data, 0));
            }
            Advanced.munmap(data);
            for (AioRequest<Long> request : requests) {
                assertThat(request.await()).isEqualTo(16L * PAGESIZE);
            }
        }
        Fds.close(fd);
    }

    private static void collect(Path file) throws Exception {
        ByteBuffer slice = map(file, 16 * PAGESIZE).put(0, (byte) 9).slice(0, 10).asReadOnlyBuffer();
        ByteBuffer dropped = map(file, 8 * PAGESIZE);
        assertThat(Maps.of(file)).hasSize(2);
        dropped = null;
        while (Maps.of(file).size() > 1) {
            System.gc();
        }
        for (int i = 0; i < 10; i++) {
            System.gc();
        }
        assertThat(Maps.of(file)).as("a view keeps the mapping").hasSize(1);
        assertThat(slice.get(0)).isEqualTo((byte) 9);
        slice = null;
        while (!Maps.of(file).isEmpty()) {
            System.gc();
        }
    }

    /** More than the guard's first table holds, and all of them guarded. */
    private static void many(Path file) throws Exception {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            buffers.add(map(file, PAGESIZE));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        for (ByteBuffer data : buffers) {
            CRC32 crc = new CRC32();
            crc.update(data);
            sink += crc.getValue();
        }
        buffers.clear();
        while (!Maps.of(file).isEmpty()) {
            System.gc();
        }
    }

    /** In place, where there is room behind it: what a mapping has more then is guarded as well. */
    private static void grow(Path file) throws Exception {
        List<ByteBuffer> tried = new ArrayList<>();
        ByteBuffer grown = null;
        while (grown == null && tried.size() < 10_000) {
            long behind = MapNatives.natives().map(16L * PAGESIZE, 16L * PAGESIZE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0, PAGESIZE);
            ByteBuffer data = map(file, PAGESIZE);
            MapNatives.natives().unmap(behind, 16L * PAGESIZE);
            grown = Advanced.mremap(data, 16L * PAGESIZE, 0);
            tried.add(data);
        }
        if (grown == null) {
            return; // the kernel has put each mapping where something was behind it
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        new CRC32().update(grown.duplicate().position(8 * PAGESIZE));
    }

    /** Shared memory of no file does not grow with its mapping. */
    private static void beyond() throws Exception {
        ByteBuffer data = Advanced.mmap(PAGESIZE, RW, MAP_SHARED | MAP_ANONYMOUS);
        ByteBuffer grown = Advanced.mremap(data, 64L * PAGESIZE);
        new CRC32().update(grown.duplicate().position(PAGESIZE));
        assertThat(MmapSurvival.inThread((d, other) -> sink += d.get(2 * PAGESIZE), grown, null)).isIn("InternalError", "survived");
    }

    /** Huge pages that the machine does not have, and that nothing was reserved for. */
    private static void huge() throws Exception {
        ByteBuffer data = Advanced.mmap(1 << 21, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE);
        if (data == null) {
            return; // the kernel has none
        }
        new CRC32().update(data.duplicate());
        assertThat(data.get(1_000_000)).isZero();
        ByteBuffer other = Advanced.mmap(1 << 21, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE);
        assertThat(MmapSurvival.inThread((d, none) -> d.put(5, (byte) 1), other, null)).isIn("InternalError", "survived");
        assertThat(Advanced.munmap(other)).isTrue();
        assertThat(other.get(5)).isZero();
    }
}
