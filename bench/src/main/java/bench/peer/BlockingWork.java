package bench.peer;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Operations by the JDK's blocking calls, for whatever thread runs them. */
final class BlockingWork {

    /** One operation. */
    @FunctionalInterface
    interface Operation {
        void run(Slot slot, long i) throws IOException;
    }

    private final Data data;

    BlockingWork(Data data) {
        this.data = data;
    }

    /** Null if there is no such operation. */
    Operation operation(String work) throws IOException {
        return switch (work) {
            case "nop" -> (slot, i) -> { };
            case "read" -> read(FileChannel.open(data.path("big"), StandardOpenOption.READ));
            case "direct" -> read(FileChannel.open(data.path("big"), StandardOpenOption.READ, ExtendedOpenOption.DIRECT));
            case "write" -> write(FileChannel.open(data.path("out"), StandardOpenOption.WRITE));
            case "stat" -> (slot, i) -> Files.readAttributes(data.smallPath(i), BasicFileAttributes.class);
            case "open" -> this::openReadClose;
            case "slurp" -> (slot, i) -> Slot.check(Files.readAllBytes(data.smallPath(i)).length, Data.SMALL);
            default -> null;
        };
    }

    private Operation read(FileChannel channel) {
        return (slot, i) -> Slot.check(channel.read(slot.buffer.clear(), data.readOffset(i)), Data.BLOCK);
    }

    private Operation write(FileChannel channel) {
        return (slot, i) -> Slot.check(channel.write(slot.buffer.clear(), data.writeOffset(i)), Data.BLOCK);
    }

    private void openReadClose(Slot slot, long i) throws IOException {
        ByteBuffer buffer = slot.buffer.clear();
        Path path = data.smallPath(i);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Slot.check(channel.read(buffer.limit(Data.SMALL)), Data.SMALL);
        }
    }
}
