package tmnf.pretrain.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tmnf.pretrain.torch.TorchFormatException.Reason;

/** The storages of an archive: each is read once, when a tensor first asks for it. */
final class RecordStorages implements PickleCalls.Storages {

    private static final String BYTE_ORDER = "byteorder";

    /** A storage and the width in which its numbers were turned round. */
    private record Loaded(TorchStorage storage, int width) {}

    private final TorchRecords records;
    private final long limit;
    private final boolean bigEndian;
    private final Map<String, Loaded> loaded = new HashMap<>();

    RecordStorages(TorchRecords records, TorchLimits limits) throws IOException {
        this.records = records;
        limit = limits.bytes();
        String order = records.has(BYTE_ORDER)
                ? new String(records.read(BYTE_ORDER, 16), StandardCharsets.US_ASCII).strip() : "little";
        if (!order.equals("little") && !order.equals("big")) {
            throw new TorchFormatException(
                    Reason.DAMAGED, records.file(), BYTE_ORDER, 0, "is neither little nor big");
        }
        bigEndian = order.equals("big");
    }

    @Override
    public TorchStorage storage(String key, TorchType type, long elements) throws IOException {
        String record = "data/" + key;
        Loaded known = loaded.get(key);
        if (known == null) {
            byte[] bytes = records.read(record, limit);
            if (bigEndian) {
                reverse(bytes, type.bytes());
            }
            known = new Loaded(TorchStorage.of(bytes), type.bytes());
            loaded.put(key, known);
        }
        if (bigEndian && known.width() != type.bytes()) {
            throw new TorchFormatException(Reason.UNSUPPORTED, records.file(), record, -1,
                    "big-endian numbers of " + known.width() + " and of " + type.bytes() + " bytes in one");
        }
        if (elements != known.storage().length() / type.bytes()
                || known.storage().length() % type.bytes() != 0) {
            throw new TorchFormatException(Reason.DAMAGED, records.file(), record, -1,
                    known.storage().length() + " bytes, not " + elements + " numbers of " + type);
        }
        return known.storage();
    }

    private static void reverse(byte[] bytes, int width) {
        for (int from = 0; from + width <= bytes.length; from += width) {
            for (int i = from, j = from + width - 1; i < j; i++, j--) {
                byte first = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = first;
            }
        }
    }
}
