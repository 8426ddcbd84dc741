package io.github.jeio.files;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Directories, trees and files part by part, as Reactive Streams: {@link AsyncFiles#flow()}.
 *
 * <p>Nothing is opened before a subscriber asks for something, and nothing is read that was not asked for, but for the rest of
 * the part that holds it. Each subscriber has descriptors of its own; the end, an error and {@code cancel} give them back.
 * Signals come in the thread that polls, or in the one that calls {@code request} where what it asks for is there.
 *
 * <p>An error is what {@link AsyncFiles}'s futures fail with.
 */
public final class FileFlow {

    private final HandOff handOff;

    FileFlow(HandOff handOff) {
        this.handOff = handOff;
    }

    /**
     * What is in a directory, as {@link java.nio.file.Files#list}.
     *
     * @param directory the directory; a symbolic link is followed
     * @return gives the entries' paths, each the directory's and a name, in no particular order
     */
    public Publisher<Path> list(Path directory) {
        PathNames.of("directory", directory);
        return publisher(() -> new ListSource(handOff, directory));
    }

    /**
     * A whole tree: {@link #walk(Path, int, FileVisitOption...)} without a limit.
     *
     * @param start its root
     * @param options {@link FileVisitOption#FOLLOW_LINKS}
     * @return gives the paths
     */
    public Publisher<Path> walk(Path start, FileVisitOption... options) {
        return walk(start, Integer.MAX_VALUE, options);
    }

    /**
     * A tree, the root first and a directory before what is in it, as {@link java.nio.file.Files#walk}. A descriptor is open
     * for each directory that the walk is in.
     *
     * @param start its root
     * @param maxDepth how far below the root; 0: the root alone
     * @param options {@link FileVisitOption#FOLLOW_LINKS}: symbolic links are followed; the error is a
     *     {@link java.nio.file.FileSystemLoopException} where one leads to where the walk came from
     * @return gives the paths
     * @throws IllegalArgumentException maxDepth is negative
     */
    public Publisher<Path> walk(Path start, int maxDepth, FileVisitOption... options) {
        boolean follow = Options.followLinks(options);
        new WalkSource(handOff, start, maxDepth, follow);
        return publisher(() -> new WalkSource(handOff, start, maxDepth, follow));
    }

    /**
     * What of a tree a matcher wants, as {@link java.nio.file.Files#find}.
     *
     * @param start its root
     * @param maxDepth how far below the root; 0: the root alone
     * @param matcher says whether a path is wanted, by its attributes; called in the thread that polls
     * @param options {@link FileVisitOption#FOLLOW_LINKS}
     * @return gives the paths
     * @throws IllegalArgumentException maxDepth is negative
     */
    public Publisher<Path> find(Path start, int maxDepth, BiPredicate<Path, BasicFileAttributes> matcher, FileVisitOption... options) {
        Objects.requireNonNull(matcher, "matcher");
        boolean follow = Options.followLinks(options);
        new WalkSource(handOff, start, maxDepth, follow);
        return publisher(() -> new FindSource(handOff, new WalkSource(handOff, start, maxDepth, follow), start, matcher, follow));
    }

    /**
     * A file's lines, as UTF-8.
     *
     * @param path the file
     * @return gives the lines without their ends
     */
    public Publisher<String> lines(Path path) {
        return lines(path, StandardCharsets.UTF_8);
    }

    /**
     * A file's lines, as {@link java.nio.file.Files#lines(Path, Charset)}.
     *
     * @param path the file
     * @param charset how it is encoded
     * @return gives the lines without their ends; the error is a {@link java.nio.charset.CharacterCodingException} where the
     *     file is not so encoded
     */
    public Publisher<String> lines(Path path, Charset charset) {
        PathNames.of("path", path);
        Objects.requireNonNull(charset, "charset");
        return publisher(() -> new LineSource(handOff, path, charset));
    }

    /**
     * A file's content.
     *
     * @param path the file; a fifo too
     * @param size how many bytes at a time, at most; 1 or more
     * @return gives heap buffers that are the subscriber's, ready to be read
     * @throws IllegalArgumentException size is less than 1
     */
    public Publisher<ByteBuffer> chunks(Path path, int size) {
        new ChunkSource(handOff, path, size);
        return publisher(() -> new ChunkSource(handOff, path, size));
    }

    private static <T> Publisher<T> publisher(Supplier<Source<T>> sources) {
        return subscriber -> new SourceSubscription<>(sources.get()).begin(Objects.requireNonNull(subscriber, "subscriber"));
    }
}
