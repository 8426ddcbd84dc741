package io.github.jeio.files;

import io.github.jeio.AioRequest;
import io.github.jeio.AioStat;
import io.github.jeio.IoAio;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** The paths of a tree that a matcher accepts; the attributes are read for one part of the tree at a time. */
final class FindSource implements Source<Path> {

    private final HandOff handOff;
    private final WalkSource walk;
    private final Path start;
    private final BiPredicate<Path, BasicFileAttributes> matcher;
    private final boolean followLinks;

    FindSource(HandOff handOff, WalkSource walk, Path start, BiPredicate<Path, BasicFileAttributes> matcher, boolean followLinks) {
        this.handOff = handOff;
        this.walk = walk;
        this.start = start;
        this.matcher = matcher;
        this.followLinks = followLinks;
    }

    @Override
    public CompletableFuture<List<Path>> next() {
        return Task.start(handOff, JdkErrors.on(start), this::part);
    }

    private void part(Task<List<Path>> task) {
        task.then(walk.next(), paths -> {
            if (paths.isEmpty()) {
                task.finish(paths);
                return;
            }
            stat(task, paths, followLinks ? handOff.io::aioStat : handOff.io::aioLstat, found -> {
                if (followLinks) {
                    // for a link that leads nowhere, the attributes of the link itself
                    stat(task, paths, handOff.io::aioLstat, links -> match(task, paths, found, links));
                } else {
                    match(task, paths, found, found);
                }
            });
        });
    }

    private void stat(Task<List<Path>> task, List<Path> paths, Function<String, AioRequest<AioStat>> request, Consumer<List<AioStat>> next) {
        List<AioRequest<AioStat>> requests = new ArrayList<>(paths.size());
        IoAio io = handOff.io;
        task.then(io.aioGroup(group -> paths.forEach(path -> {
            AioRequest<AioStat> one = request.apply(PathNames.of("path", path));
            requests.add(one);
            group.add(one);
        }), done -> { }), done -> {
            List<AioStat> stats = new ArrayList<>(paths.size());
            requests.forEach(one -> stats.add(one.errno() == 0 ? one.future().join() : null));
            next.accept(stats);
        });
    }

    private void match(Task<List<Path>> task, List<Path> paths, List<AioStat> found, List<AioStat> otherwise) {
        List<Path> matching = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            AioStat stat = found.get(i) == null ? otherwise.get(i) : found.get(i);
            if (stat == null) {
                task.fail(new NoSuchFileException(paths.get(i).toString()));
                return;
            } else if (matcher.test(paths.get(i), new StatAttributes(stat))) {
                matching.add(paths.get(i));
            }
        }
        if (matching.isEmpty()) {
            part(task);
        } else {
            task.finish(matching);
        }
    }

    @Override
    public void close() {
        walk.close();
    }
}
