package io.github.jeio.cli;

/** Sizes as coreutils write them: rounded up, in a unit, or in the largest that leaves a number of one to three digits. */
final class Sizes {

    private static final String UNITS = "KMGTPE";

    private final long unit;
    private final int power;
    private final String suffix;

    /**
     * @param unit in bytes
     * @param power 1024 or 1000 for people, 0 for a number of units
     */
    Sizes(long unit, int power) {
        this(unit, power, "");
    }

    private Sizes(long unit, int power, String suffix) {
        this.unit = unit;
        this.power = power;
        this.suffix = suffix;
    }

    /**
     * As {@code --block-size} has it: a number of bytes, with a letter or not; a letter alone, which is written behind each size
     * then; {@code human-readable} or {@code si}.
     */
    static Sizes of(String text) {
        switch (text) {
            case "human-readable":
                return new Sizes(1, 1024);
            case "si":
                return new Sizes(1, 1000);
            default:
                long unit = parse(text);
                if (unit == 0) {
                    throw new UsageException("invalid size " + Names.quote(text));
                }
                boolean letter = !Character.isDigit(text.charAt(0));
                return new Sizes(unit, 0, !letter ? "" : letter(text.charAt(0), text.endsWith("B") && !text.endsWith("iB")) + text.substring(1));
        }
    }

    /** The letter of a unit: k only for 1000. */
    private static String letter(char unit, boolean decimal) {
        char upper = Character.toUpperCase(unit);
        return String.valueOf(decimal && upper == 'K' ? 'k' : upper);
    }

    /** A size with a letter behind it: 4096, 4K, 4KiB or 4KB; throws {@link UsageException} where it is none. */
    static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        String suffix = text.substring(digits);
        try {
            if (text.isEmpty()) {
                throw new IllegalArgumentException(text);
            }
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
            return ceilDivide(bytes, unit) + suffix;
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
        String unitLetter = letter(UNITS.charAt(exponent - 1), power == 1000);
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
