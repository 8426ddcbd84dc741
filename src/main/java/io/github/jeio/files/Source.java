package io.github.jeio.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Something that is read part by part, at the reader's pace.
 *
 * @param <T> what the parts are made of
 */
interface Source<T> {

    /** The next part; empty at the end. Called again only when the last part has come. */
    CompletableFuture<List<T>> next();

    /** Releases what the source holds, after the part that is being read has come. */
    void close();
}
