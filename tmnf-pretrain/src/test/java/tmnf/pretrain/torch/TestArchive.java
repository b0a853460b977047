package tmnf.pretrain.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives made by hand, packed by the JDK. */
final class TestArchive {

    private final Map<String, byte[]> records = new LinkedHashMap<>();

    TestArchive with(String record, byte... bytes) {
        records.put(record, bytes);
        return this;
    }

    /** A pickle program; what is not ASCII is given as Latin-1. */
    TestArchive program(String latin1) {
        return with("data.pkl", latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    Path write(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> record : records.entrySet()) {
                zip.putNextEntry(new ZipEntry("some name/" + record.getKey()));
                zip.write(record.getValue());
            }
            zip.finish();
            return Files.write(file, bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
