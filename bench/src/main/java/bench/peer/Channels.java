package bench.peer;

import com.sun.nio.file.ExtendedOpenOption;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** The JDK's AsynchronousFileChannel, on the default group (null) or on an executor; results to one loop. */
final class Channels implements Peer {

    private final Data data;
    private final ExecutorService executor;

    Channels(Data data, ExecutorService executor) {
        this.data = data;
        this.executor = executor;
    }

    @Override
    public Job job(String work) throws Exception {
        switch (work) {
            case "read":
                return read(open("big", StandardOpenOption.READ));
            case "direct":
                return read(open("big", StandardOpenOption.READ, ExtendedOpenOption.DIRECT));
            case "write":
                AsynchronousFileChannel channel = open("out", StandardOpenOption.WRITE);
                return (depth, ops) -> Loop.run(data, depth, ops, (slot, i, loop) ->
                        channel.write(slot.buffer.clear(), data.writeOffset(i), slot, new Finish(loop)));
            default:
                return null;
        }
    }

    private AsynchronousFileChannel open(String name, OpenOption... options) throws Exception {
        return AsynchronousFileChannel.open(data.path(name), Set.of(options), executor);
    }

    private Job read(AsynchronousFileChannel channel) {
        return (depth, ops) -> Loop.run(data, depth, ops, (slot, i, loop) ->
                channel.read(slot.buffer.clear(), data.readOffset(i), slot, new Finish(loop)));
    }

    private record Finish(Loop loop) implements CompletionHandler<Integer, Slot> {

        @Override
        public void completed(Integer count, Slot slot) {
            if (count == Data.BLOCK) {
                loop.post(slot);
            } else {
                failed(new Exception("got " + count), slot);
            }
        }

        @Override
        public void failed(Throwable e, Slot slot) {
            loop.post(slot, e);
        }
    }
}
