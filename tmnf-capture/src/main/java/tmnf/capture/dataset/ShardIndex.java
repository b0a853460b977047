package tmnf.capture.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where each frame is in the shards: {@code frames-index.tsv}, UTF-8 with LF.
 *
 * <pre>
 * file  shard  offset  length           the first line: these names
 * frame_00000_0ms.jpeg  0  512  1834    a line for each frame, in the order of the manifest
 * </pre>
 *
 * <p>Fields are separated by tabs. Offset and length, in bytes, are those of the JPEG, not of its tar header.
 */
final class ShardIndex {

    static final String FILE = "frames-index.tsv";
    static final String HEADER = "file\tshard\toffset\tlength\n";

    /** Most frames: more than a day at 100 a second. */
    private static final int MAX_FRAMES = 10_000_000;
    private static final int MAX_LINE = 200;
    private static final Pattern SHARD = Pattern.compile("frames-(\\d{5})\\.tar");
    private static final int FIELDS = 4;
    private static final String ADVICE = "Remove the file: the shards are then searched for their frames.";

    private ShardIndex() {
    }

    /** Where a frame is. */
    record Slot(int shard, long offset, int length) { }

    static String shardName(int shard) {
        return String.format(Locale.ROOT, "frames-%05d.tar", shard);
    }

    /** The shards of a folder in the order of their numbers, which need not begin at 0. */
    static List<Path> shards(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> SHARD.matcher(file.getFileName().toString()).matches()).sorted()
                    .toList();
        }
    }

    /** The number in the name of a shard. */
    static int number(Path shard) {
        Matcher name = SHARD.matcher(shard.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException("no shard is called so: " + shard);
        }
        return Integer.parseInt(name.group(1));
    }

    static String line(String file, Slot slot) {
        return file + "\t" + slot.shard + "\t" + slot.offset + "\t" + slot.length + "\n";
    }

    static Map<String, Slot> read(Path file) throws IOException {
        Map<String, Slot> slots = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            int number = 1;
            String line = line(lines, file, number);
            if (line == null || !line.equals(HEADER.strip())) {
                throw new DatasetException(file, "line 1", "is not the names of the columns", ADVICE);
            }
            while ((line = line(lines, file, ++number)) != null) {
                if (slots.size() == MAX_FRAMES) {
                    throw new DatasetException(file, "line " + number, "is one frame too many", ADVICE);
                }
                String[] fields = line.split("\t", -1);
                if (fields.length != FIELDS || !FrameNames.problem(fields[0]).isEmpty()) {
                    throw new DatasetException(file, "line " + number, "is not name, shard, offset and "
                            + "length", ADVICE);
                }
                if (slots.put(fields[0], slot(fields, file, number)) != null) {
                    throw new DatasetException(file, "line " + number, "names a frame for the second time",
                            ADVICE);
                }
            }
        } catch (CharacterCodingException e) {
            throw new DatasetException(file, "", "is no UTF-8", ADVICE, e);
        }
        return slots;
    }

    private static Slot slot(String[] fields, Path file, int number) throws DatasetException {
        try {
            Slot slot = new Slot(Integer.parseInt(fields[1]), Long.parseLong(fields[2]),
                    Integer.parseInt(fields[3]));
            if (slot.shard >= 0 && slot.offset >= 0 && slot.length >= 0) {
                return slot;
            }
        } catch (NumberFormatException e) {
            throw new DatasetException(file, "line " + number, "has something that is no number", ADVICE, e);
        }
        throw new DatasetException(file, "line " + number, "has a negative number", ADVICE);
    }

    /** A line of limited length, null at the end. */
    private static String line(Reader from, Path file, int number) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c != '\n'; c = from.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new DatasetException(file, "line " + number, "has no end", ADVICE);
            }
            if (line.length() == MAX_LINE) {
                throw new DatasetException(file, "line " + number, "is too long", ADVICE);
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
