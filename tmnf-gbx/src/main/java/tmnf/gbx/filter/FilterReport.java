package tmnf.gbx.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tmnf.gbx.file.AtomicFile;

/**
 * The report of a filter, one row a track, written as the judgements come. CSV has the names in the first row
 * and LF line ends; JSON is one object with the rows in {@code tracks}. It appears when it is committed.
 */
abstract class FilterReport implements Closeable {

    private final AtomicFile file;

    private FilterReport(AtomicFile file) {
        this.file = file;
    }

    /** A report in the form that the file's name asks for: {@code .json}, else CSV. */
    static FilterReport open(Path path) throws IOException {
        AtomicFile file = new AtomicFile(path);
        boolean json = path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
        return json ? new Json(file) : new Csv(file);
    }

    abstract void add(TrackJudgement judgement) throws IOException;

    abstract void finish() throws IOException;

    void commit() throws IOException {
        finish();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static final class Csv extends FilterReport {
        private final Writer out;
        private boolean started;

        Csv(AtomicFile file) {
            super(file);
            out = file.writer();
        }

        @Override
        void add(TrackJudgement judgement) throws IOException {
            Map<String, Object> facts = judgement.facts();
            if (!started) {
                started = true;
                out.write(String.join(",", facts.keySet()) + ",unreadableFiles\n");
            }
            for (Object value : facts.values()) {
                out.write(cell(value == null ? "" : value.toString()) + ",");
            }
            out.write(cell(judgement.unreadable().stream()
                    .map(UnreadableFile::toString)
                    .collect(Collectors.joining(" | "))) + "\n");
        }

        @Override
        void finish() {}

        private static String cell(String text) {
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }

    private static final class Json extends FilterReport {
        private final JsonGenerator out;

        Json(AtomicFile file) throws IOException {
            super(file);
            out = new JsonFactory().createGenerator(file.writer())
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeNumberField("schema", 1);
            out.writeArrayFieldStart("tracks");
        }

        @Override
        void add(TrackJudgement judgement) throws IOException {
            out.writeStartObject();
            for (Map.Entry<String, Object> fact : judgement.facts().entrySet()) {
                out.writeFieldName(fact.getKey());
                out.writeObject(fact.getValue());
            }
            writeUnreadable(judgement.unreadable());
            out.writeEndObject();
        }

        private void writeUnreadable(List<UnreadableFile> files) throws IOException {
            out.writeArrayFieldStart("unreadableFiles");
            for (UnreadableFile file : files) {
                out.writeStartObject();
                out.writeStringField("file", file.file().toString());
                out.writeStringField("why", file.why());
                out.writeEndObject();
            }
            out.writeEndArray();
        }

        @Override
        void finish() throws IOException {
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
            out.flush();
        }
    }
}
