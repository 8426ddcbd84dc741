package io.github.jeio.cli;

/**
 * A number of find's: exactly so much, with + more, with - less.
 *
 * @param least the smallest that is meant
 * @param most the largest
 */
record Bounds(long least, long most) {

    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    boolean contain(long value) {
        return value >= least && value <= most;
    }

    /** Of bytes: N units, the last of which need not be full. */
    static Bounds size(String text) {
        int last = text.isEmpty() ? -1 : "cwbkMG".indexOf(text.charAt(text.length() - 1));
        long unit = last < 0 ? 512 : new long[] {1, 2, 512, 1 << 10, 1 << 20, 1 << 30}[last];
        String number = last < 0 ? text : text.substring(0, text.length() - 1);
        long n = number(number);
        return switch (sign(number)) {
            case '+' -> new Bounds(n * unit + 1, Long.MAX_VALUE);
            case '-' -> new Bounds(0, (n - 1) * unit);
            default -> new Bounds((n - 1) * unit + 1, n * unit);
        };
    }

    /** Of milliseconds: N whole days. */
    static Bounds days(String text) {
        long n = number(text);
        return switch (sign(text)) {
            case '+' -> new Bounds((n + 1) * DAY, Long.MAX_VALUE);
            case '-' -> new Bounds(Long.MIN_VALUE, n * DAY - 1);
            default -> new Bounds(n * DAY, (n + 1) * DAY - 1);
        };
    }

    /** Of milliseconds: N minutes, the last of which need not be over. */
    static Bounds minutes(String text) {
        long n = number(text);
        return switch (sign(text)) {
            case '+' -> new Bounds(n * MINUTE + 1, Long.MAX_VALUE);
            case '-' -> new Bounds(Long.MIN_VALUE, n * MINUTE - 1);
            default -> new Bounds((n - 1) * MINUTE + 1, n * MINUTE);
        };
    }

    private static char sign(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }

    private static long number(String text) {
        String digits = sign(text) == '+' || sign(text) == '-' ? text.substring(1) : text;
        if (!digits.matches("[0-9]{1,9}")) {
            throw new UsageException("invalid number " + Names.quote(text));
        }
        return Long.parseLong(digits);
    }
}
