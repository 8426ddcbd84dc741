package bench.report;

import bench.run.Spread;
import java.util.Locale;

/** Numbers as a reader wants them: three digits that count, and the spread in brackets. */
public final class Figures {

    private Figures() { }

    public static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%,." + Math.min(digits, 6) + "f", value);
    }

    public static String spread(Spread spread, double scale) {
        return number(spread.median() * scale) + " (" + number(spread.min() * scale) + "–" + number(spread.max() * scale) + ")";
    }
}
