package io.github.jeio.internal.tree;

import io.github.jeio.internal.pool.Composite;
import java.util.function.Predicate;

/** Asks the caller's filter about the entries of a tree. */
public final class EntryFilter {

    /** The filter that accepts every entry. */
    public static final Predicate<Object> ALL = EntryFilter::all;

    private EntryFilter() { }

    private static boolean all(Object path) {
        return true;
    }

    /** Whether the filter accepts an entry. If it throws, it is unknown what was wanted, and the request is cancelled. */
    static boolean wants(Predicate<? super String> filter, TreeDirectory directory, String entry, Composite<?> request) {
        if (filter == ALL) {
            return true;
        }
        boolean answered = false;
        try {
            boolean wanted = filter.test(directory.path(entry));
            answered = true;
            return wanted;
        } finally {
            if (!answered) {
                request.cancel();
            }
        }
    }
}
