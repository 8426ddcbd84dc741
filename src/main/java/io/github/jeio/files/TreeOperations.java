package io.github.jeio.files;

import io.github.jeio.AioTreeCopy;
import io.github.jeio.AioTreeProgress;
import io.github.jeio.AioTreeRemove;
import io.github.jeio.IoAio;
import io.github.jeio.internal.pool.Callbacks;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** The part of {@link AsyncFiles} about directories and trees: listed, walked, copied, moved, removed. */
abstract class TreeOperations extends NameOperations {

    TreeOperations(IoAio io) {
        super(io);
    }

    /**
     * Lists a directory, as {@link java.nio.file.Files#list}; {@link FileFlow#list} gives the entries one after the other.
     *
     * @param directory the directory; a symbolic link is followed
     * @return gives the entries' paths, each the directory's and a name, in no particular order
     */
    public CompletableFuture<List<Path>> list(Path directory) {
        return all(new ListSource(handOff, directory), directory);
    }

    /**
     * Walks a whole tree: {@link AsyncFiles#walk(Path, int, FileVisitOption...)} without a limit.
     *
     * @param start its root
     * @param options {@link FileVisitOption#FOLLOW_LINKS}
     * @return gives the paths
     */
    public CompletableFuture<List<Path>> walk(Path start, FileVisitOption... options) {
        return walk(start, Integer.MAX_VALUE, options);
    }

    /**
     * Walks a tree, the root first and a directory before what is in it, as {@link java.nio.file.Files#walk}. A descriptor is
     * open for each directory that the walk is in. {@link FileFlow#walk} gives the paths one after the other;
     * {@link IoAio#aioTree aioTree} walks several directories at a time, and is the faster way.
     *
     * @param start its root
     * @param maxDepth how far below the root; 0: the root alone
     * @param options {@link FileVisitOption#FOLLOW_LINKS}: symbolic links are followed; fails with
     *     {@link java.nio.file.FileSystemLoopException} where one leads to where the walk came from
     * @return gives the paths; fails where a directory can't be read
     * @throws IllegalArgumentException maxDepth is negative
     */
    public CompletableFuture<List<Path>> walk(Path start, int maxDepth, FileVisitOption... options) {
        return all(new WalkSource(handOff, start, maxDepth, Options.followLinks(options)), start);
    }

    /**
     * Finds what of a tree a matcher wants, as {@link java.nio.file.Files#find}; {@link FileFlow#find} gives the paths one after
     * the other.
     *
     * @param start its root
     * @param maxDepth how far below the root; 0: the root alone
     * @param matcher says whether a path is wanted, by its attributes; called in the thread that polls
     * @param options {@link FileVisitOption#FOLLOW_LINKS}
     * @return gives the paths
     * @throws IllegalArgumentException maxDepth is negative
     */
    public CompletableFuture<List<Path>> find(Path start, int maxDepth, BiPredicate<Path, BasicFileAttributes> matcher,
            FileVisitOption... options) {
        Objects.requireNonNull(matcher, "matcher");
        boolean follow = Options.followLinks(options);
        return all(new FindSource(handOff, new WalkSource(handOff, start, maxDepth, follow), start, matcher, follow), start);
    }

    private <T> CompletableFuture<List<T>> all(Source<T> source, Path path) {
        return Task.start(handOff, JdkErrors.on(path), task -> {
            task.atEnd(() -> {
                source.close();
                return null;
            });
            collect(task, source, new ArrayList<>());
        });
    }

    private static <T> void collect(Task<List<T>> task, Source<T> source, List<T> sum) {
        task.then(source.next(), part -> {
            if (part.isEmpty()) {
                task.finish(sum);
            } else {
                sum.addAll(part);
                collect(task, source, sum);
            }
        });
    }

    /**
     * Copies a tree, a file or a symbolic link with all that {@code cp -a} keeps: {@link IoAio#aioCptree(String, String)
     * aioCptree}, where the rules are. An existing directory is merged with.
     *
     * @param source the tree's root
     * @param target the copy, not the directory to put it in
     * @return gives the target; fails with the first error where something could not be copied, the rest of it is then
     */
    public CompletableFuture<Path> copyTree(Path source, Path target) {
        return copyTree(source, target, AioTreeCopy.WHOLE);
    }

