package bench.peer;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The data set as a Java system sees it, and which part of it an operation touches: the same in every language. */
final class Data {

    static final int BLOCK = 4096;
    static final int SMALL = 1024;
    static final int SMALL_FILES = 10_000;

    private static final int BUFFERS = 1024;
    private static final int OFFSETS = 1 << 16;

    private final Path directory;
    private final int first;
    private final String[] names = new String[SMALL_FILES];
    private final Path[] paths = new Path[SMALL_FILES];
    private final int[] blocks = new int[OFFSETS];
    private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];

    Data(Path directory) {
        this(directory, 0);
    }

    private Data(Path directory, int first) {
        this.directory = directory;
        this.first = first;
        for (int i = 0; i < SMALL_FILES; i++) {
            names[i] = directory + String.format("/small/%05d", i);
            paths[i] = Path.of(names[i]);
        }
        for (int i = 0, x = 1; i < OFFSETS; i++) {
            x = x * 1664525 + 1013904223;
            blocks[i] = x >>> 16;
        }
    }

    /**
     * The same for a second window beside this one, which is to have memory of its own and to begin elsewhere: CPUs that
     * touch the same memory wait for each other.
     */
    Data beside() {
        return new Data(directory, OFFSETS / 2);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    String name(String name) {
        return path(name).toString();
    }

    /** The directory with so many entries. */
    Path list(long entries) {
        return path("list-" + entries);
    }

    Path scanRoot() {
        String root = System.getenv("BENCH_SCAN");
        return Path.of(root == null ? "/usr" : root);
    }

    String smallName(long i) {
        return names[(int) ((first + i) % SMALL_FILES)];
    }

    Path smallPath(long i) {
        return paths[(int) ((first + i) % SMALL_FILES)];
    }

    long readOffset(long i) {
        return (long) blocks[(int) (first + i) & OFFSETS - 1] * BLOCK;
    }

    long writeOffset(long i) {
        return (long) (blocks[(int) (first + i) & OFFSETS - 1] >>> 2) * BLOCK;
    }

    /** An aligned block for a slot; slots beyond a thousand share their memory. */
    synchronized ByteBuffer buffer(int slot) {
        int index = slot % BUFFERS;
        if (buffers[index] == null) {
            buffers[index] = ByteBuffer.allocateDirect(2 * BLOCK).alignedSlice(BLOCK).limit(BLOCK).slice();
        }
        return buffers[index].duplicate();
    }
}
