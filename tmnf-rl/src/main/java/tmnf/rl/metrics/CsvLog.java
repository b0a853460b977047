package tmnf.rl.metrics;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import tmnf.gbx.file.AtomicFile;

/** A CSV file that grows by a row at a time. Owns the open file; confined to one thread. */
final class CsvLog implements Closeable {

    private static final String FRAMES = "frames"; // every table has it: what a row is after
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final FileChannel channel;

    private CsvLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * The names of a file's columns; none where there is no file, or nothing in it.
     *
     * @throws IOException if it cannot be read, or is no text
     */
    static List<String> columns(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String first = lines.readLine();
            return first == null ? List.of() : columns(first);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text", e);
        }
    }

    /** The names in a first line. */
    static List<String> columns(String first) {
        String names = first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first; // spreadsheets add it
        return List.of(names.split(",", -1));
    }

    /**
     * All rows of a file, their cells by the names in its first line; a torn last one, and what is no row, is
     * left out.
     *
     * @param parse throws {@link IllegalArgumentException} for what is no row
     */
    static <T> List<T> read(Path file, Function<CsvRow, T> parse) throws IOException {
        List<T> rows = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            List<String> columns = lines.isEmpty() ? List.of() : columns(lines.get(0));
            if (!lines.isEmpty() && !columns.contains(FRAMES)) {
                throw new IOException(file + " has no column " + FRAMES + " in its first line, so it is no "
                        + "table of a run; put it elsewhere");
            }
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                try {
                    rows.add(parse.apply(new CsvRow(columns, line)));
                } catch (IllegalArgumentException e) {
                    continue; // of another program
                }
            }
        }
        return rows;
    }

    /**
     * Opens a file at its end, without the rows after {@code frames}: a run that goes on does these again.
     * What another version wrote has the columns of this one afterwards.
     *
     * @return the rows that stay are added to {@code kept}
     */
    static <T> CsvLog open(Path file, String header, long frames, Function<CsvRow, T> parse,
            ToLongFunction<T> framesOf, Function<T, String> line, List<T> kept) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (T row : read(file, parse)) {
            if (framesOf.applyAsLong(row) <= frames) {
                kept.add(row);
                text.append(line.apply(row)).append('\n');
            }
        }
        AtomicFile.deleteUnfinished(file);
        AtomicFile.write(file, text.toString());
        return new CsvLog(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    void add(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
