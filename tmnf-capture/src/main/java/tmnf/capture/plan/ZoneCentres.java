package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import tmnf.gbx.line.ReferenceLine;

/**
 * The zone centres that the snapshots of a track refer to, and the file they are from.
 *
 * @param file its name
 * @param sha256 of the file, 64 hexadecimal digits
 */
public record ZoneCentres(ReferenceLine line, String file, String sha256) {

    /** Key of the metadata: name of the file; null for snapshots without zone fields. */
    public static final String FILE = "vcp_file";
    /** Key of the metadata: hash of the file; null for snapshots without zone fields. */
    public static final String SHA256 = "vcp_sha256";

    /** Checks that nothing is missing. */
    public ZoneCentres {
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
    }

    /** Reads a file, if its spacing is right. */
    static ZoneCentres read(Path file, double distance) throws IOException {
        ReferenceLine line = VcpLines.read(file, distance);
        return new ZoneCentres(line, file.getFileName().toString(), Sha.hex256(Files.readAllBytes(file)));
    }
}
