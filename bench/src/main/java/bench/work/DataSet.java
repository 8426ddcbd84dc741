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
    public static final int TREE_FILES = 20_000;

    private static final int MIB = 1 << 20;
    private static final int TREE_DIRECTORIES = 100;
    /** What was made and is not wanted any more. */
    private static final String ASIDE = "aside";

    private static final long REUSE_NANOS = 40_000_000_000L;

    private final Path directory;
    /** When files of the data set were removed last, by this object or a system that is measured. */
    private long removed = System.nanoTime() - REUSE_NANOS;

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
        delete("copied");
        delete(ASIDE);
        Files.createDirectories(path(ASIDE));
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

    /** Writes a file anew, by so many bytes at a time, so that its pages in the cache are in folios of that size. */
    void refill(String name, int bytes) throws IOException {
        Path path = path(name);
        forget(path);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (long left = channel.size(); left > 0; left -= bytes) {
                channel.write(buffer.clear());
            }
        }
    }

    /** Puts a file onto its device, and takes it out of the page cache. */
    private static void forget(Path path) throws IOException {
        try {
            Process dd = new ProcessBuilder("dd", "of=" + path, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none").start();
            if (dd.waitFor() != 0) {
                throw new IOException("dd can't take " + path + " out of the page cache");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Reads every small file. */
    public void warmSmall() throws IOException {
        for (int i = 0; i < SMALL_FILES; i++) {
            Files.readAllBytes(directory.resolve(String.format("small/%05d", i)));
        }
    }

    /** A tree of small files; not written back yet, so that the device's discards are not what is measured when it is removed. */
    public void makeTree(String name) throws IOException {
        delete(name);
        byte[] content = new byte[100];
        for (int i = 0; i < TREE_FILES; i++) {
            Path folder = path(name).resolve("d" + i % TREE_DIRECTORIES);
            if (i < TREE_DIRECTORIES) {
                Files.createDirectories(folder);
            }
            Files.write(folder.resolve("f" + i), content);
        }
    }

    /** Such a tree that is kept. */
    public void keepTree(String name) throws IOException {
        Path complete = path(name + ".complete");
        if (!Files.exists(complete)) {
            makeTree(name);
            Files.createFile(complete);
        }
    }

    /**
     * Waits until what was removed does not matter: ext4 does not reuse an inode for half a minute, and who makes files meanwhile passes
     * over all of these one by one, which takes ten times as long as a copy.
     */
    public void awaitReuse() throws IOException {
        try {
            Thread.sleep(Math.max(0, REUSE_NANOS - (System.nanoTime() - removed)) / 1_000_000);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Puts a tree out of the way until the next run, as removing it would delay whoever makes the next one. */
    public void putAside(String name) throws IOException {
        if (Files.exists(path(name))) {
            Files.move(path(name), path(ASIDE).resolve(Long.toString(System.nanoTime())));
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
        removed = System.nanoTime();
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
