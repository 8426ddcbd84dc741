package io.github.jeio.internal.measure;

/** Whether a request was answered at submission, or why not: {@code enum jeio_verdict}. */
public final class Verdict {

    public static final int ANSWERED = 0, OTHER_KIND = 1, OFF = 2, PRIORITY = 3, DEPTH = 4, BUDGET = 5, NOT_CACHED = 6, FILE_SYSTEM = 7;
    public static final int COUNT = 8;

    private Verdict() { }
}
