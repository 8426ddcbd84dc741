package io.github.jeio.cli;

/** Sizes as coreutils write them: rounded up, in a unit, or in the largest that leaves a number of one to three digits. */
final class Sizes {

    private static final String UNITS = "KMGTPE";

    private final long unit;
    private final int power;

    /**
     * @param unit in bytes
     * @param power 1024 or 1000 for people, 0 for a number of units
     */
    Sizes(long unit, int power) {
        this.unit = unit;
        this.power = power;
    }

    /** A size with a letter behind it: 4096, 4K, 4KiB or 4KB; throws {@link UsageException} where it is none. */
    static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        String suffix = text.substring(digits);
        try {
            long number = digits == 0 ? 1 : Long.parseLong(text.substring(0, digits));
            return Math.multiplyExact(number, suffix(suffix));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new UsageException("invalid size " + Names.quote(text));
        }
    }

    private static long suffix(String suffix) {
        if (suffix.isEmpty()) {
            return 1;
        }
        int exponent = UNITS.indexOf(Character.toUpperCase(suffix.charAt(0))) + 1;
        String rest = suffix.substring(1);
        if (exponent == 0 || !rest.isEmpty() && !rest.equals("iB") && !rest.equals("B")) {
            throw new IllegalArgumentException(suffix);
        }
        long factor = 1;
        for (int i = 0; i < exponent; i++) {
            factor *= rest.equals("B") ? 1000 : 1024;
        }
        return factor;
    }

    String text(long bytes) {
        if (power == 0) {
            return Long.toString(bytes / unit + (bytes % unit == 0 ? 0 : 1));
        }
        long divisor = 1;
        int exponent = 0;
        while (exponent < UNITS.length() && bytes / divisor + (bytes % divisor == 0 ? 0 : 1) >= power) {
            divisor *= power;
            exponent++;
        }
        if (exponent == 0) {
            return Long.toString(bytes);
        }
        char letter = UNITS.charAt(exponent - 1);
        String unitLetter = String.valueOf(power == 1000 && letter == 'K' ? 'k' : letter);
        long tenths = (bytes / divisor) * 10 + ceilDivide((bytes % divisor) * 10, divisor);
        if (tenths < 100) {
            return tenths / 10 + "." + tenths % 10 + unitLetter;
        }
        return ceilDivide(bytes, divisor) + unitLetter;
    }

    private static long ceilDivide(long value, long divisor) {
        return value / divisor + (value % divisor == 0 ? 0 : 1);
    }
}
