package io.github.jeio.cli;

import io.github.jeio.AioException;
import io.github.jeio.AioRequest;
import io.github.jeio.AioStatFs;
import io.github.jeio.AioTree;
import io.github.jeio.Errno;
import io.github.jeio.IoAio;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A running command: its pool, its output and its status. Everything happens in one thread, which polls. */
final class Session implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int NETWORK_THREADS = 64;
    private static final int DEPTH = 4;

    final IoAio io;
    final Output out;
    final Stop stop;
    final Progress progress;
    private final Common common;
    private int threads;
    private boolean failed;
    private final List<AioRequest<?>> cancellable = new ArrayList<>();
    private boolean network;

    /**
     * @param name what messages begin with
     * @param end what a line of output ends with
     */
    Session(String name, Common common, Streams streams, char end) {
        this.common = common;
        out = new Output(streams, name, common.json, end);
        io = IoAio.builder().name("jeio").create();
        setThreads(common.threads == 0 ? THREADS : common.threads);
        io.pollCb(); // this thread owns the pool from now on
        stop = new Stop(io, streams.process());
        progress = new Progress(this, streams, common);
        out.beforeMessage(progress::clear);
    }

    private void setThreads(int nthreads) {
        threads = nthreads;
        io.minParallel(nthreads);
        io.maxParallel(nthreads);
    }

    /** Uses more threads for a network file system, unless the user has set their number; what does not exist may be made there. */
    void tuneFor(String path) {
        AioStatFs there = orNull(io.aioStatfs(path));
        AioStatFs fs = there != null ? there : orNull(io.aioStatfs(Targets.parent(path)));
        if (fs != null && FileSystems.isNetwork(fs.type())) {
            network = true;
            if (common.threads == 0) {
                setThreads(NETWORK_THREADS);
            }
        }
    }

    /** Whether one of the file systems is a network's. */
    boolean isNetwork() {
        return network;
    }

    /** How a tree is walked whose entries are looked at: with one question to a server for each, where that tells as much as two. */
    void forStats(String root, AioTree how, Consumer<AioTree> walk) {
        if (!network) {
            walk.accept(how.stats(statsPerRequest()));
            return;
        }
        io.aioStatfs(root, fs -> walk.accept(how.stats(statsPerRequest()).asLookedUp(fs != null && FileSystems.tellsByLookup(fs.type()))));
    }

    /** How many entries one request of a walk looks at: an lstat across a network takes long, and few make up for a request. */
    private int statsPerRequest() {
        return network ? 4 : 64;
    }

    /** How many system calls are made at a time. */
    int threads() {
        return threads;
    }

    /** How many requests are to be in flight. */
    int depth() {
        return common.depth == 0 ? DEPTH * threads : common.depth;
    }

    /** Waits for a request that has no callback, and returns null if it fails. Not to be called in callbacks. */
    <T> T orNull(AioRequest<T> request) {
        try {
            return request.await();
        } catch (AioException e) {
            return null;
        }
    }

    /** Registers a long request that is cancelled when a stop is requested. */
    void cancelOnStop(AioRequest<?> request) {
        cancellable.removeIf(AioRequest::isDone);
        cancellable.add(request);
    }

    /** Calls callbacks until nothing is outstanding. */
    void flush() {
        while (io.nreqs() > 0) {
            io.poll();
            if (stop.requested()) {
                cancellable.forEach(AioRequest::cancel);
                cancellable.clear();
            }
        }
    }

    /** Something could not be done with a file; the command goes on. */
    void failed(String what, String path, int errno) {
        failed = true;
        out.complain(what, path, errno);
    }

    /** Something could not be done; the command goes on. */
    void failed(String message) {
        failed = true;
        out.complain(message);
    }

    /** Something could not be done with a file, whose name is already in the message. */
    void failed(String message, int errno) {
        failed(message + ": " + Errno.message(errno));
    }

    /** Sets the status to failed, after the error has been reported. */
    void fail() {
        failed = true;
    }

    int status() {
        return stop.signal() != 0 ? Exit.signal(stop.signal()) : failed ? Exit.FAILED : Exit.OK;
    }

    /** Ends all that is outstanding, which is nothing unless the command was ended by an exception. */
    @Override
    public void close() {
        progress.close();
        stop.close();
        if (io.nreqs() > 0) {
            io.reinit();
        }
        io.close();
        out.flush();
    }
}
