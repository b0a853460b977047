package tmnf.pretrain.torch;

import tmnf.pretrain.torch.TorchFormatException.Reason;

/** Makes the exceptions of one pickle program: they say where in it the operation began. */
final class PickleFaults {

    static final String RECORD = "data.pkl";

    private final String file;
    private int offset;

    PickleFaults(String file) {
        this.file = file;
    }

    /** Here begins the next operation. */
    void at(int position) {
        offset = position;
    }

    /** Where the operation began that is under way. */
    int offset() {
        return offset;
    }

    TorchFormatException damaged(String detail) {
        return fault(Reason.DAMAGED, detail);
    }

    TorchFormatException unsupported(String detail) {
        return fault(Reason.UNSUPPORTED, detail);
    }

    TorchFormatException limit(String detail) {
        return fault(Reason.LIMIT, detail);
    }

    private TorchFormatException fault(Reason reason, String detail) {
        return new TorchFormatException(reason, file, RECORD, offset, detail);
    }
}
