package tmnf.exchange.list;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import tmnf.gbx.file.AtomicFile;

/** Writes the files that a list ends up in. */
final class ListFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ListFiles() {}

    /** One id a line; returns the bytes written. */
    static long writeIds(Path file, List<Long> ids) throws IOException {
        StringBuilder text = new StringBuilder(ids.size() * 9);
        ids.forEach(id -> text.append(id).append('\n'));
        AtomicFile.write(file, text.toString());
        return text.length();
    }

    /** All rows as one array. */
    static void writeRows(Path file, PageLog log) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        try (AtomicFile out = new AtomicFile(file)) {
            Writer writer = out.writer();
            JsonGenerator json = JSON.createGenerator(writer);
            json.setPrettyPrinter(printer);
            json.writeStartArray();
            log.rows(row -> json.writeTree(JSON.readTree(row)));
            json.writeEndArray();
            json.flush();
            writer.write('\n');
            out.commit();
        }
    }
}
