package tmnf.rl.metrics;

import java.util.List;

/**
 * A line of a CSV file, whose cells are found by the names of their columns: other versions of this program
 * write more, or fewer.
 */
final class CsvRow {

    private final List<String> columns;
    private final String[] cells;

    /**
     * Takes a line apart.
     *
     * @throws IllegalArgumentException if it has another number of cells than there are columns
     */
    CsvRow(List<String> columns, String line) {
        this.columns = columns;
        cells = line.split(",", -1);
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns.size() + " columns");
        }
    }

    /** Empty where there is no such column. */
    String text(String column) {
        int place = columns.indexOf(column);
        return place < 0 ? "" : cells[place];
    }

    /** NaN where there is no such column; what is no number throws. */
    double number(String column) {
        int place = columns.indexOf(column);
        return place < 0 ? Double.NaN : Double.parseDouble(cells[place]);
    }

    /** 0 where there is no such column; what is no whole number throws. */
    long count(String column) {
        int place = columns.indexOf(column);
        return place < 0 ? 0 : Long.parseLong(cells[place]);
    }
}
