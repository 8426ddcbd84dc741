package bench.peer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Whole jobs by the JDK's {@link Files}, in one thread. Its walks ask for the attributes of every entry. */
final class BlockingTrees {

    private final Data data;

    BlockingTrees(Data data) {
        this.data = data;
    }

    /** Null if there is no such job. */
    Peer.Job job(String work) {
        return switch (work) {
            case "scan" -> (depth, ops) -> scan(data.scanRoot());
            case "list" -> (depth, ops) -> list(data.list(ops));
            case "copy" -> (depth, ops) -> {
                Files.copy(data.path("source"), data.path("copy"));
                return ops;
            };
            case "remove" -> (depth, ops) -> remove(data.path("doomed"));
            default -> null;
        };
    }

    private static long scan(Path root) throws IOException {
        long[] entries = {-1};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                entries[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                entries[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return entries[0];
    }

    private static long list(Path directory) throws IOException {
        long entries = 0;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(entry + " is not expected");
                }
                entries++;
            }
        }
        return entries;
    }

    private static long remove(Path root) throws IOException {
        long[] removed = {0};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return delete(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                return delete(dir);
            }

            private FileVisitResult delete(Path path) throws IOException {
                Files.delete(path);
                removed[0]++;
                return FileVisitResult.CONTINUE;
            }
        });
        return removed[0];
    }
}
