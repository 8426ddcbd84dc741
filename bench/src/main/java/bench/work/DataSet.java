package bench.work;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Random;

/** The files that all systems work on, made once and kept; the same names in every driver. */
public final class DataSet {

    public static final int SMALL_FILES = 10_000;
    public static final int DOOMED_FILES = 20_000;

    private static final int MIB = 1 << 20;
    private static final int DOOMED_DIRECTORIES = 100;

    private final Path directory;

    public DataSet(Path directory) {
        this.directory = directory;
    }

    /** Makes what is missing. */
    public void prepare() throws IOException {
        Files.createDirectories(directory.resolve("small"));
        file("big", 256);
        file("out", 64);
        file("source", 512);
        byte[] content = new byte[1024];
        for (int i = 0; i < SMALL_FILES; i++) {
            Path small = directory.resolve(String.format("small/%05d", i));
            if (!Files.exists(small)) {
                Files.write(small, content);
            }
        }
        delete("doomed");
        delete("copy");
    }

    public Path path(String name) {
        return directory.resolve(name);
    }

    private void file(String name, int mebibytes) throws IOException {
        Path path = path(name);
        if (Files.exists(path) && Files.size(path) == (long) mebibytes * MIB) {
            return;
        }
        byte[] content = new byte[MIB];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(content);
                out.write(content);
            }
        }
    }

    /** Reads a file, so that the page cache has it. */
    public void warm(String name) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MIB);
        try (FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) > 0) {
                // the data does not matter
            }
        }
    }

    /** Reads every small file. */
    public void warmSmall() throws IOException {
        for (int i = 0; i < SMALL_FILES; i++) {
            Files.readAllBytes(directory.resolve(String.format("small/%05d", i)));
        }
    }

    /** The tree that is removed: not written back yet, so that the device's discards are not what is measured. */
    public void makeDoomed() throws IOException {
        delete("doomed");
        byte[] content = new byte[100];
        for (int i = 0; i < DOOMED_FILES; i++) {
            Path folder = path("doomed").resolve("d" + i % DOOMED_DIRECTORIES);
            if (i < DOOMED_DIRECTORIES) {
                Files.createDirectories(folder);
            }
            Files.write(folder.resolve("f" + i), content);
        }
    }

    /** A directory with so many empty files, kept. */
    public void makeList(long entries) throws IOException {
        Path list = path("list-" + entries);
        Path complete = path("list-" + entries + ".complete");
        if (Files.exists(complete)) {
            return;
        }
        Files.createDirectories(list);
        for (long i = 0; i < entries; i++) {
            Path file = list.resolve("entry-" + i);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        }
        Files.createFile(complete);
    }

    public void delete(String name) throws IOException {
        Path root = path(name);
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Empties the page cache and the caches of names and inodes, of the whole machine. Only root may. */
    public void dropCaches() throws IOException {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        try (BufferedWriter out = Files.newBufferedWriter(Path.of("/proc/sys/vm/drop_caches"))) {
            out.write("3\n");
        }
    }
}
