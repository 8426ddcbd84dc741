package io.github.jeio.internal.tree;

import io.github.jeio.internal.pool.Composite;
import java.util.function.Predicate;

/** What the caller wants of a tree, asked entry by entry. */
public final class EntryFilter {

    /** Of somebody who wants all of it. */
    public static final Predicate<Object> ALL = EntryFilter::all;

    private EntryFilter() { }

    private static boolean all(Object path) {
        return true;
    }

    /** Asks about an entry. A filter that throws leaves open what was wanted: then the request is over. */
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
