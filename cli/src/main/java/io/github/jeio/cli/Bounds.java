package io.github.jeio.cli;

/**
 * A number of find's: exactly so much, with + more, with - less.
 *
 * @param least the smallest that is meant
 * @param most the largest
 */
record Bounds(long least, long most) {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;
    /** More than any file has bytes, and more milliseconds than since the beginning of time; what it is added to does not overflow. */
    private static final long HUGE = 1L << 62;

    boolean contain(long value) {
        return value >= least && value <= most;
    }

    /** Of bytes: N units, the last of which need not be full. */
    static Bounds size(String text) {
        if (text.isEmpty()) {
            throw new UsageException("invalid null argument to -size");
        }
        char last = text.charAt(text.length() - 1);
        int letter = "cwbkMG".indexOf(last);
        if (letter < 0 && !Character.isDigit(last)) {
            throw new UsageException("invalid -size type `" + last + "'");
        }
        long unit = letter < 0 ? 512 : new long[] {1, 2, 512, 1 << 10, 1 << 20, 1 << 30}[letter];
        String number = letter < 0 ? text : text.substring(0, text.length() - 1);
        if (!number.matches("[-+]?[0-9]{1,19}")) {
            throw new UsageException("Invalid argument `" + text + "' to -size");
        }
        long n = Long.parseUnsignedLong(number.replaceFirst("^[-+]", ""));
        long most = n >= 0 && n <= HUGE / unit ? n * unit : HUGE;
        return switch (sign(number)) {
            case '+' -> new Bounds(most + 1, Long.MAX_VALUE);
            case '-' -> new Bounds(0, most - unit);
            default -> new Bounds(most - unit + 1, most);
        };
    }

    /** Of milliseconds: N whole days. As GNU find has it, less than N days is up to a second more than that. */
    static Bounds days(String option, String text) {
        long time = time(option, text, DAY);
        return switch (sign(text)) {
            case '+' -> new Bounds(time + DAY, Long.MAX_VALUE);
            case '-' -> new Bounds(Long.MIN_VALUE, time + SECOND - 1);
            default -> new Bounds(time, time + DAY - 1);
        };
    }

    /** Of milliseconds: N minutes, the last of which need not be over. */
    static Bounds minutes(String option, String text) {
        long time = time(option, text, MINUTE);
        return switch (sign(text)) {
            case '+' -> new Bounds(time + 1, Long.MAX_VALUE);
            case '-' -> new Bounds(Long.MIN_VALUE, time - 1);
            default -> new Bounds(time - MINUTE + 1, time);
        };
    }

    private static char sign(String text) {
        return text.isEmpty() ? ' ' : text.charAt(0);
    }

    /** So many units, of which there may be parts, in milliseconds. */
    private static long time(String option, String text, long unit) {
        if (!text.matches("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,9})?")) {
            throw new UsageException("invalid argument `" + text + "' to `" + option + "'");
        }
        return Math.min(HUGE, Math.round(Math.abs(Double.parseDouble(text)) * unit));
    }
}
