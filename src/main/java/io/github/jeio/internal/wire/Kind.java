package io.github.jeio.internal.wire;

/** What a request gives, and so the type of its callback. */
public enum Kind {
    /** A status, a count or an offset: {@code LongConsumer}, -1 on failure. */
    COUNT,
    /** A descriptor: {@code IntConsumer}, -1 on failure. */
    DESCRIPTOR,
    /** An object: {@code Consumer}, null on failure. */
    OBJECT,
    /** Nothing: {@code Runnable}. */
    NOTHING,
    /** What the group's {@code result} was given: {@code Consumer<Object[]>}. */
    GROUP
}
