package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code confusion.json}: what the tables of actions in {@code report.html} show, for scripts. A row of a
 * matrix is that of an action that was pressed, a column that of one that was chosen, both as {@code actions}
 * counts them.
 *
 * <pre>
 * {epoch, samples: "validation" or "training", actions: [...], offsets: [{offset_ms, samples, acc,
 *  majority_acc, repeat_acc, repeat_gain, confusion: [[...], ...]}, ...]}
 * </pre>
 */
public final class ConfusionFile {

    private ConfusionFile() {
    }

    /**
     * Writes or replaces the file; takes it away where nothing was counted.
     *
     * @param meta of a run of behavioural cloning
     */
    public static void write(Path file, PretrainMeta meta, List<ActionFigures> figures) throws IOException {
        if (figures.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("epoch", meta.ending().exportedEpoch());
        all.put("samples", meta.hasValidation() ? "validation" : "training");
        all.put("actions", meta.cloning().orElseThrow().actions());
        all.put("offsets", figures.stream().map(ConfusionFile::of).toList());
        ConfigFile.write(file, all);
    }

    private static Map<String, Object> of(ActionFigures figures) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("offset_ms", figures.offsetMs());
        of.put("samples", figures.samples());
        of.put("acc", orNull(figures.accuracy()));
        of.put("majority_acc", orNull(figures.majority()));
        of.put("repeat_acc", orNull(figures.repeated()));
        of.put("repeat_gain", orNull(figures.gain()));
        of.put("confusion", Arrays.stream(figures.confusion())
                .map(row -> Arrays.stream(row).boxed().toList()).toList());
        return of;
    }

    private static Double orNull(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}
