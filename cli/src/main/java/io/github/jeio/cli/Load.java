package io.github.jeio.cli;

import static io.github.jeio.AioConstants.MAP_SHARED;
import static io.github.jeio.AioConstants.O_NOFOLLOW;
import static io.github.jeio.AioConstants.O_NONBLOCK;
import static io.github.jeio.AioConstants.O_RDONLY;
import static io.github.jeio.AioConstants.FADV_DONTNEED;
import static io.github.jeio.AioConstants.PAGESIZE;
import static io.github.jeio.AioConstants.PROT_READ;

import io.github.jeio.Advanced;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import io.github.jeio.PathRequests;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Brings files into the page cache, or out of it, and says how much was there. */
final class Load extends Command {

    /** The kernel reads ahead no more than this at a call on most devices. */
    private static final int PIECE = 128 << 10;
    private static final int MAP = 1 << 30;

    private boolean evict;
    private boolean map;
    private boolean look;
    private boolean verbose;
    private List<String> operands;

    private Session session;
    private IoAio io;
    /** The files of several names that are counted. */
    private final Set<List<Long>> linked = new HashSet<>();
    private long files;
    private long size;
    private long before;
    private long after;

    @Override
    void define(Options o) {
        o.command("load", "Brings files, and all files of trees, into the page cache, and says how much was there before and is now. A file of several"
                + " names counts once.");
        evict |= o.flag("--evict", "out of the cache instead; what is not written yet is written first");
        map |= o.flag("-m --mmap", "map the files and touch each page, rather than read ahead");
        look |= o.flag("-n --dry-run", "only say how much is there");
        verbose |= o.flag("-v --verbose", "a line for each file, too");
        operands = o.operands("FILE", 1, Options.MANY, "files and trees", operands);
    }

    @Override
    void run(Session session) {
        this.session = session;
        io = session.io;
        session.tuneFor(operands.get(0));
        session.progress.unit("MiB", 1 << 20);
        if (session.progress.wanted()) {
            operands.forEach(operand -> Total.count(session, operand));
        }
        FileWalk walk = new FileWalk(session, this::open);
        operands.forEach(walk::add);
        walk.run();
        tell(null, size, before, after);
    }

    private void open(PathRequests in, String name, String path, Runnable done) {
        in.aioOpen(name, O_RDONLY | O_NONBLOCK | (in == io ? 0 : O_NOFOLLOW), 0, fd -> {
            if (fd < 0) {
                session.failed("cannot open", path, IoAio.errno());
                done.run();
                return;
            }
            io.aioStat(fd, st -> {
                if (st != null && st.nlink() > 1 && !linked.add(List.of(st.dev(), st.ino()))) {
                    session.progress.done(st.size(), "");
                    io.aioClose(fd);
                    done.run();
                } else {
                    load(fd, path, st, done);
                }
            });
        });
    }

    private void load(int fd, String path, AioStat st, Runnable done) {
        cached(fd, count -> work(fd, st, () -> cached(fd, now -> {
            io.aioClose(fd);
            count(path, st, count, now);
            done.run();
        })));
    }

    private void cached(int fd, LongConsumer then) {
        io.aioCachestat(fd, 0, 0, cache -> then.accept(cache == null ? 0 : cache.cached() * PAGESIZE));
    }

    private void work(int fd, AioStat st, Runnable then) {
        long length = st == null ? 0 : st.size();
        if (length == 0 || look) {
            then.run();
        } else if (evict) {
            io.aioFdatasync(fd, status -> {
                Advanced.fadvise(fd, 0, 0, FADV_DONTNEED);
                then.run();
            });
        } else if (map) {
            touch(fd, 0, length, then);
        } else {
            readAhead(fd, 0, length, then);
        }
    }

    private void readAhead(int fd, long at, long length, Runnable then) {
        if (at >= length || session.stop.requested()) {
            then.run();
        } else {
            io.aioReadahead(fd, at, Math.min(PIECE, length - at), status -> {
                session.progress.done(Math.min(PIECE, length - at), "");
                readAhead(fd, at + PIECE, length, then);
            });
        }
    }

    private void touch(int fd, long at, long length, Runnable then) {
        ByteBuffer data = at >= length || session.stop.requested() ? null
                : Advanced.mmap(Math.min(MAP, length - at), PROT_READ, MAP_SHARED, fd, at);
        if (data == null) {
            then.run();
        } else {
            io.aioMtouch(data, 0, data.capacity(), 0, status -> {
                session.progress.done(data.capacity(), "");
                Advanced.munmap(data);
                touch(fd, at + MAP, length, then);
            });
        }
    }

    private void count(String path, AioStat st, long was, long is) {
        long length = st == null ? 0 : st.size();
        files++;
        size += length;
        before += Math.min(was, length);
        after += Math.min(is, length);
        if (verbose) {
            tell(path, length, Math.min(was, length), Math.min(is, length));
        }
    }

    private void tell(String path, long length, long was, long is) {
        if (session.out.json()) {
            Json line = new Json();
            if (path == null) {
                line.put("files", files);
            } else {
                line.put("path", path);
            }
            session.out.line(line.put("bytes", length).put("before", was).put("after", is));
            return;
        }
        Sizes sizes = new Sizes(1, 1024);
        session.out.line(sizes.text(was) + " of " + sizes.text(length) + (look ? " in the cache" : " were in the cache, " + sizes.text(is) + " are now")
                + (path == null ? ", " + files + (files == 1 ? " file" : " files") : ": " + path));
    }
}