    /**
     * {@link AsyncFiles#copyTree(Path, Path)} that tells how far it has come.
     *
     * @param source the tree's root
     * @param target the copy
     * @param progress told after each entry, in the thread that polls
     * @return gives the target
     */
    public CompletableFuture<Path> copyTree(Path source, Path target, Consumer<? super AioTreeProgress> progress) {
        return copyTree(source, target, AioTreeCopy.WHOLE.progress(progress));
    }

    /**
     * {@link AsyncFiles#copyTree(Path, Path)} in another way: a part of the tree, without overwriting, following links, on one device,
     * sharing data, telling how far it has come.
     *
     * @param source the tree's root
     * @param target the copy
     * @param how {@link AioTreeCopy#WHOLE}, changed; its filter gets names as {@link PathNames#ofName} takes them
     * @return gives the target
     */
    public CompletableFuture<Path> copyTree(Path source, Path target, AioTreeCopy how) {
        String from = PathNames.of("source", source);
        String to = PathNames.of("target", target);
        Objects.requireNonNull(how, "how");
        return Task.start(handOff, JdkErrors.on(source, target), task -> task.then(io.aioCptree(from, to, how), done -> task.finish(target)));
    }

    /**
     * Moves a tree, a file or a symbolic link: {@link IoAio#aioMvtree(String, String) aioMvtree}. It is renamed, or where that
     * would cross file systems, copied and removed.
     *
     * @param source the tree's root
     * @param target its new name
     * @return gives the target
     */
    public CompletableFuture<Path> moveTree(Path source, Path target) {
        return moveTree(source, target, AioTreeCopy.WHOLE);
    }

    /**
     * {@link AsyncFiles#moveTree(Path, Path)} that tells how far it has come.
     *
     * @param source the tree's root
     * @param target its new name
     * @param progress told after each entry that is copied, in the thread that polls; never if renaming does
     * @return gives the target
     */
    public CompletableFuture<Path> moveTree(Path source, Path target, Consumer<? super AioTreeProgress> progress) {
        return moveTree(source, target, AioTreeCopy.WHOLE.progress(progress));
    }

    /**
     * {@link AsyncFiles#moveTree(Path, Path)} in another way.
     *
     * @param source the tree's root
     * @param target its new name
     * @param how {@link AioTreeCopy#WHOLE}, changed, but of all of the tree
     * @return gives the target
     * @throws IllegalArgumentException how is not of all of the tree
     */
    public CompletableFuture<Path> moveTree(Path source, Path target, AioTreeCopy how) {
        String from = PathNames.of("source", source);
        String to = PathNames.of("target", target);
        Objects.requireNonNull(how, "how");
        return Task.start(handOff, JdkErrors.on(source, target), task -> task.then(io.aioMvtree(from, to, how), done -> task.finish(target)));
    }

    /**
     * Removes whatever is there: a file, a symbolic link itself, or a directory with all that is in it, without following
     * links: {@link IoAio#aioRemove(String) aioRemove}.
     *
     * @param path the file, link or tree
     * @return completes when it is gone
     */
    public CompletableFuture<Void> deleteTree(Path path) {
        return deleteTree(path, AioTreeRemove.WHOLE);
    }

    /**
     * {@link AsyncFiles#deleteTree(Path)} that tells how far it has come.
     *
     * @param path the file, link or tree
     * @param progress told after each entry, in the thread that polls
     * @return completes when it is gone
     */
    public CompletableFuture<Void> deleteTree(Path path, Consumer<? super AioTreeProgress> progress) {
        return deleteTree(path, AioTreeRemove.WHOLE.progress(progress));
    }

    /**
     * {@link AsyncFiles#deleteTree(Path)} in another way: a part of the tree, on one device, telling how far it has come.
     *
     * @param path the file, link or tree
     * @param how {@link AioTreeRemove#WHOLE}, changed; its filter gets names as {@link PathNames#ofName} takes them
     * @return completes when all is gone that was to be removed
     */
    public CompletableFuture<Void> deleteTree(Path path, AioTreeRemove how) {
        String name = PathNames.of("path", path);
        Objects.requireNonNull(how, "how");
        return Task.start(handOff, error -> JdkErrors.removing(error, path),
                task -> task.then(io.aioRemove(name, how, Callbacks.NO_COUNT), done -> task.finish(null)));
    }
}
