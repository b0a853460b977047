package tmnf.rl.metrics;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    private final FileChannel channel;

    private CsvLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * All rows of a file; a torn last one, and what is no row, is left out.
     *
     * @param parse throws {@link IllegalArgumentException} for what is no row
     */
    static <T> List<T> read(Path file, Function<String, T> parse) throws IOException {
        List<T> rows = new ArrayList<>();
        if (Files.exists(file)) {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().skip(1).toList()) {
                try {
                    rows.add(parse.apply(line));
                } catch (IllegalArgumentException e) {
                    continue; // of another program
                }
            }
        }
        return rows;
    }

    /**
     * Opens a file at its end, without the rows after {@code frames}: a run that goes on does these again.
     *
     * @return the rows that stay are added to {@code kept}
     */
    static <T> CsvLog open(Path file, String header, long frames, Function<String, T> parse,
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
