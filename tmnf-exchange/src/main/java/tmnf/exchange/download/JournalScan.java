package tmnf.exchange.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tmnf.exchange.download.JournalException.Reason;

/**
 * Reads a journal from its start to its end, or to where the end was torn. Torn is a last line that has no
 * end or is no event, as a kill or a full disk leaves it; and, as a power cut leaves it, everything from the
 * first line with zero bytes on, if no later line says that it had reached the disk. Confined to one thread.
 */
final class JournalScan {

    /** A track with 100,000 replays has less. */
    private static final int MAX_LINE = 64 << 20;
    private static final int FIRST_BUFFER = 1 << 18;

    private final Path file;
    private final JournalState state;
    private final JournalReader reader = new JournalReader();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private long whole;
    private int lines;
    private int seen;
    // Null until a line is no event; then why the lines from there on do not count.
    private String bad;
    private boolean onlyZeros;

    private JournalScan(Path file, JournalState state) {
        this.file = file;
        this.state = state;
    }

    /**
     * What counts of a file.
     *
     * @param length of the part that counts
     * @param lines in it
     */
    record Extent(long length, int lines) {}

    /** Brings a state up to what the file says; a file that does not exist says nothing. */
    static Extent read(Path file, JournalState state) throws IOException {
        JournalScan scan = new JournalScan(file, state);
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                scan.readAll(in);
            }
        }
        state.allRead();
        return new Extent(scan.whole, scan.lines);
    }

    private void readAll(InputStream in) throws IOException {
        int filled = 0;
        int count = in.read(buffer, 0, buffer.length);
        while (count > 0) {
            filled += count;
            int rest = takeLines(filled);
            System.arraycopy(buffer, rest, buffer, 0, filled - rest);
            filled -= rest;
            if (filled == buffer.length) {
                grow();
            }
            count = in.read(buffer, filled, buffer.length - filled);
        }
        if (bad != null && filled > 0 && !onlyZeros) {
            throw damaged();
        }
    }

    /** Where the first line starts that has no end yet. */
    private int takeLines(int filled) throws IOException {
        int start = 0;
        for (int i = 0; i < filled; i++) {
            if (buffer[i] == '\n') {
                take(start, i - start);
                start = i + 1;
            }
        }
        return start;
    }

    private void take(int from, int length) throws IOException {
        if (bad != null && !onlyZeros) {
            throw damaged();
        }
        seen++;
        try {
            JournalEvent event = reader.read(buffer, from, length);
            if (bad == null) {
                event.applyTo(state);
                lines++;
                whole += length + 1;
            } else if (event instanceof JournalEvent.Sync || event instanceof JournalEvent.End) {
                throw damaged();
            }
        } catch (JournalReader.NewerException e) {
            throw new JournalException(file, Reason.NEWER, seen, e.getMessage());
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            noEvent(from, length, e);
        }
    }

    private void noEvent(int from, int length, IOException why) {
        boolean zeros = false;
        for (int i = from; i < from + length; i++) {
            zeros |= buffer[i] == 0;
        }
        if (bad == null) {
            bad = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
            onlyZeros = zeros;
        }
    }

    private JournalException damaged() {
        return new JournalException(file, Reason.DAMAGED, lines + 1, "no line of a download journal: " + bad);
    }

    private void grow() throws IOException {
        if (buffer.length >= MAX_LINE) {
            throw new JournalException(file, Reason.DAMAGED, seen + 1, "longer than any line of a journal");
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
}
