package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A table of figures as the steps write them: names in the first line, no quotes. */
final class CsvTable {

    private final Path file;
    private final List<String> names;
    private final List<String[]> rows;

    private CsvTable(Path file, List<String> names, List<String[]> rows) {
        this.file = file;
        this.names = names;
        this.rows = rows;
    }

    /** Reads a table of at least one row. */
    static CsvTable read(Path file) throws IOException {
        List<String> lines = FileExhibits.lines(file);
        if (lines.size() < 2) {
            throw new IOException(file + " has no row of figures");
        }
        return new CsvTable(file, Arrays.asList(lines.get(0).split(",", -1)),
                lines.stream().skip(1).map(line -> line.split(",", -1)).toList());
    }

    /** A column. */
    double[] numbers(String name) throws IOException {
        int column = names.indexOf(name);
        double[] numbers = new double[rows.size()];
        try {
            for (int row = 0; row < numbers.length; row++) {
                String cell = rows.get(row)[column];
                numbers[row] = cell.isEmpty() || cell.equals("nan") ? Double.NaN : Double.parseDouble(cell);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " has no column of numbers " + name, e);
        }
        return numbers;
    }
}
