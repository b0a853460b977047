package tmnf.pretrain.torch;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * A file that is not what it should be, or asks for more than is allowed. The message names the file, the
 * record and the offset in it where they are known, what is wrong and what to do.
 */
public final class TorchFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a file was refused. */
    public enum Reason {
        /** Does not begin like a file of its kind. */
        NOT_TORCH("This is no file of the kind; check the name."),
        /** Broken: records are missing, cut short or contradict themselves. */
        DAMAGED("The file is damaged; get it again."),
        /** Leaves what was asked for to a Python class or function that is not known; none was run. */
        FORBIDDEN("Save only tensors, numbers, texts, lists and dicts, such as a state_dict."),
        /** Sound, but of a form or type that is not known here. */
        UNSUPPORTED("Save it again with torch.save, as a state_dict of plain tensors."),
        /** Beyond a limit. */
        LIMIT("If the file can be trusted, raise the limit."),
        /** Sound, but does not hold what was asked of it. */
        WRONG_CONTENT("Check that it is the file that was meant.");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }
    }

    private final Reason reason;
    private final String file;
    private final String record;
    private final long offset;

    /** Something in the file goes beyond a limit. */
    public static TorchFormatException limit(String file, String detail) {
        return new TorchFormatException(Reason.LIMIT, file, detail);
    }

    /** Something about the file as a whole. */
    TorchFormatException(Reason reason, String file, String detail) {
        this(reason, file, "", -1, detail);
    }

    /** Something in a record; the offset is -1 where it has no meaning. */
    TorchFormatException(Reason reason, String file, String record, long offset, String detail) {
        super(file + (record.isEmpty() ? "" : ", record " + record)
                + (offset < 0 ? "" : " at offset " + offset) + ": " + detail + ". " + reason.advice);
        this.reason = reason;
        this.file = file;
        this.record = record;
        this.offset = offset;
    }

    public Reason reason() {
        return reason;
    }

    /** Path of the file, or the name under which it was given. */
    public String file() {
        return file;
    }

    /** Name of the record without the archive's folder; empty for the file as a whole. */
    public String record() {
        return record;
    }

    /** Offset in bytes from the beginning of the record. */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
