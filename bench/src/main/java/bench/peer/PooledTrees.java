package bench.peer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Trees by the JDK's {@link Files}, a directory a task. Each entry's type costs a stat. */
final class PooledTrees {

    private final Data data;
    private final Executor executor;

    PooledTrees(Data data, Executor executor) {
        this.data = data;
        this.executor = executor;
    }

    Peer.Job job(String work) {
        return switch (work) {
            case "scan" -> (depth, ops) -> new Walk(false).run(data.scanRoot());
            case "remove" -> (depth, ops) -> new Walk(true).run(data.path("doomed"));
            default -> null;
        };
    }

    private final class Walk {

        private final boolean remove;
        private final AtomicInteger running = new AtomicInteger();
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicLong entries = new AtomicLong();
        private final AtomicReference<IOException> failure = new AtomicReference<>();
        private final List<Path> directories = Collections.synchronizedList(new ArrayList<>());

        Walk(boolean remove) {
            this.remove = remove;
        }

        long run(Path root) throws IOException, InterruptedException {
            begin(root);
            done.await();
            for (int i = directories.size() - 1; remove && i >= 0; i--) {
                Files.delete(directories.get(i));
            }
            if (remove && failure.get() != null) {
                throw failure.get();
            }
            return entries.get();
        }

        private void begin(Path directory) {
            running.incrementAndGet();
            executor.execute(() -> {
                try {
                    visit(directory);
                } catch (IOException e) {
                    failure.set(e);
                } finally {
                    if (running.decrementAndGet() == 0) {
                        done.countDown();
                    }
                }
            });
        }

        private void visit(Path directory) throws IOException {
            directories.add(directory);
            long count = 0;
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                for (Path entry : stream) {
                    count++;
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        begin(entry);
                    } else if (remove) {
                        Files.delete(entry);
                    }
                }
            }
            entries.addAndGet(count);
        }
    }
}
