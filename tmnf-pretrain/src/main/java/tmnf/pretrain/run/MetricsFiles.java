package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;

/**
 * {@code metrics.csv}, a row for each epoch, and {@code csv/metrics.csv} in the layout of Lightning's logger,
 * two rows for each. Written whole after each epoch, so that a row is never torn and a resumed run has none
 * twice. Source: pretraining note, section 8; epochs count from 1 in both.
 */
public final class MetricsFiles {

    private static final String LINE = "\r\n";
    private static final String STAGE = "stage";

    private final Path metrics;
    private final Optional<Path> logger;

    /**
     * Files of a run.
     *
     * @param logger the second file; empty: none
     */
    public MetricsFiles(Path metrics, Optional<Path> logger) {
        this.metrics = metrics;
        this.logger = logger;
    }

    /** Writes or replaces both files. */
    public void write(List<EpochRow> rows) throws IOException {
        AtomicFile.write(metrics, epochs(rows));
        if (logger.isPresent()) {
            AtomicFile.write(logger.get(), steps(rows));
        }
    }

    private static Set<String> names(List<EpochRow> rows) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.values().keySet()));
        return names;
    }

    private static String epochs(List<EpochRow> rows) {
        Set<String> names = names(rows);
        names.add(STAGE);
        StringBuilder text = new StringBuilder("epoch," + String.join(",", names) + LINE);
        for (EpochRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(row.epoch())));
            names.forEach(name -> cells.add(name.equals(STAGE) ? "train" : cell(row, name)));
            text.append(String.join(",", cells)).append(LINE);
        }
        return text.toString();
    }

    private static String steps(List<EpochRow> rows) {
        Set<String> names = names(rows);
        names.add("epoch");
        names.add("step");
        StringBuilder text = new StringBuilder(String.join(",", names) + LINE);
        for (EpochRow row : rows) {
            for (boolean validation : new boolean[] {true, false}) {
                Predicate<String> belongs = name -> name.startsWith(EpochRow.VALIDATION) == validation;
                if (row.values().keySet().stream().anyMatch(belongs)) {
                    text.append(String.join(",", names.stream().map(name -> switch (name) {
                        case "epoch" -> Integer.toString(row.epoch());
                        case "step" -> Long.toString(row.step());
                        default -> belongs.test(name) ? cell(row, name) : "";
                    }).toList())).append(LINE);
                }
            }
        }
        return text.toString();
    }

    /** As Python's {@code csv} writes a float: the shortest digits that read back as the same number. */
    private static String cell(EpochRow row, String name) {
        Double value = row.values().get(name);
        if (value == null) {
            return "";
        }
        return value.isNaN() ? "nan" : value.isInfinite() ? value > 0 ? "inf" : "-inf"
                : PythonJson.text(value);
    }
}
