package io.github.jeio.requests;

import static io.github.jeio.AioConstants.F_GETLK;
import static io.github.jeio.AioConstants.MAP_SHARED;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.O_RDWR;
import static io.github.jeio.AioConstants.O_WRONLY;
import static io.github.jeio.AioConstants.PROT_READ;
import static io.github.jeio.AioConstants.PROT_WRITE;

import io.github.jeio.Advanced;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Makes every request that takes a buffer with one whose file is truncated, and prints what each gave: {@code read EFAULT}.
 * Arguments: a directory; how the buffer is mapped; when the file is truncated.
 */
final class VanishedMemory {

    private static final int SIZE = 1 << 14;
    private static final long FIONREAD = 0x541B;
    private static final long FS_IOC_FIEMAP = 0xC020_660BL;

    /** How a buffer is mapped: by the JDK, by jeio, or to an arena of one kind. */
    enum Mapping { JDK, ADVANCED, SHARED, CONFINED, AUTO, GLOBAL }

    /** When its file is truncated: before the request, which may be answered at submission or not; or before its end. */
    enum Moment { BEFORE, BEFORE_AN_ANSWER, MEANWHILE }

    private interface Request {
        AioRequest<?> make(IoAio io, ByteBuffer buffer, LongConsumer callback) throws Exception;
    }

    private final Path dir;
    private final Mapping mapping;
    private final Moment moment;
    private final int file;
    private final int other;
    private final String fifo;
    private final IoAio io = IoAio.create();
    private int mapped;

    private VanishedMemory(Path dir, Mapping mapping, Moment moment) throws Exception {
        this.dir = dir;
        this.mapping = mapping;
        this.moment = moment;
        Path data = Files.write(dir.resolve("data"), new byte[SIZE]);
        file = io.aioOpen(data.toString(), O_RDONLY, 0).await();
        other = io.aioOpen(Files.createFile(dir.resolve("other")).toString(), O_RDWR, 0).await();
        fifo = dir.resolve("fifo").toString();
        new ProcessBuilder("mkfifo", fifo).start().waitFor();
        io.maxParallel(1);
    }

    public static void main(String[] args) throws Exception {
        VanishedMemory test = new VanishedMemory(Path.of(args[0]), Mapping.valueOf(args[1]), Moment.valueOf(args[2]));
        for (Map.Entry<String, Request> request : test.requests().entrySet()) {
            System.out.println(request.getKey() + " " + test.outcome(request.getValue()));
        }
        test.io.close(); // hangs where a call is not given back
    }

    private Map<String, Request> requests() {
        Map<String, Request> requests = new LinkedHashMap<>();
        String data = dir.resolve("data").toString();
        requests.put("read", (io, b, cb) -> io.aioRead(file, 0, 1000, b, 10, cb));
        requests.put("read at the position", (io, b, cb) -> io.aioRead(file, 0, b, cb));
        requests.put("slurp", (io, b, cb) -> io.aioSlurp(data, 0, b, cb));
        requests.put("preadv", (io, b, cb) -> io.aioPreadv(file, 0, new ByteBuffer[] {b, ByteBuffer.allocate(10)}, 0, cb));
        requests.put("fcntl", (io, b, cb) -> io.aioFcntl(file, F_GETLK, b, cb));
        requests.put("ioctl", (io, b, cb) -> io.aioIoctl(file, FIONREAD, b, cb));
        requests.put("read fully", (io, b, cb) -> io.aioReadFully(file, 0, b, cb));
        if (moment != Moment.MEANWHILE) {
            requests.put("ioctl with an array", (io, b, cb) -> io.aioIoctl(file, FS_IOC_FIEMAP, b, cb));
            requests.put("write fully", (io, b, cb) -> io.aioWriteFully(other, 0, b, cb));
            requests.put("append", (io, b, cb) -> io.aioAppend(dir.resolve("other").toString(), b, 0644, cb));
            requests.put("write", (io, b, cb) -> io.aioWrite(other, 0, 1000, b, 10, cb));
            requests.put("write at the position", (io, b, cb) -> io.aioWrite(other, 0, b, cb));
            requests.put("pwritev", (io, b, cb) -> io.aioPwritev(other, 0, new ByteBuffer[] {b, ByteBuffer.allocate(10)}, 0, cb));
            requests.put("setxattr", (io, b, cb) -> io.aioSetxattr(data, "user.x", b.limit(4096), 0, cb));
            requests.put("fsetxattr", (io, b, cb) -> io.aioSetxattr(other, "user.x", b.limit(4096), 0, cb));
            requests.put("write file", (io, b, cb) -> io.aioWriteFile(dir.resolve("new").toString(), b, 0644, cb));
        }
        return requests;
    }

