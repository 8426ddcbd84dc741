package io.github.jeio.files;

import io.github.jeio.AioDirent;
import io.github.jeio.AioStat;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tree in the order of {@link java.nio.file.Files#walk}: a directory before what is in it. As there, a descriptor is open
 * for each directory that the walk is in.
 */
final class WalkSource implements Source<Path> {

    private static final int PART = 256;

    /** A directory that the walk is in. The key is there where symbolic links are followed. */
    private static final class Level {
        final Path directory;
        final StatAttributes.@Nullable Key key;
        final OpenDirectory cursor = new OpenDirectory();
        Iterator<AioDirent> entries = Collections.emptyIterator();

        Level(Path directory, StatAttributes.@Nullable Key key) {
            this.directory = directory;
            this.key = key;
        }
    }

    private final HandOff handOff;
    private final Path start;
    private final int maxDepth;
    private final boolean followLinks;
    /** The innermost first. Guarded by this object's monitor, since any thread may call {@link #close}. */
    private final ArrayDeque<Level> levels = new ArrayDeque<>();
    private boolean closed;
    /** Used by one step at a time, like {@code inner}. */
    private boolean begun;
    /**
     * A directory that was given to the subscriber and is to be entered next, with its key if symbolic links are followed.
     */
    private @Nullable Path inner;
    private StatAttributes.@Nullable Key innerKey;

    WalkSource(HandOff handOff, Path start, int maxDepth, boolean followLinks) {
        PathNames.of("start", start);
        if (maxDepth < 0) {
            throw new IllegalArgumentException("maxDepth " + maxDepth + " is negative");
        }
        this.handOff = handOff;
        this.start = start;
        this.maxDepth = maxDepth;
        this.followLinks = followLinks;
    }

    @Override
    public CompletableFuture<List<Path>> next() {
        return Task.start(handOff, JdkErrors.on(start), task -> {
            List<Path> part = new ArrayList<>();
            if (begun) {
                go(task, part);
            } else {
                begun = true;
                look(task, start, stat -> give(task, part, start, stat));
            }
        });
    }

    /** The status of a path; for a symbolic link that leads nowhere, that of the link. */
    private void look(Task<List<Path>> task, Path path, Consumer<AioStat> next) {
        String name = PathNames.of("path", path);
        if (followLinks) {
            task.then(handOff.io.aioStat(name), next, error -> lookAtLink(task, path, name, next));
        } else {
            lookAtLink(task, path, name, next);
        }
    }

    private void lookAtLink(Task<List<Path>> task, Path path, String name, Consumer<AioStat> next) {
        task.then(handOff.io.aioLstat(name), next, error -> task.fail(JdkErrors.looking(error, path)));
    }

    private void give(Task<List<Path>> task, List<Path> part, Path path, AioStat stat) {
        if (stat.isDirectory() && depth() < maxDepth) {
            if (followLinks && isInside(StatAttributes.key(stat))) {
                task.fail(new FileSystemLoopException(path.toString()));
                return;
            }
            inner = path;
            innerKey = followLinks ? StatAttributes.key(stat) : null;
        }
        part.add(path);
        if (inner != null) {
            task.finish(part);
        } else {
            go(task, part);
        }
    }

    private synchronized int depth() {
        return levels.size();
    }

    private synchronized boolean isInside(StatAttributes.Key key) {
        return levels.stream().anyMatch(level -> key.equals(level.key));
    }

    /** Goes on until a part is full, or until a request has to be waited for while the part has something to give. */
    private void go(Task<List<Path>> task, List<Path> part) {
        Path next = inner;
        if (next != null) {
            descend(task, part, new Level(next, innerKey));
            return;
        }
        while (part.size() < PART) {
            Level level;
            synchronized (this) {
                level = levels.peek();
            }
            if (level == null) {
                break;
            } else if (!level.entries.hasNext()) {
                if (part.isEmpty()) {
                    read(task, part, level);
                } else {
                    task.finish(part);
                }
                return;
            }
            AioDirent entry = level.entries.next();
            Path path = level.directory.resolve(PathNames.ofName(entry.name()));
            if (followLinks && (entry.isDirectory() || entry.isSymbolicLink())) {
                look(task, path, stat -> give(task, part, path, stat));
                return;
            }
            part.add(path);
            if (entry.isDirectory() && depth() < maxDepth) {
                inner = path;
                break;
            }
        }
        task.finish(part);
    }

    private void descend(Task<List<Path>> task, List<Path> part, Level level) {
        inner = null;
        synchronized (this) {
            levels.push(level);
            if (closed) {
                level.cursor.close();
            }
        }
        task.acquire(handOff.io.aioOpendir(PathNames.of("path", level.directory)), level.cursor::opened, opened -> read(task, part, level),
                error -> task.fail(JdkErrors.of(error, level.directory, null)));
    }

    private void read(Task<List<Path>> task, List<Path> part, Level level) {
        task.then(level.cursor.read(), entries -> {
            level.entries = entries.iterator();
            if (entries.isEmpty()) {
                synchronized (this) {
                    levels.remove(level);
                }
                level.cursor.close();
            }
            go(task, part);
        }, error -> task.fail(JdkErrors.of(error, level.directory, null)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        levels.forEach(level -> level.cursor.close());
    }
}
