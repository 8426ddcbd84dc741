package io.github.jeio.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fifos of a directory, of which both sides are open until this is closed: whoever has opened one side, and waits for the other,
 * goes on. So the pool of a test that has failed halfway can be closed.
 */
public final class Fifos implements AutoCloseable {

    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;

    private final List<RandomAccessFile> both = new ArrayList<>();

    private Fifos() { }

    /** Opens those in the directory itself. */
    public static Fifos open(Path dir) throws IOException {
        Fifos all = new Fifos();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path entry : entries) {
                if (((Integer) Files.getAttribute(entry, "unix:mode", LinkOption.NOFOLLOW_LINKS) & TYPE) == FIFO) {
                    all.both.add(new RandomAccessFile(entry.toFile(), "rw")); // waits for nobody
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        for (RandomAccessFile one : both) {
            one.close();
        }
    }
}
