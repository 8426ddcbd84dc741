package io.github.jeio.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.jeio.support.PoolTest;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one file system to another, where rename(2) does nothing: AsyncFiles and Files give the same and leave the same. */
class TwinAcrossTest extends PoolTest {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final List<String> SOURCES = List.of("f", "dir", "full", "link", "dangling", "missing");
    private static final List<String> TARGETS = List.of("new", "f", "dir", "full", "link", "missing/new", "f/new");
    private static final CopyOption[][] MOVES = {{}, {REPLACE_EXISTING}, {ATOMIC_MOVE}};
    private static final CopyOption[][] COPIES = {{COPY_ATTRIBUTES}, {REPLACE_EXISTING}, {NOFOLLOW_LINKS, REPLACE_EXISTING}};

    private AsyncFiles files;
    private Path other;

    /** What is asked of Files, or of AsyncFiles. */
    private interface Change {
        Path make(Path source, Path target, CopyOption... options) throws IOException;
    }

    @BeforeEach
    void choose() throws IOException {
        assumeTrue(Files.isWritable(MEMORY) && !Files.getFileStore(MEMORY).equals(Files.getFileStore(dir)), "needs a second file system");
        other = Files.createTempDirectory(MEMORY, "twins");
        files = AsyncFiles.on(io);
    }

    @AfterEach
    void remove() throws IOException {
        if (other != null) {
            AsyncFiles.await(files.deleteTree(other));
        }
    }

    @Test
    void moves() throws IOException {
        compare(MOVES, Files::move, (source, target, options) -> AsyncFiles.await(files.move(source, target, options)));
    }

    @Test
    void copies() throws IOException {
        compare(COPIES, Files::copy, (source, target, options) -> AsyncFiles.await(files.copy(source, target, options)));
    }

    private void compare(CopyOption[][] all, Change byFiles, Change byAsyncFiles) throws IOException {
        for (String source : SOURCES) {
            for (String target : TARGETS) {
                for (CopyOption[] options : all) {
                    assertThat(outcome(byAsyncFiles, source, target, options)).as("%s to %s %s", source, target, Arrays.toString(options))
                            .isEqualTo(outcome(byFiles, source, target, options));
                }
            }
        }
    }

    /** The result or exception, and both trees. */
    private String outcome(Change change, String source, String target, CopyOption... options) throws IOException {
        Path from = tree(other.resolve("tree"));
        Path to = tree(dir.resolve("tree"));
        String result;
        try {
            result = change.make(from.resolve(source), to.resolve(target), options).toString();
        } catch (IOException e) {
            result = Twins.text(e);
        }
        return result + '\n' + content(from) + '\n' + content(to);
    }

    private Path tree(Path root) throws IOException {
        if (Files.exists(root)) {
            AsyncFiles.await(files.deleteTree(root));
        }
        Files.createDirectories(root.resolve("full/sub"));
        Files.createDirectory(root.resolve("dir"));
        Path file = Files.writeString(root.resolve("f"), root.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        Files.createSymbolicLink(root.resolve("link"), Path.of("f"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        return root;
    }

    private static TreeSet<String> content(Path root) throws IOException {
        TreeSet<String> lines = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String line = root.relativize(path) + " " + Files.getAttribute(path, "unix:mode", NOFOLLOW_LINKS);
                lines.add(Files.isSymbolicLink(path) ? line + " -> " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path) ? line : line + " of " + age(path) + ": " + Files.readString(path));
            }
        }
        return lines;
    }

    private static String age(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() == 1000 ? "long ago" : "now";
    }
}
