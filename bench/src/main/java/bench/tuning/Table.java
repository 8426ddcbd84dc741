package bench.tuning;

import bench.report.Figures;
import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. */
final class Table {

    private final StringBuilder rows = new StringBuilder();

    Table(String... heads) {
        row(List.of(heads));
        rows.append("|---|").append("---:|".repeat(heads.length - 1)).append('\n');
    }

    /** A row: a name, and numbers; what is not a number is a dash. */
    Table row(String name, double... numbers) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (double number : numbers) {
            cells.add(Double.isNaN(number) ? "-" : Figures.number(number));
        }
        row(cells);
        return this;
    }

    private void row(List<String> cells) {
        rows.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return rows + "\n";
    }
}
