package bench.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Vert.x's FileSystem, from its event loop. */
final class VertxFiles implements Peer {

    private static final OpenOptions READ = new OpenOptions().setWrite(false).setCreate(false);
    private static final OpenOptions WRITE = new OpenOptions().setRead(false).setCreate(false);

    private final Data data;
    private final Vertx vertx;
    private final FileSystem files;
    private final Buffer block = Buffer.buffer(new byte[Data.BLOCK]);

    VertxFiles(Data data, int threads) {
        this.data = data;
        vertx = Vertx.vertx(new VertxOptions().setInternalBlockingPoolSize(threads).setEventLoopPoolSize(1)
                .setWorkerPoolSize(threads));
        files = vertx.fileSystem();
    }

    /** One operation; the future gives what it got, to be compared with what was wanted. */
    @FunctionalInterface
    private interface Operation {
        Future<?> start(Buffer buffer, long i);
    }

    @Override
    public Job job(String work) throws Exception {
        return switch (work) {
            case "read" -> {
                AsyncFile big = get(files.open(data.name("big"), READ));
                yield window((buffer, i) -> big.read(buffer, 0, data.readOffset(i), Data.BLOCK)
                        .map(read -> check(read.length(), Data.BLOCK)));
            }
            case "write" -> {
                AsyncFile out = get(files.open(data.name("out"), WRITE));
                yield window((buffer, i) -> out.write(block, data.writeOffset(i)));
            }
            case "stat" -> window((buffer, i) -> files.props(data.smallName(i))
                    .map(properties -> check(properties.size(), Data.SMALL)));
            case "open" -> window((buffer, i) -> files.open(data.smallName(i), READ).compose(file ->
                    file.read(buffer, 0, 0, Data.SMALL).compose(read -> file.close())));
            case "slurp" -> window((buffer, i) -> files.readFile(data.smallName(i))
                    .map(read -> check(read.length(), Data.SMALL)));
            case "copy" -> whole(() -> files.copy(data.name("source"), data.name("copy")));
            case "remove" -> whole(() -> files.deleteRecursive(data.name("doomed"), true));
            default -> null;
        };
    }

    private static Void check(long got, long expected) {
        if (got != expected) {
            throw new IllegalStateException("got " + got + ", not " + expected);
        }
        return null;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    private static Job whole(Supplier<Future<Void>> request) {
        return (depth, ops) -> {
            get(request.get());
            return ops;
        };
    }

    private Job window(Operation operation) {
        return (depth, ops) -> {
            Window window = new Window(operation, ops);
            vertx.runOnContext(ignored -> window.open(depth));
            return window.end.get();
        };
    }

    private static final class Window {

        private final Operation operation;
        private final long ops;
        private final CompletableFuture<Long> end = new CompletableFuture<>();
        private long started;
        private int inFlight;

        Window(Operation operation, long ops) {
            this.operation = operation;
            this.ops = ops;
        }

        void open(int depth) {
            inFlight = (int) Math.min(depth, ops);
            for (int i = 0, n = inFlight; i < n; i++) {
                next(Buffer.buffer(Data.BLOCK));
            }
        }

        private void next(Buffer buffer) {
            if (started < ops) {
                operation.start(buffer, started++).onComplete(result -> {
                    if (result.failed()) {
                        end.completeExceptionally(result.cause());
                    } else {
                        next(buffer);
                    }
                });
            } else if (--inFlight == 0) {
                end.complete(ops);
            }
        }
    }
}
