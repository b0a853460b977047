package tmnf.capture.write;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code outcomes.jsonl}: one line for each attempt, appended by any number of programs, each line in one
 * write, and flushed. Safe for use by several threads.
 */
final class OutcomeLog implements Closeable {

    /** Not a channel: that would be closed for all workers when one of them is interrupted. */
    private final FileOutputStream out;

    private OutcomeLog(FileOutputStream out) {
        this.out = out;
    }

    /** Opens it for appending; a last line that was torn off is ended, so that it spoils no other. */
    static OutcomeLog open(Path file) throws IOException {
        boolean torn = isTorn(file);
        FileOutputStream out = new FileOutputStream(file.toFile(), true);
        try {
            if (torn) {
                out.write('\n');
            }
            return new OutcomeLog(out);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    private static boolean isTorn(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    synchronized void append(CaptureOutcome outcome) throws IOException {
        out.write(StoreJson.line(outcome.toMap()));
        out.getFD().sync();
    }

    /**
     * Reads all lines in their order.
     *
     * @return number of lines that are no outcomes: torn off, or damaged
     */
    static int read(Path file, Consumer<CaptureOutcome> to) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        int damaged = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int next = in.read();; next = in.read()) {
                if (next != '\n' && next >= 0) {
                    // A longer one is damaged; its beginning is enough to see that.
                    if (line.size() < StoreJson.MOST_BYTES) {
                        line.write(next);
                    }
                    continue;
                }
                damaged += take(line.toByteArray(), to) ? 0 : 1;
                line.reset();
                if (next < 0) {
                    return damaged;
                }
            }
        }
    }

    private static boolean take(byte[] line, Consumer<CaptureOutcome> to) {
        if (line.length == 0) {
            return true;
        }
        Optional<CaptureOutcome> outcome = StoreJson.parse(line).flatMap(CaptureOutcome::of);
        outcome.ifPresent(to);
        return outcome.isPresent();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
