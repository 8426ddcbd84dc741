package io.github.jeio.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Something that is read part by part, at the reader's pace.
 *
 * @param <T> what the parts are made of
 */
interface Source<T> {

    /** The next part; empty at the end. One is asked for at a time. */
    CompletableFuture<List<T>> next();

    /** Gives back what is held, once the part that is being read is there. */
    void close();
}
