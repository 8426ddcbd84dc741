package io.github.jeio.cli;

import io.github.jeio.AioConstants;
import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Reads a file piece by piece into a digest; the next piece is read while one is hashed. For many threads at a time. */
final class SumFile {

    private static final int PIECE = 1 << 18;

    /** Of each thread that hashes. */
    private final ThreadLocal<ByteBuffer[]> buffers = ThreadLocal.withInitial(
            () -> new ByteBuffer[] {ByteBuffer.allocateDirect(PIECE), ByteBuffer.allocateDirect(PIECE)});

    private final Session session;
    private final InputStream in;
    /** Who reads standard input last; or null. */
    private Future<Outcome> input;

    /**
     * What became of it.
     *
     * @param hash null where there is an errno, or where a stop was requested
     */
    record Outcome(byte[] hash, int errno) { }

    SumFile(Session session, InputStream in) {
        this.session = session;
        this.in = in;
    }

    /** Has a file read by one of the threads; standard input in the order in which it is named. */
    Future<Outcome> submit(ExecutorService threads, String name, Supplier<MessageDigest> digest) {
        Future<Outcome> before = name.equals("-") ? input : null;
        Future<Outcome> outcome = threads.submit(() -> {
            if (before != null) {
                before.get();
            }
            return read(name, digest.get());
        });
        input = name.equals("-") ? outcome : input;
        return outcome;
    }

    private Outcome read(String name, MessageDigest digest) {
        try {
            if (name.equals("-")) {
                return new Outcome(readStream(digest), 0);
            }
            int fd = session.io.aioOpen(name, AioConstants.O_RDONLY, 0).await();
            try {
                return new Outcome(readAll(fd, digest), 0);
            } finally {
                session.io.aioClose(fd).await();
            }
        } catch (AioException e) {
            return new Outcome(null, e.errno());
        } catch (IOException e) {
            return new Outcome(null, Errno.EIO);
        }
    }

    private byte[] readStream(MessageDigest digest) throws IOException {
        byte[] piece = new byte[PIECE];
        synchronized (in) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        return digest.digest();
    }

    private byte[] readAll(int fd, MessageDigest digest) throws AioException {
        IoAio io = session.io;
        ByteBuffer[] both = buffers.get();
        int current = 0;
        AioRequest<Long> reading = io.aioRead(fd, -1, both[0].clear());
        while (!session.stop.requested()) {
            long count = reading.await();
            if (count == 0) {
                return digest.digest();
            }
            ByteBuffer full = both[current];
            current = 1 - current;
            reading = io.aioRead(fd, -1, both[current].clear());
            digest.update(full.flip());
        }
        reading.await();
        return null;
    }
}
