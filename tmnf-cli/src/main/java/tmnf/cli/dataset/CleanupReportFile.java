package tmnf.cli.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import tmnf.capture.dataset.care.CleanupReport;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.gbx.file.AtomicFile;

/** The list of what a cleanup found, a line or object for each replay. */
final class CleanupReportFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file; // null: none is wanted
    private final boolean csv;

    private CleanupReportFile(Path file, boolean csv) {
        this.file = file;
        this.csv = csv;
    }

    /** Refuses a name that is neither; null gives one that writes nothing. */
    static CleanupReportFile of(Path file) {
        String name = file == null ? ".json" : file.toString().toLowerCase(Locale.ROOT);
        CliException.require(name.endsWith(".csv") || name.endsWith(".json"),
                "--report " + file + " is neither .csv nor .json",
                "the name's ending chooses the form: name it .csv or .json");
        return new CleanupReportFile(file, name.endsWith(".csv"));
    }

    void write(CommandContext context, CleanupReport report) throws IOException {
        if (file == null) {
            return;
        }
        Path target = context.resolve(file);
        if (!csv) {
            AtomicFile.write(target, JSON.writeValueAsBytes(
                    report.findings().stream().map(CleanupJson::of).toList()));
            return;
        }
        StringBuilder text = new StringBuilder("track,replay,entries,bad,reasons,orphans,unreadable\n");
        report.findings().stream().map(CleanupJson::of).forEach(finding ->
                text.append(finding.values().stream()
                .map(CleanupReportFile::cell).collect(Collectors.joining(","))).append('\n'));
        AtomicFile.write(target, text.toString());
    }

    private static String cell(Object value) {
        String text = value == null ? "" : value instanceof Map<?, ?> map
                ? map.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" "))
                : value.toString();
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
