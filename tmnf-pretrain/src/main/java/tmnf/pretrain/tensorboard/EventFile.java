package tmnf.pretrain.tensorboard;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event file holds.
 *
 * @param events all but the first record, which is the version of the file
 * @param cut whether the file ends within a record, as after a crash; what lies before is in {@code events}
 */
public record EventFile(List<Event> events, boolean cut) {

    /** Longest record that is looked at, in bytes. */
    static final int MAX_RECORD = 64 << 20;

    /** Most bytes of a file that is read at once. */
    static final long MAX_FILE = 1L << 30;

    public EventFile {
        events = List.copyOf(events);
    }

    /**
     * Reads a whole file of up to 1 GiB.
     *
     * @throws EventFormatException if a checksum is wrong, a record is longer than 64 MiB, or the file is not
     *     one of events
     */
    public static EventFile read(Path path) throws IOException {
        if (Files.size(path) > MAX_FILE) {
            throw new EventFormatException(path.toString(), MAX_FILE, "goes on; more than 1 GiB is not read");
        }
        List<Event> events = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            long offset = 0;
            while (true) {
                byte[] header = in.readNBytes(EventRecords.HEADER);
                if (header.length < EventRecords.HEADER) {
                    return new EventFile(events, header.length > 0);
                }
                ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                long length = fields.getLong(0);
                if (fields.getInt(Long.BYTES) != EventRecords.maskedCrc(fields.slice(0, Long.BYTES))) {
                    throw new EventFormatException(path.toString(), offset, offset == 0
                            ? "does not begin like an event file" : "the checksum of a length is wrong");
                }
                if (length < 0 || length > MAX_RECORD) {
                    throw new EventFormatException(
                            path.toString(), offset, "a record of " + length + " bytes");
                }
                byte[] rest = in.readNBytes((int) length + EventRecords.FOOTER);
                if (rest.length < length + EventRecords.FOOTER) {
                    return new EventFile(events, true);
                }
                decode(path.toString(), offset, rest, events);
                offset += header.length + rest.length;
            }
        }
    }

    private static void decode(String file, long offset, byte[] rest, List<Event> events)
            throws EventFormatException {
        ByteBuffer record = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        int length = rest.length - EventRecords.FOOTER;
        if (record.getInt(length) != EventRecords.maskedCrc(record.slice(0, length))) {
            throw new EventFormatException(file, offset, "the checksum of a record is wrong");
        }
        try {
            ByteBuffer message = record.slice(0, length);
            if (offset > 0) {
                events.add(EventCodec.decode(message));
            } else if (!EventCodec.isVersion(message)) {
                throw new EventFormatException(
                        file, offset, "does not begin with the version of event files");
            }
        } catch (IllegalArgumentException e) {
            EventFormatException fault = new EventFormatException(file, offset,
                    "a record cannot be understood (" + e.getMessage() + ")");
            fault.initCause(e);
            throw fault;
        }
    }
}
