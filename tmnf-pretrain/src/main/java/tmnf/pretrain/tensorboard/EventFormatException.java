package tmnf.pretrain.tensorboard;

import java.io.IOException;

/** An event file that is damaged; the message names the file, the offset in bytes and what to do. */
public final class EventFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long offset;

    EventFormatException(String file, long offset, String detail) {
        super(file + " at offset " + offset + ": " + detail
                + ". What lies before is sound; delete the file or cut it there.");
        this.offset = offset;
    }

    /** Of the record that is damaged, in bytes. */
    public long offset() {
        return offset;
    }
}
