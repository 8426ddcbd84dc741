package bench.tuning;

import io.github.jeio.Advanced;
import io.github.jeio.AioConstants;
import io.github.jeio.IoAio;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** Reads of 4 KiB at random places of a file. */
final class Reads implements Window.Work, AutoCloseable {

    static final int BLOCK = 4096;

    private final IoAio io;
    private final int fd;
    private final int[] blocks;
    private final ByteBuffer[] buffers;
    private final boolean once;
    private int next;

    /** @param once each block a single time, from the disk; else again and again */
    Reads(IoAio io, Path file, int depth, boolean once) throws Exception {
        this.io = io;
        this.once = once;
        fd = io.aioOpen(file.toString(), AioConstants.O_RDONLY).await();
        blocks = shuffled((int) (file.toFile().length() / BLOCK));
        buffers = new ByteBuffer[depth];
        for (int i = 0; i < depth; i++) {
            buffers[i] = ByteBuffer.allocateDirect(BLOCK);
        }
        if (once) {
            Advanced.fadvise(fd, 0, 0, AioConstants.FADV_DONTNEED);
            Advanced.fadvise(fd, 0, 0, AioConstants.FADV_RANDOM);
        }
    }

    private static int[] shuffled(int count) {
        Random random = new Random(7);
        int[] blocks = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            blocks[i] = blocks[j];
            blocks[j] = i;
        }
        return blocks;
    }

    @Override
    public boolean request(int slot, Runnable done) {
        if (next == blocks.length) {
            if (once) {
                return false;
            }
            next = 0;
        }
        io.aioRead(fd, (long) blocks[next++] * BLOCK, BLOCK, buffers[slot], 0, count -> {
            if (count != BLOCK) {
                throw new IllegalStateException("read " + count + " bytes, errno " + IoAio.errno());
            }
            done.run();
        });
        return true;
    }

    @Override
    public void close() throws Exception {
        io.aioClose(fd).await();
    }
}
