package io.github.jeio.internal.measure;

/** What becomes of the attempt to answer a request at submission: {@code enum jeio_verdict}. */
public final class Verdict {

    public static final int ANSWERED = 0, OTHER_KIND = 1, OFF = 2, PRIORITY = 3, DEPTH = 4, BUDGET = 5, NOT_CACHED = 6, FILE_SYSTEM = 7;
    public static final int COUNT = 8;

    private Verdict() { }
}
