package tmnf.pretrain.torch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tmnf.pretrain.torch.TorchFormatException.Reason;

/**
 * The records of an archive: a ZIP whose entries lie in one folder of any name. They may be packed; PyTorch
 * never packs them. Checksums are checked. Owns the open file; confined to one thread.
 */
final class TorchRecords implements Closeable {

    /** Small files may unpack to this much whatever their size. */
    private static final long FREE_BYTES = 16L << 20;

    private final String file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();

    private TorchRecords(String file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static TorchRecords open(Path path, TorchLimits limits) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        String file = path.toString();
        checkBeginning(path);
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw because(e, new TorchFormatException(Reason.DAMAGED, file,
                    "its table of records cannot be read (" + e.getMessage() + ")"));
        }
        TorchRecords records = new TorchRecords(file, zip);
        try {
            records.list(limits, Files.size(path));
            return records;
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static TorchFormatException because(Exception cause, TorchFormatException fault) {
        fault.initCause(cause);
        return fault;
    }

    private static void checkBeginning(Path path) throws IOException {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(path)) {
            beginning = in.readNBytes(4);
        }
        if (beginning.length == 4 && beginning[0] == 'P' && beginning[1] == 'K') {
            return;
        }
        boolean pickle = beginning.length > 1 && (beginning[0] & 0xFF) == 0x80;
        throw pickle
                ? new TorchFormatException(Reason.UNSUPPORTED, path.toString(),
                        "a bare pickle, as PyTorch wrote before version 1.6 (or another program)")
                : new TorchFormatException(Reason.NOT_TORCH, path.toString(),
                        "does not begin like an archive");
    }

    private void list(TorchLimits limits, long fileBytes) throws TorchFormatException {
        if (zip.size() > limits.entries()) {
            throw new TorchFormatException(Reason.LIMIT, file,
                    zip.size() + " records, the limit is " + limits.entries());
        }
        long most = Math.min(limits.bytes(), FREE_BYTES + fileBytes * limits.expansion());
        long bytes = 0;
        String folder = "";
        try {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                int slash = name.indexOf('/');
                folder = folder.isEmpty() && slash > 0 ? name.substring(0, slash + 1) : folder;
                if (folder.isEmpty() || !name.startsWith(folder)) {
                    throw new TorchFormatException(Reason.NOT_TORCH, file,
                            "an archive whose records do not lie in one folder");
                }
                String record = name.substring(folder.length());
                bytes += entry.getSize();
                if (entry.getSize() < 0 || bytes < 0 || bytes > most) {
                    throw new TorchFormatException(Reason.LIMIT, file, record, -1,
                            "up to here the records unpack to " + bytes + " bytes, the limit is " + most);
                }
                if (entries.put(record, entry) != null) {
                    throw new TorchFormatException(Reason.DAMAGED, file, record, -1, "is there twice");
                }
            }
        } catch (IllegalArgumentException e) {
            throw because(e, new TorchFormatException(Reason.DAMAGED, file, "a record has no valid name"));
        }
    }

    String file() {
        return file;
    }

    boolean has(String record) {
        return entries.containsKey(record);
    }

    /** All bytes of a record, unpacked and checked. */
    byte[] read(String record, long limit) throws IOException {
        ZipEntry entry = entries.get(record);
        if (entry == null) {
            throw new TorchFormatException(Reason.DAMAGED, file, record, -1, "is missing");
        }
        long size = entry.getSize();
        if (size > Math.min(limit, Integer.MAX_VALUE - 8L)) {
            throw new TorchFormatException(Reason.LIMIT, file, record, -1,
                    size + " bytes, the limit is " + Math.min(limit, Integer.MAX_VALUE - 8L));
        }
        byte[] bytes;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new TorchFormatException(Reason.DAMAGED, file, record, bytes.length,
                        "is not as long as the table of records says, " + size + " bytes");
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw because(e, new TorchFormatException(
                    Reason.DAMAGED, file, record, -1, "cannot be unpacked (" + e.getMessage() + ")"));
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) {
            throw new TorchFormatException(Reason.DAMAGED, file, record, -1,
                    "its checksum is not the one in the table of records");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