    private String outcome(Request request) throws Exception {
        io.inlineCached(moment == Moment.BEFORE_AN_ANSWER);
        List<String> outcomes = new ArrayList<>();
        Path backing = dir.resolve("mapped" + mapped++);
        ByteBuffer buffer = map(backing);
        LongConsumer callback = result -> outcomes.add(result < 0 ? Errno.name(IoAio.errno()) : Long.toString(result));
        if (moment == Moment.MEANWHILE) {
            io.aioOpen(fifo, O_WRONLY, 0, io::aioClose); // keeps the thread
            request.make(io, buffer, callback);
            truncate(backing);
            try (RandomAccessFile reader = new RandomAccessFile(fifo, "rw")) {
                io.flush();
            }
        } else {
            truncate(backing);
            request.make(io, buffer, callback);
            io.flush();
        }
        for (int i = 0; i < 100_000; i++) {
            Math.floorMod(outcomes.hashCode(), 7); // a JVM's late error would come out here
        }
        return String.join(" ", outcomes) + (buffer.position() == 0 ? "" : " and has moved the position");
    }

    private static void truncate(Path path) throws Exception {
        FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
    }

    private ByteBuffer map(Path path) throws Exception {
        Files.write(path, new byte[SIZE]);
        if (mapping == Mapping.ADVANCED) {
            int fd = io.aioOpen(path.toString(), O_RDWR, 0).await();
            return Advanced.mmap(SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return mapping == Mapping.JDK ? channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE) : mapSegment(path, channel);
        }
    }

    private ByteBuffer mapSegment(Path path, FileChannel channel) throws Exception {
        boolean incubates = Runtime.version().feature() < 19;
        String place = incubates ? "jdk.incubator.foreign." : "java.lang.foreign.";
        Class<?> type = Class.forName(place + "MemorySegment");
        Object segment;
        if (incubates) {
            Class<?> scope = Class.forName(place + "ResourceScope");
            String factory = Map.of(Mapping.SHARED, "newSharedScope", Mapping.CONFINED, "newConfinedScope",
                    Mapping.AUTO, "newImplicitScope", Mapping.GLOBAL, "globalScope").get(mapping);
            segment = type.getMethod("mapFile", Path.class, long.class, long.class, FileChannel.MapMode.class, scope)
                    .invoke(null, path, 0L, (long) SIZE, FileChannel.MapMode.READ_WRITE, scope.getMethod(factory).invoke(null));
        } else {
            Class<?> arena = Class.forName(place + "Arena");
            String factory = Map.of(Mapping.SHARED, "ofShared", Mapping.CONFINED, "ofConfined",
                    Mapping.AUTO, "ofAuto", Mapping.GLOBAL, "global").get(mapping);
            Method map = FileChannel.class.getMethod("map", FileChannel.MapMode.class, long.class, long.class, arena);
            segment = map.invoke(channel, FileChannel.MapMode.READ_WRITE, 0L, (long) SIZE, arena.getMethod(factory).invoke(null));
        }
        return (ByteBuffer) type.getMethod("asByteBuffer").invoke(segment);
    }
}
